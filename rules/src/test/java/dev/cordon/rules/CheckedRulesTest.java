package dev.cordon.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cordon.policy.ConfigException;
import dev.cordon.policy.Unpacker;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** That packed rules decide as they did is shown by all other tests, which unpack what they ask. */
class CheckedRulesTest {
  private static final String EVERYTHING =
      """
      [[rules]]
      id = "commands"
      match.command = ["git", ["push", "--push"], "*", "**"]
      action = "deny"
      reason = "wé say so"
      examples = ["git push a b"]
      counterexamples = ["git pull"]

      [[rules]]
      match.command = ["ls"]
      match.whole = true
      id = "whole"
      action = "allow"
      reason = "why"

      [[rules]]
      id = "paths"
      match.path = ["~/x/**", "{a,b}/*.c"]
      match.agent = "codex"
      when = 'user == "ana"'
      on_failure = "open"
      action = "ask"
      reason = "why"

      [[rules]]
      id = "hosts"
      match.host = ["**.example.com", "a.org"]
      match.tool = ["curl*"]
      action = "log"
      reason = "why"
      """;

  private static CheckedRules read(String source) throws ConfigException {
    return CheckedRules.read(new RuleText(EVERYTHING, source, RuleLayer.USER), new Spaced());
  }

  @Test
  void everythingButTheExamplesComesBack() throws Exception {
    CheckedRules read = read("r.toml");

    CheckedRules back = CheckedRules.unpack(read.pack(), "r.toml", RuleLayer.USER);

    assertThat(back.entries()).hasSize(4);
    for (int i = 0; i < 4; i++) {
      Rule one = read.entries().get(i).rule().rule();
      Rule other = back.entries().get(i).rule().rule();
      assertThat(other)
          .usingRecursiveComparison()
          .ignoringFields("examples", "counterexamples")
          .isEqualTo(one);
      assertThat(back.entries().get(i).id()).isEqualTo(read.entries().get(i).id());
    }
  }

  @Test
  void idsThatMeetAreNamedWithTheirPlaces() throws Exception {
    byte[] packed = read("r.toml").pack();
    List<CheckedRules> twice =
        List.of(
            CheckedRules.unpack(packed, "one.toml", RuleLayer.USER),
            CheckedRules.unpack(packed, "two.toml", RuleLayer.PROJECT));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> RuleBook.of(twice))
        .withMessageContaining("two.toml:2:")
        .withMessageContaining("id \"commands\" is taken by the rule in one.toml:2:");
  }

  @Test
  void whatIsCutOffIsMalformed() throws Exception {
    byte[] packed = read("r.toml").pack();

    for (int length = 0; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThatExceptionOfType(Unpacker.MalformedException.class)
          .describedAs("%d bytes", length)
          .isThrownBy(() -> CheckedRules.unpack(cut, "r.toml", RuleLayer.USER));
    }
  }

  @Test
  void aConditionThatDoesNotCompileFails() throws Exception {
    byte[] packed = read("r.toml").pack();
    String text = new String(packed, StandardCharsets.ISO_8859_1);
    byte[] broken =
        text.replace("user == \"ana\"", "user == (ana\"").getBytes(StandardCharsets.ISO_8859_1);
    CompiledRule rule =
        CheckedRules.unpack(broken, "r.toml", RuleLayer.USER).entries().get(2).rule();
    Condition condition = Objects.requireNonNull(rule.condition());

    assertThat(condition.evaluate(Query.command(Spaced.command("ls"), Spaced.CONTEXT), null))
        .isEqualTo(Condition.Outcome.FAILED);
  }
}
