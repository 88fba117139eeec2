package dev.cordon.shell;

/**
 * {@code NAME=value} before a command, or alone. Immutable.
 *
 * @param name the variable, without a subscript
 * @param value what it becomes; not known when a list is assigned or something is appended
 */
public record Assignment(String name, Word value) {

  /** What a word of the form {@code NAME=value} assigns; its text has the equals sign. */
  static Assignment of(Word word) {
    int equals = word.text().indexOf('=');
    return new Assignment(
        word.text().substring(0, equals),
        new Word(
            word.text().substring(equals + 1),
            word.tail(),
            word.spread(),
            false,
            word.source(),
            word.commands()));
  }
}
