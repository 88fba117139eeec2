package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import dev.cordon.testing.Pty;
import dev.cordon.testing.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a session leaves that git on the host would execute, whatever ends it and wherever it lies.
 */
class LeftBehindTest {
  private static final String HOOK = "nested/.git/hooks/pre-commit";
  private static final String ARM =
      "git init -q nested; mkdir -p nested/.git/hooks; echo x > HOOK; chmod +x HOOK; "
          .replace("HOOK", HOOK);
  private static final String WAIT = "touch ready; while :; do sleep 0.05; done";

  /** Goes where no path leads any more. */
  private static final String DIVE =
      "n=$(printf 'n%.0s' $(seq 200)); for i in $(seq 25); do mkdir -p $n; cd -P $n; done 2>/dev/null; ";

  private static final String REPOSITORY =
      "mkdir -p .git/objects .git/refs .git/hooks; echo 'ref: refs/heads/a' > .git/HEAD;"
          + " printf '[core]\\n\\tfsmonitor = x\\n' > .git/config;"
          + " echo x > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit; ";

  private CliRoom room = CliRoom.create();

  @AfterEach
  void tidy() {
    room.close();
  }

  @Test
  void afterKill9TheNextRunDisarmsSaysAndRecordsIt() throws Exception {
    Process killed = start(ARM + WAIT);
    assertThat(Files.isExecutable(room.work.resolve(HOOK))).isTrue();
    killed.destroyForcibly().waitFor();

    Path report = room.root.resolve("report.json");
    Result next = room.cordon("run", "--report", report.toString(), "--", "test", "!", "-x", HOOK);

    assertThat(next.exitCode()).isZero();
    assertThat(next.stderr())
        .startsWith(
            "cordon: left behind: " + room.work.resolve(HOOK) + ": a new git hook; no longer")
        .contains("which was killed");
    assertThat(Files.readString(report)).contains("\"left_behind\":[{\"path\":").contains("killed");
    assertThat(room.journal("--kind", "session_note"))
        .singleElement()
        .satisfies(note -> assertThat(String.valueOf(note.get("note"))).contains("a new git hook"));
    assertThat(Files.isExecutable(room.work.resolve(HOOK))).isFalse();
    assertThat(room.cordon("run", "--", "true").stderr()).isEmpty();
  }

  @Test
  void whatAKilledSessionLeftIsSaidAlsoWhenTheNextRunIsRefused() throws Exception {
    Process killed = start("d=$(printf 'x\\377'); mkdir $d; (cd $d; " + REPOSITORY + "); " + WAIT);
    killed.destroyForcibly().waitFor();

    Result next = room.cordon("run", "--", "true");

    assertThat(next.exitCode()).isEqualTo(125);
    assertThat(next.stderr())
        .containsPattern("(?s)left behind: .*were moved aside .*which was killed")
        .contains("has a name that is not UTF-8");
    assertThat(survivors()).isEmpty();
    assertThat(room.journal("--kind", "session_note")).hasSize(1);
  }

  @Test
  void afterKill9OfJavaTheCommandEndsAndTheNextRunJudges() throws Exception {
    Process stage = start(ARM + WAIT);
    stage
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("dev.cordon.cli.Main"))
        .forEach(ProcessHandle::destroyForcibly);
    assertThat(stage.waitFor()).isNotZero();

