package dev.cordon.session;

import dev.cordon.audit.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directories a run may write to, as they really are. Immutable.
 *
 * @param workspace the directory the run is about
 * @param writable the workspace and everything added to it
 */
public record Roots(Path workspace, List<Path> writable) {
  /** Writable roots of one run, at most. */
  static final int MAX_ROOTS = 64;

  /** Hex characters of a hash that tell workspaces apart: 64 bits. */
  private static final int NAME_CHARS = 16;

  public Roots {
    writable = List.copyOf(writable);
  }

  /** A short name for a workspace, usable as a file name. */
  static String name(Path workspace) {
    byte[] path = workspace.toString().getBytes(StandardCharsets.UTF_8);
    return Sha256.hash(path).substring(0, NAME_CHARS);
  }

  /**
   * Checks and resolves.
   *
   * @param directory the workspace as given
   * @param configured writable roots from configuration; those that do not exist are left out
   * @param added directories a person named on the command line; they have to exist
   * @param home the caller's home directory
   * @param state Cordon's own directory
   * @throws SetupException when one of them cannot be a writable root
   */
  public static Roots resolve(
      Path directory, List<Path> configured, List<Path> added, Path home, Path state)
      throws SetupException {
    Path workspace = existing(directory.toAbsolutePath(), "workspace");
    check(workspace, "workspace", home, state);
    List<Path> writable = new ArrayList<>(List.of(workspace));
    for (Path root : configured) {
      if (Files.exists(root)) {
        add(writable, root, "writable root", home, state);
      }
    }
    for (Path root : added) {
      add(writable, root.toAbsolutePath().normalize(), "added directory", home, state);
    }
    if (writable.size() > MAX_ROOTS) {
      throw new SetupException(
          "more than " + MAX_ROOTS + " writable roots", "name a folder that holds several");
    }
    return new Roots(workspace, writable);
  }

  private static void add(List<Path> writable, Path root, String what, Path home, Path state)
      throws SetupException {
    Path real = existing(root, what);
    // INVARIANT: a link that something inside a writable root could have made opens nothing.
    if (!real.equals(root) && (Files.isSymbolicLink(root) || isInside(root, writable))) {
      throw new SetupException(
          what + " " + root + " is a symbolic link to " + real,
          "name " + real + " itself if you mean it");
    }
    check(real, what, home, state);
    if (!writable.contains(real)) {
      writable.add(real);
    }
  }

  private static boolean isInside(Path path, List<Path> roots) {
    for (Path root : roots) {
      if (path.startsWith(root)) {
        return true;
      }
    }
    return false;
  }

  private static Path existing(Path path, String what) throws SetupException {
    // INVARIANT: what a path that is no UTF-8 decodes to names something else, or nothing.
    if (path.toString().indexOf('\uFFFD') >= 0) {
      throw new SetupException(
          what + " " + ShellWords.visible(path.toString()) + " has a name that is not UTF-8",
          "rename the folder");
    }
    Path real;
    try {
      real = path.toRealPath();
    } catch (IOException missing) {
      throw new SetupException(
          what + " " + path + (Files.exists(path) ? " cannot be entered" : " does not exist"),
          "check the path and its permissions");
    }
    if (!Files.isDirectory(real)) {
      throw new SetupException(what + " " + real + " is not a directory", instead(what));
    }
    if (!Files.isReadable(real) || !Files.isExecutable(real)) {
      throw new SetupException(what + " " + real + " cannot be read", "check its permissions");
    }
    return real;
  }

  private static void check(Path path, String what, Path home, Path state) throws SetupException {
    if (path.getNameCount() == 0) {
      throw new SetupException(what + " is the root of the file system", instead(what));
    }
    if (isKernels(path)) {
      throw new SetupException(
          what + " " + path + " is the kernel's, not a project", instead(what));
    }
    Path realHome = real(home);
    if (realHome.equals(path)) {
      throw new SetupException(what + " is your home directory " + path, instead(what));
    }
    if (realHome.startsWith(path)) {
      throw new SetupException(what + " " + path + " holds your home directory", instead(what));
    }
    if (path.startsWith(real(state))) {
      throw new SetupException(
          what + " " + path + " lies in Cordon's own directory", "choose another folder");
    }
  }

  /** Files there are not files; a folder such as /dev/shm is. */
  private static boolean isKernels(Path path) {
    return path.startsWith("/proc") || path.startsWith("/sys") || path.equals(Path.of("/dev"));
  }

  private static String instead(String what) {
    return what.equals("workspace")
        ? "name the project's folder with -C DIR"
        : "name a folder that holds less";
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException missing) {
      return path.toAbsolutePath().normalize();
    }
  }
}
