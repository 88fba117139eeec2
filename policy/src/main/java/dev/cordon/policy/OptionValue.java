package dev.cordon.policy;

import dev.cordon.shell.Word;
import org.jspecify.annotations.Nullable;

/** The value of an option among the words of a command. Pure. */
final class OptionValue {

  /** Shortest prefix of a long option, dashes included, that is taken for a shortened one. */
  private static final int SHORTEST_PREFIX = 4;

  private OptionValue() {}

  /**
   * The value of {@code option}, when {@code word} is that: what follows {@code =} or the letter in
   * the same word, or the next word; null when it is another word.
   *
   * @param option {@code -x}, also in a row of letters; {@code --long}, also shortened; {@code
   *     -name} as it is
   */
  static @Nullable Word of(String option, Word word, Word next) {
    String text = word.text();
    if (!text.startsWith("-")) {
      return null;
    }
    if (option.startsWith("--")) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      boolean meant = name.length() >= SHORTEST_PREFIX && option.startsWith(name);
      return meant ? (equals < 0 ? next : from(word, equals + 1)) : null;
    }
    if (option.length() > 2) {
      return word.is(option) ? next : null;
    }
    int at = text.startsWith("--") ? -1 : text.indexOf(option.charAt(1), 1);
    if (at < 0) {
      return null;
    }
    return at + 1 == text.length() && word.isKnown() ? next : from(word, at + 1);
  }

  private static Word from(Word word, int start) {
    return new Word(
        word.text().substring(start),
        word.tail(),
        word.spread(),
        false,
        word.source(),
        word.commands());
  }
}
