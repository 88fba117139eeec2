package dev.cordon.rules;

import dev.cordon.policy.Decision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule that is being imported. Not thread-safe. */
final class Draft {

  private static final int MAX_SHOWN = 80;

  /** Longest reason that is carried over, in UTF-16 units; a rule may have four times as much. */
  private static final int MAX_REASON = 1024;

  final int line;
  final String what;
  final Decision action;
  @Nullable String reason;
  List<List<String>> command = new ArrayList<>();
  boolean whole;
  String when = "";
  List<String> paths = new ArrayList<>();
  List<String> hosts = new ArrayList<>();
  List<String> tools = new ArrayList<>();
  List<String> examples = new ArrayList<>();
  List<String> counterexamples = new ArrayList<>();
  final List<String> changes = new ArrayList<>();

  /**
   * @param line 1-based line of the source
   * @param what the rule as it was
   */
  Draft(int line, String what, Decision action) {
    this.line = line;
    this.what = shown(what);
    this.action = action;
  }

  /** On one line, shortened, with what cannot be seen as question marks. */
  static String shown(String text) {
    return shown(text, MAX_SHOWN);
  }

  private static String shown(String text, int max) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && shown.length() < max; i++) {
      char c = text.charAt(i);
      boolean space = c == '\n' || c == '\r' || c == '\t';
      shown.append(space ? ' ' : OddLetters.inProse(String.valueOf(c)) < 0 ? c : '?');
    }
    return shown.append(shown.length() < text.length() ? "…" : "").toString();
  }

  boolean allows() {
    return action == Decision.ALLOW;
  }

  /** The table of the rule, examples included when {@code withExamples}. */
  String toml(String id, String source, boolean withExamples) {
    StringBuilder toml = new StringBuilder("[[rules]]\n");
    toml.append("id = ").append(Toml.text(id)).append('\n');
    if (!command.isEmpty()) {
      toml.append("match.command = ").append(Toml.tokens(command)).append('\n');
    }
    if (whole) {
      toml.append("match.whole = true\n");
    }
    list(toml, "match.path", paths);
    list(toml, "match.host", hosts);
    list(toml, "match.tool", tools);
    if (!when.isEmpty()) {
      toml.append("when = ").append(Toml.text(when)).append('\n');
    }
    toml.append("action = ").append(Toml.text(action.text())).append('\n');
    String said = reason == null ? "" : shown(reason, MAX_REASON).strip();
    String why = said.isEmpty() ? "imported from " + source + ", line " + line : said;
    toml.append("reason = ").append(Toml.text(why)).append('\n');
    if (withExamples) {
      list(toml, "examples", examples);
      list(toml, "counterexamples", counterexamples);
    }
    return toml.toString();
  }

  private static void list(StringBuilder toml, String key, List<String> texts) {
    if (!texts.isEmpty()) {
      toml.append(key).append(" = ").append(Toml.texts(texts)).append('\n');
    }
  }
}
