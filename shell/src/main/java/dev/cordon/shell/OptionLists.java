package dev.cordon.shell;

import java.util.List;

/**
 * Which options of a program take the next word, as far as is known; the first word of a list holds
 * letters, unless it is a long option. Immutable.
 *
 * @param valued options with a value
 * @param plain options without one
 */
record OptionLists(List<String> valued, List<String> plain) {

  /** Whether an option takes the next word. */
  enum Takes {
    VALUE,
    NOTHING,
    PERHAPS
  }

  /** Shortest prefix of a long option, dashes included, that is taken for a shortened one. */
  private static final int SHORTEST_PREFIX = 3;

  static boolean isOption(Word word) {
    return word.text().length() > 1 && word.text().startsWith("-");
  }

  Takes takes(Word word) {
    return word.isKnown() ? takes(word.text()) : Takes.PERHAPS;
  }

  Takes takes(String option) {
    if (plain.contains(option)) {
      return Takes.NOTHING;
    }
    if (valued.contains(option)) {
      return Takes.VALUE;
    }
    return option.startsWith("--") ? longTakes(option) : clusterTakes(option);
  }

  private Takes longTakes(String option) {
    if (option.indexOf('=') > 0 || isShortened(plain, option)) {
      return Takes.NOTHING;
    }
    return isShortened(valued, option) ? Takes.VALUE : Takes.PERHAPS;
  }

  private static boolean isShortened(List<String> names, String option) {
    for (int i = 0; i < names.size() && option.length() >= SHORTEST_PREFIX; i++) {
      if (names.get(i).startsWith(option)) {
        return true;
      }
    }
    return false;
  }

  private Takes clusterTakes(String cluster) {
    for (int i = 1; i < cluster.length(); i++) {
      if (isLetter(valued, cluster.charAt(i))) {
        return i == cluster.length() - 1 ? Takes.VALUE : Takes.NOTHING;
      }
      if (!isLetter(plain, cluster.charAt(i))) {
        return Takes.PERHAPS;
      }
    }
    return Takes.NOTHING;
  }

  /** Whether {@code text} is {@code option}, shortened, with a value, or behind plain letters. */
  boolean isThere(String option, String text) {
    if (option.startsWith("--")) {
      int equals = text.indexOf('=');
      return isShortened(List.of(option), equals < 0 ? text : text.substring(0, equals));
    }
    for (int i = 1; text.startsWith("-") && i < text.length(); i++) {
      if (text.charAt(i) == option.charAt(1)) {
        return true;
      }
      if (!isLetter(plain, text.charAt(i))) {
        return false;
      }
    }
    return false;
  }

  private static boolean isLetter(List<String> options, char letter) {
    return !options.isEmpty()
        && !options.getFirst().startsWith("--")
        && options.getFirst().indexOf(letter) > 0;
  }
}
