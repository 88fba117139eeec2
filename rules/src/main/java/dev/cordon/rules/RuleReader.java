package dev.cordon.rules;

import dev.cordon.policy.ConfigException;
import dev.cordon.policy.Decision;
import dev.cordon.policy.HostPattern;
import java.util.ArrayList;
import java.util.List;
import org.tomlj.TomlArray;

/** Makes a rule of what was written. Pure. */
final class RuleReader {

  /** Most tokens of a command pattern. */
  static final int MAX_TOKENS = 32;

  /** Most alternatives of one token, and most patterns of one key. */
  static final int MAX_ALTERNATIVES = 64;

  /** Most examples of one rule, and as many counterexamples. */
  static final int MAX_EXAMPLES = 32;

  private static final List<String> MATCH_KEYS =
      List.of("match.command", "match.path", "match.host", "match.tool", "match.agent");

  private final RuleKeys keys;
  private final RuleLayer layer;

  private RuleReader(RuleKeys keys, RuleLayer layer) {
    this.keys = keys;
    this.layer = layer;
  }

  /**
   * The rule that {@code keys} hold.
   *
   * @throws ConfigException when something is missing, malformed or beyond its bound
   */
  static CompiledRule read(RuleKeys keys, RuleLayer layer) throws ConfigException {
    return new RuleReader(keys, layer).read();
  }

  private CompiledRule read() throws ConfigException {
    String id = required("id", "name it, for example: id = \"no-force-push\"");
    if (!isId(id)) {
      throw keys.refused(
          "id", "id \"" + id + "\" is no id", "use letters, digits, dots, hyphens and underscores");
    }
    Decision action = action();
    String reason = required("reason", "say why; the person and the agent read it");
    requireMatch();
    Rule.Match match =
        new Rule.Match(
            command(),
            keys.flag("match.whole"),
            patterns("match.path"),
            patterns("match.host"),
            patterns("match.tool"),
            patterns("match.agent"));
    checkWhole(match);
    String when = keys.text("when");
    Rule rule =
        new Rule(
            id,
            match,
            when,
            action,
            reason,
            examples("examples"),
            examples("counterexamples"),
            onFailure(action),
            layer,
            keys.start());
    CommandPattern command = match.command().isEmpty() ? null : new CommandPattern(match);
    return new CompiledRule(rule, command, paths(), hosts(), when == null ? null : condition(when));
  }

  private String required(String name, String hint) throws ConfigException {
    String text = keys.text(name);
    if (text == null || text.isBlank()) {
      throw keys.refused(
          name, "a rule needs " + (name.equals("reason") ? "a " : "an ") + name, hint);
    }
    return text;
  }

  private static boolean isId(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return !id.isEmpty() && id.length() <= MAX_ALTERNATIVES;
  }

  private Decision action() throws ConfigException {
    String text = required("action", "use one of: allow, ask, deny, log");
    Decision action = null;
    for (Decision decision : Decision.values()) {
      if (decision.text().equals(text)) {
        action = decision;
      }
    }
    if (action == null) {
      throw keys.refused(
          "action",
          "unknown value \"" + text + "\" for action",
          "use one of: allow, ask, deny, log");
    }
    if (action == Decision.ALLOW && layer == RuleLayer.PROJECT) {
      throw keys.refused(
          "action",
          "a project's rule allows; a repository never widens what may happen in it",
          "move the rule to your own rules, or use ask, deny or log");
    }
    return action;
  }

  private Rule.OnFailure onFailure(Decision action) throws ConfigException {
    String text = keys.text("on_failure");
    if (text == null || text.equals("closed")) {
      return Rule.OnFailure.CLOSED;
    }
    if (!text.equals("open")) {
      throw keys.refused(
          "on_failure",
          "unknown value \"" + text + "\" for on_failure",
          "use one of: closed, open");
    }
    if (action == Decision.ALLOW) {
      throw keys.refused(
          "on_failure",
          "a rule that allows cannot fail open: without its condition it allows nothing",
          "remove on_failure");
    }
    return Rule.OnFailure.OPEN;
  }

  private void requireMatch() throws ConfigException {
    for (String name : MATCH_KEYS) {
      if (keys.get(name) != null) {
        return;
      }
    }
    throw RuleKeys.refused(
        keys.start(), "a rule needs a match", "add one of: " + String.join(", ", MATCH_KEYS));
  }

  private void checkWhole(Rule.Match match) throws ConfigException {
    if (!match.whole()) {
      return;
    }
    if (match.command().isEmpty()) {
      throw keys.refused("match.whole", "match.whole needs match.command", "add match.command");
    }
    if (match.command().getLast().equals(List.of(CommandPattern.ANY_REST))) {
      throw keys.refused(
          "match.whole", "match.whole contradicts the ** of match.command", "keep one of the two");
    }
  }

