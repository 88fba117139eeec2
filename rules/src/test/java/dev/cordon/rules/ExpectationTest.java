package dev.cordon.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cordon.policy.ConfigException;
import dev.cordon.policy.Decision;
import dev.cordon.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of tests: a decision and what it is expected of, a line. */
class ExpectationTest {

  private static final String TESTS =
      """
      # what we forbid
      deny git push --force origin main

        allow\tgit push origin main
      ask path: src/.env
      log host:example.com
      deny  tool:mcp__x__y
      deny echo # no comment
      """;

  @Test
  void aLineIsADecisionAndACommandOrAThing() throws Exception {
    assertThat(Expectation.parse(TESTS, "t"))
        .containsExactly(
            test(Decision.DENY, Expectation.Kind.COMMAND, "git push --force origin main", 2),
            test(Decision.ALLOW, Expectation.Kind.COMMAND, "git push origin main", 4),
            test(Decision.ASK, Expectation.Kind.PATH, "src/.env", 5),
            test(Decision.LOG, Expectation.Kind.HOST, "example.com", 6),
            test(Decision.DENY, Expectation.Kind.TOOL, "mcp__x__y", 7),
            test(Decision.DENY, Expectation.Kind.COMMAND, "echo # no comment", 8));
    assertThat(Expectation.parse("deny ls\r\n\r\n#\r\n", "t"))
        .containsExactly(test(Decision.DENY, Expectation.Kind.COMMAND, "ls", 1));
    assertThat(Expectation.parse("", "t")).isEmpty();
  }

  private static Expectation test(
      Decision decision, Expectation.Kind kind, String subject, int line) {
    return new Expectation(decision, kind, subject, "t", line);
  }

  @Test
  void eachTestIsJudgedAndSaysWhatBecameOfIt() throws Exception {
    List<String> lines = new ArrayList<>();
    for (Expectation.Result result :
        Expectation.run(
            Expectation.parse("deny ls\nask path:a\nallow host:a.io\n", "t.txt"),
            (kind, subject) ->
                new Verdict(
                    kind == Expectation.Kind.COMMAND ? Decision.DENY : Decision.ASK,
                    "because of " + subject,
                    kind == Expectation.Kind.HOST ? null : "r",
                    true,
                    List.of()))) {
      lines.add(result.passed() + " " + result.describe());
    }

    assertThat(lines)
        .containsExactly(
            "true t.txt:1: deny (because of ls, rule r): ls",
            "true t.txt:2: ask (because of a, rule r): path:a",
            "false t.txt:3: expected allow, got ask (because of a.io): host:a.io");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ~forbid ls | t:2:1: unknown decision "forbid" | begin the line with one of: allow, log, ask, deny
          `  Deny ls` | t:1:3: unknown decision "Deny" | begin the line with one of: allow, log, ask, deny
          `  deny` | t:1:7: nothing to judge after "deny" | write a command line, or path:, host: or tool: and its name
          deny host: | t:1:5: nothing to judge after "deny host:" | write a command line, or path:, host: or tool: and its name
          """)
  void aLineThatIsNoTestIsRefused(String text, String message, String hint) {
    ConfigException refusal =
        catchThrowableOfType(
            ConfigException.class, () -> Expectation.parse(text.replace('~', '\n'), "t"));

    assertThat(refusal).hasMessage(message);
    assertThat(refusal.hint()).isEqualTo(hint);
  }

  @Test
  void aFileOfTestsHasItsBounds() {
    assertThat(refusal("#".repeat(Expectation.MAX_LENGTH + 1)))
        .hasMessage("t: longer than 1048576 characters");
    assertThat(refusal("deny ls\n".repeat(Expectation.MAX_TESTS + 1)))
        .hasMessage("t:10001:1: more than 10000 tests");
  }

  private static ConfigException refusal(String text) {
    return catchThrowableOfType(ConfigException.class, () -> Expectation.parse(text, "t"));
  }
}
