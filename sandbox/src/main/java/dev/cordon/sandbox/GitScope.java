package dev.cordon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What git knows besides a repository: the caller's and the machine's configuration, and where
 * nothing may be trusted. Immutable.
 *
 * @param home the caller's home directory
 * @param roots the writable roots; what lies in them may have been written by a confined command
 * @param everywhere the configuration that holds in every repository
 */
record GitScope(Path home, List<Path> roots, GitConfig everywhere) {
  GitScope {
    roots = List.copyOf(roots);
  }

  /** Reads the configuration that holds in every repository. */
  static GitScope of(Path home, List<Path> roots) throws IOException {
    GitConfig everywhere = GitConfig.EMPTY;
    for (Path file :
        List.of(
            Path.of("/etc/gitconfig"),
            home.resolve(".gitconfig"),
            home.resolve(".config/git/config"))) {
      everywhere = everywhere.and(GitConfig.read(file, home));
    }
    return new GitScope(home, roots, everywhere);
  }

  boolean isInRoots(Path path) {
    for (Path root : roots) {
      if (path.startsWith(root)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a path, which need not exist, lies in a writable root once links are followed. */
  boolean leadsIntoRoots(Path path) {
    if (isInRoots(path)) {
      return true;
    }
    for (Path above = path; above != null; above = above.getParent()) {
      if (Files.exists(above)) {
        return isInRoots(real(above).resolve(above.relativize(path)));
      }
    }
    return false;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException gone) {
      return path;
    }
  }
}
