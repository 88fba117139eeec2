package dev.cordon.rules;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where paths lead once the links in them are followed. */
public interface Links {

  /** Nothing is a link. */
  Links NONE = path -> null;

  /**
   * The path that {@code path} leads to, absolute; null when it is itself, or nobody can tell. Of a
   * path that is not there, the folders that are there count.
   *
   * @param path absolute
   */
  @Nullable Path target(Path path);
}
