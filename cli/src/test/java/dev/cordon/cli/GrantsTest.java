package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Pty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a yes is remembered for: in its session, in the next one, for other content, and when. */
class GrantsTest {
  private static final String KEYS = "[y] once  [s] this session  [p] this project  [n] no";
  private static final String KEYS_ANY =
      "[y] once  [s] this session  [p] this project  [a] p, any last  [n] no";
  private static final int DENIED = 126;

  private final CliRoom room = CliRoom.create();

  @AfterEach
  void tidy() {
    room.close();
  }

  @ParameterizedTest(name = "[{0}]")
  @CsvSource({"y, 0, 126", "s, 0, 126", "p, 0, 0", "n, 126, 126"})
  void aYesToRunAScriptHoldsAsLongAsItWasMeant(String key, int now, int later) throws IOException {
    script("deploy.sh", "echo one >> ran\n");
    assertThat(answer(key, "sh", "deploy.sh")).isEqualTo(now);

    assertThat(again("sh", "deploy.sh")).isEqualTo(later);
    script("deploy.sh", "echo two >> ran\n");
    assertThat(again("sh", "deploy.sh")).isEqualTo(DENIED);
    script("deploy.sh", "echo one >> ran\n");
    assertThat(again("sh", "deploy.sh")).isEqualTo(later);
    expire();
    assertThat(again("sh", "deploy.sh")).isEqualTo(DENIED);
  }

  @ParameterizedTest(name = "[{0}]")
  @CsvSource({"y, 1", "s, 1", "p, 0", "n, 1"})
  void aYesToWriteHoldsAsLongAsItWasMeant(String key, int later) throws IOException {
    Path outside = Files.createDirectory(room.root.resolve("outside"));
    String twice = "touch \"$0/a\"; touch \"$0/a\"; exit 1";
    try (Pty terminal = room.terminal("run", "--", "sh", "-c", twice, outside.toString())) {
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send(key);
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(1);
      assertThat(terminal.text().split("wants to write", -1)).hasSize(2);
    }
    Files.deleteIfExists(outside.resolve("a"));
    assertThat(room.cordon("run", "--", "touch", outside + "/a").exitCode()).isEqualTo(later);
    expire();
    Files.deleteIfExists(outside.resolve("a"));
    assertThat(room.cordon("run", "--", "touch", outside + "/a").exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tools/x.sh",
        "./tools/x.sh now",
        "bash -e tools/x.sh now",
        "bash -o pipefail tools/x.sh",
        "env A=1 sh tools/x.sh",
        "sh -c 'cd tools && ./x.sh'",
        "sh -c '. ./tools/x.sh'",
        "mine.sh"
      })
  void aYesIsToTheScriptThatWasThere(String line) throws IOException {
    room.set("PATH", room.environment().get("PATH") + ":" + room.work.resolve("bin"));
    script("tools/x.sh", "#!/bin/sh\necho one >> ran\n");
    script("bin/mine.sh", "#!/bin/sh\necho one >> ran\n");
    List<String> command = words(line);
    assertThat(answer("p", command.toArray(new String[0]))).isZero();
    assertThat(again(command.toArray(new String[0]))).isZero();

    script("tools/x.sh", "#!/bin/sh\necho two >> ran\n");
    script("bin/mine.sh", "#!/bin/sh\necho two >> ran\n");
    assertThat(again(command.toArray(new String[0]))).isEqualTo(DENIED);
  }

  @Test
  void aScriptThatChangesWhileTheQuestionStandsDoesNotRun() throws IOException {
    script("deploy.sh", "echo one >> ran\n");
    try (Pty terminal = room.terminal("run", "-a", "untrusted", "--", "sh", "deploy.sh")) {
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      script("deploy.sh", "echo two >> ran\n");
      terminal.send("y");
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(DENIED);
      assertThat(terminal.text()).contains("changed after the question was put");
    }
    assertThat(room.work.resolve("ran")).doesNotExist();
  }

  @Test
  void aScriptTooLargeToBeHashedIsApprovedForOnceOnly() throws IOException {
    script("large.sh", "echo one >> ran\nexit 0\n" + "#".repeat(9 << 20));
    try (Pty terminal = room.terminal("run", "-a", "untrusted", "--", "sh", "large.sh")) {
      terminal.awaitText("only, since large.sh is too large to be remembered", CliRoom.LIMIT);
      terminal.awaitText("[y] once  [n] no", CliRoom.LIMIT);
      terminal.send("psa");
      terminal.send("y");
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
      assertThat(terminal.text()).contains("yes, once");
    }
    assertThat(again("sh", "large.sh")).isEqualTo(DENIED);
  }

  @Test
  void whereNobodyCanTellWhichScriptItIsTheYesIsForOnce() throws IOException {
    script("x.sh", "echo one >> ran\n");
    room.set("WHICH", "x.sh");
    assertThat(answer("py", "sh", "-c", "sh \"$WHICH\"")).isZero();
    assertThat(again("sh", "-c", "sh \"$WHICH\"")).isEqualTo(DENIED);
  }

  @Test
  void aYesInsideTheBoundaryIsNoneForOutside() {
    assertThat(answer("p", "touch", "one")).isZero();

    assertThat(
            room.cordon("run", "-a", "untrusted", "-s", "danger-full-access", "--", "touch", "one")
                .exitCode())
        .isEqualTo(DENIED);
    assertThat(
            room.cordon("run", "-a", "untrusted", "-s", "read-only", "--", "touch", "one")
                .exitCode())
        .isEqualTo(1);
  }

