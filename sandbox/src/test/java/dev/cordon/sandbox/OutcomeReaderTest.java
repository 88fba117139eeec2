package dev.cordon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stage's answers, as Java understands them. */
final class OutcomeReaderTest {

  @Test
  void aRunIsToldWithAllThatCameOfIt() throws IOException {
    assertThat(
            read(
                "exit|3|started|1|not-found|0|bounded|1|created|7|denied|write|/etc/x|open:"
                    + " why|kept|/w/.codex|end|"))
        .isEqualTo(
            new Outcome.Ran(
                3,
                List.of(new Denial(Denial.Kind.WRITE, "/etc/x", "open: why")),
                7,
                true,
                List.of("/w/.codex")));
  }

  @Test
  void aMissingProgramIsNoRun() throws IOException {
    assertThat(read("exit|127|started|1|not-found|1|error|No such file|end|"))
        .isEqualTo(new Outcome.NotExecutable(127, "No such file"));
  }

  @Test
  void aBoundaryThatFailedSaysWhy() throws IOException {
    assertThat(read("exit|125|started|0|error|cannot protect /w/x|end|"))
        .isEqualTo(new Outcome.NotStarted("cannot protect /w/x"));
  }

  @Test
  void anAnswerThatBreaksOffOrIsNotUnderstoodIsNoOutcome() {
    assertThatThrownBy(() -> read("exit|0|started|1|")).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> read("")).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> read("surprise|1|end|"))
        .hasMessageContaining("unknown word: surprise");
    assertThatThrownBy(() -> read("denied|look|/x|y|end|")).hasMessageContaining("unknown refusal");
  }

  @Test
  void theGateIsOpenedWhenItIsWantedAndNothingFailsForIt() throws IOException {
    String answer = "gate|exit|0|started|1|bounded|1|created|0|end|";
    List<String> opened = new ArrayList<>();
    for (boolean works : new boolean[] {true, false}) {
      Doorway doorway =
          new Doorway() {
            @Override
            public Path socket() {
              return Path.of("/gate");
            }

            @Override
            public void open() throws IOException {
              opened.add("asked");
              if (!works) {
                throw new IOException("no");
              }
            }
          };
      assertThat(OutcomeReader.read(bytes(answer), doorway)).isInstanceOf(Outcome.Ran.class);
    }
    assertThat(opened).hasSize(2);
    assertThat(read(answer)).isInstanceOf(Outcome.Ran.class);
  }

  private static Outcome read(String answer) throws IOException {
    return OutcomeReader.read(bytes(answer), null);
  }

  private static ByteArrayInputStream bytes(String answer) {
    return new ByteArrayInputStream(answer.replace('|', '\0').getBytes(StandardCharsets.UTF_8));
  }
}
