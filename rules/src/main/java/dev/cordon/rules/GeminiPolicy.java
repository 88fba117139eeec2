package dev.cordon.rules;

import dev.cordon.policy.ConfigException;
import dev.cordon.policy.Decision;
import dev.cordon.policy.Glob;
import dev.cordon.policy.TomlText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** The policy of Gemini CLI as of 0.61. Not thread-safe. */
final class GeminiPolicy {

  private static final String SHELL = "run_shell_command";

  /** Keys of which one may be written in a way that is no longer the usual one. */
  private static final List<String> MESSAGE = List.of("denyMessage", "deny_message");

  private static final List<String> REDIRECTION = List.of("allowRedirection", "allow_redirection");

  /** Keys that narrow a rule in a way that no rule here can say. */
  private static final List<String> NARROWING =
      List.of("modes", "interactive", "subagent", "toolAnnotations");

  private static final List<String> KNOWN =
      List.of(
          "name",
          "description",
          "toolName",
          "mcpName",
          "commandPrefix",
          "decision",
          "priority",
          "denyMessage",
          "deny_message",
          "allowRedirection",
          "allow_redirection",
          "modes",
          "interactive",
          "subagent",
          "toolAnnotations");

  private final Drafts drafts;
  private long lowestRestriction = Long.MAX_VALUE;

  private GeminiPolicy(Drafts drafts) {
    this.drafts = drafts;
  }

  static Imported read(String text, String source, Drafts drafts) throws ConfigException {
    GeminiPolicy policy = new GeminiPolicy(drafts);
    if (!text.isBlank()) {
      policy.tables(TomlText.parse(text, source, RuleFile.MAX_LENGTH_MULTILINE));
    }
    return drafts.done();
  }

  private void tables(TomlTable parsed) {
    for (String key : TomlText.keysAsWritten(parsed)) {
      if (!key.equals("rule") || !(parsed.get(List.of(key)) instanceof TomlArray rules)) {
        drafts.drop(TomlText.place(parsed, key).line(), key, "it is no [[rule]]");
        continue;
      }
      for (int i = 0; i < rules.size(); i++) {
        if (rules.get(i) instanceof TomlTable rule && decision(rule) != Decision.ALLOW) {
          lowestRestriction = Math.min(lowestRestriction, priority(rule));
        }
      }
      for (int i = 0; i < rules.size(); i++) {
        int line = rules.inputPositionOf(i).line();
        if (rules.get(i) instanceof TomlTable rule) {
          rule(rule, line);
        } else {
          drafts.drop(line, "rule", "it is no table");
        }
      }
    }
  }

  private static long priority(TomlTable rule) {
    return rule.get(List.of("priority")) instanceof Long priority ? priority : 0;
  }

  private static @Nullable Decision decision(TomlTable rule) {
    return switch (String.valueOf(rule.get(List.of("decision")))) {
      case "allow" -> Decision.ALLOW;
      case "ask_user" -> Decision.ASK;
      case "deny" -> Decision.DENY;
      default -> null;
    };
  }

  private void rule(TomlTable rule, int line) {
    String what = what(rule);
    Decision action = decision(rule);
    String problem = action == null ? "its decision is not known" : problem(rule, action);
    List<String> tools = texts(rule, "toolName");
    List<String> prefixes = texts(rule, "commandPrefix");
    List<String> servers = texts(rule, "mcpName");
    if (problem == null && (tools == null || prefixes == null || servers == null)) {
      problem = "a name in it is no string";
    }
    if (problem != null || action == null || tools == null || prefixes == null || servers == null) {
      drafts.drop(line, what, String.valueOf(problem));
      return;
    }
    boolean shellAlone = tools.equals(List.of(SHELL));
    boolean elsewhere = !servers.isEmpty() || !(tools.isEmpty() || shellAlone);
    if (!prefixes.isEmpty() && elsewhere) {
      drafts.drop(line, what, "commandPrefix goes with " + SHELL + " alone");
      return;
    }
    boolean shell = !prefixes.isEmpty() || meansShell(tools);
    if (shell && servers.isEmpty()) {
      commands(rule, new Draft(line, what, action), prefixes);
    }
    List<String> others = new ArrayList<>(tools);
    others.remove(SHELL);
    if (!shell || !servers.isEmpty() || !others.isEmpty()) {
      tools(rule, new Draft(line, what, action), servers.isEmpty() ? others : tools, servers);
    }
  }

