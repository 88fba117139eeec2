package dev.cordon.rules;

import java.util.Locale;

/** Characters that cannot be seen, or are taken for another one. Pure. */
final class OddLetters {

  private static final char MINUS = 0x2212;
  private static final char FULL_WIDTH_FIRST = 0xFF01;
  private static final char FULL_WIDTH_LAST = 0xFF5E;

  private OddLetters() {}

  /** Where in {@code text} the first one stands; negative when there is none. */
  static int in(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || (c >= 0x7F && (isInvisible(text, i) || isLookAlike(text, i)))) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Where the first one stands that cannot be seen; prose may have dashes and spaces of any kind.
   */
  static int inProse(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || isInvisible(text, i)) {
        return i;
      }
    }
    return -1;
  }

  /** The one at {@code index} as {@code U+2013 EN DASH}. */
  static String name(String text, int index) {
    int point = text.codePointAt(index);
    String name = Character.getName(point);
    String number = Integer.toHexString(point).toUpperCase(Locale.ROOT);
    String padded = "0".repeat(Math.max(0, 4 - number.length())) + number;
    return "U+" + padded + (name == null ? "" : " " + name);
  }

  private static boolean isInvisible(String text, int index) {
    boolean second =
        index > 0 && Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index));
    int point = second ? text.codePointBefore(index + 1) : text.codePointAt(index);
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> true;
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  private static boolean isLookAlike(String text, int index) {
    char c = text.charAt(index);
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR, Character.DASH_PUNCTUATION -> true;
      default -> c == MINUS || (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST);
    };
  }
}
