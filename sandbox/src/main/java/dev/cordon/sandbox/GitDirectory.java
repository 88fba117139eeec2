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

  private final GitScope scope;
  private final List<Guard> guards = new ArrayList<>();

  /** Git directories of submodules. */
  private final List<Path> opened = new ArrayList<>();

  private int members;

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

  /**
   * The guards for what git executes and reads outside of {@code directory} when it is used from
   * {@code workTree}, which need not be the working tree that the directory names.
   *
   * @param common the git directory that holds the configuration, often the same
   */
  static List<Guard> reached(Path directory, Path common, Path workTree, GitScope scope)
      throws IOException {
    GitDirectory git = new GitDirectory(scope);
    git.reach(git.configuration(directory, common), directory, workTree);
    return git.guards;
  }

  /**
   * What of {@code directory}, around the writable roots, leads into them: links among its hooks
   * and orders, and what its configuration names.
   */
  static List<Guard> enclosing(Path directory, Path common, Path workTree, GitScope scope)
      throws IOException {
    GitDirectory git = new GitDirectory(scope);
    git.reach(git.configuration(directory, common), directory, workTree);
    git.hooks(common.resolve("hooks"));
    for (String name : List.of("config", "config.worktree", "info/attributes")) {
      git.guard(common.resolve(name), Absent.OPEN);
    }
    git.guard(directory.resolve("config.worktree"), Absent.OPEN);
    List<Guard> inside = new ArrayList<>();
    for (Guard guard : git.guards) {
      if (scope.leadsIntoRoots(guard.path()) || scope.leadsIntoRoots(linkTarget(guard.path()))) {
        inside.add(guard);
      }
    }
    return inside;
  }

  /**
   * The git directory of a submodule, open for writing. Its own submodules stay open too, but no
   * further member comes into being that git would find ready when it is asked for.
   */
  static GitWorkspace submodule(Path directory, Path workTree, GitScope scope) throws IOException {
    GitDirectory git = new GitDirectory(scope);
    git.add(directory, workTree, 0);
    git.seal(directory);
    git.opened.addFirst(directory);
    return new GitWorkspace(git.guards, git.opened);
  }

  /**
   * The main git directory {@code main}, open for writing for the one among its linked worktrees
   * that keeps its files in {@code used}: no other can be changed or made, nor a submodule.
   */
  static GitWorkspace worktree(Path used, Path main, GitScope scope) throws IOException {
    GitDirectory git = new GitDirectory(scope);
    git.guard(main.resolve("worktrees"), Absent.OPEN);
    git.guard(main.resolve("modules"), Absent.DIRECTORY);
    git.modules(used.resolve("modules"), 0);
    git.seal(used);
    git.opened.addAll(0, List.of(main, used));
    git.guards.addAll(guards(main, main.resolveSibling(""), scope));
    return new GitWorkspace(git.guards, git.opened);
  }

  /** What was found below stays open; what is not there does not come into being. */
  private void seal(Path directory) {
    List<Path> all = new ArrayList<>(opened);
    all.add(directory);
    for (Path path : all) {
      guard(path.resolve("modules"), Absent.DIRECTORY);
      guard(path.resolve("worktrees"), Absent.DIRECTORY);
    }
  }

  private GitConfig configuration(Path directory, Path common) throws IOException {
    GitConfig config = GitConfig.read(common.resolve("config"), scope.home());
    return config.worktreeConfig()
        ? config.and(GitConfig.read(directory.resolve("config.worktree"), scope.home()))
        : config;
  }

  private void add(Path directory, Path workTree, int depth) throws IOException {
    GitConfig config = configuration(directory, directory);
    hooks(directory.resolve("hooks"));
    guard(directory.resolve("config"), Absent.FILE);
    guard(directory.resolve("config.worktree"), config.absentWorktreeFile());
    guard(directory.resolve("commondir"), Absent.SELF);
    guard(directory.resolve("info/attributes"), Absent.FILE);
    reach(config, directory, workTree);
    modules(directory.resolve("modules"), depth);
    worktrees(directory.resolve("worktrees"), config.absentWorktreeFile());
  }

  /** A relative hook directory is one of the working tree; for a push, of the git directory. */
  private void reach(GitConfig config, Path directory, Path workTree) {
    GitConfig all = config.and(scope.everywhere());
    for (Path path : all.hookDirectories(workTree)) {
      hooks(path);
    }
    for (Path path : all.hookDirectories(directory)) {
      hooks(path);
    }
    guards.addAll(all.programs(workTree, scope));
    for (Path path : config.includes()) {
      guard(path, Absent.FILE);
    }
  }

  /** A hook may be a link to a file of the working tree. */
  private void hooks(Path directory) {
    guard(directory, Absent.DIRECTORY);
    String[] names = directory.toFile().list();
    for (int i = 0; names != null && i < names.length; i++) {
      Path hook = directory.resolve(names[i]);
      if (!names[i].endsWith(".sample")
          && Files.isSymbolicLink(hook)
          && scope.leadsIntoRoots(linkTarget(hook))) {
        guard(hook, Absent.FILE);
      }
    }
  }

  private static Path linkTarget(Path link) {
    try {
      return link.resolveSibling(Files.readSymbolicLink(link)).normalize();
    } catch (IOException gone) {
      return link;
    }
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
          opened.add(entry);
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
