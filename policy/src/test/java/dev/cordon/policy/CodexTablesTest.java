package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.shell.Command;
import dev.cordon.shell.Dialect;
import dev.cordon.shell.Programs;
import dev.cordon.shell.Reading;
import dev.cordon.shell.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Codex's own tables, verdict by verdict: the same here, or a difference that the docs explain. */
class CodexTablesTest {
  private static final String TABLES = "codex-tables.txt";
  private static final Path DOCS = Path.of("../docs/commands.md");
  private static final String HEADING = "## Where this differs from Codex";

  private static final Pattern WORD = Pattern.compile("(?s)'[^']*'|\"[^\"]*\"|\\S+");

  /**
   * @param part what the row is about, and so how it is asked
   * @param differs the case in the docs; empty where both say the same
   */
  record Row(String part, String given, String codex, String cordon, String differs) {
    @Override
    public String toString() {
      return part + ": " + given;
    }
  }

  static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    String part = "";
    try (InputStream file =
        Objects.requireNonNull(CodexTablesTest.class.getResourceAsStream(TABLES))) {
      for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (line.startsWith("[")) {
          part = line.substring(1, line.length() - 1);
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          rows.add(row(part, line));
        }
      }
    }
    return rows;
  }

  private static Row row(String part, String line) {
    String[] cells = line.split(" § ?", -1);
    assertThat(cells.length).as(line).isIn(2, 4);
    List<String> values = new ArrayList<>();
    for (String cell : cells) {
      values.add(cell.strip().replace('⏎', '\n').replace('´', '`').replace('␠', '\u2003'));
    }
    String codex = values.get(1);
    boolean same = cells.length == 2;
    return new Row(
        part, values.get(0), codex, same ? codex : values.get(2), same ? "" : values.get(3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void cordonSaysWhatTheTableSays(Row row) {
    assertThat(said(row)).isEqualTo(row.cordon());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void aDifferenceIsOne(Row row) {
    assertThat(row.cordon().equals(row.codex())).isEqualTo(row.differs().isEmpty());
  }

  @Test
  void theDocsListEachDifferenceAndNoOther() throws IOException {
    Set<String> cases = new LinkedHashSet<>();
    for (Row row : rows()) {
      if (!row.differs().isEmpty()) {
        cases.add(row.differs());
      }
    }
    assertThat(documented()).containsExactlyInAnyOrderElementsOf(cases);
  }

  /** The first column of the table under the heading. */
  private static List<String> documented() throws IOException {
    String docs = Files.readString(DOCS);
    int start = docs.indexOf(HEADING);
    assertThat(start).isPositive();
    List<String> cases = new ArrayList<>();
    for (String line : docs.substring(start).split("\n", -1)) {
      if (line.startsWith("| ")) {
        cases.add(line.split("\\|", -1)[1].strip());
      }
    }
    return cases.subList(1, cases.size());
  }

  private static String said(Row row) {
    return switch (row.part()) {
      case "read" -> read(row.given());
      case "known-safe" -> decision(Scene.run("workspace-write", "untrusted", argv(row.given())));
      case "dangerous" -> decision(Scene.run("workspace-write", "on-request", argv(row.given())));
      case "decided" -> {
        String[] dials = row.given().split(" ", 3);
        yield decision(Scene.run(dials[0], dials[1], argv(dials[2])));
      }
      case "allowed" -> allowed(argv(row.given())) ? "inside the sandbox" : "outside the sandbox";
      case "patched" -> {
        String[] words = row.given().split(" ", -1);
        String[] paths = Arrays.copyOfRange(words, 2, words.length);
        yield decision(Scene.edit(words[0], words[1], paths));
      }
      default -> throw new IllegalArgumentException(row.part());
    };
  }

  private static String decision(Verdict verdict) {
    return verdict.decision().text();
  }

  private static String read(String script) {
    if (!(Shell.read(script, Dialect.BASH) instanceof Reading.Understood understood)) {
      return "-";
    }
    StringBuilder read = new StringBuilder();
    for (Command command : understood.commands()) {
      read.append('[').append(String.join("|", command.shown())).append(']');
    }
    return read.toString();
  }

  /** Words between spaces; a word in quotes may hold some. */
  private static String[] argv(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group().replaceAll("(?s)^(['\"])(.*)\\1$", "$2"))
        .toArray(String[]::new);
  }

  private static boolean allowed(String... argv) {
    CommandRules allowing = command -> new Rules.Answer(Decision.ALLOW, "written", "rule");
    Settings settings = Scene.settings("workspace-write", "untrusted");
    Surroundings around = new Surroundings(Scene.HOME, Programs.BY_NAME, allowing);
    Verdict verdict =
        Policy.decide(settings, Scene.profile(settings), new Action.Run(List.of(argv)), around);
    assertThat(verdict.decision()).isEqualTo(Decision.ALLOW);
    return verdict.sandboxed();
  }
}
