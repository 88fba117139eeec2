package dev.cordon.policy;

import dev.cordon.shell.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One person, one workspace, two dials: what the decision tests share. */
final class Scene {

  static final Path HOME = Path.of("/home/ana");
  static final Path WORKSPACE = Path.of("/home/ana/project");
  static final Path DATA = Path.of("/data/shared");

  static final Surroundings AROUND = new Surroundings(HOME, Programs.BY_NAME, Rules.NONE);

  private Scene() {}

  static Settings settings(String mode, String policy) {
    return limited(mode, policy, Limits.NONE);
  }

  static Settings limited(String mode, String policy, Limits limits) {
    Settings defaults = Settings.defaults();
    return new Settings(
        SandboxMode.of(mode).orElseThrow(),
        ApprovalPolicy.of(policy).orElseThrow(),
        defaults.network(),
        defaults.networkRules(),
        limits,
        List.of(DATA),
        false,
        false,
        limits.git(),
        defaults.environment());
  }

  static PermissionProfile profile(Settings settings, Path... more) {
    List<Path> roots = new ArrayList<>(List.of(WORKSPACE, DATA));
    roots.addAll(List.of(more));
    return new PermissionProfile(
        settings.sandboxMode(),
        WORKSPACE,
        roots,
        settings.network(),
        !settings.excludeSlashTmp(),
        !settings.excludeTmpdirEnvVar(),
        settings.gitProtection());
  }

  static Verdict run(String mode, String policy, String... argv) {
    Settings settings = settings(mode, policy);
    return Policy.decide(settings, profile(settings), new Action.Run(List.of(argv)), AROUND);
  }

  static Verdict edit(String mode, String policy, String... paths) {
    return edit(settings(mode, policy), paths);
  }

  static Verdict edit(Settings settings, String... paths) {
    List<Path> edited = new ArrayList<>();
    for (String path : paths) {
      edited.add(WORKSPACE.resolve(path));
    }
    return Policy.decide(settings, profile(settings), new Action.Edit(edited), AROUND);
  }

  /** Verdict, rule and reason in one line, for tables. */
  static String line(Verdict verdict) {
    return verdict.decision().text() + " | " + verdict.rule() + " | " + verdict.reason();
  }
}
