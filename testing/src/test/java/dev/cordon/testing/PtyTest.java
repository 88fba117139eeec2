package dev.cordon.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PtyTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;

  private Pty start(String script) {
    return Pty.start(
        List.of("/bin/sh", "-c", script), directory, Map.of("PATH", System.getenv("PATH")));
  }

  @Test
  void theProgramHasAllThreeStreamsOnItsOwnTerminal() {
    try (Pty pty = start("for n in 0 1 2; do test -t $n || exit $((10 + n)); done; tty")) {
      assertThat(pty.waitFor(LIMIT)).isZero();
      assertThat(pty.output()).startsWith("/dev/pts/");
    }
  }

  @Test
  void theTerminalIsTheControllingTerminalOfANewSession() {
    try (Pty pty = start("echo via-tty >/dev/tty; ps -o sid= -p $$")) {
      assertThat(pty.waitFor(LIMIT)).isZero();
      assertThat(pty.text()).contains("via-tty").contains(Long.toString(pty.pid()));
    }
  }

  @Test
  void typedTextReachesTheProgram() {
    try (Pty pty = start("printf 'name? '; read name; echo \"hello $name\"")) {
      pty.awaitText("name? ", LIMIT);
      pty.send("ana\r");
      pty.awaitText("hello ana", LIMIT);
      assertThat(pty.waitFor(LIMIT)).isZero();
    }
  }

  @Test
  void textIsAwaitedAfterTheLastMatch() {
    try (Pty pty = start("echo again; read line; echo again")) {
      pty.awaitText("again", LIMIT);
      assertThatThrownBy(() -> pty.awaitText("again", Duration.ofMillis(200)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("without «again» in:");
      pty.send("\r");
      pty.awaitText("again", LIMIT);
    }
  }

  @Test
  void aMissingTextFailsWithTheWholeScreen() {
    try (Pty pty = start("echo first line; echo second line")) {
      assertThatThrownBy(() -> pty.awaitText("third", LIMIT))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("the terminal was closed")
          .hasMessageContaining("first line")
          .hasMessageContaining("second line");
    }
  }

  @Test
  void coloursDoNotHideText() {
    try (Pty pty = start("printf 'a\\033[1;31mb\\033[0mc\\n'")) {
      pty.awaitText("abc", LIMIT);
      assertThat(pty.output()).contains("\u001b[1;31m");
    }
  }

  @Test
  void controlCInterruptsTheForegroundProgram() {
    try (Pty pty = start("echo ready; exec sleep 600")) {
      pty.awaitText("ready", LIMIT);
      pty.send("\u0003");
      assertThat(pty.waitFor(LIMIT)).isEqualTo(130);
    }
  }

  @Test
  void endOfInputIsTypedAsControlD() {
    try (Pty pty = start("echo ready; cat; echo over")) {
      pty.awaitText("ready", LIMIT);
      pty.send("\u0004");
      pty.awaitText("over", LIMIT);
      assertThat(pty.waitFor(LIMIT)).isZero();
    }
  }

  @Test
  void aNewWindowSizeReachesTheProgram() {
    try (Pty pty = start("stty size; trap 'stty size; exit 3' WINCH; echo ready; read line")) {
      pty.awaitText("24 80", LIMIT);
      pty.awaitText("ready", LIMIT);
      pty.resize(50, 132);
      // The shell runs the trap once read returns.
      pty.send("\r");
      pty.awaitText("50 132", LIMIT);
      assertThat(pty.waitFor(LIMIT)).isEqualTo(3);
    }
  }

  @Test
  void aJobControlShellWorks() {
    Pty pty =
        Pty.start(
            List.of(Programs.require("bash").toString(), "--norc", "--noprofile", "-i"),
            directory,
            Map.of("PATH", System.getenv("PATH"), "PS1", "ready> "));
    try (pty) {
      pty.awaitText("ready> ", LIMIT);
      pty.send("sleep 600\r");
      pty.awaitText("sleep 600", LIMIT);
      awaitChild(pty);
      pty.send("\u001a");
      pty.awaitText("Stopped", LIMIT);
      pty.awaitText("ready> ", LIMIT);
      pty.send("fg\r");
      pty.awaitText("sleep 600", LIMIT);
      pty.send("\u0003");
      pty.awaitText("ready> ", LIMIT);
      pty.send("exit 7\r");
      assertThat(pty.waitFor(LIMIT)).isEqualTo(7);
      assertThat(pty.text()).doesNotContain("no job control");
    }
  }

  private static void awaitChild(Pty pty) {
    ProcessHandle shell = ProcessHandle.of(pty.pid()).orElseThrow();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (shell.children().findAny().isEmpty()) {
      assertThat(System.nanoTime()).as("the shell started its job").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void closingKillsTheProgramAndWhatItStarted() {
    ProcessHandle background;
    ProcessHandle program;
    try (Pty pty = start("trap '' HUP; sleep 600 & echo \"started $!.\"; wait")) {
      pty.awaitText("started ", LIMIT);
      pty.awaitText(".", LIMIT);
      String text = pty.text();
      long pid = Long.parseLong(text.substring("started ".length(), text.indexOf('.')));
      background = ProcessHandle.of(pid).orElseThrow();
      program = ProcessHandle.of(pty.pid()).orElseThrow();
    }
    assertThat(program.onExit()).succeedsWithin(LIMIT);
    assertThat(background.onExit()).succeedsWithin(LIMIT);
    assertThat(Optional.of(ProcessHandle.current()).filter(ProcessHandle::isAlive)).isPresent();
  }

  @Test
  void theExitCodeOfAMissingProgramIs127() {
    try (Pty pty = Pty.start(List.of("/does/not/exist"), directory, Map.of())) {
      assertThat(pty.waitFor(LIMIT)).isEqualTo(127);
    }
  }

  @Test
  void theEnvironmentIsExactlyTheGivenOneAndATerminalName() {
    try (Pty pty = Pty.start(List.of("/usr/bin/env"), directory, Map.of("ONLY", "this"))) {
      assertThat(pty.waitFor(LIMIT)).isZero();
      assertThat(pty.text().lines().filter(line -> !line.startsWith("PWD=")))
          .containsExactlyInAnyOrder("ONLY=this", "TERM=xterm");
    }
  }
}
