package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;

/** A word while it is read. Not thread-safe. */
final class WordBuilder {
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder tail = new StringBuilder();
  private final List<Command> commands = new ArrayList<>();
  private Word.Spread spread = Word.Spread.KNOWN;
  private boolean home;
  private int parts;

  void literal(char c) {
    (spread == Word.Spread.KNOWN ? text : tail).append(c);
  }

  void literal(String known) {
    (spread == Word.Spread.KNOWN ? text : tail).append(known);
  }

  /** Something stands here whose value is not known. */
  void unknown(Word.Spread becomes) {
    if (becomes.compareTo(spread) > 0) {
      spread = becomes;
    }
    parts++;
    tail.setLength(0);
  }

  void ran(List<Command> nested) {
    commands.addAll(nested);
  }

  void home() {
    home = true;
    text.append('~');
  }

  boolean isKnown() {
    return spread == Word.Spread.KNOWN;
  }

  /** The last character that is known, when it stands at the end. */
  char last() {
    StringBuilder end = spread == Word.Spread.KNOWN ? text : tail;
    return end.isEmpty() ? Cursor.END : end.charAt(end.length() - 1);
  }

  /** For assignments: a value is not split. */
  void isOne() {
    if (spread != Word.Spread.KNOWN) {
      spread = Word.Spread.ONE;
    }
  }

  Word build(String source) {
    boolean more = parts > 1 || !text.isEmpty() || !tail.isEmpty();
    Word.Spread whole = spread == Word.Spread.NUMBER && more ? Word.Spread.ONE : spread;
    return new Word(text.toString(), tail.toString(), whole, home, source, commands);
  }

  CharSequence text() {
    return text;
  }

  CharSequence tail() {
    return tail;
  }
}
