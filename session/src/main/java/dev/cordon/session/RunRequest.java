package dev.cordon.session;

import dev.cordon.policy.NetworkAccess;
import dev.cordon.policy.PermissionProfile;
import dev.cordon.policy.Rules;
import dev.cordon.policy.Settings;
import dev.cordon.sandbox.Command;
import java.nio.file.Path;
import java.util.List;

/**
 * One command to run.
 *
 * @param settings what all configuration comes to
 * @param rules what people have written about actions
 * @param roots where it may write
 * @param directory where it starts; inside the workspace
 * @param argv the command, for judging and recording
 * @param command the command, for executing
 */
public record RunRequest(
    Settings settings,
    Rules rules,
    Roots roots,
    Path directory,
    List<String> argv,
    Command command) {
  public RunRequest {
    argv = List.copyOf(argv);
  }

  /** What the command may do. */
  public PermissionProfile profile() {
    return profile(settings.network());
  }

  PermissionProfile profile(NetworkAccess network) {
    return new PermissionProfile(
        settings.sandboxMode(),
        roots.workspace(),
        roots.writable(),
        network,
        !settings.excludeSlashTmp(),
        !settings.excludeTmpdirEnvVar(),
        settings.gitProtection());
  }
}
