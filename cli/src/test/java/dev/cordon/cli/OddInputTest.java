package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input of odd size, encoding and surroundings. */
class OddInputTest {
  /** Calls a program with a pipe as standard output whose other end is closed. */
  private static final String NOBODY_READS =
      "import os, subprocess, sys; r, w = os.pipe(); os.close(r);"
          + " sys.exit(subprocess.call(sys.argv[1:], stdout=w))";

  private final CliRoom room = CliRoom.create();

  @AfterEach
  void tidy() {
    room.close();
  }

  @Test
  void bytesGoThroughUntouched() {
    byte[] bytes = new byte[3_000_000];
    new Random(7).nextBytes(bytes);
    Result result = room.invoke("run", "--", "cat").stdin(bytes).run().succeeded();

    assertThat(result.stdoutBytes()).isEqualTo(bytes);
    assertThat(result.stderrBytes()).isEmpty();
  }

  @Test
  void tenMegabytesOfArgumentsReachTheCommand() {
    // A single argument may have 128 KiB; the limit on all of them is a quarter of the stack's.
    String script =
        "ulimit -s unlimited; set --; i=0; long=$(head -c 100000 /dev/zero | tr '\\0' a);"
            + " while [ $i -lt 100 ]; do set -- \"$@\" \"$long\"; i=$((i+1)); done;"
            + " cordon run -- sh -c 'IFS=; printf %s \"$*\" | wc -c' sh \"$@\"";
    Result result = room.shell(script).run();

    if (result.exitCode() == 0) {
      assertThat(result.stdout().strip()).isEqualTo("10000000");
      assertThat(JsonText.object(room.journal().getFirst(), "action")).containsKey("cut");
    } else {
      // The kernel holds arguments to 6 MiB: then nothing ran.
      assertThat(result.stderr()).contains("Argument list too long");
      assertThat(room.journal()).isEmpty();
    }
    assertThat(room.cordon("log", "verify").exitCode()).isZero();
  }

  @Test
  void fiveMegabytesOfArgumentsReachTheCommandAndTheJournalHoldsTheirDigest() {
    String script =
        "ulimit -s unlimited; set --; i=0; long=$(head -c 100000 /dev/zero | tr '\\0' a);"
            + " while [ $i -lt 50 ]; do set -- \"$@\" \"$long\"; i=$((i+1)); done;"
            + " cordon run -- sh -c 'IFS=; printf %s \"$*\" | wc -c' sh \"$@\"";
    Result result = room.shell(script).run().succeeded();

    assertThat(result.stdout().strip()).isEqualTo("5000000");
    assertThat(JsonText.object(JsonText.object(room.journal().getFirst(), "action"), "cut"))
        .containsEntry("arguments", 54L)
        .containsKeys("bytes", "sha256");
  }

  @Test
  void aScriptOfTenMegabytesRuns() {
    room.file("big.sh", "#".repeat(10_000_000) + "\necho end\n");

    assertThat(room.cordon("run", "--", "sh", "big.sh").succeeded().stdout()).isEqualTo("end\n");
  }

  @Test
  void aLongInlineScriptIsJudgedAndRuns() {
    String script = "true\n".repeat(20_000) + "touch ran; echo end";

    assertThat(room.cordon("run", "-a", "untrusted", "--", "sh", "-c", script).exitCode())
        .isEqualTo(126);
    assertThat(room.work.resolve("ran")).doesNotExist();
    assertThat(room.cordon("run", "--", "sh", "-c", script).succeeded().stdout())
        .isEqualTo("end\n");
  }

  @Test
  void argumentsAndNamesThatAreNotUtf8StayWhatTheyAre() throws IOException {
    String script =
        "odd=$(printf 'x\\377y'); cordon run -- sh -c 'printf %s \"$1\" | od -An -tx1;"
            + " echo text > \"$1\"; cat \"$1\"' sh \"$odd\"; cat \"$odd\"";
    Result result = room.shell(script).run().succeeded();

    assertThat(result.stdout()).isEqualTo(" 78 ff 79\ntext\ntext\n");
    assertThat(room.cordon("log", "verify").exitCode()).isZero();
  }

  @Test
  void anApprovalNeverCoversACommandThatOnlyLooksTheSame() {
    String script =
        "a=$(printf 'x\\377'); cordon run -a untrusted -- touch \"$a\"; echo $?; ls | wc -l";

    assertThat(room.shell(script).run().stdout()).isEqualTo("126\n0\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cd \"$odd\"; cordon run",
        "cordon run -C \"$odd\"",
        "cordon run --add-dir \"$odd\""
      })
  void aFolderWhoseNameIsNotUtf8IsRefusedAndSaid(String call) {
    // The folder that the name would be taken for is there too.
    String script =
        "odd=$(printf 'b\\377d'); mkdir \"$odd\" \"$(printf 'b\\357\\277\\275d')\"; "
            + call
            + " -- touch ran";
    Result result = room.shell(script).run();

    assertThat(result.exitCode()).isEqualTo(125);
    assertThat(result.stderr())
        .containsPattern("^cordon: (workspace|added directory) .* has a name that is not UTF-8\n")
        .contains("hint: rename the folder\n");
    assertThat(room.program(List.of("find", ".", "-name", "ran")).run().stdout()).isEmpty();
  }

