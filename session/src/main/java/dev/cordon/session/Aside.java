package dev.cordon.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves what a session left behind aside, under a name that nothing reads, and says where to. */
final class Aside {
  /** What is added to the name of a file that was moved aside. */
  private static final String DISARMED = ".cordon-disarmed";

  /** Names tried for a file that is moved aside. */
  private static final int MAX_NAMES = 100;

  private Aside() {}

  /** Moves {@code file} aside; {@code what} says why it matters. */
  static Finding moved(Path file, String what) {
    return finding(file, what, move(file), "moved aside");
  }

  /** What is said of a file that was moved aside. */
  static Finding finding(Path file, String what, @Nullable Path aside, String done) {
    return aside == null
        ? new Finding(file, what + "; it could not be disarmed", false)
        : new Finding(file, what + "; " + done + ", undo with: " + undo(aside, file), true);
  }

  private static String undo(Path aside, Path file) {
    return ShellWords.whole(List.of("mv", aside.toString(), file.toString()));
  }

  /** The new name, which nobody had taken; null when it cannot be moved. */
  static @Nullable Path move(Path file) {
    for (int i = 0; i < MAX_NAMES; i++) {
      Path aside = file.resolveSibling(file.getFileName() + DISARMED + (i == 0 ? "" : "-" + i));
      if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
        try {
          return Files.move(file, aside);
        } catch (IOException refused) {
          return null;
        }
      }
    }
    return null;
  }
}
