package dev.cordon.sandbox;

import java.util.List;

/** What to execute. */
public sealed interface Command {

  /** These words, as UTF-8. */
  record Words(List<String> words) implements Command {
    public Words {
      words = List.copyOf(words);
    }
  }

  /**
   * The stage's own arguments from {@code index} on, byte by byte as they were given, whatever their encoding.
   *
   * @param index the place of the program's name among all arguments of the stage's JVM command line
   */
  record Original(int index) implements Command {}
}
