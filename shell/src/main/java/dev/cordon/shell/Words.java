package dev.cordon.shell;

import org.jspecify.annotations.Nullable;

/** Which characters and words have a plain meaning. Pure. */
final class Words {

  private Words() {}

  /** Words that open or close a construct when they stand where a command name would. */
  static boolean isReserved(String word) {
    return switch (word) {
      case "!", "{", "}", "[[", "]]", "case", "coproc", "do", "done", "elif", "else", "esac" ->
          true;
      case "fi", "for", "function", "if", "in", "select", "then", "time", "until", "while" -> true;
      case "always", "end", "foreach", "nocorrect", "noglob", "repeat", "-" -> true;
      default -> false;
    };
  }

  /** Why {@code c} has no plain meaning outside quotes, or null when it has. */
  static @Nullable String whyNotBare(char c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
      return null;
    }
    return switch (c) {
      case '-', '_', '.', '/', ',', ':', '+', '@', '%', '=' -> null;
      case '<', '>' -> "redirect";
      case '(', ')' -> "subshell";
      case '$', '`' -> "expansion";
      case '{', '}' -> "braces";
      case '*', '?', '[', ']' -> "glob";
      case '~' -> "tilde";
      case '\\' -> "backslash";
      case '^' -> "caret";
      case '#' -> "comment";
      case '!' -> "exclamation mark";
      default -> c < ' ' || c == 0x7f ? "control character" : "character outside ascii";
    };
  }

  /** Why {@code c} has no plain meaning inside double quotes, or null when it has. */
  static @Nullable String whyNotInDoubleQuotes(char c) {
    return switch (c) {
      case '$', '`' -> "expansion";
      case '\\' -> "backslash";
      default -> null;
    };
  }

  /** Why the character at {@code at} may not stand inside quotes of either kind, or null. */
  static @Nullable String whyNotInQuotes(String script, int at) {
    char c = script.charAt(at);
    if ((c >= ' ' && c < 0x7f) || c == '\n' || c == '\t') {
      return null;
    }
    if (c < 0xa0) {
      return "control character";
    }
    if (c == 0xfffd || isLoneSurrogate(script, at)) {
      return "broken character";
    }
    return isInvisible(c) ? "invisible character" : null;
  }

  private static boolean isLoneSurrogate(String script, int at) {
    char c = script.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 >= script.length() || !Character.isLowSurrogate(script.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(script.charAt(at - 1)));
  }

  /** White space, and marks that change what a person sees without being seen. */
  private static boolean isInvisible(char c) {
    return Character.isSpaceChar(c)
        || Character.isWhitespace(c)
        || Character.getType(c) == Character.FORMAT;
  }
}