  private List<List<String>> command() throws ConfigException {
    List<RuleKeys.Entry> entries = keys.list("match.command");
    if (keys.get("match.command") != null && entries.isEmpty()) {
      throw keys.refused("match.command", "match.command is empty", "begin with the program");
    }
    if (entries.size() > MAX_TOKENS) {
      throw keys.refused(
          "match.command", "more than " + MAX_TOKENS + " tokens", "match the first ones only");
    }
    List<List<String>> tokens = new ArrayList<>();
    int mixed = 0;
    for (int i = 0; i < entries.size(); i++) {
      List<String> token = token(entries.get(i), i, i == entries.size() - 1);
      mixed += i > 0 && CommandPattern.isMixed(token) ? 1 : 0;
      if (mixed > CommandPattern.MAX_MIXED) {
        throw RuleKeys.refused(
            entries.get(i).place(),
            "more than "
                + CommandPattern.MAX_MIXED
                + " tokens have options and other words as alternatives",
            "write several rules");
      }
      tokens.add(token);
    }
    return tokens;
  }

  private List<String> token(RuleKeys.Entry entry, int index, boolean last) throws ConfigException {
    List<String> alternatives = new ArrayList<>();
    if (entry.value() instanceof String) {
      alternatives.add(alternative(entry, index > 0 && last));
    } else if (entry.value() instanceof TomlArray array) {
      List<RuleKeys.Entry> entries = keys.entries("match.command", array, entry.place());
      if (entries.isEmpty() || entries.size() > MAX_ALTERNATIVES) {
        throw RuleKeys.refused(
            entry.place(),
            "a token has 1 to " + MAX_ALTERNATIVES + " alternatives",
            "write several rules");
      }
      for (RuleKeys.Entry choice : entries) {
        alternatives.add(alternative(choice, false));
      }
    } else {
      throw token(entry.place());
    }
    return List.copyOf(alternatives);
  }

  private static ConfigException token(Rule.Place place) {
    return RuleKeys.refused(
        place,
        "a token must be a string, or a list of strings as alternatives",
        "for example: match.command = [\"git\", \"push\", [\"--force\", \"-f\"]]");
  }

  private static String alternative(RuleKeys.Entry entry, boolean mayBeRest)
      throws ConfigException {
    if (!(entry.value() instanceof String text)) {
      throw token(entry.place());
    }
    if (text.isEmpty()) {
      throw RuleKeys.refused(entry.place(), "a token is empty", "write * for any word");
    }
    if (text.equals(CommandPattern.ANY_REST) && !mayBeRest) {
      throw RuleKeys.refused(
          entry.place(),
          "** stands for the rest and must be the last token",
          "write * for one word");
    }
    boolean star = text.indexOf('*') >= 0;
    if (star && !text.equals(CommandPattern.ANY_WORD) && !text.equals(CommandPattern.ANY_REST)) {
      throw RuleKeys.refused(
          entry.place(),
          "token \"" + text + "\" has a * inside, and a token is a whole word",
          "write \"*\" for any word, or list the alternatives");
    }
    return text;
  }

  private List<String> patterns(String name) throws ConfigException {
    List<String> patterns = new ArrayList<>();
    List<RuleKeys.Entry> entries = keys.texts(name);
    if (keys.get(name) != null && (entries.isEmpty() || entries.size() > MAX_ALTERNATIVES)) {
      throw keys.refused(
          name, name + " has 1 to " + MAX_ALTERNATIVES + " patterns", "write several rules");
    }
    for (RuleKeys.Entry entry : entries) {
      if (entry.text().isEmpty()) {
        throw RuleKeys.refused(entry.place(), name + " has an empty pattern", "remove it");
      }
      patterns.add(entry.text());
    }
    return patterns;
  }

  private List<PathPattern> paths() throws ConfigException {
    List<PathPattern> patterns = new ArrayList<>();
    for (RuleKeys.Entry entry : keys.texts("match.path")) {
      try {
        patterns.addAll(PathPattern.parse(entry.text()));
      } catch (PathPattern.MalformedException e) {
        throw RuleKeys.refused(
            entry.place(),
            "path \"" + entry.text() + "\" " + e.getMessage(),
            "use *, ?, ** as a whole name, {a,b}, and a leading / or ~/");
      }
    }
    return patterns;
  }

  private List<HostPattern> hosts() throws ConfigException {
    List<HostPattern> patterns = new ArrayList<>();
    for (RuleKeys.Entry entry : keys.texts("match.host")) {
      HostPattern pattern = HostPattern.parse(entry.text());
      if (pattern == null) {
        throw RuleKeys.refused(
            entry.place(),
            "\"" + entry.text() + "\" is no host",
            "write example.com, *.example.com for what is below it, or **.example.com for both");
      }
      patterns.add(pattern);
    }
    return patterns;
  }

  private Condition condition(String when) throws ConfigException {
    if (when.length() > CelCondition.MAX_LENGTH) {
      throw keys.refused(
          "when",
          "when is longer than " + CelCondition.MAX_LENGTH + " characters",
          "write several rules");
    }
    try {
      return CelCondition.compile(when);
    } catch (Condition.MalformedException e) {
      throw keys.refused(
          "when",
          "when is no condition: " + e.getMessage(),
          "it is CEL over command, program, cwd, agent, tool, host, path, mode, policy and user");
    }
  }

  private List<String> examples(String name) throws ConfigException {
    List<RuleKeys.Entry> entries = keys.texts(name);
    if (entries.size() > MAX_EXAMPLES) {
      throw keys.refused(
          name, "more than " + MAX_EXAMPLES + " " + name, "keep those that tell something");
    }
    List<String> texts = new ArrayList<>();
    for (RuleKeys.Entry entry : entries) {
      texts.add(entry.text());
    }
    return texts;
  }
}
