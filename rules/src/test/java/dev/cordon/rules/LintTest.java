package dev.cordon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is odd about rules that load. */
class LintTest {

  private static List<String> lints(RuleText... files) throws Exception {
    List<String> lines = new ArrayList<>();
    for (Lint lint : Lint.of(RuleBook.load(List.of(files), new Spaced()))) {
      if (lint.kind() != Lint.Kind.UNTESTED) {
        lines.add(lint.rule() + " " + lint.kind().text() + ": " + lint.problem());
      }
    }
    return lines;
  }

  private static RuleText file(RuleLayer layer, String... rules) {
    StringBuilder toml = new StringBuilder();
    for (int i = 0; i < rules.length; i++) {
      String[] parts = rules[i].split(" ", 2);
      String id = "\"" + layer.name().toLowerCase(Locale.ROOT) + i + "\"";
      toml.append(Spaced.rule(parts[0], parts[1].replace('~', '\n')).replace("\"r\"", id));
    }
    return new RuleText(toml.toString(), "r.toml", layer);
  }

  @ParameterizedTest(name = "{0} then {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          deny match.command = ["a"] | deny match.command = ["a", "b"] | user1 unreachable: never decides: rule user0 in r.toml:1:1 says the same of everything it matches
          deny match.command = ["a"] | ask match.command = ["a", "b"] | user1 unreachable: never decides: rule user0 in r.toml:1:1 is stricter about everything it matches
          ask match.command = ["a", "b"] | deny match.command = ["a"] | user0 unreachable: never decides: rule user1 in r.toml:6:1 is stricter about everything it matches
          deny match.command = ["a"] | allow match.command = ["a", "b"] | user1 unreachable: never decides: rule user0 in r.toml:1:1 is stricter about everything it matches
          deny match.command = ["a", ["b", "c"]] | log match.command = ["a", "c"] | user1 unreachable: never decides: rule user0 in r.toml:1:1 is stricter about everything it matches
          deny match.command = ["a", "b", "**"] | log match.command = ["a", "b"] | user1 unreachable: never decides: rule user0 in r.toml:1:1 is stricter about everything it matches
          deny match.path = ["a", "b"] | ask match.path = "b" | user1 unreachable: never decides: rule user0 in r.toml:1:1 is stricter about everything it matches
          deny match.tool = "a" | deny match.tool = "a" | user1 unreachable: never decides: rule user0 in r.toml:1:1 says the same of everything it matches
          deny match.command = ["a"] | deny match.command = ["a"]~match.agent = "x" | user1 unreachable: never decides: rule user0 in r.toml:1:1 says the same of everything it matches
          ask match.command = ["a"] | deny match.command = ["a", "b"] | -
          deny match.command = ["a", "b"] | ask match.command = ["a"] | -
          deny match.command = ["a"]~when = "true" | ask match.command = ["a", "b"] | -
          deny match.command = ["a"]~match.agent = "x" | ask match.command = ["a"] | -
          deny match.command = ["a"]~match.whole = true | ask match.command = ["a"] | -
          deny match.command = ["a", ["b", "c"]] | ask match.command = ["a", ["b", "d"]] | -
          deny match.command = ["a"] | ask match.command = [["a", "b"]] | -
          deny match.path = "a" | ask match.command = ["a"] | -
          """)
  void aRuleThatNeverDecidesIsNamed(String one, String other, String lint) throws Exception {
    List<String> expected = lint.equals("-") ? List.of() : List.of(lint);

    assertThat(lints(file(RuleLayer.USER, one, other))).isEqualTo(expected);
  }

  @Test
  void aRuleBelowTheRequirementsIsShadowed() throws Exception {
    assertThat(
            lints(
                file(RuleLayer.REQUIREMENTS, "deny match.command = [\"rm\"]"),
                file(RuleLayer.USER, "allow match.command = [\"rm\", \"x\"]")))
        .containsExactly(
            "user0 shadowed: never decides: rule requirements0 in r.toml:1:1 is stricter about"
                + " everything it matches");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ["python"] | allows "python": an interpreter runs whatever it is told
          [["ls", "bash"]] | allows "bash": a shell runs whatever it is told
          ["/usr/bin/env"] | allows "env": runs whatever follows, in an environment of its choice
          ["npm", "run"] | allows "npm run": runs any script of the project, which an agent can edit
          ["npm", ["test", "run"], "*"] | allows "npm run": runs any script of the project, which an agent can edit
          ["git", "**"] | allows "git": its aliases, hooks and options start programs, and it can rewrite history
          ["*"] | allows "*": allows every program
          ["*", "--version"] | -
          ["git", "status"] | -
          ["npm", "run", "test"] | -
          ["python", "setup.py"] | -
          ["ls"] | -
          """)
  void anAllowanceOfWhatRunsAnythingIsTooWide(String tokens, String why) throws Exception {
    String rule = " match.command = " + tokens;
    List<String> expected = why.equals("-") ? List.of() : List.of("user0 too-wide: " + why);

    assertThat(lints(file(RuleLayer.USER, "allow" + rule))).isEqualTo(expected);
    assertThat(lints(file(RuleLayer.USER, "allow" + rule + "~match.path = \"a\""))).isEmpty();
    assertThat(lints(file(RuleLayer.USER, "deny" + rule))).isEmpty();
  }

  @Test
  void aRuleWithoutExamplesIsUntested() throws Exception {
    RuleBook book = book(Spaced.rule("deny", "match.tool = \"a\""));

    assertThat(Lint.of(book))
        .containsExactly(
            new Lint(
                "r",
                new Rule.Place("rules.toml", 1, 1),
                Lint.Kind.UNTESTED,
                "has no examples",
                "add examples = [\"…\"], and counterexamples for what must not match"));
    assertThat(Lint.of(book(Spaced.rule("deny", "match.tool = \"a\"\nexamples = \"a\""))))
        .isEmpty();
  }

  private static RuleBook book(String toml) throws Exception {
    return RuleBook.load(List.of(new RuleText(toml, "rules.toml", RuleLayer.USER)), new Spaced());
  }
}
