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
   * The last {@code count} arguments the stage was started with, byte by byte as they were given,
   * whatever their encoding.
   */
  record Original(int count) implements Command {}
}
