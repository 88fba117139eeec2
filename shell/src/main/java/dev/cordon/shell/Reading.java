package dev.cordon.shell;

import java.util.List;

/** What {@link Shell} made of an argument vector. Immutable. */
public sealed interface Reading {

  /**
   * Everything that runs is known.
   *
   * @param commands the plain commands in the order written, each a non-empty list of literal words
   */
  record Commands(List<List<String>> commands) implements Reading {
    public Commands {
      commands = List.copyOf(commands);
    }
  }

  /**
   * The script uses something this reader does not follow, so nothing may be assumed about it.
   *
   * @param reason what was met, lower case, no full stop
   * @param offset where in the script, in UTF-16 units from its start
   */
  record NotUnderstood(String reason, int offset) implements Reading {}
}
