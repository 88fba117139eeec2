package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.Action;
import dev.cordon.policy.ApprovalPolicy;
import dev.cordon.policy.Decision;
import dev.cordon.policy.PermissionProfile;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Rules;
import dev.cordon.policy.SandboxMode;
import dev.cordon.policy.Settings;
import dev.cordon.policy.Surroundings;
import dev.cordon.policy.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs are what they lead to, whatever they are called by. Real files, real programs. */
class HostProgramsTest {
  private static final String SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin";

  @TempDir Path work;

  private HostPrograms programs;

  @BeforeEach
  void find() throws IOException {
    work = work.toRealPath();
    programs = new HostPrograms(work, SYSTEM_PATH);
  }

  @Test
  void pathsAndLinksAreWhatTheyLeadTo() throws IOException {
    Files.createSymbolicLink(work.resolve("tidy"), Path.of("/bin/rm"));
    Files.createSymbolicLink(work.resolve("again"), Path.of("tidy"));
    Path up = Path.of("..".concat("/..".repeat(work.getNameCount())));

    assertThat(programs.nameOf("./tidy")).isEqualTo("rm");
    assertThat(programs.nameOf("./again")).isEqualTo("rm");
    assertThat(programs.nameOf(work + "/x/../tidy")).isEqualTo("tidy");
    assertThat(programs.nameOf(Path.of("/proc/self/root", "usr/bin/rm").toString()))
        .isEqualTo("rm");
    assertThat(programs.nameOf(up + "/usr/bin/rm")).isEqualTo("rm");
    assertThat(programs.nameOf("./nothing")).isEqualTo("nothing");
    assertThat(programs.nameOf("rm")).isEqualTo("rm");
    assertThat(programs.nameOf("bad\0name")).isEqualTo("bad\0name");
  }

  @Test
  void copiesAreWhatTheyWereMadeOf() throws IOException {
    Files.copy(Path.of("/bin/rm"), work.resolve("tidy"));
    Files.copy(Path.of("/bin/bash"), work.resolve("git"));
    Files.copy(Path.of("/bin/ls"), work.resolve("list"));
    Files.writeString(work.resolve("rm"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        work.resolve("rm"), Files.getPosixFilePermissions(Path.of("/bin/rm")));

    assertThat(programs.nameOf("./tidy")).isEqualTo("rm");
    assertThat(programs.nameOf("./git")).isEqualTo("bash");
    assertThat(programs.nameOf("./list")).isEqualTo("list");
    assertThat(programs.nameOf("./rm")).isEqualTo("rm");
  }

  @Test
  void aNameIsWhatThePathLeadsTo() throws IOException {
    Path bin = Files.createDirectory(work.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("ls"), Path.of("/bin/rm"));
    HostPrograms own = new HostPrograms(work, "bin:" + SYSTEM_PATH);

    assertThat(own.nameOf("ls")).isEqualTo("rm");
    assertThat(programs.nameOf("ls")).isEqualTo("ls");
    assertThat(new HostPrograms(work, null).nameOf("ls")).isEqualTo("ls");
  }

  @Test
  void programsOfVersionsAndOfManyNamesKeepTheirName() {
    assertThat(programs.nameOf("python3")).isEqualTo("python3");
    assertThat(programs.nameOf("sh")).isEqualTo("sh");
    assertThat(programs.nameOf("awk")).isEqualTo("awk");
  }

  @Test
  void aProgramOfTheSystemLiesInItsFolders() throws IOException {
    Path bin = Files.createDirectory(work.resolve("bin"));
    Files.copy(Path.of("/bin/ls"), bin.resolve("ls"));
    Files.createSymbolicLink(bin.resolve("cat"), Path.of("/bin/cat"));
    HostPrograms own = new HostPrograms(work, bin + ":" + SYSTEM_PATH);

    assertThat(programs.isSystem("ls")).isTrue();
    assertThat(programs.isSystem("/usr/bin/ls")).isTrue();
    assertThat(programs.isSystem("cd")).isTrue();
    assertThat(own.isSystem("ls")).isFalse();
    assertThat(own.isSystem("cat")).isTrue();
    assertThat(own.isSystem("./bin/ls")).isFalse();
    assertThat(own.isSystem("./nothing")).isFalse();
  }

  @Test
  void aWorkspaceThatComesFirstOnThePathMakesNoKnownSafeRead() throws IOException {
    Path bin = Files.createDirectory(work.resolve("bin"));
    Files.copy(Path.of("/bin/ls"), bin.resolve("ls"));

    assertThat(untrusted(new HostPrograms(work, SYSTEM_PATH), "ls", "a").decision())
        .isEqualTo(Decision.ALLOW);
    Verdict other = untrusted(new HostPrograms(work, bin + ":" + SYSTEM_PATH), "ls", "a");
    assertThat(other.decision()).isEqualTo(Decision.ASK);
    assertThat(other.reason()).startsWith("not a known-safe read");
  }

  @Test
  void aCopyOfAShellIsLookedThrough() throws IOException {
    Files.copy(Path.of("/bin/bash"), work.resolve("helper"));

    Verdict verdict = untrusted(programs, "./helper", "-c", "rm -rf a");
    assertThat(verdict.rule()).isEqualTo("dangerous.rm-force");
  }

  private Verdict untrusted(HostPrograms programs, String... argv) {
    Settings defaults = Settings.defaults();
    Settings settings =
        new Settings(
            SandboxMode.WORKSPACE_WRITE,
            ApprovalPolicy.UNTRUSTED,
            defaults.network(),
            defaults.networkRules(),
            defaults.limits(),
            List.of(),
            false,
            false,
            defaults.gitProtection(),
            defaults.environment());
    PermissionProfile profile =
        new PermissionProfile(
            settings.sandboxMode(),
            work,
            List.of(work),
            settings.network(),
            true,
            true,
            settings.gitProtection());
    return Policy.decide(
        settings,
        profile,
        new Action.Run(List.of(argv)),
        new Surroundings(Path.of("/home/ana"), programs, Rules.NONE));
  }
}