    assertThat(room.cordon("run", "--", "true").stderr()).contains("a new git hook");
    assertThat(Files.isExecutable(room.work.resolve(HOOK))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "HUP", "INT", "QUIT"})
  void aSignalEndsTheCommandAndWhatItLeftIsJudged(String signal) throws Exception {
    Process run = start(ARM + WAIT);
    Programs.run("kill", "-" + signal, Long.toString(run.pid())).succeeded();

    String said = new String(run.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(run.waitFor()).isGreaterThan(128);
    assertThat(said).contains("left behind: " + room.work.resolve(HOOK));
    assertThat(Files.isExecutable(room.work.resolve(HOOK))).isFalse();
    assertThat(room.journal("--kind", "run_finished")).hasSize(1);
    assertThat(room.state().resolve("run/baselines")).isEmptyDirectory();
  }

  @Test
  void afterAnInterruptFromTheTerminalWhatWasLeftIsJudged() {
    try (Pty terminal = room.terminal("run", "--", "sh", "-c", ARM + "echo waiting; exec cat")) {
      terminal.awaitText("waiting", CliRoom.LIMIT);
      terminal.send("\u0003");
      terminal.awaitText("left behind: ", CliRoom.LIMIT);

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(130);
    }
    assertThat(Files.isExecutable(room.work.resolve(HOOK))).isFalse();
  }

  @Test
  void aRepositoryWhoseNameIsNotUtf8IsDisarmedNamedAndRecorded() {
    Result result =
        leave(
            "d=$(printf 'x\\377'); mkdir $d; cd $d; " + REPOSITORY,
            "new git repository whose path");

    assertThat(result.stderr()).contains(": left behind: " + room.work + "/x\ufffd/.git: ");
    assertThat(survivors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git init -q --bare $d; printf '[core]\\n\\tfsmonitor = x\\n' > $d/config",
        "mkdir -p a; cd a; REPOSITORY mv .git ../$d; cd ..; mkdir $d-link;"
            + " echo gitdir: ../$d > $d-link/.git",
        "mkdir -p a/$d/b; cd a/$d/b; REPOSITORY",
      })
  void noPartOfARepositoryIsArmedBelowANameThatIsNotUtf8(String script) {
    leave(
        "d=$(printf '\\303'); " + script.replace("REPOSITORY", REPOSITORY),
        "its hooks and configuration were moved aside");

    assertThat(survivors()).isEmpty();
  }

  @Test
  void aRepositoryDeeperThanTheSearchGoesIsDisarmed() {
    String deep = "d/".repeat(300);
    Result result =
        leave("mkdir -p " + deep + "; cd " + deep + "; " + REPOSITORY, "a new git hook");

    assertThat(result.stderr()).contains(deep + ".git/hooks/pre-commit: ");
    assertThat(survivors()).isEmpty();
  }

  @Test
  void aRepositoryBehindAPathThatIsTooLongIsDisarmedAndNamed() {
    leave(DIVE + REPOSITORY, "new git repository whose path is not UTF-8 or has more than 4096");

    assertThat(survivors()).isEmpty();
  }

  @Test
  void whatWasTooDeepBeforeIsNotTouched() {
    room.program(List.of("bash", "-c", DIVE + REPOSITORY)).run().succeeded();

    assertThat(room.cordon("run", "--", "touch", "file").succeeded().stderr()).isEmpty();
    assertThat(survivors()).hasSize(2);
  }

  @Test
  void nobodyEntersAFolderAnyMoreThatASessionHasHidden() throws IOException {
    room.close();
    room = CliRoom.ofOrdinaryUser();
    Result result =
        leave("mkdir lib; cd lib; " + REPOSITORY + "chmod 300 ../lib", "nobody can enter it now");

    assertThat(result.stderr()).contains("left behind: " + room.work.resolve("lib") + ": ");
    assertThat(room.program(List.of("stat", "-c", "%a", "lib")).run().stdout()).isEqualTo("0\n");
  }

  /** Runs a script; what it leaves has to be said, and to be on record. */
  private Result leave(String script, String found) {
    Result result = room.cordon("run", "--", "bash", "-c", script).succeeded();
    assertThat(result.stderr()).contains(found);
    assertThat(room.journal("--kind", "session_note"))
        .anySatisfy(note -> assertThat(String.valueOf(note.get("note"))).contains(found));
    return result;
  }

  /** Hooks that are executable and configuration that executes, as root finds them on the host. */
  private List<String> survivors() {
    String script =
        "find work -name pre-commit -path '*/hooks/*' -perm /111 -printf 'h\\n';"
            + " find work -name config -execdir grep -l fsmonitor {} +";
    return Programs.command("sh", "-c", script).in(room.root).run().stdout().lines().toList();
  }

  /** Starts a script on its own, and returns when it has come to wait. */
  private Process start(String script) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(BuiltProgram.cordon().toString(), "run", "--", "sh", "-c", script));
    ProcessBuilder builder = new ProcessBuilder(command).directory(room.work.toFile());
    builder.environment().clear();
    builder.environment().putAll(room.environment());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    process.getOutputStream().close();
    await(() -> !process.isAlive() || Files.exists(room.work.resolve("ready")));
    assertThat(process.isAlive()).isTrue();
    return process;
  }

  private static void await(BooleanSupplier condition) {
    Instant limit = Instant.now().plus(CliRoom.LIMIT);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(limit);
      Thread.onSpinWait();
    }
  }
}
