package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import dev.cordon.testing.Pty;
import dev.cordon.testing.Result;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that need a terminal, inside the boundary. */
class InteractiveTest {
  private final CliRoom room = CliRoom.create();

  @BeforeEach
  void quietShells() {
    room.set("PS1", "ready> ");
    room.set("HISTFILE", "/dev/null");
  }

  @AfterEach
  void tidy() {
    room.close();
  }

  @Test
  void jobsStopInTheForegroundAndComeBack() {
    try (Pty terminal = room.terminal("run", "--", "bash", "--norc", "-i")) {
      terminal.awaitText("ready> ", CliRoom.LIMIT);
      assertThat(terminal.text()).doesNotContain("no job control");
      // What is typed before the shell has given the terminal up is not echoed.
      terminal.send("echo run''ning; cat\n");
      terminal.awaitText("running", CliRoom.LIMIT);
      terminal.send("typed\n");
      terminal.awaitText("typed\r\ntyped", CliRoom.LIMIT);
      terminal.send("\u001a");
      terminal.awaitText("Stopped", CliRoom.LIMIT);
      terminal.awaitText("ready> ", CliRoom.LIMIT);
      terminal.send("jobs\n");
      terminal.awaitText("[1]+", CliRoom.LIMIT);
      terminal.awaitText("cat", CliRoom.LIMIT);
      terminal.awaitText("ready> ", CliRoom.LIMIT);
      terminal.send("fg\n");
      terminal.awaitText("cat", CliRoom.LIMIT);
      terminal.send("again\n");
      terminal.awaitText("again\r\nagain", CliRoom.LIMIT);
      terminal.send("\u0004");
      terminal.awaitText("ready> ", CliRoom.LIMIT);
      terminal.send("exit 7\n");

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(7);
    }
  }

  @Test
  void anInterruptReachesTheCommandAndNotCordon() {
    String script = "trap 'echo caught; exit 9' INT; echo waiting; while :; do sleep 0.1; done";
    try (Pty terminal = room.terminal("run", "--", "bash", "-c", script)) {
      terminal.awaitText("waiting", CliRoom.LIMIT);
      terminal.send("\u0003");
      terminal.awaitText("caught", CliRoom.LIMIT);

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(9);
    }
    assertThat(room.journal("--kind", "run_finished"))
        .singleElement()
        .satisfies(
            event -> assertThat(JsonText.object(event, "outcome")).containsEntry("exit_code", 9L));
  }

  @Test
  void aCommandThatAnInterruptEndsEndsWith130() {
    try (Pty terminal = room.terminal("run", "--", "sh", "-c", "echo waiting; exec cat")) {
      terminal.awaitText("waiting", CliRoom.LIMIT);
      terminal.send("\u0003");

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(130);
    }
    assertThat(room.journal("--kind", "run_finished")).hasSize(1);
  }

