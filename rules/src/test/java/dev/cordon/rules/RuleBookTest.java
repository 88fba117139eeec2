package dev.cordon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The strictest rule decides, and every match is told. */
class RuleBookTest {

  private static final String RULES =
      """
      [[rules]]
      id = "git"
      match.command = ["git"]
      action = "allow"
      reason = "git is fine"

      [[rules]]
      id = "push-seen"
      match.command = ["git", "push"]
      action = "log"
      reason = "a reviewer looks at it"

      [[rules]]
      id = "push-main"
      match.command = ["git", "push", "*", "main"]
      action = "ask"
      reason = "main is everybody's"

      [[rules]]
      id = "no-force"
      match.command = ["git", "push", ["--force", "-f"]]
      action = "deny"
      reason = "open a pull request"

      [[rules]]
      id = "no-force-either"
      match.command = ["git", "push", "-f"]
      action = "deny"
      reason = "said before"
      """;

  private static Query query(String command) {
    return Query.command(Spaced.command(command), Spaced.CONTEXT);
  }

  @Test
  void theStrictestOfAllMatchesDecides() throws Exception {
    RuleBook book = Spaced.book(RULES);

    assertThat(Spaced.line(book, query("git log"))).isEqualTo("allow | git | git is fine");
    assertThat(Spaced.line(book, query("git push")))
        .isEqualTo("log | push-seen | a reviewer looks at it");
    assertThat(Spaced.line(book, query("git push origin main")))
        .isEqualTo("ask | push-main | main is everybody's");
    assertThat(Spaced.line(book, query("git push origin main -f")))
        .isEqualTo("deny | no-force | open a pull request");
    assertThat(Spaced.ids(book, query("git push origin main -f")))
        .containsExactly("git", "push-seen", "push-main", "no-force", "no-force-either");
    assertThat(Spaced.line(book, query("hg push"))).isEqualTo("-");
  }

  @Test
  void aRulingTellsWhereItsRuleStands() throws Exception {
    RuleBook book = Spaced.book(RULES);
    Ruling ruling = book.judge(query("git push -f"));

    assertThat(ruling)
        .isEqualTo(
            new Ruling(
                Decision.DENY,
                "open a pull request",
                "no-force",
                new Rule.Place("rules.toml", 19, 1),
                Fit.CERTAIN,
                ruling == null ? List.of() : ruling.matches()));
  }

  @Test
  void ofEquallyStrictMatchesTheMoreCertainOneIsNamed() throws Exception {
    String rules =
        Spaced.rule("ask", "match.command = [\"cp\", \"-x\"]")
            + Spaced.rule("ask", "match.command = [\"cp\", \"a\"]").replace("\"r\"", "\"s\"");

    assertThat(Spaced.line(Spaced.book(rules), query("cp a -$X"))).isEqualTo("ask | s | why");
    assertThat(Spaced.ids(Spaced.book(rules), query("cp a -$X"))).containsExactly("r", "s");
  }

  @Test
  void noLayerTakesBackWhatAnotherForbids() throws Exception {
    List<RuleText> files =
        List.of(
            new RuleText(rule("floor", "ask"), "requirements.toml", RuleLayer.REQUIREMENTS),
            new RuleText(rule("mine", "allow"), "mine.toml", RuleLayer.USER),
            new RuleText(rule("theirs", "deny"), "theirs.toml", RuleLayer.PROJECT));

    assertThat(Spaced.line(RuleBook.load(files.subList(0, 2), new Spaced()), query("ls")))
        .isEqualTo("ask | floor | why");
    assertThat(Spaced.line(RuleBook.load(files, new Spaced()), query("ls")))
        .isEqualTo("deny | theirs | why");
  }

  private static String rule(String id, String action) {
    return Spaced.rule(action, "match.command = [\"ls\"]").replace("\"r\"", "\"" + id + "\"");
  }

  @Test
  void anAssignmentAloneIsNoCommandOfAnyRule() throws Exception {
    RuleBook book = Spaced.book(RULES);

    assertThat(Spaced.line(book, query("PAGER=less"))).isEqualTo("-");
  }
}
