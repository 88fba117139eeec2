package dev.cordon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the tables finds the command of its example, for each of its programs. */
class TablesTest {

  private static final int WRAPPER_FIELDS = 7;
  private static final int OPTION_FIELDS = 4;
  private static final int OPERANDS = 2;
  private static final int FORM = 5;
  private static final int OPTIONS_WITH_A_SCRIPT = 1;

  private static Stream<String> examples() {
    List<String> examples = new ArrayList<>();
    for (Table<Wrapper> rows : List.of(WrapperTable.here(), WrapperTable.elsewhere())) {
      for (String[] row : rows.rows()) {
        add(examples, row, row[FORM].equals("each") || row[row.length - 1].contains("<<<"));
        if (row[FORM].matches("(words|loose|script) shell.*")) {
          addInput(examples, row);
        }
      }
    }
    for (String[] row : CommandOptions.table().rows()) {
      add(examples, row, !row[OPTIONS_WITH_A_SCRIPT].isEmpty());
    }
    return examples.stream();
  }

  private static void add(List<String> examples, String[] row, boolean oneWord) {
    String command = oneWord ? "'rm -rf x'" : "rm -rf x";
    for (String name : Table.words(row[0])) {
      examples.add(row[row.length - 1].replace("NAME", name).replace("CMD", command));
    }
  }

  /** Without the command, it comes in. */
  private static void addInput(List<String> examples, String[] row) {
    for (String name : Table.words(row[0])) {
      String example = row[row.length - 1].replace("NAME", name);
      examples.add(example.replace("CMD", "<<< 'rm -rf x'"));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theExampleRunsItsCommand(String example) {
    assertThat(Shown.of(Shell.read(example, Dialect.BASH))).contains(": rm|-rf|x");
  }

  private static Stream<String> shows() {
    List<String> examples = new ArrayList<>();
    for (String[] row : Shows.rows()) {
      for (String name : Table.words(row[0])) {
        examples.add(row[row.length - 1].replace("NAME", name));
      }
    }
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("shows")
  void theExampleRunsNothingButItself(String example) {
    assertThat(Shown.of(Shell.read(example, Dialect.BASH)))
        .isEqualTo("[" + example.replace(' ', '|') + "]");
  }

  @Test
  void everyRowHasAllItsFields() {
    assertThat(WrapperTable.here().rows()).hasSizeGreaterThan(50).allSatisfy(TablesTest::isWrapper);
    assertThat(WrapperTable.elsewhere().rows())
        .hasSizeGreaterThan(30)
        .allSatisfy(TablesTest::isWrapper);
    assertThat(CommandOptions.table().rows())
        .hasSizeGreaterThan(20)
        .allSatisfy(row -> assertThat(row).hasSize(OPTION_FIELDS));
  }

  private static void isWrapper(String[] row) {
    assertThat(row).hasSize(WRAPPER_FIELDS);
    assertThat(row[OPERANDS]).as(row[0]).matches("[0-9]+(-[0-9]+)?");
    assertThat(row[FORM])
        .as(row[0])
        .matches("(words|loose|as|script|each|own)(:[^ ]*)?( shell(-unless)?(:[^ ]*)?)?");
  }

  @Test
  void aProgramRunsWhatItIsGivenHereOrElsewhere() {
    assertThat(WrapperTable.here().programs())
        .doesNotContainAnyElementsOf(WrapperTable.elsewhere().programs());
  }

  @Test
  void aProgramHasOneRowOfOptions() {
    for (String[] row : CommandOptions.table().rows()) {
      for (String name : Table.words(row[0])) {
        assertThat(CommandOptions.table().of(name)).as(name).hasSize(1);
      }
    }
  }

  @Test
  void anOptionThatNobodyKnowsIsFollowedBothWays() {
    assertThat(Shown.of(Shell.read("timeout --new 5 rm a", Dialect.BASH)))
        .isEqualTo("[timeout|--new|5|rm|a][timeout: rm|a][timeout: a]");
    assertThat(Shown.of(Shell.read("strace --new x rm a", Dialect.BASH)))
        .isEqualTo("[strace|--new|x|rm|a][strace: x|rm|a][strace: rm|a]");
  }
}
