package dev.cordon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.GitProtection;
import dev.cordon.policy.NetworkAccess;
import dev.cordon.policy.PermissionProfile;
import dev.cordon.policy.ProtectedPaths;
import dev.cordon.policy.SandboxMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole list of operations for representative profiles. */
final class PlannerTest {
  private static final Path WORKSPACE = Path.of("/home/ana/project");
  private static final Path HOME = Path.of("/home/ana");
  private static final List<String> BASE =
      List.of(
          "SHOW /etc",
          "SHOW /home",
          "SHOW /usr",
          "PROC /proc",
          "MASK /proc/keys",
          "DEVICES /dev",
          "TMPFS 0755 1m /sys",
          "TMPFS 0755 1m /run",
          "TMPFS 1777 - /tmp");

  @Test
  void readOnlyShowsTheHostAndSealsTheSessionsOwnPlaces() {
    Plan plan = Planner.plan(profile(SandboxMode.READ_ONLY), host(null), Additions.NONE);
    assertThat(plan)
        .isEqualTo(
            new Plan(
                List.of(),
                List.of(),
                List.of(Path.of("/sys"), Path.of("/run"), Path.of("/tmp")),
                false,
                List.of(),
                operations(BASE, List.of("SEAL /sys", "SEAL /run", "SEAL /tmp"))));
  }

  @Test
  void aWorkspaceIsOpenedAndItsProtectedPathsGuarded() {
    Plan plan = Planner.plan(profile(SandboxMode.WORKSPACE_WRITE), host(null), Additions.NONE);
    assertThat(plan.operations())
        .isEqualTo(
            operations(
                BASE,
                List.of("OPEN " + WORKSPACE),
                guards(WORKSPACE),
                List.of("SEAL /sys", "SEAL /run")));
    assertThat(plan.writable()).containsExactly(Path.of("/tmp"), WORKSPACE);
    assertThat(plan.readOnly()).contains(WORKSPACE.resolve(".codex"), WORKSPACE.resolve(".husky"));
    assertThat(plan.sharedNetwork()).isFalse();
  }

  @Test
  void aRootInsideAnotherIsOpenedOnceAndGuardedOnItsOwn() {
    Path inner = WORKSPACE.resolve("packages/a");
    Path other = Path.of("/srv/data");
    PermissionProfile profile =
        new PermissionProfile(
            SandboxMode.WORKSPACE_WRITE,
            WORKSPACE,
            List.of(WORKSPACE, inner, other),
            NetworkAccess.FULL,
            true,
            true,
            GitProtection.CONFIG);
    Plan plan = Planner.plan(profile, host(null), Additions.NONE);
    assertThat(plan.operations())
        .isEqualTo(
            operations(
                BASE,
                List.of("OPEN " + WORKSPACE, "OPEN " + other),
                guards(WORKSPACE),
                guards(inner),
                guards(other),
                List.of("SEAL /sys", "SEAL /run")));
    assertThat(plan.sharedNetwork()).isTrue();
  }

  @ParameterizedTest(name = "TMPDIR={0}: {1}")
  @CsvSource({
    "/tmp/x, DIR /tmp/x",
    "/tmp/x/y, DIR /tmp/x/y",
    "/var/scratch, TMPFS 0700 - /var/scratch",
    "/home/ana/project/tmp, ",
    "/home/ana, ",
    "/home, ",
    "/srv, ",
    "/tmp, ",
  })
  void theTemporaryDirectoryBecomesTheSessionsOwn(String temporary, @Nullable String operation) {
    Plan plan =
        Planner.plan(
            profile(SandboxMode.WORKSPACE_WRITE), host(Path.of(temporary)), Additions.NONE);
    List<String> added =
        new ArrayList<>(plan.operations().stream().map(PlannerTest::text).toList());
    added.removeAll(BASE);
    added.removeIf(line -> !line.startsWith("TMPFS") && !line.startsWith("DIR"));
    assertThat(added).isEqualTo(operation == null ? List.of() : List.of(operation));
  }

  @Test
  void placesThatConfigurationTakesAwayAreSealed() {
    PermissionProfile profile =
        new PermissionProfile(
            SandboxMode.WORKSPACE_WRITE,
            WORKSPACE,
            List.of(WORKSPACE),
            NetworkAccess.OFF,
            false,
            false,
            GitProtection.CONFIG);
    Plan plan = Planner.plan(profile, host(Path.of("/var/scratch")), Additions.NONE);
    assertThat(plan.operations().stream().map(PlannerTest::text).toList())
        .endsWith("SEAL /sys", "SEAL /run", "SEAL /tmp", "SEAL /var/scratch");
    assertThat(plan.writable()).containsExactly(WORKSPACE);
  }

