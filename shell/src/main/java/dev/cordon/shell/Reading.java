package dev.cordon.shell;

import java.util.List;

/** What {@link Shell} made of an argument vector or a script. Immutable. */
public sealed interface Reading {

  /**
   * Everything that runs is known, apart from the words marked as not known.
   *
   * @param commands every simple command that can run, in the order written, what a substitution
   *     runs before the command it is for, and what a command runs after it
   * @param functions names that the script gives to functions; their bodies are in the list
   */
  record Understood(List<Command> commands, List<String> functions) implements Reading {
    public Understood {
      commands = List.copyOf(commands);
      functions = List.copyOf(functions);
    }
  }

  /**
   * Nothing may be assumed about the script.
   *
   * @param trouble whether it is no script at all, or uses what this reader does not follow
   * @param reason what was met, lower case, no full stop
   * @param offset where in the script, in UTF-16 units from its start
   */
  record NotUnderstood(Trouble trouble, String reason, int offset) implements Reading {}

  /** Why a script was not understood. */
  enum Trouble {
    /** No shell reads it as a script, or people and shells would read it differently. */
    MALFORMED,
    /** What it does depends on more than its text. */
    BEYOND,
    /** It is larger or deeper than what is read. */
    TOO_LARGE
  }
}
