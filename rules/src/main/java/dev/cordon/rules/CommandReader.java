package dev.cordon.rules;

import dev.cordon.shell.Command;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a command line as a person types it; examples and tests of rules are read with it. */
public interface CommandReader {

  /** What {@code line} runs. */
  Line read(String line);

  /**
   * A line that was read.
   *
   * @param commands every command it can run
   * @param trouble why it was not understood, lower case; null when it was
   */
  record Line(List<Command> commands, @Nullable String trouble) {
    public Line {
      commands = List.copyOf(commands);
    }
  }
}
