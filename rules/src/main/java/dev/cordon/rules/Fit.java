package dev.cordon.rules;

import dev.cordon.shell.Word;

/** How well an action fits a rule, in order of certainty. */
public enum Fit {
  /** It does not. */
  NO,
  /** It may: nothing is known of the word that decides. */
  BLIND,
  /** It may: a word of which only a part is known can make it so. */
  POSSIBLE,
  /** It does, as far as names and words tell. */
  CERTAIN;

  /** Whether {@code word} may count as what it may be, when a match must be this certain. */
  boolean counts(Word word) {
    return switch (this) {
      case NO, BLIND -> true;
      case POSSIBLE -> word.isKnown() || !word.text().isEmpty() || !word.tail().isEmpty();
      case CERTAIN -> word.isKnown();
    };
  }

  /** The less certain of the two: what fits two keys at once. */
  Fit and(Fit other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** The more certain of the two: what fits one of two alternatives. */
  Fit or(Fit other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
