package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** System calls of another architecture would mean something else than the filters think. */
final class ForeignCallsTest {
  private static final int KILLED_BY_SIGSYS = 128 + 31;

  @ParameterizedTest
  @EnumSource
  void aCallThroughTheOldGateEndsTheProcess(Caller caller) {
    try (Room room = Room.of(caller)) {
      Ran ran = room.execute(List.of(Workshop.program("int80").toString()));
      assertThat(ran.exitCode()).isEqualTo(KILLED_BY_SIGSYS);
      assertThat(ran.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"39", "101", "521", "165", "0x3fffffff"})
  void anX32CallEndsTheProcess(String number) {
    try (Room room = Room.of(Caller.ROOT)) {
      Ran ran = room.execute(List.of(Workshop.program("x32").toString(), number));
      assertThat(ran.exitCode()).isEqualTo(KILLED_BY_SIGSYS);
      assertThat(ran.out()).isEmpty();
    }
  }
}
