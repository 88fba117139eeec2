package dev.cordon.policy;

/**
 * The parts of a git directory that make git execute things: hooks, configuration, attributes, and
 * the pointers that move a repository to other ones (git 2.53, {@code gitrepository-layout}).
 */
final class GitPaths {

  private GitPaths() {}

  /** Whether any component is git's own directory, or the file that stands in for it. */
  static boolean isGitDirectory(String[] names) {
    for (String name : names) {
      if (name.equals(".git")) {
        return true;
      }
    }
    return false;
  }

  /** Whether a git directory would execute something there, whatever that directory is called. */
  static boolean hasSensitive(String[] names) {
    for (int i = 0; i < names.length; i++) {
      if (isSensitive(names, i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether writing there can make git execute something, in a repository at any depth. */
  static boolean executes(String[] names) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(".git") && (i + 1 == names.length || insideExecutes(names, i + 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean insideExecutes(String[] names, int from) {
    if (isSensitive(names, from)) {
      return true;
    }
    if (names[from].equals("worktrees")) {
      return from + 2 < names.length && isSensitive(names, from + 2);
    }
    return names[from].equals("modules") && moduleExecutes(names, from + 2);
  }

  /** A module's name may have several components, so its directory may start at any of them. */
  private static boolean moduleExecutes(String[] names, int from) {
    for (int i = from; i < names.length; i++) {
      if (isSensitive(names, i)) {
        return true;
      }
      if (names[i].equals("refs") || names[i].equals("logs") || names[i].equals("objects")) {
        return false;
      }
    }
    return false;
  }

  private static boolean isSensitive(String[] names, int from) {
    String name = names[from];
    boolean last = from + 1 == names.length;
    return name.equals("hooks")
        || (last && isSensitiveFile(name))
        || (name.equals("info")
            && from + 2 == names.length
            && names[from + 1].equals("attributes"));
  }

  private static boolean isSensitiveFile(String name) {
    return name.equals("config")
        || name.equals("config.worktree")
        || name.equals("commondir")
        || name.equals("gitdir");
  }
}
