package dev.cordon.policy;

import java.nio.file.Path;
import java.util.List;

/** One thing an agent or a person wants to do. Immutable. */
public sealed interface Action {

  /**
   * Run a command.
   *
   * @param argv program and arguments, as they would be given to the system
   */
  record Run(List<String> argv) implements Action {
    public Run {
      argv = List.copyOf(argv);
    }
  }

  /**
   * Create, change, move or delete files.
   *
   * @param paths every path touched, a move's destination too; absolute and normalized
   */
  record Edit(List<Path> paths) implements Action {
    public Edit {
      paths = List.copyOf(paths);
    }
  }
}