  /** Commands are judged as what they are, not as calls of the tool that runs them. */
  private static boolean meansShell(List<String> tools) {
    for (String tool : tools) {
      if (Glob.matchesExactly(tool, SHELL)) {
        return true;
      }
    }
    return false;
  }

  private static String what(TomlTable rule) {
    StringBuilder what = new StringBuilder();
    for (String key : TomlText.keysAsWritten(rule)) {
      Object value = rule.get(List.of(key));
      String shown =
          value instanceof TomlArray list ? list.toList().toString() : String.valueOf(value);
      boolean said = value instanceof String || value instanceof Long || value instanceof TomlArray;
      if (said && !key.equals("denyMessage")) {
        what.append(what.isEmpty() ? "" : ", ").append(key).append(" = ").append(shown);
      }
    }
    return what.toString();
  }

  /** Why the rule cannot be carried over; null when it can. */
  private static @Nullable String problem(TomlTable rule, Decision action) {
    for (String key : TomlText.keysAsWritten(rule)) {
      if (key.equals("commandRegex") || key.equals("argsPattern")) {
        return key + " is a pattern over text, and a rule here knows words";
      }
      if (action == Decision.ALLOW && mayNarrow(key)) {
        return "without its " + key + " it would allow more";
      }
    }
    return null;
  }

  /** A key that is not known may narrow a rule, too. */
  private static boolean mayNarrow(String key) {
    return NARROWING.contains(key) || !KNOWN.contains(key);
  }

  /** Empty when the key is not there; null when it holds something else than strings. */
  private static @Nullable List<String> texts(TomlTable rule, String key) {
    Object value = rule.get(List.of(key));
    if (value instanceof String text) {
      return List.of(text);
    }
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof TomlArray array) || array.isEmpty()) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (!(array.get(i) instanceof String text)) {
        return null;
      }
      texts.add(text);
    }
    return texts;
  }

  private void commands(TomlTable rule, Draft draft, List<String> prefixes) {
    if (prefixes.isEmpty() || prefixes.contains("")) {
      draft.command = List.of(List.of(CommandPattern.ANY_WORD));
      add(rule, draft);
      return;
    }
    for (String prefix : prefixes) {
      List<String> words = PlainWords.of(prefix, draft.action);
      if (words == null || PlainWords.hasStar(words)) {
        drafts.drop(draft.line, draft.what, "\"" + prefix + "\" is more than plain words");
      } else {
        Draft one = new Draft(draft.line, draft.what, draft.action);
        one.command = PlainWords.tokens(words);
        one.examples = List.of(String.join(" ", words));
        add(rule, one);
      }
    }
  }

  private void tools(TomlTable rule, Draft draft, List<String> tools, List<String> servers) {
    List<String> names = new ArrayList<>();
    for (String server : servers) {
      for (String tool : tools.isEmpty() ? List.of("*") : tools) {
        names.add("mcp_" + server + "_" + tool);
        names.add("mcp__" + server + "__" + tool);
      }
    }
    draft.tools = servers.isEmpty() ? tools : names;
    if (draft.tools.isEmpty()) {
      drafts.drop(draft.line, draft.what, "it names no tool");
    } else {
      add(rule, draft);
    }
  }

  private void add(TomlTable rule, Draft draft) {
    for (String key : MESSAGE) {
      if (rule.get(List.of(key)) instanceof String message && !message.isBlank()) {
        draft.reason = message;
      }
    }
    for (String key : TomlText.keysAsWritten(rule)) {
      if (mayNarrow(key)) {
        draft.changes.add("whatever its " + key);
      }
    }
    for (String key : REDIRECTION) {
      if (draft.allows() && Boolean.TRUE.equals(rule.get(List.of(key)))) {
        draft.changes.add("without redirections to files");
      }
    }
    if (draft.allows() && priority(rule) > lowestRestriction) {
      draft.changes.add("a stricter rule of lower priority now decides");
    }
    drafts.add(draft);
  }
}
