package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a script for zsh, which gives a meaning of its own to much that other shells take
 * for plain text. Accepts plain words, quoted words and the operators {@code && || ; |}; everything
 * else ends the reading.
 *
 * <p>INVARIANT: what is accepted means the same in sh, bash and zsh, whatever their options,
 * environment and working directory.
 */
final class PlainReader {

  private final String script;
  private final List<List<String>> commands = new ArrayList<>();
  private List<String> command = new ArrayList<>();
  private int at;
  private int operatorAt = -1;

  PlainReader(String script) {
    this.script = script;
  }

  Reading read() {
    while (at < script.length()) {
      char c = script.charAt(at);
      Reading.@Nullable NotUnderstood trouble;
      if (c == ' ' || c == '\t') {
        at++;
        trouble = null;
      } else if (c == '\n') {
        trouble = lineEnd();
      } else if (c == ';' || c == '|' || c == '&') {
        trouble = operator(c);
      } else {
        trouble = word();
      }
      if (trouble != null) {
        return trouble;
      }
    }
    return end();
  }

  private Reading end() {
    if (!command.isEmpty()) {
      commands.add(List.copyOf(command));
    } else if (operatorAt >= 0) {
      return trouble("operator with nothing after it", operatorAt);
    }
    if (commands.isEmpty()) {
      return trouble("empty script", 0);
    }
    List<Command> plain = new ArrayList<>(commands.size());
    for (int i = 0; i < commands.size(); i++) {
      plain.add(Command.of(commands.get(i)));
    }
    return new Reading.Understood(plain, List.of());
  }

  /** A line end closes a command like {@code ;} does; blank lines mean nothing. */
  private Reading.@Nullable NotUnderstood lineEnd() {
    if (command.isEmpty() && operatorAt >= 0) {
      return trouble("operator at the end of a line", operatorAt);
    }
    if (!command.isEmpty()) {
      close();
    }
    at++;
    return null;
  }

  private Reading.@Nullable NotUnderstood operator(char c) {
    int start = at;
    boolean doubled = start + 1 < script.length() && script.charAt(start + 1) == c;
    if (c == '&' && !doubled) {
      return trouble("background or redirect", start);
    }
    if (c == ';' && doubled) {
      return trouble("case separator", start);
    }
    if (c == '|' && !doubled && start + 1 < script.length() && script.charAt(start + 1) == '&') {
      return trouble("pipe with standard error", start);
    }
    if (command.isEmpty()) {
      return trouble("operator with nothing before it", start);
    }
    close();
    operatorAt = start;
    at = start + (doubled ? 2 : 1);
    return null;
  }

  private void close() {
    commands.add(List.copyOf(command));
    command = new ArrayList<>();
    operatorAt = -1;
  }

  private Reading.@Nullable NotUnderstood word() {
    int start = at;
    boolean quoted = false;
    StringBuilder text = new StringBuilder();
    while (at < script.length() && !endsWord(script.charAt(at))) {
      char c = script.charAt(at);
      Reading.@Nullable NotUnderstood trouble;
      if (c == '\'' || c == '"') {
        quoted = true;
        trouble = quotes(c, text);
      } else {
        trouble = bare(c, at == start);
        text.append(c);
        at++;
      }
      if (trouble != null) {
        return trouble;
      }
    }
    return add(text.toString(), quoted, start);
  }

  private Reading.@Nullable NotUnderstood add(String word, boolean quoted, int start) {
    if (command.isEmpty()) {
      if (word.isEmpty()) {
        return trouble("empty command name", start);
      }
      if (word.indexOf('=') >= 0) {
        return trouble("assignment", start);
      }
      if (!quoted && Words.isReserved(word)) {
        return trouble("reserved word", start);
      }
    }
    command.add(word);
    return null;
  }

  private Reading.@Nullable NotUnderstood bare(char c, boolean first) {
    String why = first && c == '=' ? "leading equals sign" : Words.whyNotBare(c);
    return why == null ? null : trouble(why, at);
  }

  private Reading.@Nullable NotUnderstood quotes(char quote, StringBuilder text) {
    int start = at;
    at++;
    while (at < script.length()) {
      char c = script.charAt(at);
      if (c == quote) {
        at++;
        return null;
      }
      String why = quote == '"' ? Words.whyNotInDoubleQuotes(c) : null;
      if (why == null) {
        why = Words.whyNotInQuotes(script, at);
      }
      if (why != null) {
        return trouble(why, at);
      }
      text.append(c);
      at++;
    }
    return trouble("quote without an end", start);
  }

  private static boolean endsWord(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == ';' || c == '|' || c == '&';
  }

  private static Reading.NotUnderstood trouble(String reason, int offset) {
    return new Reading.NotUnderstood(Reading.Trouble.BEYOND, reason, offset);
  }
}
