package dev.cordon.policy;

import java.nio.file.Path;

/**
 * The most that a person may open when asked: what the requirements allow, whatever was chosen.
 * Immutable.
 *
 * @param network what may be reached
 * @param writing whether anything may be opened for writing
 * @param git how much of git's own directories stays shut
 */
public record Limits(NetworkAccess network, boolean writing, GitProtection git) {

  /** No limit. */
  public static final Limits NONE = new Limits(NetworkAccess.FULL, true, GitProtection.CONFIG);

  /** Why nothing may be opened for writing. */
  public static final String NO_WRITING = "the requirements allow no writing";

  /** Why nothing of git's may be. */
  public static final String GIT_KEPT = "the requirements keep git's own files as they are";

  /**
   * Whether the name of {@code path} tells that it is git's and stays shut.
   *
   * @param guarded whether it is protected though no protected name of an agent or a tool is in it:
   *     then it is git's when it is called so, in whatever folder
   */
  public boolean keepsGit(Path path, boolean guarded) {
    if (git != GitProtection.ALL) {
      return false;
    }
    String[] names = Names.folded(path);
    return GitPaths.isGitDirectory(names) || (guarded && GitPaths.hasSensitive(names));
  }
}
