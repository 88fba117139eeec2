package dev.cordon.sandbox;

import java.io.IOException;
import java.nio.file.Path;

/** The way from a boundary to whoever decides about its connections. */
public interface Doorway {

  /**
   * The unix socket on which each connection arrives: a line {@code ADDRESS PORT PROGRAM}, then its
   * bytes. At most 100 bytes long, in a folder that only the caller may enter.
   */
  Path socket();

  /**
   * Begins to listen there. Called when the first connection is about to be made, or before the
   * command starts, and not again while it runs.
   *
   * @throws IOException when that is not possible: then no connection is made
   */
  void open() throws IOException;
}
