package dev.cordon.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    List<String> hooks = new ArrayList<>();
    List<Path> includes = new ArrayList<>();
    boolean worktreeConfig = false;
    for (Path file :
        List.of(
            Path.of("/etc/gitconfig"),
            home.resolve(".gitconfig"),
            home.resolve(".config/git/config"))) {
      GitConfig config = GitConfig.read(file, home);
      hooks.addAll(config.hooks());
      includes.addAll(config.includes());
      worktreeConfig |= config.worktreeConfig();
    }
    return new GitScope(home, roots, new GitConfig(hooks, includes, worktreeConfig));
  }

  boolean isInRoots(Path path) {
    for (Path root : roots) {
      if (path.startsWith(root)) {
        return true;
      }
    }
    return false;
  }
}