  @Test
  void stoppingAndContinuingCordonFromTheShellWorks() {
    try (Pty terminal = room.terminal(List.of("bash", "--norc", "-i"))) {
      terminal.awaitText("ready> ", CliRoom.LIMIT);
      terminal.send(BuiltProgram.cordon() + " run -- sh -c 'echo in\"\"side; exec cat'\n");
      terminal.awaitText("inside", CliRoom.LIMIT);
      terminal.send("\u001a");
      terminal.awaitText("Stopped", CliRoom.LIMIT);
      terminal.awaitText("ready> ", CliRoom.LIMIT);
      terminal.send("fg\n");
      terminal.awaitText("run --", CliRoom.LIMIT);
      terminal.send("typed\n");
      terminal.awaitText("typed\r\ntyped", CliRoom.LIMIT);
      terminal.send("\u0004");
      terminal.awaitText("ready> ", CliRoom.LIMIT);
      terminal.send("echo code=$?\n");
      terminal.awaitText("code=0", CliRoom.LIMIT);
      terminal.send("exit\n");

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run --", "run --yolo --"})
  void aShellThatSuspendsItselfIsAStoppedJobOfTheOneOutside(String run) {
    try (Pty terminal = room.terminal(List.of("bash", "--norc", "-i"))) {
      terminal.awaitText("ready> ", CliRoom.LIMIT);
      terminal.send("PS1='outer> '\n");
      terminal.awaitText("outer> ", CliRoom.LIMIT);
      terminal.send(BuiltProgram.cordon() + " " + run + " env PS1='inner> ' bash --norc -i\n");
      terminal.awaitText("inner> ", CliRoom.LIMIT);
      for (int i = 0; i < 2; i++) {
        terminal.send("suspend\n");
        terminal.awaitText("Stopped", CliRoom.LIMIT);
        terminal.awaitText("outer> ", CliRoom.LIMIT);
        terminal.send("echo out''side\n");
        terminal.awaitText("outside", CliRoom.LIMIT);
        terminal.awaitText("outer> ", CliRoom.LIMIT);
        terminal.send("fg\n");
        terminal.awaitText("run --", CliRoom.LIMIT);
        terminal.send("echo in''side\n");
        terminal.awaitText("inside", CliRoom.LIMIT);
        terminal.awaitText("inner> ", CliRoom.LIMIT);
      }
      terminal.send("exit 7\n");
      terminal.awaitText("outer> ", CliRoom.LIMIT);
      terminal.send("echo code=$?\n");
      terminal.awaitText("code=7", CliRoom.LIMIT);
      terminal.send("exit\n");

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run --", "run --yolo --"})
  void aCommandThatStopsItselfIsAStoppedJob(String run) {
    try (Pty terminal = room.terminal(List.of("bash", "--norc", "-i"))) {
      terminal.awaitText("ready> ", CliRoom.LIMIT);
      String stops = " sh -c 'kill -STOP $$; echo af\"\"ter; exit 3'\n";
      terminal.send(BuiltProgram.cordon() + " " + run + stops);
      terminal.awaitText("Stopped", CliRoom.LIMIT);
      terminal.awaitText("ready> ", CliRoom.LIMIT);
      terminal.send("fg\n");
      terminal.awaitText("after", CliRoom.LIMIT);
      terminal.awaitText("ready> ", CliRoom.LIMIT);
      terminal.send("echo code=$?\n");
      terminal.awaitText("code=3", CliRoom.LIMIT);
      terminal.send("exit\n");

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
  }

  @Test
  void whereNobodyCouldContinueItASuspendedShellGoesOn() {
    try (Pty terminal = room.terminal("run", "--", "bash", "--norc", "-i")) {
      terminal.awaitText("ready> ", CliRoom.LIMIT);
      terminal.send("suspend\n");
      terminal.awaitText("ready> ", CliRoom.LIMIT);
      terminal.send("echo go''ing; exit 7\n");
      terminal.awaitText("going", CliRoom.LIMIT);

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(7);
    }
  }

  /** They share a process group, so that the terminal treats them as one job. */
  @ParameterizedTest
  @CsvSource({"KILL, 137", "TERM, 143", "HUP, 129", "USR1, 138"})
  void aSignalToTheWholeGroupReachesNobodyOutside(String signal, int code) {
    String script =
        "sleep 60 & beside=$!\n"
            + BuiltProgram.cordon()
            + " run -a never -- sh -c 'sleep 60 & kill -"
            + signal
            + " 0; wait'\necho code=$?; kill -0 $beside && echo alive; kill $beside";

    Result result = room.program(List.of("setsid", "-w", "sh", "-c", script)).run().succeeded();

    assertThat(result.stdout()).isEqualTo("code=" + code + "\nalive\n");
    assertThat(room.journal("--kind", "run_finished")).hasSize(1);
  }

  @Test
  void theWindowSizeIsToldAndItsChangesToo() {
    String script =
        "trap 'stty size; exit' WINCH; stty size; echo set; while :; do sleep 0.05; done";
    try (Pty terminal = room.terminal("run", "--", "bash", "-c", script)) {
      terminal.awaitText("24 80", CliRoom.LIMIT);
      terminal.awaitText("set", CliRoom.LIMIT);
      terminal.resize(50, 132);
      terminal.awaitText("50 132", CliRoom.LIMIT);

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
  }

  @Test
  void vimEditsAndSavesAFile() {
    Programs.require("vim");
    room.file("text.txt", "one\ntwo\n");
    try (Pty terminal = room.terminal("run", "--", "vim", "-u", "NONE", "text.txt")) {
      terminal.awaitText("two", CliRoom.LIMIT);
      terminal.send("Gothree\u001b");
      terminal.send(":wq\r");

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
    assertThat(room.work.resolve("text.txt")).hasContent("one\ntwo\nthree\n");
  }

  @Test
  void lessShowsAPageAndQuits() {
    Programs.require("less");
    room.file("long.txt", "line\n".repeat(100) + "the end\n");
    try (Pty terminal = room.terminal("run", "--", "less", "long.txt")) {
      terminal.awaitText("long.txt", CliRoom.LIMIT);
      terminal.send("G");
      terminal.awaitText("the end", CliRoom.LIMIT);
      terminal.send("q");

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
  }

  @Test
  void pythonReadsAndAnswers() {
    try (Pty terminal = room.terminal("run", "--", "python3", "-q")) {
      terminal.awaitText(">>> ", CliRoom.LIMIT);
      terminal.send("6 * 7\n");
      terminal.awaitText("42", CliRoom.LIMIT);
      terminal.awaitText(">>> ", CliRoom.LIMIT);
      terminal.send("\u0004");

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
  }

  @Test
  void aPasswordIsReadWithoutEcho() {
    String ask = "import getpass; p = getpass.getpass('secret: '); print('length', len(p))";
    try (Pty terminal = room.terminal("run", "--", "python3", "-c", ask)) {
      terminal.awaitText("secret: ", CliRoom.LIMIT);
      terminal.send("hunter2\n");
      terminal.awaitText("length 7", CliRoom.LIMIT);

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
      assertThat(terminal.text()).doesNotContain("hunter2");
    }
  }

  @Test
  void theTerminalIsWhatItWasAfterACommandThatWasKilled() {
    String raw = "import tty, os; tty.setraw(0); os.write(1, b'raw'); os.kill(os.getpid(), 9)";
    try (Pty terminal = room.terminal(List.of("bash", "--norc", "--noediting", "-i"))) {
      terminal.awaitText("ready> ", CliRoom.LIMIT);
      terminal.send("stty -a >before.txt\n");
      terminal.awaitText("ready> ", CliRoom.LIMIT);
      room.file("raw.py", raw);
      terminal.send("(exec " + BuiltProgram.cordon() + " run -- python3 raw.py); echo code=$?\n");
      terminal.awaitText("raw", CliRoom.LIMIT);
      terminal.awaitText("code=137", CliRoom.LIMIT);
      terminal.awaitText("ready> ", CliRoom.LIMIT);
      terminal.send("stty -a >after.txt; echo do\"\"ne\n");
      terminal.awaitText("done", CliRoom.LIMIT);
      terminal.send("exit 0\n");

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
    assertThat(room.work.resolve("after.txt"))
        .hasSameTextualContentAs(room.work.resolve("before.txt"));
  }

  @Test
  void theTerminalIsWhatItWasAfterAQuestion() {
    String script =
        "stty -a >before.txt; "
            + BuiltProgram.cordon()
            + " run -- touch /etc/cordon-x; stty -a >after.txt";
    try (Pty terminal = room.terminal(List.of("sh", "-c", script))) {
      terminal.awaitText("[n] no", CliRoom.LIMIT);
      terminal.send("n");

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
    assertThat(room.work.resolve("after.txt"))
        .hasSameTextualContentAs(room.work.resolve("before.txt"));
  }
}
