package dev.cordon.policy;

import dev.cordon.shell.Command;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules that are about commands and nothing else. */
interface CommandRules extends Rules {
  /** What they say about {@code command}, wherever it runs. */
  @Nullable Answer on(Command command);

  @Override
  default @Nullable Answer onCommand(Command command, @Nullable Path directory) {
    return on(command);
  }

  @Override
  default @Nullable Answer onEdit(List<Path> paths) {
    return null;
  }

  @Override
  default boolean restrictCommands() {
    return false;
  }
}
