package dev.cordon.policy;

import java.nio.file.Path;
import java.util.List;

/**
 * What all layers of configuration come to. Immutable.
 *
 * @param sandboxMode what is technically possible
 * @param approvalPolicy when a person is asked
 * @param network what a confined command may reach; always off in read-only, always full in
 *     danger-full-access, which has no boundary that could hold it
 * @param networkRules which hosts may be reached where not all may
 * @param limits the most that a person may open when asked
 * @param writableRoots absolute, normalized directories besides the workspace
 * @param excludeTmpdirEnvVar whether the directory named by {@code TMPDIR} is not writable
 * @param excludeSlashTmp whether {@code /tmp} is not writable
 * @param gitProtection how much of git's own directory is protected
 * @param environment what a command sees of the caller's environment
 */
public record Settings(
    SandboxMode sandboxMode,
    ApprovalPolicy approvalPolicy,
    NetworkAccess network,
    NetworkRules networkRules,
    Limits limits,
    List<Path> writableRoots,
    boolean excludeTmpdirEnvVar,
    boolean excludeSlashTmp,
    GitProtection gitProtection,
    EnvironmentPolicy environment) {

  public Settings {
    writableRoots = List.copyOf(writableRoots);
  }

  /** What holds when nobody chose anything: workspace-write, on-request, network off. */
  public static Settings defaults() {
    return new Settings(
        SandboxMode.WORKSPACE_WRITE,
        ApprovalPolicy.ON_REQUEST,
        NetworkAccess.OFF,
        NetworkRules.NONE,
        Limits.NONE,
        List.of(),
        false,
        false,
        GitProtection.CONFIG,
        EnvironmentPolicy.defaults());
  }

  /** The dials without the details. */
  public Posture posture() {
    return new Posture(sandboxMode, approvalPolicy, network);
  }
}
