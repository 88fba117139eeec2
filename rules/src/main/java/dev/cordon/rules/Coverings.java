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

  /**
   * Rules by the first alternative of their program; those without a command have the empty one.
   */
  private final Map<String, List<Integer>> byProgram = new HashMap<>();

  Coverings(List<Rule> rules) {
    this.rules = rules;
    for (int i = 0; i < rules.size(); i++) {
      for (String program : programs(rules.get(i).match())) {
        List<Integer> same = byProgram.get(program);
        if (same == null) {
          same = new ArrayList<>();
          byProgram.put(program, same);
        }
        same.add(i);
      }
    }
  }

  private static List<String> programs(Rule.Match match) {
    return match.command().isEmpty() ? List.of("") : match.command().getFirst();
  }

  /** The rule that makes rule {@code index} idle; null when none is sure to. */
  @Nullable Rule of(int index) {
    Rule rule = rules.get(index);
    List<Integer> same = byProgram.get(programs(rule.match()).getFirst());
    for (int i = 0; same != null && i < same.size(); i++) {
      int other = same.get(i);
      if (other != index && decides(rules.get(other), other < index, rule)) {
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
    int length = wide.command().size();
    if (wide.command().getLast().equals(List.of(CommandPattern.ANY_REST))) {
      length--;
    }
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
