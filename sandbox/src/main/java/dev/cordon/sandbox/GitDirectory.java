package dev.cordon.sandbox;

import dev.cordon.sandbox.Guard.Absent;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of one git directory that make git execute something: hooks, configuration, and the
 * pointers that lead to another configuration. Everything else in it (index, objects, refs, logs)
 * stays writable, so that {@code git add} and {@code git commit} work.
 *
 * <p>Source: gitrepository-layout(5), gitattributes(5), git 2.39.
 */
final class GitDirectory {
  /** Submodules inside submodules, at most. */
  private static final int MAX_MODULE_DEPTH = 8;

  /** Submodules and linked worktrees of one repository, together, at most. */
  private static final int MAX_MEMBERS = 2_000;

  private final List<Guard> guards = new ArrayList<>();
  private int members;

  private final GitScope scope;

  private GitDirectory(GitScope scope) {
    this.scope = scope;
  }

  /**
   * The guards for {@code directory}, a git directory whose working tree is {@code workTree}.
   *
   * @throws IOException when it cannot be read, or has more members than can be protected
   */
  static List<Guard> guards(Path directory, Path workTree, GitScope scope) throws IOException {
    GitDirectory git = new GitDirectory(scope);
    git.add(directory, workTree, 0);
    return git.guards;
  }

  private void add(Path directory, Path workTree, int depth) throws IOException {
    GitConfig config = GitConfig.read(directory.resolve("config"), scope.home());
    guard(directory.resolve("hooks"), Absent.DIRECTORY);
    guard(directory.resolve("config"), Absent.FILE);
    guard(directory.resolve("config.worktree"), config.absentWorktreeFile());
    guard(directory.resolve("commondir"), Absent.SELF);
    guard(directory.resolve("info/attributes"), Absent.FILE);
    for (Path path : config.hookDirectories(workTree)) {
      guard(path, Absent.DIRECTORY);
    }
    for (Path path : scope.everywhere().hookDirectories(workTree)) {
      guard(path, Absent.DIRECTORY);
    }
    for (Path path : config.includes()) {
      guard(path, Absent.FILE);
    }
    modules(directory.resolve("modules"), depth);
    worktrees(directory.resolve("worktrees"), config.absentWorktreeFile());
  }

  private void guard(Path path, Absent absent) {
    guards.add(new Guard(path, absent));
  }

  /** Git directories of submodules; their names may hold slashes. */
  private void modules(Path directory, int depth) throws IOException {
    if (!isDirectory(directory)) {
      return;
    }
    if (depth > MAX_MODULE_DEPTH) {
      throw new IOException(directory + " holds submodules deeper than " + MAX_MODULE_DEPTH);
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        count(directory);
        if (Files.exists(entry.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)) {
          add(entry, entry, depth + 1);
        } else {
          modules(entry, depth + 1);
        }
      }
    }
  }

  private void worktrees(Path directory, Absent configuration) throws IOException {
    if (!isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        count(directory);
        guard(entry.resolve("commondir"), Absent.OPEN);
        guard(entry.resolve("gitdir"), Absent.OPEN);
        guard(entry.resolve("config.worktree"), configuration);
      }
    }
  }

  private void count(Path directory) throws IOException {
    if (++members > MAX_MEMBERS) {
      throw new IOException(
          directory + " holds more than " + MAX_MEMBERS + " submodules or worktrees");
    }
  }

  private static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }
}