  @Test
  void aFolderThatNobodyMayEnterIsSaidToRootToo() {
    Result result =
        room.shell("mkdir shut; cd shut; chmod 0 ../shut; cordon run -- touch ran; echo $?").run();

    assertThat(result.stdout()).isEqualTo("125\n");
    assertThat(result.stderr())
        .contains(room.work + "/shut")
        .containsAnyOf(
            "hint: inside root has no rights beyond its own: let the folder's owner enter it\n",
            "hint: check its permissions\n");
  }

  @Test
  void aWorkspaceWithANewlineInItsNameIsAWorkspace() {
    String script =
        "mkdir \"$(printf 'two\\nlines')\"; cd two*; cordon run -- sh -c 'echo x > in; pwd'";

    assertThat(room.shell(script).run().succeeded().stdout()).endsWith("/two\nlines\n");
    assertThat(room.work.resolve("two\nlines/in")).hasContent("x");
    assertThat(room.cordon("log").succeeded().stdout().lines()).hasSize(3);
  }

  @Test
  void closedStreamsAreTheCommandsBusiness() {
    assertThat(room.shell("cordon run -- sh -c 'read -r x; echo \"got $?\"' <&-").run().stdout())
        .isEqualTo("got 1\n");
    assertThat(room.shell("cordon run -- sh -c 'echo x; echo $? >&2' >&-").run().stderr())
        .contains("1");
    assertThat(room.shell("cordon run -- sh -c 'exit 3' <&- >&- 2>&-; echo $?").run().stdout())
        .isEqualTo("3\n");
    assertThat(room.shell("cordon run -- yes | head -n 1").run().stdout()).isEqualTo("y\n");
    assertThat(room.cordon("log", "verify").exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"check -- true", "log", "log --json", "log verify", "--help", "doctor"})
  void whatCannotBeToldIsNoSuccess(String command) {
    room.cordon("run", "--", "true").succeeded();

    Result full = room.shell("cordon " + command + " >/dev/full").run();
    assertThat(full.exitCode()).isEqualTo(125);
    assertThat(full.stderr())
        .isEqualTo(
            """
            cordon: cannot write to standard output: No space left on device
            hint: send it to where there is space
            """);
    Result closed = room.shell("cordon " + command + " >&-").run();
    assertThat(closed.exitCode()).isEqualTo(125);
    assertThat(closed.stderr()).contains("cannot write to standard output: Bad file descriptor");
    List<String> left = new ArrayList<>(List.of("python3", "-c", NOBODY_READS));
    left.add(BuiltProgram.cordon().toString());
    left.addAll(List.of(command.split(" ", -1)));
    Result unread = room.program(left).run();
    assertThat(unread.exitCode()).isEqualTo(141);
    assertThat(unread.stderr()).isEmpty();
  }

  @Test
  void homeIsFoundWhenItIsNotSaidAndRefusedWhenItIsWrong() {
    room.set("CORDON_HOME", room.state().toString());
    room.unset("HOME");
    room.cordon("run", "--", "true").succeeded();

    room.set("HOME", "somewhere");
    Result result = room.cordon("run", "--", "touch", "ran");
    assertThat(result.exitCode()).isEqualTo(125);
    assertThat(result.stderr())
        .isEqualTo("cordon: HOME is not an absolute path: 'somewhere'\nhint: set HOME\n");
    assertThat(room.work.resolve("ran")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "it's", "new\nline", "\u00fcber", "$HOME;x"})
  void cordonsHomeMayHaveAnyName(String name) {
    room.set("CORDON_HOME", room.home.resolve(name).toString());

    room.cordon("run", "--", "true").succeeded();
    assertThat(room.home.resolve(name).resolve("journal")).isDirectory();
    assertThat(room.journal()).hasSize(2);
  }

  @Test
  void cordonsHomeInsideTheWorkspaceIsNotTheCommands() {
    room.set("CORDON_HOME", "state");
    room.cordon("run", "--", "true").succeeded();
    Result result =
        room.cordon(
            "run",
            "-a",
            "never",
            "--",
            "sh",
            "-c",
            "echo x >> state/journal/*; rm -rf state; mv state x");

    assertThat(result.exitCode()).isNotZero();
    assertThat(room.cordon("log", "verify").exitCode()).isZero();
    assertThat(room.journal()).hasSize(4);
  }

  @Test
  void anEmptyCordonHomeIsTheUsualOne() {
    room.set("CORDON_HOME", "");
    room.cordon("run", "--", "true").succeeded();

    assertThat(room.state().resolve("journal")).isDirectory();
  }

  @Test
  void stateIsForItsOwnerAlone() throws IOException {
    room.program(
            List.of(
                "sh", "-c", "umask 000; exec \"$0\" run -- true", BuiltProgram.cordon().toString()))
        .run()
        .succeeded();
    Result modes =
        room.program(List.of("find", room.state() + "/journal", "-printf", "%y %m\n")).run();

    assertThat(modes.stdout().lines())
        .isNotEmpty()
        .allMatch(l -> l.equals("d 700") || l.equals("f 600"));
    assertThat(
            Files.readString(
                room.state().resolve("journal").resolve(firstSegment()), StandardCharsets.UTF_8))
        .contains("run_requested");
  }

  private String firstSegment() throws IOException {
    try (Stream<Path> files = Files.list(room.state().resolve("journal"))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(".jsonl"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }
}
