package dev.cordon.sandbox;

import dev.cordon.policy.GitProtection;
import dev.cordon.policy.NetworkAccess;
import dev.cordon.policy.PermissionProfile;
import dev.cordon.policy.SandboxMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A command in a real boundary that writes where it may and where it may not. */
final class BoundaryProbe {
  private static final String SCRIPT =
      "echo inside > inside && { echo outside > ../outside; } 2>/dev/null; test ! -e ../outside";

  private BoundaryProbe() {}

  static Outcome run(Path stage, Path bubblewrap, Architecture architecture, Path scratch)
      throws IOException {
    Path workspace = Files.createDirectory(scratch.resolve("workspace"));
    PermissionProfile profile =
        new PermissionProfile(
            SandboxMode.WORKSPACE_WRITE,
            workspace,
            List.of(workspace),
            NetworkAccess.OFF,
            false,
            false,
            GitProtection.CONFIG);
    Stage spawned =
        new SpawnedStage(
            stage,
            scratch,
            scratch.resolve("memory"),
            builder -> builder.redirectOutput(ProcessBuilder.Redirect.DISCARD));
    Host host =
        HostSurvey.survey(profile, List.of(), spawned, scratch.resolve("home"), null, List.of());
    Sandbox sandbox = new Sandbox(spawned, architecture, bubblewrap, scratch.resolve("stubs"));
    return sandbox.confine(
        Planner.plan(profile, host, Additions.NONE),
        "probe",
        new Command.Words(List.of("/bin/sh", "-c", SCRIPT)),
        new Environment(false, List.of(), List.of(), Map.of("PATH", "/usr/bin:/bin")),
        workspace);
  }

  static boolean holds(Outcome outcome) {
    return outcome instanceof Outcome.Ran ran && ran.exitCode() == 0;
  }

  static String seen(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ran ran when ran.exitCode() == 0 ->
          "a write inside was made, one outside was refused";
      case Outcome.Ran ran -> "the probe ended with " + ran.exitCode();
      case Outcome.NotExecutable missing -> missing.reason();
      case Outcome.NotStarted failed -> failed.reason();
    };
  }

  static void remove(Path scratch) throws IOException {
    try (Stream<Path> paths = Files.walk(scratch)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
