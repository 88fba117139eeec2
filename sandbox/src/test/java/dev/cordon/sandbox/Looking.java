package dev.cordon.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What the stage saw in a workspace, read from its output. */
public final class Looking {
  private Looking() {}

  /** Reads what {@code cordon-stage search} wrote. */
  public static Search read(byte[] output) {
    try {
      return Search.read(new ByteArrayInputStream(output));
    } catch (IOException early) {
      throw new UncheckedIOException(early);
    }
  }
}
