package dev.cordon.session;

import dev.cordon.policy.GitProtection;
import dev.cordon.policy.Limits;
import dev.cordon.policy.NetworkAccess;
import dev.cordon.policy.ProtectedPaths;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the requirements forbid, whoever could be asked for it. */
enum Forbidden {
  NETWORK("the requirements allow no network", "allowed_network_modes"),
  WRITING(Limits.NO_WRITING, "allowed_sandbox_modes"),
  GIT(Limits.GIT_KEPT, "git.protect");

  private final String reason;
  private final String key;

  Forbidden(String reason, String key) {
    this.reason = reason;
    this.key = key;
  }

  /** Why, lower case. */
  String reason() {
    return reason;
  }

  /** The key of {@code requirements.toml} that forbids it. */
  String key() {
    return key;
  }

  /** Why a yes may not open this; null when it may. */
  static @Nullable Forbidden of(Widening widening, Limits limits) {
    return switch (widening.kind()) {
      case RUN -> null;
      case NETWORK -> limits.network() == NetworkAccess.FULL ? null : NETWORK;
      case WRITE -> {
        Path path = Path.of(widening.argument());
        yield writing(path, widening.guarded() != null, limits);
      }
    };
  }

  /**
   * Why {@code path} may not be opened for writing; null when it may.
   *
   * @param guarded whether it is protected where it lies
   */
  static @Nullable Forbidden writing(Path path, boolean guarded, Limits limits) {
    if (!limits.writing()) {
      return WRITING;
    }
    if (limits.git() != GitProtection.ALL) {
      return null;
    }
    boolean byGit = guarded && ProtectedPaths.reason(path) == null;
    return limits.keepsGit(path, byGit) || isInGitDirectory(path) ? GIT : null;
  }

  /** Whether it is, or lies in, a git directory of whatever name. */
  private static boolean isInGitDirectory(Path path) {
    for (Path folder = path; folder != null; folder = folder.getParent()) {
      boolean own = isFolder(folder.resolve("objects")) && isFolder(folder.resolve("refs"));
      boolean shared = exists(folder.resolve("HEAD")) && exists(folder.resolve("commondir"));
      if (own || shared) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
