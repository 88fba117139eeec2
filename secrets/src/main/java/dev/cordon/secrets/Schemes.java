package dev.cordon.secrets;

/**
 * Takes out what follows {@code Bearer} and {@code Basic} where it looks like a token. One pass.
 */
final class Schemes {

  /** Shortest token that is known by its letters. */
  private static final int SHORT = 8;

  /** Shortest token that is known by its length, if it has more than small letters. */
  private static final int MIXED = 12;

  private Schemes() {}

  static String remove(String text) {
    StringBuilder out = new StringBuilder();
    int copied = 0;
    for (int at = 0; at < text.length(); at++) {
      int start = text.charAt(at) == 'b' || text.charAt(at) == 'B' ? value(text, at) : -1;
      if (start >= 0) {
        int end = start;
        while (end < text.length() && isTokenCharacter(text.charAt(end))) {
          end++;
        }
        if (isToken(text, start, end)) {
          out.append(text, copied, start).append(Redaction.mark("authorization"));
          copied = end;
        }
        at = Math.max(at, end - 1);
      }
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  private static int value(String text, int at) {
    if (at > 0 && TokenShape.isLetterOrDigit(text.charAt(at - 1))) {
      return -1;
    }
    if (text.regionMatches(true, at, "bearer ", 0, 7)) {
      return at + 7;
    }
    return text.regionMatches(true, at, "basic ", 0, 6) ? at + 6 : -1;
  }

  private static boolean isToken(String text, int start, int end) {
    boolean digit = false;
    boolean small = false;
    boolean large = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      digit |= (c >= '0' && c <= '9') || c == '=';
      small |= c >= 'a' && c <= 'z';
      large |= c >= 'A' && c <= 'Z' && i > start;
    }
    return (end - start >= SHORT && digit) || (end - start >= MIXED && small && large);
  }

  private static boolean isTokenCharacter(char c) {
    return TokenShape.isLetterOrDigit(c) || "._~+/=-".indexOf(c) >= 0;
  }
}
