package dev.cordon.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tries each mechanism of the boundary by using it. */
public final class Probes {
  /** How long one mechanism may take before it counts as failing. */
  private static final int SECONDS = 10;

  private final List<Probe> probes = new ArrayList<>();

  private Probes() {}

  /** All probes, in the order in which one rests on the other. */
  public static List<Probe> all(Path stage, String path, String architecture) throws IOException {
    Probes probes = new Probes();
    probes.bubblewrap(path);
    probes.namespaces(stage);
    probes.add("overlay", tried(stage, "overlay"), "a kernel from 5.12 on with overlayfs");
    probes.architecture(architecture);
    probes.add(
        "seccomp", tried(stage, "seccomp"), "a kernel from 5.5 on; in a container, its profile");
    probes.optional(
        stage,
        "landlock",
        "a kernel from 6.12 on with landlock among its security modules keeps abstract sockets of"
            + " the host away when its network is shared; until then all unix sockets are refused then");
    probes.boundary(stage, path, architecture);
    return List.copyOf(probes.probes);
  }

  private void bubblewrap(String path) {
    Optional<Path> program = Bubblewrap.find(path, List.of());
    Tried tried =
        program.isEmpty() ? Tried.NOT : attempt(List.of(program.get().toString(), "--version"));
    add(
        "bubblewrap",
        tried,
        program.isEmpty() ? "not found" : tried.said(),
        "sudo apt-get install bubblewrap");
  }

  private void namespaces(Path stage) {
    Tried mounted = tried(stage, "mount");
    Probe apparmor = AppArmor.probe(AppArmor.state(), mounted.works(), mounted.said());
    String fix =
        apparmor.works()
            ? "allow user namespaces: sysctl user.max_user_namespaces; in a container, its seccomp profile"
            : "AppArmor restricts them, see the next line";
    add("namespaces", tried(stage, "namespaces"), fix);
    probes.add(apparmor);
  }

  private void architecture(String name) {
    add(
        "architecture",
        new Tried(Architecture.of(name).isPresent(), name),
        "x86-64 and aarch64 have filters");
  }

  private void optional(Path stage, String mechanism, String fix) {
    Tried tried = tried(stage, mechanism);
    probes.add(
        new Probe(mechanism, false, tried.works(), tried.said(), tried.works() ? null : fix));
  }

  private static Tried tried(Path stage, String mechanism) {
    return attempt(List.of(stage.toString(), "probe", mechanism));
  }

  /** The whole of it: overlays, process bound, filters, and a command that tries to get out. */
  private void boundary(Path stage, String path, String architecture) throws IOException {
    Optional<Path> program = Bubblewrap.find(path, List.of());
    Optional<Architecture> known = Architecture.of(architecture);
    if (program.isEmpty() || known.isEmpty()) {
      add("boundary", Tried.NOT, "not tried", null);
      return;
    }
    Path scratch = Files.createTempDirectory("cordon-doctor").toRealPath();
    try {
      Outcome outcome = BoundaryProbe.run(stage, program.get(), known.get(), scratch);
      add(
          "boundary",
          new Tried(BoundaryProbe.holds(outcome), ""),
          BoundaryProbe.seen(outcome),
          null);
      boolean bounded = outcome instanceof Outcome.Ran ran && ran.boundedProcesses();
      probes.add(
          new Probe(
              "process bound",
              false,
              bounded,
              bounded ? "at most " + Plan.MAX_PROCESSES + " in one command" : "not bounded here",
              bounded ? null : "a kernel from 6.14 on bounds what root starts too"));
    } finally {
      BoundaryProbe.remove(scratch);
    }
  }

  private void add(String name, Tried tried, @Nullable String fix) {
    add(name, tried, tried.said(), fix);
  }

  private void add(String name, Tried tried, String seen, @Nullable String fix) {
    probes.add(new Probe(name, true, tried.works(), seen, tried.works() ? null : fix));
  }

  private record Tried(boolean works, String said) {
    static final Tried NOT = new Tried(false, "");
  }

  private static Tried attempt(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Tried(false, "no answer within " + SECONDS + " s");
      }
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Tried(process.exitValue() == 0, said);
    } catch (IOException missing) {
      return new Tried(false, String.valueOf(missing.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Tried(false, "interrupted");
    }
  }
}
