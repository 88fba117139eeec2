package dev.cordon.sandbox;

import dev.cordon.sandbox.Guard.Absent;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Git as it is used from one working tree: what must be guarded, and, for a linked worktree or a
 * submodule, which directories outside of it {@code git add} and {@code git commit} write to.
 *
 * @param guards paths to protect
 * @param opened directories outside the working tree to open
 */
record GitWorkspace(List<Guard> guards, List<Path> opened) {
  /** A pointer file longer than this is not one of git's. */
  private static final int MAX_POINTER_BYTES = 8192;

  /** Folders above a writable root that are looked at for a repository around it. */
  private static final int MAX_LEVELS = 64;

  private static final GitWorkspace NONE = new GitWorkspace(List.of(), List.of());

  /** Names of a main repository's git directory, with or without a working tree of its own. */
  private static final List<String> MAIN = List.of(".git", ".bare");

  /**
   * For the working tree around {@code dotGit}, which is a directory, a pointer file, or not there.
   *
   * @param scope where nothing may be trusted
   */
  static GitWorkspace around(Path dotGit, GitScope scope) throws IOException {
    Path workTree = dotGit.resolveSibling("");
    if (Files.isDirectory(dotGit, LinkOption.NOFOLLOW_LINKS)) {
      return new GitWorkspace(GitDirectory.guards(dotGit, workTree, scope), List.of());
    }
    if (!Files.exists(dotGit, LinkOption.NOFOLLOW_LINKS)) {
      return NONE;
    }
    List<Guard> guards = new ArrayList<>(List.of(new Guard(dotGit, Absent.OPEN)));
    guards.addAll(reached(dotGit, scope, false));
    Path directory = pointer(dotGit, "gitdir: ");
    GitWorkspace linked =
        directory == null || scope.isInRoots(directory) ? NONE : linked(directory, dotGit, scope);
    guards.addAll(linked.guards());
    return new GitWorkspace(guards, linked.opened());
  }

  /**
   * What of a writable root belongs to the repositories around it: hooks, included configuration,
   * and what is named there.
   */
  static List<Guard> enclosing(Path root, GitScope scope) throws IOException {
    List<Guard> guards = new ArrayList<>();
    Path folder = root.getParent();
    for (int level = 0; folder != null && level < MAX_LEVELS; level++) {
      guards.addAll(reached(folder.resolve(".git"), scope, true));
      folder = folder.getParent();
    }
    return guards;
  }

  /**
   * What git reaches from the working tree around {@code dotGit}. It follows a pointer without
   * asking whether what it leads to points back.
   *
   * @param around whether the git directory lies around the writable roots
   */
  private static List<Guard> reached(Path dotGit, GitScope scope, boolean around)
      throws IOException {
    if (!Files.isReadable(dotGit)) {
      return List.of();
    }
    Path real = dotGit.toRealPath();
    Path directory = Files.isDirectory(real) ? real : pointer(real, "gitdir: ");
    if (directory == null) {
      return List.of();
    }
    Path common = pointer(directory.resolve("commondir"), "");
    Path shared = common == null ? directory : common;
    Path workTree = dotGit.resolveSibling("");
    return around
        ? GitDirectory.enclosing(directory, shared, workTree, scope)
        : GitDirectory.reached(directory, shared, workTree, scope);
  }

  /**
   * INVARIANT: a working tree cannot open a directory by pointing at it; the directory lies outside
   * and has to point back, which nothing inside the working tree can make it do.
   */
  private static GitWorkspace linked(Path directory, Path dotGit, GitScope scope)
      throws IOException {
    Path workTree = dotGit.resolveSibling("");
    Path back = pointer(directory.resolve("gitdir"), "");
    if (back != null && same(back, dotGit)) {
      return worktree(directory, scope);
    }
    return pointsBack(directory, workTree)
        ? GitDirectory.submodule(directory, workTree, scope)
        : NONE;
  }

  /**
   * A linked worktree writes refs, objects and lock files in the main repository, whose own orders
   * to git stay as they are. The main repository is the one the directory lies in, whatever its
   * {@code commondir} says.
   */
  private static GitWorkspace worktree(Path directory, GitScope scope) throws IOException {
    Path members = directory.getParent();
    Path main = members == null ? null : members.getParent();
    return members == null || main == null || !members.endsWith("worktrees") || !isMain(main)
        ? NONE
        : GitDirectory.worktree(directory, main, scope);
  }

  private static boolean isMain(Path directory) {
    String name = String.valueOf(directory.getFileName());
    return (MAIN.contains(name) || name.endsWith(".git"))
        && Files.isDirectory(directory.resolve("objects"), LinkOption.NOFOLLOW_LINKS)
        && Files.isDirectory(directory.resolve("refs"), LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether the git directory of a submodule names {@code workTree} as its own. */
  private static boolean pointsBack(Path directory, Path workTree) throws IOException {
    Path config = directory.resolve("config");
    if (!Files.isRegularFile(config, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    for (String line : Files.readString(config, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      String entry = line.strip();
      int equals = entry.indexOf('=');
      if (equals > 0 && entry.substring(0, equals).strip().equalsIgnoreCase("worktree")) {
        return same(directory.resolve(entry.substring(equals + 1).strip()), workTree);
      }
    }
    return false;
  }

  private static boolean same(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException missing) {
      return false;
    }
  }

  /** The path a pointer file holds, made absolute; null when it is not such a file. */
  private static @Nullable Path pointer(Path file, String prefix) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    String text;
    try (InputStream in = new FileInputStream(file.toFile())) {
      text = new String(in.readNBytes(MAX_POINTER_BYTES), StandardCharsets.UTF_8).strip();
    }
    if (!text.startsWith(prefix) || text.indexOf('\0') >= 0) {
      return null;
    }
    Path base = file.resolveSibling("");
    Path target = base.resolve(text.substring(prefix.length())).normalize();
    return Files.isDirectory(target) || Files.exists(target) ? target.toRealPath() : null;
  }
}
