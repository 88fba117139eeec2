package dev.cordon.sandbox;

import java.io.IOException;
import java.nio.file.Path;

/** Looks through a directory for what needs protection. */
@FunctionalInterface
public interface Searcher {
  /**
   * What is there now.
   *
   * @param root absolute, without symbolic links
   */
  Search search(Path root) throws IOException;
}
