package dev.cordon.secrets;

import org.jspecify.annotations.Nullable;

/**
 * Takes the secrets that flags announce out of the text of a script, also of scripts quoted inside
 * it. Knows of shell no more than where words and commands end. One pass for each level of quoting.
 */
final class ScriptWords {

  /** Scripts inside scripts are followed this deep. */
  private static final int MAX_DEPTH = 4;

  private final String text;
  private final int depth;
  private final StringBuilder out = new StringBuilder();
  private int copied;
  private FlagValues flags = new FlagValues();

  private ScriptWords(String text, int depth) {
    this.text = text;
    this.depth = depth;
  }

  static String remove(String text) {
    return new ScriptWords(text, 0).remove();
  }

  private String remove() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (endsCommand(c)) {
        flags = new FlagValues();
        at++;
      } else if (c <= ' ') {
        at++;
      } else {
        at = word(at);
      }
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  /** Reads the word at {@code start}; where it ends. */
  private int word(int start) {
    StringBuilder word = new StringBuilder();
    int at = start;
    int quotedFrom = -1;
    int quotedTo = -1;
    while (at < text.length() && text.charAt(at) > ' ' && !endsCommand(text.charAt(at))) {
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        int close = closing(at);
        quotedFrom = quotedFrom < 0 ? at + 1 : quotedFrom;
        quotedTo = close;
        word.append(text, at + 1, close);
        at = Math.min(text.length(), close + 1);
      } else {
        at += c == '\\' ? 1 : 0;
        if (at < text.length()) {
          word.append(text.charAt(at++));
        }
      }
    }
    String instead = flags.take(word.toString());
    if (instead != null) {
      replace(start, at, instead);
    } else if (quotedFrom >= 0 && depth < MAX_DEPTH) {
      String inner = text.substring(quotedFrom, quotedTo);
      String kept = isScript(inner) ? new ScriptWords(inner, depth + 1).remove() : inner;
      if (!kept.equals(inner)) {
        replace(quotedFrom, quotedTo, kept);
      }
    }
    return at;
  }

  private void replace(int from, int to, @Nullable String instead) {
    out.append(text, copied, from).append(instead);
    copied = to;
  }

  private int closing(int open) {
    char quote = text.charAt(open);
    int at = open + 1;
    while (at < text.length() && text.charAt(at) != quote) {
      at += quote == '"' && text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, text.length());
  }

  private static boolean isScript(String text) {
    return text.indexOf(' ') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\t') >= 0;
  }

  private static boolean endsCommand(char c) {
    return c == '\n' || c == ';' || c == '|' || c == '&' || c == '(' || c == ')' || c == '`';
  }
}
