package dev.cordon.rules;

import dev.cordon.policy.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say about one query. Immutable.
 *
 * @param decision the strictest of all matches
 * @param reason why, of the first rule that is that strict
 * @param rule id of that rule; of the judgement when no rule decided
 * @param place where that rule stands; null when no rule decided
 * @param fit how certain the match is
 * @param matches every match, in the order of the rules, or the one that decides
 */
public record Ruling(
    Decision decision,
    String reason,
    String rule,
    Rule.@Nullable Place place,
    Fit fit,
    List<Match> matches) {

  public Ruling {
    matches = List.copyOf(matches);
  }

  /** What {@code rule} asks for when it fits so: a denial that rests on nothing known asks. */
  static Decision decision(Rule rule, Fit fit) {
    return fit == Fit.BLIND && rule.action() == Decision.DENY ? Decision.ASK : rule.action();
  }

  /**
   * A rule that matched.
   *
   * @param rule the rule
   * @param fit how certain the match is
   */
  public record Match(Rule rule, Fit fit) {

    /** What the rule asks for. */
    public Decision decision() {
      return Ruling.decision(rule, fit);
    }

    /** Why, and what is not known about it. */
    public String reason() {
      return fit == Fit.CERTAIN
          ? rule.reason()
          : rule.reason().concat(" (a word that is not known may make it so)");
    }
  }
}
