package dev.cordon.rules;

import dev.cordon.policy.Decision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something odd about a rule that loads: it can never decide, or it allows more than it looks.
 *
 * @param rule id of the rule
 * @param place where it stands
 * @param kind what is odd
 * @param problem what is odd about it, lower case, no full stop
 * @param hint the next step
 */
public record Lint(String rule, Rule.Place place, Kind kind, String problem, String hint) {

  /** What is odd about a rule. */
  public enum Kind {
    /** Another rule decides whenever this one matches. */
    UNREACHABLE("unreachable"),
    /** A rule of the requirements decides whenever this one matches. */
    SHADOWED("shadowed"),
    /** It allows a program that runs whatever it is told. */
    TOO_WIDE("too-wide"),
    /** It has no examples, so that nothing holds it to what its author meant. */
    UNTESTED("untested");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The spelling in output. */
    public String text() {
      return text;
    }
  }

  /** What is odd about the rules of {@code book}, in their order. */
  public static List<Lint> of(RuleBook book) {
    List<Rule> rules = book.rules();
    List<Lint> lints = new ArrayList<>();
    Coverings coverings = new Coverings(rules);
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      Rule other = coverings.of(i);
      if (other != null) {
        lints.add(covered(rule, other));
      }
      Lint wide = tooWide(rule);
      if (wide != null) {
        lints.add(wide);
      }
      if (rule.examples().isEmpty()) {
        lints.add(
            new Lint(
                rule.id(),
                rule.place(),
                Kind.UNTESTED,
                "has no examples",
                "add examples = [\"…\"], and counterexamples for what must not match"));
      }
    }
    return lints;
  }

  private static Lint covered(Rule rule, Rule by) {
    String what = rule.action() == by.action() ? "says the same of" : "is stricter about";
    String problem =
        "never decides: rule "
            + by.id()
            + " in "
            + by.place()
            + " "
            + what
            + " everything it matches";
    boolean shadowed =
        by.layer() == RuleLayer.REQUIREMENTS && rule.layer() != RuleLayer.REQUIREMENTS;
    return new Lint(
        rule.id(),
        rule.place(),
        shadowed ? Kind.SHADOWED : Kind.UNREACHABLE,
        problem,
        shadowed ? "the requirements stand above it; remove it" : "remove one of the two");
  }

  private static @Nullable Lint tooWide(Rule rule) {
    if (rule.action() != Decision.ALLOW) {
      return null;
    }
    String why = WidePrefixes.reason(rule.match());
    return why == null
        ? null
        : new Lint(
            rule.id(),
            rule.place(),
            Kind.TOO_WIDE,
            why,
            "name the subcommand or the script, or add match.whole = true");
  }
}
