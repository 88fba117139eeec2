package dev.cordon.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {

  @TempDir Path directory;

  @Test
  void aResultHoldsTheExitCodeAndBothStreams() {
    Result result = Programs.run("sh", "-c", "echo out; echo err >&2; exit 3");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.stdout()).isEqualTo("out\n");
    assertThat(result.stderr()).isEqualTo("err\n");
    assertThat(result.took()).isPositive();
  }

  @Test
  void aSignalIsReportedAs128AndItsNumber() {
    assertThat(Programs.run("sh", "-c", "kill -9 $$").exitCode()).isEqualTo(137);
  }

  @Test
  void theProgramRunsInTheGivenDirectoryAndEnvironment() {
    Result result =
        Programs.command("sh", "-c", "pwd; echo $NAME; env | grep -c ^HOME=")
            .in(directory)
            .with("NAME", "value")
            .without("HOME")
            .run();
    assertThat(result.stdout()).isEqualTo(directory + "\nvalue\n0\n");
  }

  @Test
  void nothingIsInheritedWhenAllVariablesAreGiven() {
    Result result = Programs.command("/usr/bin/env").withOnly(Map.of("A", "b")).run();
    assertThat(result.stdout()).isEqualTo("A=b\n");
  }

  @Test
  void bytesPassThroughUnchanged() {
    byte[] bytes = {0, (byte) 0xff, '\n', (byte) 0xc3};
    assertThat(Programs.command("cat").stdin(bytes).run().stdoutBytes()).isEqualTo(bytes);
  }

  @Test
  void outputLargerThanAPipeDoesNotBlock() {
    Result result =
        Programs.run("sh", "-c", "head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2");
    assertThat(result.stdoutBytes()).hasSize(1_000_000);
    assertThat(result.stderrBytes()).hasSize(1_000_000);
  }

  @Test
  void aProgramThatDoesNotReadItsInputDoesNotFail() {
    assertThat(Programs.command("true").stdin(new byte[1_000_000]).run().exitCode()).isZero();
  }

  @Test
  void aProgramThatHangsIsKilledAndItsOutputShown() {
    assertThatThrownBy(() ->
            Programs.command("sh", "-c", "echo before; sleep 600; true")
                .within(Duration.ofMillis(500))
                .run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("still ran after PT0.5S")
        .hasMessageContaining("before");
  }

  @Test
  void aFailedProgramIsShownWithBothStreams() {
    assertThatThrownBy(() -> Programs.run("sh", "-c", "echo why >&2; exit 1").succeeded())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("exit code 1")
        .hasMessageContaining("why");
  }

  @Test
  void aRequiredProgramIsFoundOnThePath() {
    assertThat(Programs.require("sh")).isAbsolute().isExecutable();
  }

  @Test
  void aMissingProgramFailsTheTestAndNamesThePackage() {
    assertThatThrownBy(() -> Programs.require("bwrap", directory.toString()))
        .isInstanceOf(AssertionError.class)
        .hasMessage("this test needs the program bwrap\nhint: apt-get install bubblewrap");
  }

  @Test
  void aRelativeFolderOnThePathIsNotSearched() {
    assertThatThrownBy(() -> Programs.require("sh", "bin:.:")).isInstanceOf(AssertionError.class);
  }
}
