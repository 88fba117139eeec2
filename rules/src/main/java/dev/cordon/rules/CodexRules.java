package dev.cordon.rules;

import dev.cordon.policy.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Codex's {@code .rules} as of 0.169. Not thread-safe. */
final class CodexRules {

  private static final List<String> OF_PREFIX_RULE =
      List.of("pattern", "decision", "justification", "match", "not_match");
  private static final List<String> OF_NETWORK_RULE =
      List.of("host", "protocol", "decision", "justification");

  private final Drafts drafts;

  /** Where a program may lie, by its name. */
  private final Map<String, List<?>> executables = new HashMap<>();

  private CodexRules(Drafts drafts) {
    this.drafts = drafts;
  }

  static Imported read(String text, Drafts drafts) {
    CodexRules rules = new CodexRules(drafts);
    List<Starlark.Call> calls = new Starlark(text).calls();
    for (Starlark.Call call : calls) {
      if (call.name().equals("host_executable")
          && call.arguments().get("name") instanceof String name
          && call.arguments().get("paths") instanceof List<?> paths) {
        rules.executables.put(name, paths);
      }
    }
    for (Starlark.Call call : calls) {
      rules.add(call);
    }
    return drafts.done();
  }

  private void add(Starlark.Call call) {
    if (!call.problem().isEmpty()) {
      drop(call, call.problem());
      return;
    }
    switch (call.name()) {
      case "prefix_rule" -> prefixRule(call);
      case "network_rule" -> networkRule(call);
      case "host_executable" ->
          drop(call, "a program is known by its name, or by its place in a system folder");
      default -> drop(call, "no rule is made by " + call.name());
    }
  }

  private void drop(Starlark.Call call, String why) {
    drafts.drop(call.line(), call.what(), why);
  }

  private void prefixRule(Starlark.Call call) {
    String odd = unknownArgument(call, OF_PREFIX_RULE);
    Decision action = decision(call.arguments().getOrDefault("decision", "allow"), "forbidden");
    List<List<String>> tokens = tokens(call.arguments().get("pattern"));
    if (odd != null || action == null || tokens == null) {
      drop(
          call,
          odd != null
              ? odd
              : action == null ? "its decision is not known" : "its pattern is no list of words");
      return;
    }
    String elsewhere = action == Decision.ALLOW ? elsewhere(tokens.getFirst()) : null;
    if (elsewhere != null) {
      drop(call, elsewhere);
      return;
    }
    boolean starred = hasStar(tokens);
    if (starred && action == Decision.ALLOW) {
      drop(call, "a word in it has a *, which is no plain letter in a rule here");
      return;
    }
    Draft draft = new Draft(call.line(), call.what(), action);
    draft.command = starred ? widened(tokens, draft) : tokens;
    draft.reason = text(call.arguments().get("justification"));
    draft.examples = commandLines(call.arguments().get("match"));
    draft.counterexamples = commandLines(call.arguments().get("not_match"));
    if (draft.examples.isEmpty()) {
      draft.examples.add(firstOf(tokens));
    }
    drafts.add(draft);
  }

  private static @Nullable String unknownArgument(Starlark.Call call, List<String> known) {
    for (String argument : call.arguments().keySet()) {
      if (!known.contains(argument)) {
        return "argument " + argument + " is not known";
      }
    }
    return null;
  }

  private static @Nullable Decision decision(@Nullable Object text, String deny) {
    if (!(text instanceof String word)) {
      return null;
    }
    if (deny.equals(word)) {
      return Decision.DENY;
    }
    return switch (word) {
      case "allow" -> Decision.ALLOW;
      case "prompt" -> Decision.ASK;
      default -> null;
    };
  }

  private static @Nullable List<List<String>> tokens(@Nullable Object pattern) {
    if (!(pattern instanceof List<?> list) || list.isEmpty()) {
      return null;
    }
    List<List<String>> tokens = new ArrayList<>();
    for (Object entry : list) {
      List<String> token = new ArrayList<>();
      for (Object word : entry instanceof List<?> alternatives ? alternatives : List.of(entry)) {
        if (!(word instanceof String text)) {
          return null;
        }
        token.add(text);
      }
      if (token.isEmpty()) {
        return null;
      }
      tokens.add(token);
    }
    return tokens;
  }

  private static boolean hasStar(List<List<String>> tokens) {
    for (List<String> token : tokens) {
      if (PlainWords.hasStar(token)) {
        return true;
      }
    }
    return false;
  }

  /** Codex takes a star for what it is; here any word stands in the place of one that has it. */
  private static List<List<String>> widened(List<List<String>> tokens, Draft draft) {
    List<List<String>> widened = new ArrayList<>();
    for (List<String> token : tokens) {
      widened.add(PlainWords.hasStar(token) ? List.of(CommandPattern.ANY_WORD) : token);
    }
    draft.changes.add("any word stands for the one with a *");
    return widened;
  }

  /** Why a program may lie where a rule of ours does not look, or only there; null when not. */
  private @Nullable String elsewhere(List<String> programs) {
    for (String program : programs) {
      List<?> paths = executables.get(program);
      boolean system = paths == null;
      for (int i = 0; paths != null && i < paths.size(); i++) {
        system |= SystemFolders.plainName(String.valueOf(paths.get(i))).equals(program);
      }
      if (!system) {
        return "host_executable says that " + program + " lies in no system folder";
      }
    }
    return null;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text && !text.isBlank() ? text.strip() : null;
  }

  /** Examples: strings as they are typed, or lists of words. */
  private static List<String> commandLines(@Nullable Object value) {
    List<String> lines = new ArrayList<>();
    if (value instanceof List<?> examples) {
      for (Object example : examples) {
        lines.add(example instanceof List<?> words ? quoted(words) : String.valueOf(example));
      }
    }
    return lines;
  }

  private static String firstOf(List<List<String>> tokens) {
    List<String> words = new ArrayList<>();
    for (List<String> token : tokens) {
      words.add(token.getFirst());
    }
    return quoted(words);
  }

  private static String quoted(List<?> words) {
    StringBuilder line = new StringBuilder();
    for (Object value : words) {
      String word = String.valueOf(value);
      boolean plain = PlainWords.of(word) != null && word.indexOf('*') < 0;
      line.append(line.isEmpty() ? "" : " ");
      line.append(plain ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return line.toString();
  }

  private void networkRule(Starlark.Call call) {
    String odd = unknownArgument(call, OF_NETWORK_RULE);
    Decision action = decision(call.arguments().get("decision"), "deny");
    String host = text(call.arguments().get("host"));
    if (odd != null || action == null || host == null) {
      drop(
          call,
          odd != null ? odd : action == null ? "its decision is not known" : "it has no host");
    } else if (host.indexOf('*') >= 0) {
      drop(call, "its host is a pattern, which Codex does not read either");
    } else if (action == Decision.ALLOW) {
      drop(call, "it allows one protocol, and a rule here allows a host for all of them");
    } else {
      Draft draft = new Draft(call.line(), call.what(), action);
      draft.hosts = List.of(host);
      draft.reason = text(call.arguments().get("justification"));
      draft.examples = List.of(host);
      draft.changes.add("for every protocol");
      drafts.add(draft);
    }
  }
}
