package dev.cordon.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CliScriptTest {

  /** Stands for Cordon: prints its arguments, one a line, and ends with the code it is told. */
  private static final List<String> ECHO =
      List.of("/bin/sh", "-c", "printf '%s\\n' \"$@\"; exit ${CODE:-0}", "cordon");

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> everyKindOfLineHolds() {
    return CliScript.tests(Path.of("src/test/cli"), ECHO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "exec false                  | expected exit code 0",
        "? 3 exec true               | expected exit code 3",
        "exec true; stdout x         | in:",
        "exec echo a; ! stdout a     | in:",
        "exec true; stdout           | expected one word: []",
        "stdout x                    | no program has run yet",
        "exists missing              | /work/missing",
        "mkdir d; ! exists d         | /work/d",
        "frobnicate                  | unknown line: frobnicate",
        "? 3 mkdir d                 | ? CODE is for cordon and exec",
        "? 3                         | expected: ? CODE cordon|exec …",
        "file a                      | expected a block (<<END)",
        "exec echo $NOPE             | unknown variable: NOPE",
        "env NOPE                    | expected NAME=VALUE: NOPE",
        "exec echo 'open             | nothing closes '",
      })
  void aLineThatDoesNotHoldIsNamed(String script, String expected) {
    String text = script.replace("; ", "\n");
    long last = text.lines().count();
    CliScript cli = CliScript.parse("topic.txt", text);
    assertThatThrownBy(() -> cli.run(ECHO))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("topic.txt:" + last + ": ")
        .hasMessageContaining(expected);
  }

  @Test
  void aFailureShowsWhatTheLastProgramWrote() {
    CliScript cli = CliScript.parse("t", "exec sh -c 'echo out; echo err >&2'\nstdout nothing");
    assertThatThrownBy(() -> cli.run(ECHO))
        .hasMessageContaining("--- stdout\nout")
        .hasMessageContaining("--- stderr\nerr");
  }

  @Test
  void aBlockThatIsNotClosedIsRefused() {
    assertThatThrownBy(() -> CliScript.parse("t", "file a <<END\ntext"))
        .hasMessage("line 1: nothing ends the block, expected a line END");
  }

  @Test
  void scriptsDoNotSeeEachOthersFiles() {
    CliScript cli = CliScript.parse("t", "! exists a\nmkdir a\nexists a");
    assertThatCode(
            () -> {
              cli.run(ECHO);
              cli.run(ECHO);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void aDirectoryWithoutScriptsIsAFailure() throws IOException {
    Files.writeString(directory.resolve("notes.md"), "not a script");
    assertThatThrownBy(() -> CliScript.tests(directory, ECHO))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no script (*.txt) in");
  }

  @Test
  void theCommandIsReadFromTheProperty() {
    System.setProperty(CliScript.COMMAND_PROPERTY, "'/a b/java' -cp x Main");
    try {
      assertThat(CliScript.commandFromProperty()).containsExactly("/a b/java", "-cp", "x", "Main");
    } finally {
      System.clearProperty(CliScript.COMMAND_PROPERTY);
    }
    assertThatThrownBy(CliScript::commandFromProperty)
        .hasMessage("system property cordon.command is not set");
  }
}
