package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import dev.cordon.testing.Pty;
import dev.cordon.testing.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same for a person without privileges. */
class OrdinaryPersonTest {
  private final CliRoom room = CliRoom.ofOrdinaryUser();

  @AfterEach
  void tidy() {
    room.close();
  }

  @Test
  void aCommandRunsAndIsRecordedUnderTheirName() {
    Result result = room.cordon("run", "--", "sh", "-c", "echo hi > a && cat a; id -u");

    String uid = room.program(List.of("id", "-u")).run().stdout();
    assertThat(result.succeeded().stdout()).isEqualTo("hi\n" + uid);
    assertThat(result.stderr()).isEmpty();
    assertThat(room.work.resolve("a")).hasContent("hi");
    String name = room.program(List.of("id", "-un")).run().stdout().strip();
    assertThat(room.journal())
        .hasSize(2)
        .allSatisfy(e -> assertThat(e).containsEntry("user", name));
    assertThat(room.cordon("log", "verify").exitCode()).isZero();
  }

  @Test
  void policyThatCannotBeReadRefuses() throws IOException {
    Path project = room.own(Files.createDirectory(room.work.resolve(".cordon")));
    for (String hidden : List.of("rules", "config.toml")) {
      Path policy = room.own(Files.createDirectory(project.resolve(hidden)));
      Files.setPosixFilePermissions(project, PosixFilePermissions.fromString("---------"));
      Result result = room.cordon("run", "--", "touch", "ran");

      assertThat(result.exitCode()).isEqualTo(125);
      assertThat(result.stderr()).startsWith("cordon: cannot read ").contains(".cordon/");
      assertThat(room.work.resolve("ran")).doesNotExist();
      Files.setPosixFilePermissions(project, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.delete(policy);
    }
  }

  @Test
  void theirJournalIsTheirsAlone() {
    room.shell("umask 000; cordon run -- true").run().succeeded();
    Result modes =
        room.program(List.of("find", room.state().toString(), "-printf", "%y %m %u %P\n")).run();

    String owner = room.program(List.of("id", "-un")).run().stdout().strip();
    assertThat(modes.stdout().lines().filter(line -> line.contains("journal")))
        .isNotEmpty()
        .allMatch(line ->
            line.startsWith("d 700 " + owner + " ") || line.startsWith("f 600 " + owner + " "));
  }

  @Test
  void aQuestionIsAskedAndAYesOpensExactlyThat() throws IOException {
    Path outside = room.own(Files.createDirectory(room.root.resolve("outside")));
    try (Pty terminal = room.terminal("run", "--", "touch", outside + "/a")) {
      terminal.awaitText("[n] no", CliRoom.LIMIT);
      terminal.send("p");
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
    assertThat(outside.resolve("a")).exists();
    assertThat(room.state().resolve("grants"))
        .satisfies(folder ->
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------"));
    assertThat(room.cordon("run", "--", "sh", "-c", "echo x > " + outside + "/a").exitCode())
        .isZero();
  }

  @Test
  void whatTheyCouldNotWriteAnywayIsNoQuestion() {
    try (Pty terminal = room.terminal("run", "--", "touch", "/etc/cordon-ordinary")) {
      int code = terminal.waitFor(CliRoom.LIMIT);

      assertThat(code).isEqualTo(1);
      assertThat(terminal.text()).doesNotContain("cordon:");
    }
  }

  @Test
  void aFolderTheyCannotReadIsRefusedAndSaid() throws IOException {
    Path closed = Files.createDirectory(room.work.resolve("closed"));
    room.own(closed);
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Result result = room.cordon("run", "-C", "closed", "--", "touch", "ran");

    assertThat(result.exitCode()).isEqualTo(125);
    assertThat(result.stderr())
        .isEqualTo(
            "cordon: workspace " + closed + " cannot be read\nhint: check its permissions\n");
  }

  @Test
  void aFolderBehindOneTheyCannotEnterIsRefusedAndSaid() throws IOException {
    Path deep = Files.createDirectories(room.work.resolve("closed/deep"));
    room.own(room.work);
    Files.setPosixFilePermissions(
        deep.resolveSibling(""), PosixFilePermissions.fromString("---------"));
    Result result = room.cordon("run", "-C", "closed/deep", "--", "touch", "ran");

    assertThat(result.exitCode()).isEqualTo(125);
    assertThat(result.stderr())
        .startsWith("cordon: workspace ")
        .endsWith("hint: check the path and its permissions\n");
  }

  @Test
  void aFolderOfTheSystemIsNoWorkspaceOfTheirs() {
    Result result = room.cordon("run", "-C", "/usr/share", "--", "touch", "ran");

    assertThat(result.exitCode()).isEqualTo(125);
    assertThat(result.stderr())
        .startsWith("cordon: cannot protect /usr/share/")
        .endsWith(
            ": Permission denied\nhint: a workspace has to be yours: name one with -C DIR, or only"
                + " read with -s read-only\n");
  }

  @Test
  void aPathWithAFolderTheyCannotEnterHidesNoTypingError() throws IOException {
    Path closed = Files.createDirectory(room.work.resolve("closed"));
    room.own(closed);
    Path plain = room.file("open/plain", "text");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    room.set("PATH", closed + ":/usr/bin:/bin:" + plain.resolveSibling(""));

    Result missing = room.cordon("run", "--", "no-such-program");
    assertThat(missing.exitCode()).isEqualTo(127);
    assertThat(missing.stderr()).isEqualTo("cordon: command not found: no-such-program\n");
    Result found = room.cordon("run", "--", "plain");
    assertThat(found.exitCode()).isEqualTo(126);
    assertThat(found.stderr()).isEqualTo("cordon: cannot execute plain: Permission denied\n");
    room.cordon("run", "--", "true").succeeded();
  }

  @Test
  void aHomeTheyCannotWriteToIsSaidAndNothingRuns() throws IOException {
    Programs.run("rm", "-rf", room.state().toString()).succeeded();
    Files.setPosixFilePermissions(room.home, PosixFilePermissions.fromString("r-xr-xr-x"));
    Result result = room.cordon("run", "--", "touch", "ran");

    assertThat(result.exitCode()).isEqualTo(125);
    assertThat(result.stderr())
        .startsWith("cordon: cannot open the journal in " + room.state())
        .contains("journal: permission denied: " + room.state() + "\n")
        .contains("\nhint: make " + room.state());
    assertThat(room.work.resolve("ran")).doesNotExist();
  }

  @Test
  void aConfigurationTheyCannotReadIsNoEmptyOne() throws IOException {
    Path config = room.write(room.state().resolve("config.toml"), "sandbox_mode = \"read-only\"\n");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("---------"));
    Result result = room.cordon("run", "--", "touch", "ran");

    assertThat(result.exitCode()).isEqualTo(125);
    assertThat(result.stderr()).startsWith("cordon: cannot read " + config + "\nhint: ");
    assertThat(room.work.resolve("ran")).doesNotExist();
  }
}
