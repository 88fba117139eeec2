package dev.cordon.policy;

import dev.cordon.shell.Command;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a command of a script may run: each {@code cd} before it may have worked or failed.
 * Immutable.
 *
 * @param directories every directory it may be, absolute and normalized
 * @param moved whether there was a {@code cd}
 * @param known whether the list is complete
 */
record Standing(List<Path> directories, boolean moved, boolean known) {

  /** More possible directories than this are not followed. */
  static final int MAX_DIRECTORIES = 16;

  Standing {
    directories = List.copyOf(directories);
  }

  static Standing in(Path directory) {
    return new Standing(List.of(directory), false, true);
  }

  /** Nobody can tell any more. */
  Standing lost() {
    return new Standing(directories, true, false);
  }

  /** Where what follows {@code command} may run. */
  Standing after(Command command, Path home) {
    if (!known || command.words().isEmpty()) {
      return this;
    }
    boolean moves = command.words().getFirst().mayBe("cd");
    if (!moves) {
      return this;
    }
    List<String> argv = command.literal();
    String target = argv == null || command.place().repeated() ? null : target(argv, home);
    if (target == null || directories.size() * 2 > MAX_DIRECTORIES) {
      return new Standing(directories, true, false);
    }
    List<Path> reached = new ArrayList<>(directories);
    for (int i = 0; i < directories.size(); i++) {
      Path next;
      try {
        next = directories.get(i).resolve(target).normalize();
      } catch (InvalidPathException e) {
        return new Standing(directories, true, false);
      }
      if (!reached.contains(next)) {
        reached.add(next);
      }
    }
    return new Standing(reached, true, true);
  }

  /** The one directory named; null when only the shell knows, as for {@code cd -}. */
  private static @Nullable String target(List<String> argv, Path home) {
    int at = 1;
    while (at < argv.size() && (argv.get(at).equals("-L") || argv.get(at).equals("-P"))) {
      at++;
    }
    if (at < argv.size() && argv.get(at).equals("--")) {
      at++;
    }
    if (at == argv.size()) {
      return home.toString();
    }
    String target = argv.get(at);
    boolean remembered = target.startsWith("-") || target.startsWith("+");
    return at + 1 < argv.size() || remembered ? null : target;
  }
}
