package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.shell.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row about code that nobody reads is found by its example, for each of its programs. */
class InterpreterTableTest {

  private static Stream<String> examples() {
    List<String> examples = new ArrayList<>();
    for (String[] row : InterpreterTable.rows()) {
      for (String program : Table.words(row[0])) {
        examples.add(row[row.length - 1].replace("NAME", program).replace("CODE", "x"));
      }
    }
    assertThat(examples).hasSizeGreaterThan(50);
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void whatRunsCodeAsksWithoutABoundary(String example) {
    assertThat(Scene.line(Scene.run("danger-full-access", "on-request", "bash", "-c", example)))
        .isEqualTo("ask | opaque-code | runs code that is not read, without a boundary");
  }
}
