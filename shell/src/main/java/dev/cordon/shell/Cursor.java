package dev.cordon.shell;

/** A place in a text. Not thread-safe. */
final class Cursor {
  /** What {@link #peek} gives at the end; a script that contains it is refused before. */
  static final char END = 0;

  final String text;

  /** Where the text starts in the script it was taken from. */
  final int base;

  int at;

  Cursor(String text, int base) {
    this.text = text;
    this.base = base;
  }

  int offset() {
    return base + at;
  }

  boolean ended() {
    return at >= text.length();
  }

  char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : END;
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, at);
  }

  /** Whether {@code word} stands here and ends here. */
  boolean standsAt(String word) {
    if (!text.startsWith(word, at)) {
      return false;
    }
    int after = at + word.length();
    return after >= text.length() || endsWord(text.charAt(after));
  }

  /** Passes blanks and joined lines. */
  void skipBlanks() {
    while (true) {
      char c = peek();
      if (c == ' ' || c == '\t') {
        at++;
      } else if (c == '\\' && peek(1) == '\n') {
        at += 2;
      } else {
        return;
      }
    }
  }

  /** Passes the rest of the line, up to its end. */
  void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  /** Whether {@code c}, not quoted, ends a word. */
  static boolean endsWord(char c) {
    return switch (c) {
      case ' ', '\t', '\n', ';', '&', '|', '<', '>', '(', ')', END -> true;
      default -> false;
    };
  }

  static boolean startsName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean continuesName(char c) {
    return startsName(c) || isDigit(c);
  }

  /** The end of the name that starts at {@code from}; {@code from} when there is none. */
  int nameEnd(int from) {
    int end = from;
    if (end < text.length() && startsName(text.charAt(end))) {
      while (end < text.length() && continuesName(text.charAt(end))) {
        end++;
      }
    }
    return end;
  }
}
