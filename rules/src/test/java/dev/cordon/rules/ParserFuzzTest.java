package dev.cordon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cordon.policy.ConfigException;
import dev.cordon.testing.KeptInputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Coverage-guided, one target a run: with {@code JAZZER_FUZZ=1} one method looks for new inputs,
 * without it goes through those that were kept (CONTRIBUTING.md).
 */
class ParserFuzzTest {

  private static final List<Query> QUERIES =
      List.of(
          Query.command(Spaced.command("git push -f origin $X a/.env"), Spaced.CONTEXT),
          Query.command(Spaced.command("sudo:ls $@ >out <~/in"), Spaced.CONTEXT),
          Query.paths(List.of(Path.of("/ws/a/.env"), Path.of("/etc/b")), Spaced.CONTEXT),
          Query.host("a.example.com", Spaced.CONTEXT),
          Query.tool(Spaced.CONTEXT.withTool("mcp__a__b")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ruleFiles",
        "conditions",
        "codexRules",
        "claudePermissions",
        "geminiPolicies",
        "expectations"
      })
  void readsWhatWasKept(String target) throws IOException {
    for (byte[] input : KeptInputs.of(getClass(), target + "/")) {
      switch (target) {
        case "ruleFiles" -> ruleFiles(input);
        case "conditions" -> conditions(input);
        case "codexRules" -> codexRules(input);
        case "claudePermissions" -> claudePermissions(input);
        case "geminiPolicies" -> geminiPolicies(input);
        default -> expectations(input);
      }
    }
  }

