package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Pty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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
  private static final String ELSEWHERE = "answered elsewhere: yes, project";
  private static final int DENIED = 126;

  private static final int FIFTY = 50;

  /** How long as many programs may take to start. */
  private static final Duration MANY_LIMIT = Duration.ofMinutes(3);

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

  @Test
  void aYesToAnyLastArgumentIsToTheScriptThatWasThere() throws IOException {
    script("tool.sh", "#!/bin/sh\necho one >> ran\n");
    assertThat(answer("a", "./tool.sh", "one")).isZero();

    assertThat(again("./tool.sh", "two")).isZero();
    script("tool.sh", "#!/bin/sh\necho two >> ran\n");
    assertThat(again("./tool.sh", "two")).isEqualTo(DENIED);
    script("tool.sh", "#!/bin/sh\necho one >> ran\n");
    assertThat(again("./tool.sh", "three")).isZero();
    expire();
    assertThat(again("./tool.sh", "three")).isEqualTo(DENIED);
    assertThat(again("./tool.sh", "one")).isEqualTo(DENIED);
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
      awaitSessions(2);
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
  void fiftyIdenticalQuestionsAreOne() throws Exception {
    String one = BuiltProgram.cordon() + " run -a untrusted -- touch made && echo ran >> ran &";
    try (Pty terminal =
        room.terminal(List.of("sh", "-c", (one + " ").repeat(FIFTY) + "wait; echo all"))) {
      terminal.awaitText(KEYS_ANY, MANY_LIMIT);
      awaitSessions(FIFTY);
      terminal.send("p");
      terminal.awaitText("all", MANY_LIMIT);
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
      assertThat(terminal.text().split("needs your approval", -1)).hasSize(2);
    }
    assertThat(Files.readAllLines(room.work.resolve("ran"))).hasSize(FIFTY);
  }

  @ParameterizedTest(name = "[{0}]")
  @CsvSource({"p, true", "a, true", "s, false", "y, false", "n, false"})
  void aQuestionToRunThatStandsOnTwoTerminalsIsAnsweredForBothWithAYesForTheProject(
      String key, boolean both) {
    String[] command = untrusted("touch", "-a", "made");
    try (Pty one = room.terminal(command);
        Pty other = room.terminal(command)) {
      one.awaitText(KEYS_ANY, CliRoom.LIMIT);
      other.awaitText(KEYS_ANY, CliRoom.LIMIT);
      one.send(key);
      assertThat(one.waitFor(CliRoom.LIMIT)).isEqualTo(key.equals("n") ? DENIED : 0);
      if (both) {
        other.awaitText(ELSEWHERE, CliRoom.LIMIT);
      } else {
        other.send("n");
      }
      assertThat(other.waitFor(CliRoom.LIMIT)).isEqualTo(both ? 0 : DENIED);
      assertThat(other.text().contains(ELSEWHERE)).isEqualTo(both);
    }
  }

  @ParameterizedTest(name = "[{0}]")
  @CsvSource({"p, true", "s, false", "y, false", "n, false"})
  void aQuestionToWriteThatStandsOnTwoTerminalsIsAnsweredForBothWithAYesForTheProject(
      String key, boolean both) throws IOException {
    Path outside = Files.createDirectory(room.root.resolve("outside"));
    String write = "echo $0 >> \"$1/a\"";
    try (Pty one = room.terminal("run", "--", "sh", "-c", write, "one", outside.toString());
        Pty other = room.terminal("run", "--", "sh", "-c", write, "other", outside.toString())) {
      one.awaitText(KEYS, CliRoom.LIMIT);
      other.awaitText(KEYS, CliRoom.LIMIT);
      one.send(key);
      assertThat(one.waitFor(CliRoom.LIMIT) == 0).isEqualTo(!key.equals("n"));
      if (both) {
        other.awaitText(ELSEWHERE, CliRoom.LIMIT);
      } else {
        other.send("n");
      }
      assertThat(other.waitFor(CliRoom.LIMIT) == 0).isEqualTo(both);
    }
    Path written = outside.resolve("a");
    assertThat(Files.exists(written) && Files.readString(written).contains("other"))
        .isEqualTo(both);
  }

  /** What is asked on the other terminal is more than what was answered. */
  @Test
  void aQuestionThatAnAnswerCoversInPartStands() throws IOException {
    Path outside = Files.createDirectory(room.root.resolve("outside"));
    String both = "for f in a b; do echo > \"$0/$f\" || bad=1; done; exit ${bad-0}";
    try (Pty one = room.terminal("run", "--", "touch", outside + "/a");
        Pty other = room.terminal("run", "--", "sh", "-c", both, outside.toString())) {
      one.awaitText(KEYS, CliRoom.LIMIT);
      other.awaitText(KEYS, CliRoom.LIMIT);
      one.send("p");
      assertThat(one.waitFor(CliRoom.LIMIT)).isZero();
      other.send("n");
      assertThat(other.waitFor(CliRoom.LIMIT)).isEqualTo(1);
      assertThat(other.text()).doesNotContain(ELSEWHERE);
    }
    assertThat(outside.resolve("b")).doesNotExist();
  }

  @Test
  void aYesForTheNetworkHoldsAsLongAsItWasMeant() throws IOException {
    String connect =
        "python3 -c 'import socket; socket.create_connection((\"192.0.2.1\", 9), 0.2)'; exit 1";
    for (String key : List.of("n", "y", "s", "p")) {
      try (Pty terminal = room.terminal("run", "--", "sh", "-c", connect)) {
        terminal.awaitText(KEYS, CliRoom.LIMIT);
        terminal.send(key);
        assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(1);
        assertThat(terminal.text().split("wants to reach the network", -1)).hasSize(2);
      }
      assertThat(openNetwork(connect)).as(key).isEqualTo(key.equals("p"));
    }
    expire();
    assertThat(openNetwork(connect)).isFalse();
  }

  /** Whether a session with nobody to ask has the network. */
  private boolean openNetwork(String command) {
    return !room.cordon("run", "--", "sh", "-c", command).stderr().contains("refused: network");
  }

  /** Until as many sessions hold or await the lock of the terminal. */
  private void awaitSessions(int sessions) throws Exception {
    Path run = room.state().resolve("run");
    for (long end = System.nanoTime() + MANY_LIMIT.toNanos(); System.nanoTime() < end; ) {
      if (Files.isDirectory(run) && opened(run) >= sessions) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("fewer than " + sessions + " sessions wait for their turn");
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
