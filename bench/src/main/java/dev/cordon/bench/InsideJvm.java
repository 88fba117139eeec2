package dev.cordon.bench;

import dev.cordon.policy.GitProtection;
import dev.cordon.policy.NetworkAccess;
import dev.cordon.policy.PermissionProfile;
import dev.cordon.policy.SandboxMode;
import dev.cordon.sandbox.Additions;
import dev.cordon.sandbox.Architecture;
import dev.cordon.sandbox.Bubblewrap;
import dev.cordon.sandbox.Command;
import dev.cordon.sandbox.Environment;
import dev.cordon.sandbox.HostSurvey;
import dev.cordon.sandbox.Outcome;
import dev.cordon.sandbox.Plan;
import dev.cordon.sandbox.Planner;
import dev.cordon.sandbox.Sandbox;
import dev.cordon.sandbox.SpawnedStage;
import dev.cordon.sandbox.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One confined command from a JVM that is already running, against bubblewrap started by it. */
final class InsideJvm {
  private static final List<String> COMMAND = List.of("/bin/true");

  private final Path scratch;
  private final Path bubblewrap;
  private final Stage stage;
  private final Sandbox sandbox;

  InsideJvm(Path scratch, Path program) throws IOException {
    this.scratch = Files.createDirectories(scratch);
    this.bubblewrap =
        Bubblewrap.find("", List.of())
            .orElseThrow(() -> new IOException("bubblewrap not found; ./verify installs it"));
    Architecture architecture =
        Architecture.of(System.getProperty("os.arch", ""))
            .orElseThrow(() -> new IOException("no filter for this architecture"));
    this.stage =
        new SpawnedStage(program, scratch, scratch.resolve("memory"), ProcessBuilder::inheritIO);
    this.sandbox = new Sandbox(stage, architecture, bubblewrap, scratch.resolve("stubs"));
  }

  Pairs measure(int rounds) throws IOException, InterruptedException {
    Path ours = Files.createDirectory(scratch.resolve("ours"));
    Path theirs = Files.createDirectory(scratch.resolve("theirs"));
    List<String> words = BareBubblewrap.words(bubblewrap, plan(theirs), theirs, COMMAND);
    return Pairs.measure(rounds, () -> confine(ours), new Program(words, theirs));
  }

  private void confine(Path workspace) throws IOException {
    Outcome outcome =
        sandbox.confine(
            plan(workspace),
            "bench",
            new Command.Words(COMMAND),
            new Environment(false, List.of(), List.of(), Map.of("PATH", "/usr/bin:/bin")),
            workspace);
    if (!(outcome instanceof Outcome.Ran ran) || ran.exitCode() != 0) {
      throw new IOException("the confined command did not run: " + outcome);
    }
  }

  private Plan plan(Path workspace) throws IOException {
    PermissionProfile profile =
        new PermissionProfile(
            SandboxMode.WORKSPACE_WRITE,
            workspace,
            List.of(workspace),
            NetworkAccess.OFF,
            true,
            true,
            GitProtection.CONFIG);
    Path home = Path.of(System.getProperty("user.home"));
    return Planner.plan(
        profile,
        HostSurvey.survey(profile, List.of(), stage, home, null, List.of()),
        Additions.NONE);
  }
}
