package dev.cordon.shell;

import org.jspecify.annotations.Nullable;

/** Which characters a script may hold. Pure. */
final class Characters {
  private static final char FIRST_OTHER = 0x80;
  private static final char FIRST_FULL_WIDTH = 0xff00;
  private static final char LAST_FULL_WIDTH = 0xffef;

  private Characters() {}

  /** Why the character at {@code at} may not stand outside quotes, or null. */
  static @Nullable String whyNotBare(String text, int at) {
    char c = text.charAt(at);
    if (c < FIRST_OTHER) {
      return (c < ' ' && c != '\t' && c != '\n') || c == 0x7f ? "control character" : null;
    }
    String why = whyNotQuoted(text, at);
    if (why != null) {
      return why;
    }
    return looksLikeAnother(c) ? "character that looks like another" : null;
  }

  /** Why the character at {@code at} may not stand inside quotes, or null. */
  static @Nullable String whyNotQuoted(String text, int at) {
    char c = text.charAt(at);
    if (c < FIRST_OTHER) {
      return (c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == 0x7f
          ? "control character"
          : null;
    }
    if (c == 0xfffd || isLoneSurrogate(text, at)) {
      return "broken character";
    }
    int whole =
        Character.isHighSurrogate(c) ? Character.toCodePoint(c, text.charAt(at + 1)) : (int) c;
    return isInvisible(whole) ? "invisible character" : null;
  }

  /** Dashes, quotes and full-width signs that a person takes for those of the shell. */
  private static boolean looksLikeAnother(char c) {
    if (c >= FIRST_FULL_WIDTH && c <= LAST_FULL_WIDTH) {
      return true;
    }
    int type = Character.getType(c);
    return type == Character.DASH_PUNCTUATION
        || type == Character.INITIAL_QUOTE_PUNCTUATION
        || type == Character.FINAL_QUOTE_PUNCTUATION
        || c == 0x2212
        || c == 0x2044
        || c == 0x2215
        || c == 0x037e;
  }

  private static boolean isLoneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  /** White space, and marks that change what a person sees without being seen. */
  private static boolean isInvisible(int c) {
    return Character.isSpaceChar(c)
        || Character.isWhitespace(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT;
  }
}
