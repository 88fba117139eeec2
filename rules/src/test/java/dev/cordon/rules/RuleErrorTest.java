package dev.cordon.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cordon.policy.ConfigException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that cannot be followed are refused with what, where and the next step. */
class RuleErrorTest {

  private static ConfigException refusal(String toml, RuleLayer layer) {
    return catchThrowableOfType(
        ConfigException.class,
        () -> RuleBook.load(List.of(new RuleText(toml, "r.toml", layer)), new Spaced()));
  }

  private static ConfigException refusal(String toml) {
    return refusal(toml, RuleLayer.USER);
  }

  /**
   * Line ends are written {@code ~}; {@code R} stands for a header, an id and a reason in lines 1
   * to 3, {@code D} for these and {@code action = "deny"} in line 4.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          id = "a" | r.toml:1:1: unknown key "id" | a file of rules has [[rules]] and nothing else
          rules = 1 | r.toml:1:1: rules must be a list of tables | begin a rule with [[rules]]
          rules = [1] | r.toml:1:10: rules must be a list of tables | begin a rule with [[rules]]
          [rules] | r.toml:1:1: rules must be a list of tables | begin a rule with [[rules]]
          [[rule]]~id = "a" | r.toml:1:1: unknown key "rule" | a file of rules has [[rules]] and nothing else
          [[rules]] | r.toml:1:1: a rule needs an id | name it, for example: id = "no-force-push"
          [[rules]]~id = "" | r.toml:2:1: a rule needs an id | *
          [[rules]]~id = "a b" | r.toml:2:1: id "a b" is no id | use letters, digits, dots, hyphens and underscores
          [[rules]]~id = 1 | r.toml:2:1: id must be a string | for example: id = "…"
          [[rules]]~id = "a" | r.toml:1:1: a rule needs an action | use one of: allow, ask, deny, log
          [[rules]]~id = "a"~action = "forbid" | r.toml:3:1: unknown value "forbid" for action | use one of: allow, ask, deny, log
          [[rules]]~id = "a"~action = "deny" | r.toml:1:1: a rule needs a reason | say why; the person and the agent read it
          D | r.toml:1:1: a rule needs a match | add one of: match.command, match.path, match.host, match.tool, match.agent
          D~when = "true" | r.toml:1:1: a rule needs a match | *
          D~match.comand = ["a"] | r.toml:5:1: unknown key "match.comand" | the nearest known key is match.command
          D~exampels = ["a"] | r.toml:5:1: unknown key "exampels" | the nearest known key is examples
          D~match = 1 | r.toml:5:1: match must be a table | *
          D~match = { paths = "a" } | r.toml:5:11: unknown key "match.paths" | the nearest known key is match.path
          D~match.command = "git" | r.toml:5:1: match.command must be a list | for example: match.command = ["…", "…"]
          D~match.command = [] | r.toml:5:1: match.command is empty | begin with the program
          D~match.command = ["git", 1] | r.toml:5:25: a token must be a string, or a list of strings as alternatives | *
          D~match.command = ["git", [["a"]]] | r.toml:5:26: a token must be a string, or a list of strings as alternatives | *
          D~match.command = ["git", []] | r.toml:5:25: a token has 1 to 64 alternatives | write several rules
          D~match.command = ["git", ""] | r.toml:5:25: a token is empty | write * for any word
          D~match.command = ["git", "pu*"] | r.toml:5:25: token "pu*" has a * inside, and a token is a whole word | write "*" for any word, or list the alternatives
          D~match.command = ["git", "**", "x"] | r.toml:5:25: ** stands for the rest and must be the last token | write * for one word
          D~match.command = ["**"] | r.toml:5:18: ** stands for the rest and must be the last token | write * for one word
          D~match.command = ["git", "–force"] | r.toml:5:25: match.command has an invisible or look-alike character, U+2013 EN DASH | write it with plain letters, spaces and hyphens
          D~match.command = ["git", "a\\u0000b"] | r.toml:5:25: match.command has an invisible or look-alike character, U+0000 NULL | *
          D~match.command = ["git", "a\\u202eb"] | r.toml:5:25: match.command has an invisible or look-alike character, U+202E RIGHT-TO-LEFT OVERRIDE | *
          D~match.command = ["git\\u00a0push"] | r.toml:5:18: match.command has an invisible or look-alike character, U+00A0 NO-BREAK SPACE | *
          D~match.command = ["a", ["b", "-b"], ["c", "-c"], ["d", "-d"], ["e", "-e"]] | r.toml:5:62: more than 3 tokens have options and other words as alternatives | write several rules
          D~match.path = "a"~match.whole = true | r.toml:6:1: match.whole needs match.command | add match.command
          D~match.command = ["a", "**"]~match.whole = true | r.toml:6:1: match.whole contradicts the ** of match.command | keep one of the two
          D~match.command = ["a"]~match.whole = "yes" | r.toml:6:1: match.whole must be true or false | *
          D~match.path = [] | r.toml:5:1: match.path has 1 to 64 patterns | write several rules
          D~match.path = ["a", ""] | r.toml:5:20: match.path has an empty pattern | remove it
          D~match.path = ["a", 1] | r.toml:5:20: match.path must be a list of strings | *
          D~match.path = "~bob/x" | r.toml:5:1: path "~bob/x" names another person's home | use *, ?, ** as a whole name, {a,b}, and a leading / or ~/
          D~match.path = ["a", "b**c"] | r.toml:5:20: path "b**c" has ** inside of a name | *
          D~match.path = "a{b" | r.toml:5:1: path "a{b" has a { without its } | *
          D~match.path = "a}b" | r.toml:5:1: path "a}b" has a } without its { | *
          D~match.path = 'a\\b' | r.toml:5:1: path "a\\b" has a backslash, and patterns have no escapes | *
          D~match.path = "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}" | r.toml:5:1: path "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}" stands for more than 64 paths | *
          D~match.host = "exa mple.com" | r.toml:5:1: "exa mple.com" is no host | write example.com, *.example.com for what is below it, or **.example.com for both
          D~match.host = "https://a.io" | r.toml:5:1: "https://a.io" is no host | *
          D~match.host = "a.*.io" | r.toml:5:1: "a.*.io" is no host | *
          D~match.host = "*.1.2.3.4.5" | r.toml:5:1: "*.1.2.3.4.5" is no host | *
          D~match.tool = "a"~on_failure = "ajar" | r.toml:6:1: unknown value "ajar" for on_failure | use one of: closed, open
          D~match.tool = "a"~when = "nope == 1" | r.toml:6:1: when is no condition: undeclared reference to 'nope' (in container '') (column 1 of the condition) | it is CEL over command, program, cwd, agent, tool, host, path, mode, policy and user
          D~match.tool = "a"~when = "1 + 1" | r.toml:6:1: when is no condition: expected type 'bool' but found 'int' (column 3 of the condition) | *
          D~match.tool = "a"~when = 1 | r.toml:6:1: when must be a string | *
          D~match.tool = "a"~examples = "b" | r.toml:6:1: example "b" does not match rule a | correct the example or the match
          D~match.path = "*.txt"~examples = ["a.txt", "b/a.txt"] | r.toml:6:22: example "b/a.txt" does not match rule a | *
          D~match.path = "*.txt"~counterexamples = ["a.md", "a.txt"] | r.toml:6:28: counterexample "a.txt" matches rule a | narrow the match, or make it an example
          D~match.host = "*.a.io"~examples = ["a.io"] | r.toml:6:13: example "a.io" does not match rule a | *
          D~match.host = "*.a.io"~examples = ["a b"] | r.toml:6:13: example "a b" is no host | write a host name
          D~match.command = ["git", "push", "-f"]~examples = ["git push"] | r.toml:6:13: example "git push" does not match rule a; read as [git, push] | *
          D~match.command = ["git", "push", "-f"]~examples = ["ls ; git push"] | r.toml:6:13: example "ls ; git push" does not match rule a; read as [ls] and [git, push] | *
          D~match.command = ["git", "push", "-f"]~counterexamples = ["git push -uf x"] | r.toml:6:20: counterexample "git push -uf x" matches rule a; read as [git, push, -uf, x] | *
          D~match.command = ["git"]~examples = ['git "'] | r.toml:6:13: example "git "" is not understood: a quote is not closed | write a plain command line
          D~match.command = ["git"]~when = 'size(command) > 2'~counterexamples = ["git a b"] | r.toml:7:20: counterexample "git a b" matches rule a; read as [git, a, b] | *
          D~match.command = ["git"]~when = 'size(command) > 2'~examples = ["git a"] | r.toml:7:13: example "git a" does not match rule a; read as [git, a] | *
          """)
  void whatIsWrongIsSaidWithItsPlace(String toml, String message, String hint) {
    ConfigException refusal = refusal(expand(toml));

    assertThat(refusal).as(toml).isNotNull();
    assertThat(refusal.getMessage()).isEqualTo(message);
    if (!hint.equals("*")) {
      assertThat(refusal.hint()).isEqualTo(hint);
    }
  }

  private static String expand(String toml) {
    String header = "[[rules]]~id = \"a\"~reason = \"why\"~action = \"deny\"";
    return (toml.startsWith("D") ? header + toml.substring(1) : toml).replaceAll("~(?!bob)", "\n");
  }

  @Test
  void malformedTomlIsRefusedWithItsLineAlsoFarDown() {
    String rules = many(1000);

    ConfigException refusal = refusal(rules + "[[rules]]\nid = \n");

    assertThat(refusal.problem()).startsWith("malformed toml: ");
    assertThat(refusal.line()).isEqualTo(5002);
    assertThat(refusal(rules + "[[rules]]\nid = \"a\"\nidd = 1\n"))
        .hasMessage("r.toml:5003:1: unknown key \"idd\"");
  }

  private static String many(int count) {
    StringBuilder toml = new StringBuilder();
    for (int i = 0; i < count; i++) {
      toml.append("[[rules]]\nid = \"r").append(i).append("\"\nreason = \"some reason to read\"\n");
      toml.append("action = \"deny\"\nmatch.command = [\"p").append(i).append("\", \"x\"]\n");
    }
    return toml.toString();
  }

  @Test
  void anIdIsTakenOnceOverAllFiles() {
    String rule = Spaced.rule("deny", "match.tool = \"a\"");
    List<RuleText> files =
        List.of(
            new RuleText(rule, "one.toml", RuleLayer.USER),
            new RuleText("\n" + rule, "two.toml", RuleLayer.PROJECT));
    ConfigException refusal =
        catchThrowableOfType(ConfigException.class, () -> RuleBook.load(files, new Spaced()));

    assertThat(refusal).hasMessage("two.toml:3:1: id \"r\" is taken by the rule in one.toml:2:1");
    assertThat(refusal(rule + rule))
        .hasMessage("r.toml:7:1: id \"r\" is taken by the rule in r.toml:2:1");
  }

  @Test
  void aProjectAllowsNothing() {
    ConfigException refusal =
        refusal(Spaced.rule("allow", "match.command = [\"ls\"]"), RuleLayer.PROJECT);

    assertThat(refusal)
        .hasMessage(
            "r.toml:3:1: a project's rule allows; a repository never widens what may happen in it");
    assertThat(refusal.hint())
        .isEqualTo("move the rule to your own rules, or use ask, deny or log");
    assertThat(refusal(Spaced.rule("ask", "match.command = [\"ls\"]"), RuleLayer.PROJECT)).isNull();
  }

  @Test
  void anAllowanceDoesNotFailOpen() {
    assertThat(refusal(Spaced.rule("allow", "match.tool = \"a\"\non_failure = \"open\"")))
        .hasMessage(
            "r.toml:6:1: a rule that allows cannot fail open: without its condition it allows"
                + " nothing");
  }

  @Test
  void eachBoundIsNamed() {
    String word = "\"" + "a".repeat(4097) + "\"";

    assertThat(refusal(many(RuleFile.MAX_RULES + 1)))
        .hasMessage("r.toml:50001:1: more than 10000 rules in one file");
    assertThat(refusal(many(100_000))).hasMessage("r.toml: longer than 4194304 characters");
    assertThat(refusal("#".repeat(RuleFile.MAX_LENGTH + 1)))
        .hasMessage("r.toml: longer than 4194304 characters");
    assertThat(refusal("a = " + "[".repeat(100_000)))
        .hasMessage("r.toml: more than 32 nested brackets");
    assertThat(refusal("a = '''" + "\n".repeat(RuleFile.MAX_LENGTH_MULTILINE) + "'''"))
        .hasMessage("r.toml: longer than 262144 characters");
    assertThat(refusal(Spaced.rule("deny", "match.command = [\"a\"" + ", \"b\"".repeat(32) + "]")))
        .hasMessage("r.toml:5:1: more than 32 tokens");
    assertThat(
            refusal(Spaced.rule("deny", "match.command = [[\"a\"" + ", \"b\"".repeat(64) + "]]")))
        .hasMessage("r.toml:5:18: a token has 1 to 64 alternatives");
    assertThat(
            refusal(Spaced.rule("deny", "match.command = [[\"a\"" + ", \"b\"".repeat(256) + "]]")))
        .hasMessage("r.toml:5:18: match.command has more than 256 entries");
    assertThat(refusal(Spaced.rule("deny", "match.command = [" + word + "]")))
        .hasMessage("r.toml:5:18: match.command is longer than 4096 characters");
    assertThat(
            refusal(
                Spaced.rule(
                    "deny", "match.tool = \"a\"\nexamples = [\"a\"" + ", \"a\"".repeat(32) + "]")))
        .hasMessage("r.toml:6:1: more than 32 examples");
    assertThat(
            refusal(
                Spaced.rule("deny", "match.tool = \"a\"\nwhen = \"true" + " ".repeat(2048) + "\"")))
        .hasMessage("r.toml:6:1: when is longer than 2048 characters");
  }

  @Test
  void aFullFileLoadsAndEveryRuleIsFound() throws Exception {
    RuleBook book = Spaced.book(many(RuleFile.MAX_RULES));

    assertThat(book.rules()).hasSize(RuleFile.MAX_RULES);
    assertThat(Spaced.line(book, Query.command(Spaced.command("p9999 x"), Spaced.CONTEXT)))
        .isEqualTo("deny | r9999 | some reason to read");
    assertThat(book.rules().get(9999).place()).isEqualTo(new Rule.Place("rules.toml", 49_996, 1));
  }

  @Test
  void aFileReadInPiecesIsReadAsOne() throws Exception {
    String rules = many(2000);

    assertThat(Spaced.book(rules + "# '''").rules().subList(0, 1000))
        .isEqualTo(Spaced.book(many(1000)).rules());
  }

  @Test
  void rulesThatDoNotLoadDenyEverything() {
    ConfigException problem = refusal("[[rules]]");
    RuleBook book = RuleBook.unusable(problem);

    assertThat(book.isEmpty()).isFalse();
    assertThat(Spaced.line(book, Query.tool(Spaced.CONTEXT)))
        .isEqualTo("deny | unusable-rules | the rules do not load: r.toml:1:1: a rule needs an id");
    assertThat(Spaced.line(book, Query.command(Spaced.command("ls"), Spaced.CONTEXT)))
        .startsWith("deny | unusable-rules | ");
  }

  @Test
  void withoutRulesNothingIsRuled() throws Exception {
    assertThat(RuleBook.empty().isEmpty()).isTrue();
    assertThat(Spaced.book(" \n# nothing\n").judge(Query.tool(Spaced.CONTEXT))).isNull();
  }
}
