package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who watches the calls enforces nothing, hangs nothing, and names what was refused. */
final class ObserverTest {
  private static Rooms rooms;

  @BeforeAll
  static void open() {
    rooms = new Rooms();
  }

  @AfterAll
  static void close() {
    rooms.close();
  }

  @ParameterizedTest
  @EnumSource
  void hostileInterruptedAndRacingCallsComeToWhatTheKernelSays(Caller caller) {
    try (Room room = Room.of(caller)) {
      Ran ran = room.execute(List.of(Workshop.program("observed", "-pthread").toString()));
      assertThat(ran.succeeded().out()).isEmpty();
      assertThat(room.host("ls -d workspace/end").stdout()).isEqualTo("workspace/end\n");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "echo x > $OUTSIDE/file       | outside/file: open: read-only inside the boundary",
        "echo x > $OUTSIDE/new        | outside/new: open: new, read-only inside the boundary",
        "mkdir $OUTSIDE/new           | outside/new: mkdir: new folder, read-only inside the boundary",
        "mkdir -p $OUTSIDE/folder/new/deep | outside/folder/new: mkdir: new folder, read-only inside the boundary",
        "rm -f $OUTSIDE/file          | outside/file: unlink: read-only inside the boundary",
        "mv $OUTSIDE/file x           | outside/file: rename: read-only inside the boundary",
        "chmod 700 ../outside/folder  | outside/folder: chmod: read-only inside the boundary",
        "truncate -c -s0 $OUTSIDE/file | outside/file: open: read-only inside the boundary",
        "ln -s $OUTSIDE o; echo x > o/new | outside/new: open: new, read-only inside the boundary",
        "cd ../outside && echo x > file | outside/file: open: read-only inside the boundary",
        "echo x > .bashrc             | workspace/.bashrc: open: read-only inside the boundary",
        "rmdir .codex                 | workspace/.codex: rmdir: the name is protected",
      })
  void aRefusalNamesItsTarget(String script, String expected) {
    for (Caller caller : Caller.values()) {
      Room room = rooms.emptied(caller);
      Ran ran = room.run(script);
      assertThat(ran.exitCode()).isNotZero();
      assertThat(ran.refusedWrites())
          .as("as %s: %s", caller, ran)
          .containsExactly(room.folder() + "/" + expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"cat /nonexistent", "echo x > missing/file", "mkdir /proc/x", "false", "rm missing"})
  void anOrdinaryFailureIsNoRefusal(String script) {
    for (Caller caller : Caller.values()) {
      Room room = rooms.emptied(caller);
      Ran ran = room.run(script);
      assertThat(ran.exitCode()).isNotZero();
      assertThat(ran.denials()).as("%s as %s", script, caller).isEmpty();
    }
  }

  @Test
  void whatTheHostItselfRefusesIsNoRefusalOfTheBoundary() {
    try (Room room = Room.of(Caller.ORDINARY)) {
      Ran ran = room.run("echo x > /etc/passwd; mkdir /usr/x");
      assertThat(ran.exitCode()).isNotZero();
      assertThat(ran.denials()).isEmpty();
    }
  }

  @Test
  void refusalsAreBoundedAndCountedOnce() {
    try (Room room = Room.of(Caller.ROOT)) {
      Ran ran =
          room.run(
              "for i in $(seq 400); do (echo > $OUTSIDE/n$i) 2>/dev/null; (echo > $OUTSIDE/n1) 2>/dev/null; done");
      assertThat(ran.denials()).hasSize(256).doesNotHaveDuplicates();
      assertThat(Path.of(ran.denials().getFirst().target()).getFileName()).hasToString("n1");
    }
  }
}
