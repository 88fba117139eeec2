package dev.cordon.rules;

import dev.cordon.policy.Decision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits the text of a command that is nothing but plain words. Pure. */
final class PlainWords {

  private PlainWords() {}

  /**
   * The words of a rule; null as for {@link #of}. What begins with a tilde is a word of a rule that
   * restricts: a script that has it so is seen. One that allows would mean a place.
   */
  static @Nullable List<String> of(String text, Decision action) {
    return words(text, action != Decision.ALLOW);
  }

  /** The words; null when the text means more to a shell than words between spaces. */
  static @Nullable List<String> of(String text) {
    return words(text, false);
  }

  private static @Nullable List<String> words(String text, boolean tilde) {
    List<String> words = new ArrayList<>();
    for (String word : text.strip().split(" +", -1)) {
      if (word.isEmpty() || (word.startsWith("~") && !tilde) || !isPlain(word)) {
        return null;
      }
      if (words.isEmpty() && word.indexOf('=') >= 0) {
        return null;
      }
      words.add(word);
    }
    return words;
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && "_./:@%+=,-*~^".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Each word as a token of its own. */
  static List<List<String>> tokens(List<String> words) {
    List<List<String>> tokens = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      tokens.add(List.of(words.get(i)));
    }
    return tokens;
  }

  /** Whether a word has a star in it. */
  static boolean hasStar(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).indexOf('*') >= 0) {
        return true;
      }
    }
    return false;
  }
}
