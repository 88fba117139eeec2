package dev.cordon.rules;

import dev.cordon.shell.Word;
import java.util.List;

/**
 * An option in the pattern of a rule that restricts, in the spellings programs take for it. Pure.
 */
final class OptionToken {

  /** Shortest abbreviation of a long option: two dashes and a letter, as getopt takes it. */
  private static final int SHORTEST_LONG = 3;

  /** Most letters after one dash that are read as a cluster; more are one long name. */
  private static final int MAX_CLUSTER = 3;

  private OptionToken() {}

  /** Whether {@code token} is written like an option. */
  static boolean is(String token) {
    return token.length() > 1 && token.charAt(0) == '-';
  }

  /**
   * Whether an argument among {@code words} is the option {@code token}, also after {@code --},
   * where some programs hand options on.
   *
   * @param least how certain it must be
   */
  static boolean among(List<Word> words, String token, Fit least) {
    if (isCluster(token)) {
      return lettersAmong(words, token, least);
    }
    int equals = token.indexOf('=');
    if (equals > 0) {
      String name = token.substring(0, equals);
      return valueAmong(words, name, token.substring(equals + 1), least);
    }
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      if (word.isKnown()
          ? spells(word.text(), token)
          : least.counts(word) && maySpell(word, token)) {
        return true;
      }
    }
    return false;
  }

  /** An option with a value of its own: {@code --name=value}, or {@code --name value}. */
  private static boolean valueAmong(List<Word> words, String name, String value, Fit least) {
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      if (!word.isKnown()) {
        if (least.counts(word) && maySpell(word, name)) {
          return true;
        }
      } else if (spells(word.text(), name)) {
        int equals = word.text().indexOf('=');
        if (equals >= 0 ? word.text().substring(equals + 1).equals(value) : next(words, i, value)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean next(List<Word> words, int at, String value) {
    return at + 1 < words.size() && words.get(at + 1).mayBe(value);
  }

  private static boolean isCluster(String token) {
    if (token.length() - 1 > MAX_CLUSTER || token.charAt(1) == '-') {
      return false;
    }
    for (int i = 1; i < token.length(); i++) {
      if (!isLetterOrDigit(token.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Each letter in some cluster: {@code -rf} is {@code -fr} and {@code -r -f}. */
  private static boolean lettersAmong(List<Word> words, String token, Fit least) {
    for (int i = 1; i < token.length(); i++) {
      if (!letterAmong(words, token.charAt(i), least)) {
        return false;
      }
    }
    return true;
  }

  private static boolean letterAmong(List<Word> words, char letter, Fit least) {
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      if (word.isKnown()
          ? hasLetter(word.text(), letter)
          : least.counts(word) && mayBeCluster(word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasLetter(String word, char letter) {
    if (!is(word) || word.charAt(1) == '-') {
      return false;
    }
    int equals = word.indexOf('=');
    int at = word.indexOf(letter);
    return at > 0 && (equals < 0 || at < equals);
  }

  private static boolean mayBeCluster(Word word) {
    if (word.spread() == Word.Spread.ANY) {
      return true;
    }
    for (int i = 0; i < word.tail().length(); i++) {
      if (!isLetterOrDigit(word.tail().charAt(i))) {
        return false;
      }
    }
    return word.mayStartWith("-") && !word.text().startsWith("--");
  }

  private static boolean spells(String word, String token) {
    int equals = word.indexOf('=');
    int length = equals < 0 ? word.length() : equals;
    if (length == token.length()) {
      return word.startsWith(token);
    }
    return token.startsWith("--")
        && length >= SHORTEST_LONG
        && length < token.length()
        && token.startsWith(word.substring(0, length));
  }

  private static boolean maySpell(Word word, String token) {
    if (word.spread() == Word.Spread.ANY) {
      return true;
    }
    if (word.text().isEmpty() && !word.tail().isEmpty()) {
      return mayEnd(token, word.tail());
    }
    int equals = word.text().indexOf('=');
    return equals < 0 ? token.startsWith(word.text()) : spells(word.text(), token);
  }

  /** Whether a spelling of {@code token} ends with {@code tail}, or with it and a value. */
  private static boolean mayEnd(String token, String tail) {
    int equals = tail.indexOf('=');
    String end = equals < 0 ? tail : tail.substring(0, equals);
    int shortest = token.startsWith("--") ? SHORTEST_LONG : token.length();
    for (int length = shortest; length <= token.length(); length++) {
      if (token.substring(0, length).endsWith(end)) {
        return true;
      }
    }
    return false;
  }
}
