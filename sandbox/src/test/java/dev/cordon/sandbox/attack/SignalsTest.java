package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The command shares the caller's process group, so that a terminal treats them as one job. A
 * signal to the group ({@code kill 0}) would reach the caller and what stands beside it.
 */
class SignalsTest {
  /** Something beside the session, in its group; {@code outside/alive} says that it lives on. */
  private static final String BESIDE =
      "setsid -w sh -c 'sleep 60 & %s \"$@\"; code=$?; kill $! && touch outside/alive; exit $code'"
          + " sh \"$@\"";

  /** As on a kernel that has none: the call that makes a ruleset is not there (ENOSYS). */
  private static final String WITHOUT_LANDLOCK =
      """
      python3 -c "
      import ctypes, os, struct, sys
      rule = lambda *fields: struct.pack(\\"HBBI\\", *fields)
      code = rule(0x20, 0, 0, 0) + rule(0x15, 0, 1, 444) + rule(6, 0, 0, 0x50026) + rule(6, 0, 0, 0x7fff0000)
      held = ctypes.create_string_buffer(code)
      program = ctypes.create_string_buffer(struct.pack(\\"HxxxxxxQ\\", 4, ctypes.addressof(held)))
      call = ctypes.CDLL(None).prctl
      call.argtypes = [ctypes.c_int] + [ctypes.c_void_p] * 4
      assert call(38, 1, 0, 0, 0) == 0 and call(22, 2, ctypes.addressof(program), 0, 0) == 0
      os.execv(sys.argv[1], sys.argv[1:])
      "
      """
          .strip();

  @ParameterizedTest
  @CsvSource({"ROOT, KILL, 137", "ORDINARY, KILL, 137", "ROOT, TERM, 143", "ORDINARY, USR1, 138"})
  void aSignalToTheGroupStaysInside(Caller caller, String signal, int exitCode) {
    String script = "sleep 60 & kill -" + signal + " 0; wait";
    try (Room room = Room.of(caller).startedBy(BESIDE.formatted(""))) {
      assertThat(room.run(script).exitCode()).isEqualTo(exitCode);
      assertThat(room.host("ls outside").stdout()).contains("alive\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"ROOT", "ORDINARY"})
  void whereLandlockIsTooOldItIsRefusedAndOthersAreNot(Caller caller) {
    try (Room room = Room.of(caller).startedBy(BESIDE.formatted(WITHOUT_LANDLOCK))) {
      Ran ran = room.run("sleep 60 & kill $! && echo one; kill -9 0; echo still here");
      assertThat(ran.out()).isEqualTo("one\nstill here\n");
      assertThat(ran.err()).contains("Operation not permitted");
      assertThat(room.host("ls outside").stdout()).contains("alive\n");
    }
  }
}
