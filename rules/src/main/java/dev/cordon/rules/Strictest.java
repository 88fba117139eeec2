package dev.cordon.rules;

import dev.cordon.policy.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The match that decides about one query: the strictest, of those the most certain, of those the
 * first. Not thread-safe.
 */
final class Strictest {
  private final Query query;
  private final @Nullable NamedPaths named;
  private Ruling.@Nullable Match match;
  private int index;

  /**
   * @param named the paths it is about; null when no rule is about paths
   */
  Strictest(Query query, @Nullable NamedPaths named) {
    this.query = query;
    this.named = named;
  }

  /** Whether {@code rule}, should it fit no better than {@code most}, may be the one. */
  boolean mayBe(int at, CompiledRule rule, Fit most) {
    if (match == null) {
      return true;
    }
    int order = Ruling.decision(rule.rule(), most).compareTo(match.decision());
    return order > 0 || (order == 0 && isBefore(at, most, match));
  }

  private boolean isBefore(int at, Fit fit, Ruling.Match other) {
    int order = fit.compareTo(other.fit());
    return order > 0 || (order == 0 && at < index);
  }

  /** Holds the query against {@code rule}, number {@code at}; null when it does not match. */
  Ruling.@Nullable Match hold(int at, CompiledRule rule) {
    Fit fit = rule.fit(query, named);
    if (fit == Fit.NO) {
      return null;
    }
    Ruling.Match found = new Ruling.Match(rule.rule(), fit);
    if (mayBe(at, rule, fit)) {
      match = found;
      index = at;
    }
    return found;
  }

  /**
   * What it comes to; null when nothing matched.
   *
   * @param matches all of them; null for the one alone
   */
  @Nullable Ruling ruling(@Nullable List<Ruling.Match> matches) {
    if (match == null) {
      return null;
    }
    Rule rule = match.rule();
    Decision decision = match.decision();
    return new Ruling(
        decision,
        match.reason(),
        rule.id(),
        rule.place(),
        match.fit(),
        matches == null ? List.of(match) : matches);
  }
}
