package dev.cordon.rules;

import dev.cordon.policy.Text;
import java.util.ArrayList;
import java.util.List;

/** Paths in a spelling of some programs' own. Pure. */
final class PathSpelling {

  private static final String FILE_URL = "file:";
  private static final int HEX = 16;

  private PathSpelling() {}

  /** The path of a {@code file:} address in {@code text}; empty when there is none. */
  static String ofAddress(String text) {
    int at = Text.fold(text).indexOf(FILE_URL);
    if (at < 0) {
      return "";
    }
    int start = at + FILE_URL.length();
    if (text.startsWith("//", start)) {
      // The host, which is this one, ends at the next slash.
      int slash = text.indexOf('/', start + 2);
      start = slash < 0 ? text.length() : slash;
    }
    return decoded(text.substring(start));
  }

  private static String decoded(String text) {
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), HEX) : -1;
      int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), HEX);
      if (text.charAt(i) == '%' && low >= 0) {
        decoded.append((char) (high * HEX + low));
        i += 2;
      } else {
        decoded.append(text.charAt(i));
      }
    }
    return decoded.toString();
  }

  /**
   * The path of a pathspec of git with a colon in front, such as {@code :/a} and {@code :(top)a};
   * empty for other words, and for what is left out.
   */
  static String ofPathspec(String text) {
    if (!text.startsWith(":")) {
      return "";
    }
    int at = 1;
    if (text.startsWith("(", at)) {
      int end = text.indexOf(')', at);
      List<String> magic =
          new ArrayList<>(List.of(text.substring(2, Math.max(2, end)).split(",", -1)));
      return end < 0 || magic.contains("exclude") ? "" : text.substring(end + 1);
    }
    while (at < text.length() && "/!^".indexOf(text.charAt(at)) >= 0) {
      if (text.charAt(at) != '/') {
        return "";
      }
      at++;
    }
    return text.substring(text.startsWith(":", at) ? at + 1 : at);
  }

  /** Where the first of {@code signs} stands from {@code from} on; negative when there is none. */
  static int firstSign(String text, String signs, int from) {
    for (int i = from; i < text.length(); i++) {
      if (signs.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /** Where the first wildcard of git stands; negative when there is none. */
  static int firstWildcard(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ') {
        return -1;
      }
      if (isWildcard(c)) {
        return i;
      }
    }
    return -1;
  }

  /** Where the last wildcard of git ends. */
  static int afterWildcards(String text) {
    int end = text.length();
    while (end > 0 && !isWildcard(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isWildcard(char c) {
    return c == '*' || c == '?' || c == '[' || c == ']';
  }
}