  @Test
  void anyLastArgumentIsShownBeforeItIsChosen() {
    try (Pty terminal = room.terminal("run", "-a", "untrusted", "--", "touch", "-a", "one")) {
      terminal.awaitText("[a]      is a yes as [p], to touch -a ANY", CliRoom.LIMIT);
      terminal.awaitText(KEYS_ANY, CliRoom.LIMIT);
      terminal.send("a");
      terminal.awaitText("yes, project, any last argument", CliRoom.LIMIT);
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
    assertThat(again("touch", "-a", "two")).isZero();
    assertThat(again("touch", "two")).isEqualTo(DENIED);
    assertThat(again("touch", "-a", "two", "three")).isEqualTo(DENIED);
    assertThat(again("touch", "-a", "-m")).isEqualTo(DENIED);
    assertThat(again("touch", "-a", "two three")).isEqualTo(DENIED);
    assertThat(room.cordon("grants", "list").succeeded().stdout())
        .containsPattern("run +'touch' '-a' ANY +");
    assertThat(room.cordon("log").succeeded().stdout()).contains("run 'touch' '-a' ANY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"python3 x.py", "sh x.sh", "env touch", "touch", "touch -a", "rm -r x"})
  void whereALastArgumentCouldBeAnythingItIsNotOffered(String line) {
    List<String> command = new ArrayList<>(List.of("run", "-a", "untrusted", "--"));
    command.addAll(words(line));
    try (Pty terminal = room.terminal(command.toArray(new String[0]))) {
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send("a");
      terminal.send("n");
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(DENIED);
      assertThat(terminal.text()).doesNotContain("ANY");
    }
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({"p, 1", "y, 2"})
  void sessionsAtOnceAskOneAfterTheOther(String key, int questions) throws Exception {
    Path outside = Files.createDirectory(room.root.resolve("outside"));
    String one = BuiltProgram.cordon() + " run -- touch " + outside + "/a";
    String script = one + " & a=$!; " + one + " & wait $a && wait $! && echo both";
    try (Pty terminal = room.terminal(List.of("sh", "-c", script))) {
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      awaitSecond(2);
      assertThat(terminal.text().split("wants to write", -1)).hasSize(2);
      terminal.send(key);
      if (questions == 2) {
        terminal.awaitText(KEYS, CliRoom.LIMIT);
        terminal.send(key);
      }
      terminal.awaitText("both", CliRoom.LIMIT);
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
      assertThat(terminal.text().split("wants to write", -1)).hasSize(questions + 1);
    }
    assertThat(outside.resolve("a")).exists();
  }

  @Test
  void oneAnswerIsForAllSessionsThatWaitToRunTheSame() throws Exception {
    String one = BuiltProgram.cordon() + " run -a untrusted -- touch made";
    String script = one + " & a=$!; " + one + " & wait $a && wait $! && echo both";
    try (Pty terminal = room.terminal(List.of("sh", "-c", script))) {
      terminal.awaitText(KEYS_ANY, CliRoom.LIMIT);
      awaitSecond(2);
      terminal.send("p");
      terminal.awaitText("both", CliRoom.LIMIT);
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
      assertThat(terminal.text().split("needs your approval", -1)).hasSize(2);
    }
  }

  /** Until as many sessions hold or await the lock of the terminal. */
  private void awaitSecond(int sessions) throws Exception {
    Path run = room.state().resolve("run");
    for (long end = System.nanoTime() + CliRoom.LIMIT.toNanos(); System.nanoTime() < end; ) {
      if (Files.isDirectory(run) && opened(run) >= sessions) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no second session waits for its turn");
  }

  private static int opened(Path run) throws IOException {
    int opened = 0;
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
      for (ProcessHandle process : processes.toList()) {
        Path descriptors = Path.of("/proc/" + process.pid() + "/fd");
        try (Stream<Path> entries = Files.list(descriptors)) {
          opened += entries.anyMatch(entry -> isTurn(entry, run)) ? 1 : 0;
        } catch (IOException | UncheckedIOException gone) {
          // It has ended, or is another's.
        }
      }
    }
    return opened;
  }

  private static boolean isTurn(Path descriptor, Path run) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith(run + "/asking-");
    } catch (IOException gone) {
      return false;
    }
  }

  private int answer(String key, String... command) {
    try (Pty terminal = room.terminal(untrusted(command))) {
      terminal.awaitText("[n] no", CliRoom.LIMIT);
      terminal.send(key);
      return terminal.waitFor(CliRoom.LIMIT);
    }
  }

  /** In a session with nobody to ask. */
  private int again(String... command) {
    return room.cordon(untrusted(command)).exitCode();
  }

  private static String[] untrusted(String... command) {
    List<String> line = new ArrayList<>(List.of("run", "-a", "untrusted", "--"));
    line.addAll(List.of(command));
    return line.toArray(new String[0]);
  }

  /** Words at spaces, but for one in quotes at the end. */
  private static List<String> words(String line) {
    int quote = line.indexOf('\'');
    String plain = quote < 0 ? line : line.substring(0, quote).strip();
    List<String> words = new ArrayList<>(List.of(plain.split(" ", -1)));
    if (quote >= 0) {
      words.add(line.substring(quote + 1, line.length() - 1));
    }
    return words;
  }

  private void script(String name, String text) throws IOException {
    Files.setPosixFilePermissions(
        room.file(name, text), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** As if all that was approved had been so long ago. */
  private void expire() {
    String past = "s/\"expires\":\"[^\"]*\"/\"expires\":\"2001-01-01T00:00:00Z\"/";
    String edit =
        "for f in $HOME/.cordon/grants/*.jsonl; do [ ! -e $f ] || sed -i '" + past + "' $f; done";
    room.program(List.of("sh", "-c", edit)).run().succeeded();
  }
}
