package dev.cordon.session;

import java.util.List;

/**
 * Command lines for people to read: quoted as a shell would take them, with nothing that could move
 * a cursor.
 */
final class ShellWords {
  /** Characters of a command line shown before it is cut. */
  private static final int MAX_SHOWN = 400;

  private static final String PLAIN = "_-./:=@%+,";

  private ShellWords() {}

  static String of(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      if (line.length() > 0) {
        line.append(' ');
      }
      line.append(word(word));
      if (line.length() > MAX_SHOWN) {
        return line.substring(0, MAX_SHOWN) + "…";
      }
    }
    return line.toString();
  }

  /** The whole command line, unambiguous: two different commands never look the same. */
  static String exact(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append(line.length() > 0 ? " " : "");
      line.append('\'').append(word.replace("'", "'\\''")).append('\'');
    }
    return line.toString();
  }

  /**
   * Control and formatting characters made visible: what a person approves has to be what is there.
   */
  static String visible(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (isInvisible(point)) {
        shown.append("\\u{").append(Integer.toHexString(point)).append('}');
      } else {
        shown.appendCodePoint(point);
      }
    }
    return shown.toString();
  }

  private static boolean isInvisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> point != ' ';
      default -> false;
    };
  }

  private static String word(String word) {
    boolean plain = !word.isEmpty();
    for (int i = 0; i < word.length() && plain; i++) {
      char c = word.charAt(i);
      plain = c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
    }
    return plain ? word : "'" + visible(word).replace("'", "'\\''") + "'";
  }
}
