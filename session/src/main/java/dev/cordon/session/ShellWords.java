package dev.cordon.session;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Command lines for people to read: quoted as a shell would take them, with nothing that could move
 * a cursor.
 */
final class ShellWords {
  /** Characters of a command line shown before it is cut. */
  private static final int MAX_SHOWN = 400;

  /** Letters, marks and symbols that leave no ink, or change what stands beside them. */
  private static final String BLANK =
      "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
          + "\ufe00\ufe01\ufe02\ufe03\ufe04\ufe05\ufe06\ufe07"
          + "\ufe08\ufe09\ufe0a\ufe0b\ufe0c\ufe0d\ufe0e\ufe0f";

  /** What {@code $'…'} or an interactive shell takes for something else. */
  private static final String ESCAPED = "\\'!";

  private static final String PLAIN = "_-./:=@%+,";

  private ShellWords() {}

  static String of(List<String> words) {
    StringBuilder line = new StringBuilder();
    int left = 0;
    for (String word : words) {
      if (line.length() > MAX_SHOWN) {
        left += word.length() + 1;
      } else {
        line.append(line.length() > 0 ? " " : "").append(word(word));
      }
    }
    return cut(line.toString(), left);
  }

  /**
   * A command line for a person to copy: all of it, however long. Where a word holds what must not
   * be shown, it is in a form that bash, zsh and ksh read.
   */
  static String whole(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append(line.length() > 0 ? " " : "");
      line.append(visible(word).equals(word) ? word(word) : escaped(word));
    }
    return line.toString();
  }

  /** A word as {@code $'…'}, with octal bytes for what is not shown or means something there. */
  private static String escaped(String word) {
    StringBuilder text = new StringBuilder("$'");
    for (int i = 0; i < word.length(); ) {
      int point = word.codePointAt(i);
      i += Character.charCount(point);
      if (isInvisible(point) || ESCAPED.indexOf(point) >= 0) {
        for (byte part : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
          text.append('\\').append(Integer.toOctalString((part & 0xff) | 01000).substring(1));
        }
      } else {
        text.appendCodePoint(point);
      }
    }
    return text.append('\'').toString();
  }

  /** The command line as far as a person reads it, and how much more there is. */
  private static String cut(String line, int left) {
    if (line.length() <= MAX_SHOWN) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(MAX_SHOWN - 1)) ? MAX_SHOWN - 1 : MAX_SHOWN;
    return line.substring(0, end) + "… (" + (line.length() - end + left) + " more characters)";
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
          Character.ENCLOSING_MARK,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> point != ' ';
      default -> BLANK.indexOf(point) >= 0;
    };
  }

  /** One word, quoted unless it is plain. */
  static String word(String word) {
    return !word.isEmpty() && isPlain(word) ? word : quoted(word);
  }

  /** A path, {@code ~} for the home directory, quoted unless it is plain. */
  static String path(Path path, Path home) {
    if (!path.startsWith(home) || home.getNameCount() == 0 || path.equals(home)) {
      return word(path.toString());
    }
    String relative = home.relativize(path).toString();
    return isPlain(relative) ? "~/" + relative : quoted("~/" + relative);
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c >= 128 || !(Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
        return false;
      }
    }
    return true;
  }

  private static String quoted(String word) {
    return "'" + visible(word).replace("'", "'\\''") + "'";
  }
}
