package dev.cordon.session;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The smallest thing that, added to a boundary, would have let a refused action through.
 *
 * @param kind what it is about
 * @param argument exactly what is opened, as it is stored with a yes: a path, or {@code *} for the
 *     network
 * @param target what the command wanted, for a person
 * @param path what is opened for writing, or null
 * @param made what has to be made on the host first
 */
record Widening(Kind kind, String argument, String target, @Nullable Path path, Made made) {

  /** Whether more is opened than what the command wanted: the folder it lies in. */
  boolean whole() {
    return path != null && !path.toString().equals(target);
  }

  /** What a widening is about. */
  enum Kind {
    WRITE("write"),
    NETWORK("connect"),
    RUN("run");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** What is made on the host so that it can be opened. */
  enum Made {
    NOTHING,
    FILE,
    FOLDER
  }
}