  @Test
  void whatWasFoundIsGuardedAndTheHostsSocketsAreMasked() {
    Path hooks = WORKSPACE.resolve("lib/.git/hooks");
    Path objects = Path.of("/home/ana/main/.git");
    Path socket = WORKSPACE.resolve("docker.sock");
    Host host =
        new Host(
            List.of("usr"),
            HOME,
            null,
            List.of(new Guard(hooks, Guard.Absent.FILE)),
            List.of(objects),
            List.of(WORKSPACE.resolve("state"), HOME.resolve(".cordon"), Path.of("/tmp/state")),
            List.of(socket),
            List.of(),
            List.of(),
            List.of(Path.of("/sys/devices/system/cpu"), Path.of("/run/resolv")),
            List.of());
    Plan plan = Planner.plan(profile(SandboxMode.WORKSPACE_WRITE), host, Additions.NONE);
    assertThat(plan.operations())
        .isEqualTo(
            operations(
                List.of(
                    "SHOW /usr",
                    "PROC /proc",
                    "DEVICES /dev",
                    "TMPFS 0755 1m /sys",
                    "TMPFS 0755 1m /run",
                    "TMPFS 1777 - /tmp",
                    "KEEP /sys/devices/system/cpu",
                    "SHOW /run/resolv",
                    "OPEN " + WORKSPACE,
                    "OPEN " + objects),
                guards(WORKSPACE),
                List.of(
                    "GUARD_FILE " + hooks,
                    "GUARD " + WORKSPACE + "/state",
                    "MASK " + socket,
                    "SEAL /sys",
                    "SEAL /run")));
  }

  @Test
  void aYesInTheWorkspaceLeavesAGuardOutAndOneOutsideIsOpened() {
    Path github = WORKSPACE.resolve(".github");
    Path codex = WORKSPACE.resolve(".codex");
    Path outside = Path.of("/srv/cache");
    Additions additions = new Additions(List.of(github, codex, outside), List.of(outside), true);
    Plan plan = Planner.plan(profile(SandboxMode.WORKSPACE_WRITE), host(null), additions);
    List<String> guards = new ArrayList<>(guards(WORKSPACE));
    guards.remove("GUARD " + codex);
    assertThat(plan.operations())
        .isEqualTo(
            operations(
                BASE,
                List.of("OPEN " + WORKSPACE),
                guards,
                List.of("OPEN " + outside, "SEAL /sys", "SEAL /run")));
    assertThat(plan.made()).containsExactly(outside);
    assertThat(plan.sharedNetwork()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"OFF, true", "LIMITED, false", "REPORT, false", "FULL, true"})
  void aYesToTheWholeNetworkLeadsAroundNoGate(NetworkAccess network, boolean shared) {
    PermissionProfile profile =
        new PermissionProfile(
            SandboxMode.WORKSPACE_WRITE,
            WORKSPACE,
            List.of(WORKSPACE),
            network,
            true,
            true,
            GitProtection.CONFIG);
    Additions additions = new Additions(List.of(), List.of(), true);

    assertThat(Planner.plan(profile, host(null), additions).sharedNetwork()).isEqualTo(shared);
  }

  @Test
  void aYesInReadOnlyModeNeverOpensCordonsOwn() {
    Path state = HOME.resolve(".cordon");
    Host host =
        new Host(
            List.of(),
            HOME,
            null,
            List.of(),
            List.of(),
            List.of(state),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    Plan plan =
        Planner.plan(
            profile(SandboxMode.READ_ONLY), host, new Additions(List.of(HOME), List.of(), false));
    assertThat(plan.operations().stream().map(PlannerTest::text).toList())
        .containsSubsequence("OPEN " + HOME, "GUARD " + state);
  }

  @Test
  void aWorkspaceBelowAReplacedPlaceStaysVisibleWhenOnlyRead() {
    PermissionProfile profile =
        new PermissionProfile(
            SandboxMode.READ_ONLY,
            Path.of("/tmp/project"),
            List.of(Path.of("/tmp/project")),
            NetworkAccess.OFF,
            true,
            true,
            GitProtection.CONFIG);
    assertThat(Planner.plan(profile, host(null), Additions.NONE).operations())
        .contains(new Operation(Operation.Kind.SHOW, "/tmp/project"));
  }

  private static PermissionProfile profile(SandboxMode mode) {
    return new PermissionProfile(
        mode, WORKSPACE, List.of(WORKSPACE), NetworkAccess.OFF, true, true, GitProtection.CONFIG);
  }

  private static Host host(@Nullable Path temporary) {
    return new Host(
        List.of("etc", "proc", "dev", "sys", "run", "tmp", "home", "usr"),
        HOME,
        temporary,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of("/proc/keys"));
  }

  private static List<String> guards(Path root) {
    return ProtectedPaths.builtIn().entries().stream()
        .map(entry -> kindFor(entry) + " " + root.resolve(entry.path()))
        .toList();
  }

  private static Operation.Kind kindFor(ProtectedPaths.Entry entry) {
    if (entry.absent() == ProtectedPaths.Absent.WATCH) {
      return Operation.Kind.SHUT;
    }
    return entry.kind() == ProtectedPaths.Kind.DIR
        ? Operation.Kind.GUARD
        : Operation.Kind.GUARD_NAME;
  }

  @SafeVarargs
  private static List<Operation> operations(List<String>... parts) {
    List<Operation> operations = new ArrayList<>();
    for (List<String> part : parts) {
      for (String line : part) {
        int space = line.indexOf(' ');
        operations.add(
            new Operation(
                Operation.Kind.valueOf(line.substring(0, space)), line.substring(space + 1)));
      }
    }
    return operations;
  }

  private static String text(Operation operation) {
    return operation.kind() + " " + operation.argument();
  }
}
