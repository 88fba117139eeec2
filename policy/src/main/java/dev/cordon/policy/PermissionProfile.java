package dev.cordon.policy;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run may write and reach. Immutable.
 *
 * @param mode what is technically possible
 * @param workspace absolute, normalized directory the run is about
 * @param writableRoots absolute, normalized directories: the workspace and everything added to it
 * @param network what may be reached
 * @param slashTmp whether {@code /tmp}, the session's own, is writable
 * @param tmpdirEnvVar whether the directory named by {@code TMPDIR}, the session's own, is writable
 * @param git how much of git's own directory is protected
 */
public record PermissionProfile(
    SandboxMode mode,
    Path workspace,
    List<Path> writableRoots,
    NetworkAccess network,
    boolean slashTmp,
    boolean tmpdirEnvVar,
    GitProtection git) {

  private static final Path SLASH_TMP = Path.of("/tmp");

  public PermissionProfile {
    writableRoots = List.copyOf(writableRoots);
  }

  /**
   * Whether writing {@code path} stays inside. Looks at names only, component by component: links
   * are the boundary's business. Relative paths are never inside.
   *
   * @param path a file or directory; {@code .} and {@code ..} are resolved by name
   */
  public boolean permitsWrite(Path path) {
    return access(path) == WriteAccess.WRITABLE;
  }

  WriteAccess access(Path path) {
    if (mode == SandboxMode.DANGER_FULL_ACCESS) {
      return WriteAccess.WRITABLE;
    }
    if (mode == SandboxMode.READ_ONLY || !path.isAbsolute()) {
      return WriteAccess.OUTSIDE;
    }
    Path target = path.normalize();
    Path root = nearestRoot(target);
    if (root == null) {
      return slashTmp && target.startsWith(SLASH_TMP) ? WriteAccess.WRITABLE : WriteAccess.OUTSIDE;
    }
    return isProtected(root.relativize(target)) ? WriteAccess.PROTECTED : WriteAccess.WRITABLE;
  }

  /** The most specific root decides: who opens a directory by name means that directory. */
  private @Nullable Path nearestRoot(Path target) {
    Path nearest = null;
    for (int i = 0; i < writableRoots.size(); i++) {
      Path root = writableRoots.get(i);
      if (target.startsWith(root)
          && (nearest == null || root.getNameCount() > nearest.getNameCount())) {
        nearest = root;
      }
    }
    return nearest;
  }

  private boolean isProtected(Path relative) {
    ProtectedPaths paths = ProtectedPaths.builtIn();
    return paths.covers(relative)
        || paths.liesBelow(relative)
        || (git == GitProtection.ALL && GitPaths.isGitDirectory(Names.folded(relative)));
  }
}
