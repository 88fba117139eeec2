package dev.cordon.shell;

import java.util.List;

/** Text that a program splits into words by itself: by blanks, with the quotes of a shell. Pure. */
final class SplitText {

  private SplitText() {}

  /**
   * Adds the words of what {@code held} has from {@code from} on; at the end one that is not known,
   * when it has more than its text, or a character whose meaning there is not followed.
   *
   * @param unclear those characters
   */
  static void addWords(Word held, int from, String unclear, List<Word> words) {
    String text = held.text();
    StringBuilder word = new StringBuilder();
    boolean open = false;
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (unclear.indexOf(c) >= 0) {
        words.add(Word.any("?"));
        return;
      }
      if (quote == 0 && (c == ' ' || (c >= '\t' && c <= '\r'))) {
        if (open) {
          words.add(Word.of(word.toString()));
          word.setLength(0);
        }
        open = false;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        open = true;
      } else {
        word.append(c);
        open = true;
      }
    }
    if (open) {
      words.add(Word.of(word.toString()));
    }
    if (!held.isKnown()) {
      words.add(Word.any("?"));
    }
  }
}