  /** A file is refused with its place, or judges whatever it is asked. */
  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "[[rules]]\\x0A",
    "id = 'r'\\x0A",
    "match.command = [",
    "match.whole = true\\x0A",
    "match.path = ",
    "match.host = ",
    "match.tool = ",
    "match.agent = ",
    "when = '",
    "action = 'deny'\\x0A",
    "action = 'allow'\\x0A",
    "action = 'ask'\\x0A",
    "reason = 'why'\\x0A",
    "examples = [",
    "counterexamples = [",
    "on_failure = 'open'\\x0A",
    "'''",
    "**/",
    "**.",
    "{a,b}",
    "'~/"
  })
  void ruleFiles(byte[] bytes) {
    String text = text(bytes);
    try {
      RuleBook book = Spaced.book(text);
      for (Query query : QUERIES) {
        Ruling ruling = book.judge(query);
        assertThat(ruling == null || !ruling.reason().isBlank()).isTrue();
      }
    } catch (ConfigException e) {
      placed(e, text);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A condition is none, or comes to an end. */
  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "command",
    "program",
    "cwd",
    "agent",
    "host",
    "path",
    ".exists(w, ",
    ".all(w, ",
    ".map(w, ",
    ".filter(w, ",
    ".exists_one(w, ",
    ".matches('",
    ".startsWith('",
    ".contains('",
    ".endsWith('",
    "size(",
    "has(",
    "string(",
    "int(",
    "timestamp(",
    "duration(",
    "in ",
    " ? ",
    " && ",
    " || ",
    "(a*)*",
    "b'",
    "r'"
  })
  void conditions(byte[] bytes) {
    try {
      CelCondition condition = CelCondition.compile(text(bytes));
      for (Query query : QUERIES) {
        assertThat(condition.evaluate(query, null)).isEqualTo(condition.evaluate(query, null));
        condition.evaluate(query, "/ws/a/.env");
      }
    } catch (Condition.MalformedException e) {
      assertThat(String.valueOf(e.getMessage())).isNotBlank();
    }
  }

  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "prefix_rule(",
    "pattern=[",
    "decision='forbidden'",
    "decision='prompt'",
    "decision='allow'",
    "justification=",
    "match=[",
    "not_match=[",
    "host_executable(name='git', paths=['/usr/bin/git'])\\x0A",
    "network_rule(host=",
    "protocol='https'",
    "'''",
    "def f():\\x0A",
    "for p in ",
    "# "
  })
  void codexRules(byte[] bytes) {
    String text = text(bytes);
    imported(text, () -> Imported.codexRules(text, "s", new Spaced()));
  }

  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "{\\\"permissions\\\": {",
    "\\\"allow\\\": [",
    "\\\"ask\\\": [",
    "\\\"deny\\\": [",
    "\\\"defaultMode\\\": ",
    "\\\"additionalDirectories\\\": [",
    "\\\"Bash(git push:*)\\\"",
    "\\\"Bash(",
    "\\\"Read(//",
    "\\\"Edit(./",
    "\\\"Write(~/",
    "\\\"WebFetch(domain:",
    "\\\"mcp__a__",
    "\\\"Agent(",
    "]}}"
  })
  void claudePermissions(byte[] bytes) {
    String text = text(bytes);
    imported(text, () -> Imported.claudePermissions(text, "s", new Spaced()));
  }

  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "[[rule]]\\x0A",
    "[[rules]]\\x0A",
    "[[safety_checker]]\\x0A",
    "toolName = 'run_shell_command'\\x0A",
    "toolName = [",
    "mcpName = ",
    "commandPrefix = ",
    "commandRegex = ",
    "argsPattern = ",
    "decision = 'deny'\\x0A",
    "decision = 'allow'\\x0A",
    "decision = 'ask_user'\\x0A",
    "priority = ",
    "modes = [",
    "denyMessage = ",
    "allowRedirection = true\\x0A",
    "'mcp_*'"
  })
  void geminiPolicies(byte[] bytes) {
    String text = text(bytes);
    imported(text, () -> Imported.geminiPolicy(text, "s", new Spaced()));
  }

  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "allow ",
    "ask ",
    "deny ",
    "log ",
    "path:",
    "host:",
    "tool:",
    "# ",
    "\\x0D\\x0A"
  })
  void expectations(byte[] bytes) {
    String text = text(bytes);
    try {
      for (Expectation test : Expectation.parse(text, "s")) {
        assertThat(test.line()).isBetween(1, lines(text));
        assertThat(test.subject()).isNotBlank();
        assertThat(text.split("\n", -1)[test.line() - 1])
            .startsWith(leading(text, test))
            .contains(test.subject());
      }
    } catch (ConfigException e) {
      placed(e, text);
    }
  }

  /** What stands before the decision of a line. */
  private static String leading(String text, Expectation test) {
    String line = text.split("\n", -1)[test.line() - 1];
    String rest = line.stripLeading();
    assertThat(rest).startsWith(test.decision().text());
    return line.substring(0, line.length() - rest.length());
  }

  private interface Importer {
    Imported read() throws ConfigException;
  }

  /** What is imported loads, and the report tells of each rule in it. */
  private static void imported(String text, Importer importer) {
    Imported imported;
    try {
      imported = importer.read();
    } catch (ConfigException e) {
      placed(e, text);
      return;
    }
    int kept = 0;
    for (Imported.Entry entry : imported.report()) {
      assertThat(entry.line()).isBetween(1, lines(text));
      boolean dropped = entry.outcome() == Imported.Outcome.DROPPED;
      assertThat(entry.note().isEmpty()).isEqualTo(entry.outcome() == Imported.Outcome.CARRIED);
      kept += dropped ? 0 : 1;
    }
    try {
      assertThat(Spaced.book(imported.toml()).rules()).hasSize(kept);
    } catch (Exception e) {
      throw new AssertionError(imported.toml(), e);
    }
  }

  private static void placed(ConfigException e, String text) {
    assertThat(e.problem()).isNotBlank();
    assertThat(e.line()).isBetween(0, lines(text) + 1);
    assertThat(e.column()).isBetween(0, text.length() + 1);
  }

  /** Most lines there may be: some readers end one at a lone carriage return, too. */
  private static int lines(String text) {
    return (int) text.chars().filter(c -> c == '\n' || c == '\r').count() + 1;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
