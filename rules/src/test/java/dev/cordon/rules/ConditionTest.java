package dev.cordon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.shell.Command;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions in CEL: what they see, and that each comes to an end. */
class ConditionTest {

  private static String rule(String action, String when, String more) {
    return Spaced.rule(action, "match.agent = \"*\"\nwhen = '''" + when + "'''\n" + more);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "--force" in command | git push --force | certain
          "--force" in command | git push | no
          command[0] == "git" && size(command) > 2 | git push x | certain
          program == "git" | /usr/bin/GIT push | certain
          command.exists(w, w.startsWith("-") && w.contains("f")) | git push -uf | certain
          command.exists(w, w.matches("^-[a-z]*f")) | git push -uf | certain
          command[1] == "" | git $X | certain
          cwd == "/ws" && agent == "codex" && tool == "Bash" | ls | certain
          mode == "workspace-write" && policy == "on-request" && user == "ana" | ls | certain
          host == "" && path == "" | ls | certain
          mode == "read-only" | ls | no
          """)
  void aConditionSeesTheAction(String when, String command, String fit) throws Exception {
    Query query = Query.command(Spaced.command(command), Spaced.CONTEXT);

    assertThat(Spaced.fit(rule("deny", when, ""), query)).isEqualTo(fit);
  }

  @Test
  void aConditionIsAskedForEachPath() throws Exception {
    String when = "path.endsWith(\".txt\")";
    Query mixed = Query.paths(List.of(Path.of("/a.txt"), Path.of("/b.md")), Spaced.CONTEXT);
    Query same = Query.paths(List.of(Path.of("/a.txt"), Path.of("/b.txt")), Spaced.CONTEXT);

    assertThat(Spaced.fit(rule("deny", when, ""), mixed)).isEqualTo("certain");
    assertThat(Spaced.fit(rule("allow", when, ""), mixed)).isEqualTo("no");
    assertThat(Spaced.fit(rule("allow", when, ""), same)).isEqualTo("certain");
  }

  @Test
  void aHostIsSeenInItsNormalSpelling() throws Exception {
    String toml = Spaced.rule("deny", "match.host = \"*\"\nwhen = 'host == \"a.io\"'");

    assertThat(Spaced.fit(toml, Query.host("A.IO.", Spaced.CONTEXT))).isEqualTo("certain");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "command[999] == 'a'",
        "int(command[0]) > 1",
        "1 / (size(command) - size(command)) == 1",
        "command.exists(a, command.exists(b, command.exists(c, a + b == c)))",
        "command.map(a, command.map(b, command.map(c, a + b + c))).size() > 1",
        "command.map(a, a + a + a + a).map(b, b + b + b + b).map(c, c + c + c + c).size() == 0",
        "false || command.all(a, command.all(b, command.all(c, true)))",
        "command[0].matches('(') ",
        "command[0].matches('(a{1,100}){1,100}') "
      })
  @Timeout(10)
  void whatCannotBeEvaluatedHoldsUnlessItAllowsOrFailsOpen(String when) throws Exception {
    List<String> words = Collections.nCopies(200, "w".repeat(60));
    Query query = Query.command(Command.of(words), Spaced.CONTEXT);
    String command = "match.command = [\"*\"]\n";
    String condition = command + "when = \"" + when + "\"\n";

    assertThat(Spaced.fit(Spaced.rule("deny", condition), query)).isEqualTo("certain");
    assertThat(Spaced.fit(Spaced.rule("ask", condition), query)).isEqualTo("certain");
    assertThat(Spaced.fit(Spaced.rule("log", condition), query)).isEqualTo("certain");
    assertThat(Spaced.fit(Spaced.rule("deny", condition + "on_failure = \"open\""), query))
        .isEqualTo("no");
    assertThat(Spaced.fit(Spaced.rule("allow", condition), query)).isEqualTo("no");
  }

  @Test
  void anErrorThatAnOperatorSwallowsIsStillOneWhenTheStepsAreUsedUp() throws Exception {
    List<String> words = Collections.nCopies(200, "w".repeat(60));
    Query query = Query.command(Command.of(words), Spaced.CONTEXT);
    String when = "command.map(a, a + a + a + a + a).size() == 0 || size(command) == 1 || true";
    String rule = "match.command = [\"*\"]\nwhen = \"" + when + "\"\n";

    assertThat(Spaced.fit(Spaced.rule("allow", rule), query)).isEqualTo("no");
  }

  @Test
  void anActionThatIsTooLongIsNotLookedAt() throws Exception {
    Query query =
        Query.command(Command.of(List.of("x".repeat(CelCondition.MAX_STEPS + 1))), Spaced.CONTEXT);

    assertThat(Spaced.fit(rule("deny", "false", ""), query)).isEqualTo("certain");
    assertThat(Spaced.fit(rule("deny", "false", "on_failure = \"open\""), query)).isEqualTo("no");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 100, 500})
  void deepNestingIsRefused(int depth) {
    for (String open : List.of("(", "a(", "1+", "a ? ")) {
      String when = open.repeat(depth) + "true";
      assertThat(error(rule("deny", when, ""))).as(open).contains("when is no condition: ");
    }
  }

  @Test
  void aLongChainIsEvaluated() throws Exception {
    Query query = Query.command(Spaced.command("ls"), Spaced.CONTEXT);

    assertThat(Spaced.fit(rule("deny", "true" + "&&true".repeat(330), ""), query))
        .isEqualTo("certain");
    assertThat(Spaced.fit(rule("deny", "[" + "1,".repeat(1000) + "1].size() > 1", ""), query))
        .isEqualTo("certain");
  }

  @Test
  void theWorstOfManyConditionsEnds() throws Exception {
    StringBuilder toml = new StringBuilder();
    String when = "command.exists(a, a.matches('(w|ww|www)*' + 'x{1,30}') )";
    for (int i = 0; i < 20; i++) {
      toml.append(rule("deny", when, "").replace("\"r\"", "\"r" + i + "\""));
    }
    RuleBook book = Spaced.book(toml.toString());
    Query query =
        Query.command(Command.of(Collections.nCopies(200, "w".repeat(100))), Spaced.CONTEXT);

    // A pattern that a backtracking matcher would not come to the end of.
    assertThat(book.judge(query)).isNull();
  }

  private static String error(String toml) {
    try {
      Spaced.book(toml);
      return "";
    } catch (Exception e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void withoutAConditionNothingOfCelIsLoaded() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-verbose:class",
                "-cp",
                System.getProperty("java.class.path"),
                Plain.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(java.waitFor()).isZero();
    assertThat(output).contains("dev.cordon.rules.RuleBook").contains("judged: deny");
    assertThat(output).doesNotContain("dev.cel.").doesNotContain("CelCondition");
  }

  /** Judges one command by a rule without a condition. */
  static final class Plain {
    public static void main(String[] args) throws Exception {
      RuleBook book =
          Spaced.book(Spaced.rule("deny", "match.command = [\"ls\"]\nexamples = \"ls\""));
      System.out.println(
          "judged: " + Spaced.line(book, Query.command(Spaced.command("ls"), Spaced.CONTEXT)));
    }
  }
}
