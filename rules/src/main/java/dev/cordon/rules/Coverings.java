package dev.cordon.rules;

import dev.cordon.policy.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rule decides whenever another one matches. Says so only where it is sure: patterns are
 * compared as they are written. Immutable.
 */
final class Coverings {

  private final List<Rule> rules;

  /** Rules by what a rule must have that they cover. */
  private final Map<String, List<Integer>> byKey = new HashMap<>();

  Coverings(List<Rule> rules) {
    this.rules = rules;
    for (int i = 0; i < rules.size(); i++) {
      for (String key : keys(rules.get(i).match())) {
        List<Integer> same = byKey.get(key);
        if (same == null) {
          same = new ArrayList<>();
          byKey.put(key, same);
        }
        same.add(i);
      }
    }
  }

  /** A command is found by its length and last token, anything else by the first of its keys. */
  private static List<String> keys(Rule.Match match) {
    if (!match.command().isEmpty()) {
      int length = length(match);
      return named(length + " ", match.command().get(length - 1));
    }
    if (!match.paths().isEmpty()) {
      return named("path ", match.paths());
    }
    if (!match.hosts().isEmpty()) {
      return named("host ", match.hosts());
    }
    return match.tools().isEmpty()
        ? named("agent ", match.agents())
        : named("tool ", match.tools());
  }

  private static List<String> named(String kind, List<String> names) {
    List<String> keys = new ArrayList<>(names.size());
    for (String name : names) {
      keys.add(kind + name);
    }
    return keys;
  }

  private static int length(Rule.Match match) {
    int size = match.command().size();
    return match.command().getLast().equals(List.of(CommandPattern.ANY_REST)) ? size - 1 : size;
  }

  /** The rule that makes rule {@code index} idle; null when none is sure to. */
  @Nullable Rule of(int index) {
    Rule.Match match = rules.get(index).match();
    Rule found = null;
    for (int length = 1; found == null && length <= match.command().size(); length++) {
      found = of(index, length + " " + match.command().get(length - 1).getFirst());
    }
    if (match.command().isEmpty()) {
      found = of(index, "path ", match.paths());
      found = found == null ? of(index, "host ", match.hosts()) : found;
      found = found == null ? of(index, "tool ", match.tools()) : found;
      found = found == null ? of(index, "agent ", match.agents()) : found;
    }
    return found;
  }

  private @Nullable Rule of(int index, String kind, List<String> names) {
    return names.isEmpty() ? null : of(index, kind + names.getFirst());
  }

  private @Nullable Rule of(int index, String key) {
    List<Integer> same = byKey.get(key);
    for (int i = 0; same != null && i < same.size(); i++) {
      int other = same.get(i);
      if (other != index && decides(rules.get(other), other < index, rules.get(index))) {
        return rules.get(other);
      }
    }
    return null;
  }

  /** Of two that are equal in all, the later one is idle. */
  private static boolean decides(Rule rule, boolean earlier, Rule over) {
    int order = rule.action().compareTo(over.action());
    if (order < 0 || rule.when() != null || !covers(rule, over)) {
      return false;
    }
    boolean mutual = order == 0 && over.when() == null && covers(over, rule);
    return !mutual || earlier;
  }

  private static boolean covers(Rule rule, Rule over) {
    Rule.Match wide = rule.match();
    Rule.Match narrow = over.match();
    // A rule that restricts sees more spellings than one that allows, never fewer.
    boolean looser = rule.action() != Decision.ALLOW || over.action() == Decision.ALLOW;
    return looser
        && coversCommand(wide, narrow)
        && coversNames(wide.paths(), narrow.paths())
        && coversNames(wide.hosts(), narrow.hosts())
        && coversNames(wide.tools(), narrow.tools())
        && coversNames(wide.agents(), narrow.agents());
  }

  private static boolean coversCommand(Rule.Match wide, Rule.Match narrow) {
    if (wide.command().isEmpty()) {
      return narrow.command().isEmpty();
    }
    int length = length(wide);
    if (narrow.command().size() < length || (wide.whole() && !narrow.whole())) {
      return false;
    }
    if (wide.whole() && narrow.command().size() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (!wide.command().get(i).containsAll(narrow.command().get(i))) {
        return false;
      }
    }
    return true;
  }

  /** No pattern is every name; a list of some is covered by a list of those and more. */
  private static boolean coversNames(List<String> wide, List<String> narrow) {
    return wide.isEmpty() || (!narrow.isEmpty() && wide.containsAll(narrow));
  }
}
