package dev.cordon.sandbox;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A path inside a writable root that stays as it is.
 *
 * @param path absolute
 * @param absent what holds its place when it does not exist
 */
public record Guard(Path path, Absent absent) {

  /** What happens while the path does not exist. */
  public enum Absent {
    /** Nothing: it may come into being. */
    OPEN,
    /** An empty directory keeps the name; git does not list it. */
    DIRECTORY,
    /** An empty file keeps the name. */
    FILE,
    /**
     * A socket nobody listens on keeps the name: git and most tools pass it over, and it costs a
     * fifth of a directory. Inside, an empty file is seen.
     */
    NAME,
    /**
     * A file with the text {@code .} keeps the name: for git's {@code commondir} it changes
     * nothing.
     */
    SELF
  }

  /** Written out: the first use of a record's own costs ten milliseconds at a start. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Guard(Path otherPath, Absent otherAbsent)
        && path.equals(otherPath)
        && absent == otherAbsent;
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  Operation operation() {
    Operation.Kind kind =
        switch (absent) {
          case OPEN -> Operation.Kind.SHUT;
          case DIRECTORY -> Operation.Kind.GUARD;
          case FILE -> Operation.Kind.GUARD_FILE;
          case NAME -> Operation.Kind.GUARD_NAME;
          case SELF -> Operation.Kind.GUARD_SELF;
        };
    return new Operation(kind, path.toString());
  }
}
