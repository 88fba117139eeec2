package dev.cordon.policy;

import dev.cordon.shell.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the program of {@code sed} or {@code awk} only looks, prints and edits. Pure. */
final class StreamEditors {

  /** Options of sed with a value; the first letter is that of the short one. */
  private static final List<String> SED_LONG = List.of("--expression", "--file", "--line-length");

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
    boolean given = false;
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      Word next = i + 1 < words.size() ? words.get(i + 1) : Word.of("");
      if (!word.text().startsWith("-")) {
        if (!given && !(word.isKnown() && isPlainScript(word.text()))) {
          return false;
        }
        given = true;
        continue;
      }
      char letter = valuedLetter(word);
      String glued = gluedValue(word, letter);
      Word value = glued == null ? next : Word.of(glued);
      boolean script = letter == 'e';
      if (letter == 'f' || (script && !(value.isKnown() && isPlainScript(value.text())))) {
        return false;
      }
      given |= script;
      i += letter != ' ' && glued == null ? 1 : 0;
    }
    return true;
  }

  /** The letter of the option in {@code word} that takes a value; a space when there is none. */
  private static char valuedLetter(Word word) {
    String text = word.text();
    if (text.startsWith("--")) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      for (int i = 0; i < SED_LONG.size() && name.length() > 2; i++) {
        if (SED_LONG.get(i).startsWith(name)) {
          return SED_LONG.get(i).charAt(2);
        }
      }
      return ' ';
    }
    for (int i = 1; i < text.length() && text.charAt(i) != 'i'; i++) {
      if ("efl".indexOf(text.charAt(i)) >= 0) {
        return text.charAt(i);
      }
    }
    return ' ';
  }

  /** The value in the same word; null when it is the next. */
  private static @Nullable String gluedValue(Word word, char letter) {
    String text = word.text();
    if (text.startsWith("--")) {
      int equals = text.indexOf('=');
      return equals < 0 ? null : text.substring(equals + 1);
    }
    int at = text.indexOf(letter, 1);
    return at < 0 || at + 1 == text.length() ? null : text.substring(at + 1);
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
