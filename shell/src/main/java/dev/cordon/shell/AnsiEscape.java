package dev.cordon.shell;

/** The escapes of {@code $'…'} in bash (manual, "ANSI-C Quoting"). Pure. */
final class AnsiEscape {
  private static final int OCTAL = 8;
  private static final int HEXADECIMAL = 16;
  private static final int OCTAL_DIGITS = 3;
  private static final int BYTE_DIGITS = 2;
  private static final int SHORT_DIGITS = 4;
  private static final int LONG_DIGITS = 8;
  private static final int BYTE = 0xff;
  private static final int FIRST_OTHER = 0x80;

  private AnsiEscape() {}

  /**
   * Appends what the escape at {@code at} stands for.
   *
   * @return where the text goes on
   */
  static int read(String text, int at, StringBuilder value, int base) throws Stop {
    if (at + 1 >= text.length()) {
      throw Stop.malformed("quote without an end", base + at);
    }
    char c = text.charAt(at + 1);
    int simple = "abeEfnrtv\\'\"?".indexOf(c);
    if (simple >= 0) {
      value.append("\u0007\b\u001b\u001b\f\n\r\t\u000b\\'\"?".charAt(simple));
      return at + 2;
    }
    return switch (c) {
      case '0', '1', '2', '3', '4', '5', '6', '7' ->
          number(text, at + 1, OCTAL_DIGITS, OCTAL, value, base);
      case 'x' -> number(text, at + 2, BYTE_DIGITS, HEXADECIMAL, value, base);
      case 'u' -> number(text, at + 2, SHORT_DIGITS, HEXADECIMAL, value, base);
      case 'U' -> number(text, at + 2, LONG_DIGITS, HEXADECIMAL, value, base);
      default -> throw Stop.beyond("escape of an unusual kind", base + at);
    };
  }

  private static int number(
      String text, int from, int most, int radix, StringBuilder value, int base) throws Stop {
    int end = from;
    int number = 0;
    while (end < text.length() && end < from + most) {
      int digit = Character.digit(text.charAt(end), radix);
      if (digit < 0 || number > Character.MAX_CODE_POINT) {
        break;
      }
      number = number * radix + digit;
      end++;
    }
    boolean bytes = radix == OCTAL || most == BYTE_DIGITS;
    if (bytes) {
      number &= BYTE;
    }
    // A byte beyond ASCII is part of a character, and NUL ends the word: both differ by shell.
    if (end == from
        || number == 0
        || (bytes && number >= FIRST_OTHER)
        || !Character.isValidCodePoint(number)) {
      throw Stop.beyond("escape of an unusual kind", base + from);
    }
    value.appendCodePoint(number);
    return end;
  }
}
