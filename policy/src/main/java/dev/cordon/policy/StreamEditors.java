package dev.cordon.policy;

import dev.cordon.shell.Word;
import java.util.List;

/** Whether the program of {@code sed} or {@code awk} only looks, prints and edits. Pure. */
final class StreamEditors {

  private StreamEditors() {}

  /** A program that only looks and prints: no command, no file, no function of others. */
  static boolean isPlainAwk(List<Word> words) {
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      String text = word.text();
      if (!word.isKnown()) {
        return false;
      }
      if (text.equals("-F") || text.equals("-v")) {
        i++;
      } else if (!text.startsWith("-")) {
        return text.indexOf('|') < 0
            && text.indexOf('>') < 0
            && text.indexOf('@') < 0
            && !text.contains("system")
            && !text.contains("getline");
      } else if (!text.startsWith("-F") && !text.startsWith("-v")) {
        return false;
      }
    }
    return true;
  }

  /** Editing that only prints, deletes or substitutes: other commands of sed write and execute. */
  static boolean isPlainSed(List<Word> words) {
    boolean expression = false;
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      if (word.is("-e") || word.is("--expression")) {
        expression = false;
      } else if (word.text().startsWith("-") && word.isKnown()) {
        if (word.text().indexOf('f') > 0 && !word.text().startsWith("--")) {
          return false;
        }
      } else if (!expression) {
        if (!word.isKnown() || !isPlainScript(word.text())) {
          return false;
        }
        expression = true;
      }
    }
    return true;
  }

  private static boolean isPlainScript(String script) {
    int start = 0;
    if (script.length() > 1 && script.charAt(0) == 's' && !isWord(script.charAt(1))) {
      char delimiter = script.charAt(1);
      int parts = 0;
      int at = 2;
      while (at < script.length() && parts < 2) {
        char c = script.charAt(at);
        if (c == '\\') {
          at++;
        } else if (c == delimiter) {
          parts++;
        }
        at++;
      }
      return parts == 2 && hasOnly(script, at, "gpIi0123456789");
    }
    return hasOnly(script, start, "0123456789,$pdq;!") || isPatternOnly(script);
  }

  /** {@code /text/d} or {@code /text/p}. */
  private static boolean isPatternOnly(String script) {
    if (script.length() < 3 || script.charAt(0) != '/') {
      return false;
    }
    int end = script.indexOf('/', 1);
    return end > 0 && hasOnly(script, end + 1, "pd!I");
  }

  private static boolean hasOnly(String text, int from, String allowed) {
    for (int i = from; i < text.length(); i++) {
      if (allowed.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' || c == '\n';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
