package dev.cordon.sandbox;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where bubblewrap is. */
public final class Bubblewrap {
  private static final List<String> SYSTEM =
      List.of("/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap");

  private Bubblewrap() {}

  /**
   * The program, from the system's folders first, then from {@code path} ({@code $PATH}).
   *
   * <p>INVARIANT: never one that lies where a confined command could have put it.
   */
  public static Optional<Path> find(String path, List<Path> writable) {
    for (String place : SYSTEM) {
      if (new File(place).canExecute()) {
        return Optional.of(Path.of(place));
      }
    }
    for (String folder : path.split(":", -1)) {
      Path program = Path.of(folder.isEmpty() ? "." : folder, "bwrap");
      if (program.isAbsolute() && Files.isExecutable(program) && !isInside(program, writable)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  private static boolean isInside(Path program, List<Path> folders) {
    for (Path folder : folders) {
      if (program.normalize().startsWith(folder)) {
        return true;
      }
    }
    return false;
  }
}
