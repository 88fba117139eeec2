package dev.cordon.rules;

import dev.cordon.shell.Word;
import java.util.List;

/**
 * Looks for tokens among the words of a command, in order. Each set of states is the bits of a
 * number: bit {@code n} says that {@code n} tokens have been met. One pass, nothing allocated.
 */
final class Operands {

  private Operands() {}

  /**
   * Whether {@code tokens} stand among the arguments in order, from the first argument on, with
   * nothing between them but options and the word after an option, which may be its value.
   *
   * @param least how certain it must be
   */
  static boolean among(List<String[]> tokens, List<Word> words, Fit least) {
    long done = 1L << tokens.size();
    long plain = 1;
    long afterOption = 0;
    for (int i = 1; i < words.size() && (plain & done) == 0; i++) {
      Word word = words.get(i);
      long all = plain | afterOption;
      long met = met(tokens, word, all, least);
      plain = met | afterOption;
      afterOption = 0;
      if (word.isKnown()
          ? OptionToken.is(word.text())
          : least.counts(word) && word.mayStartWith("-")) {
        if (word.isKnown() && takesNoValue(word.text())) {
          plain |= all;
        } else {
          afterOption = all;
        }
      }
      if (least.counts(word) && word.spread() == Word.Spread.ALIKE) {
        plain |= all;
      } else if (least.counts(word) && word.spread() == Word.Spread.ANY) {
        afterOption = upTo(done, all);
      }
      if (((plain | afterOption) & done) != 0) {
        return true;
      }
      if ((plain | afterOption) == 0) {
        return false;
      }
    }
    return (plain & done) != 0;
  }

  /** {@code --} ends the options, and {@code --name=value} has its value. */
  private static boolean takesNoValue(String option) {
    return option.equals("--") || option.indexOf('=') > 0;
  }

  /** Every state from the first of {@code states} on. */
  private static long upTo(long done, long states) {
    return (done | (done - 1)) & -Long.lowestOneBit(states);
  }

  /** The states after {@code word} has been taken for a token; for several when it may be many. */
  private static long met(List<String[]> tokens, Word word, long states, Fit least) {
    boolean many = word.spread() == Word.Spread.ALIKE || word.spread() == Word.Spread.ANY;
    long from = states;
    long met = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if ((from & (1L << i)) != 0 && isOneOf(tokens.get(i), word, least, false)) {
        met |= 1L << (i + 1);
        from |= many ? met : 0;
      }
    }
    return met;
  }

  /** Whether the words are {@code tokens}, one for one. */
  static boolean areAll(String[][] tokens, List<Word> words, Fit least) {
    long done = 1L << tokens.length;
    long states = 2;
    for (int i = 1; i < words.size() && states != 0; i++) {
      Word word = words.get(i);
      boolean many = word.spread() == Word.Spread.ALIKE || word.spread() == Word.Spread.ANY;
      long met = 0;
      long from = states;
      for (int t = 1; t < tokens.length; t++) {
        if ((from & (1L << t)) != 0 && isOneOf(tokens[t], word, least, true)) {
          met |= 1L << (t + 1);
          from |= many ? met : 0;
        }
      }
      states = many && least.counts(word) ? met | states : met;
    }
    return (states & done) != 0;
  }

  /**
   * @param options whether any word may be an option
   */
  private static boolean isOneOf(String[] token, Word word, Fit least, boolean options) {
    if (!least.counts(word)) {
      return false;
    }
    for (int i = 0; i < token.length; i++) {
      boolean any = token[i].equals(CommandPattern.ANY_WORD);
      if (any && (options || !word.isKnown() || !OptionToken.is(word.text()))) {
        return true;
      }
      if (word.mayBe(token[i])) {
        return true;
      }
    }
    return false;
  }
}
