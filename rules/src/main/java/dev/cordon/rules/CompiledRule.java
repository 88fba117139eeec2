package dev.cordon.rules;

import dev.cordon.policy.Decision;
import dev.cordon.policy.Glob;
import dev.cordon.policy.HostPattern;
import dev.cordon.shell.Command;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule, ready to be matched. Immutable and thread-safe. */
final class CompiledRule {

  private final Rule rule;
  private final @Nullable CommandPattern command;
  private final PathRule paths;
  private final List<HostPattern> hosts;
  private final @Nullable Condition condition;
  private final boolean allows;

  CompiledRule(
      Rule rule,
      @Nullable CommandPattern command,
      List<PathPattern> paths,
      List<HostPattern> hosts,
      @Nullable Condition condition) {
    this.rule = rule;
    this.command = command;
    this.paths = new PathRule(paths);
    this.hosts = List.copyOf(hosts);
    this.condition = condition;
    this.allows = rule.action() == Decision.ALLOW;
  }

  Rule rule() {
    return rule;
  }

  @Nullable CommandPattern command() {
    return command;
  }

  List<PathPattern> paths() {
    return paths.patterns();
  }

  boolean isAboutHosts() {
    return !hosts.isEmpty();
  }

  @Nullable Condition condition() {
    return condition;
  }

  /**
   * How well {@code query} fits the rule, its condition included.
   *
   * @param named the paths it is about; null when no rule is about paths
   */
  Fit fit(Query query, @Nullable NamedPaths named) {
    Fit fit = keys(query, named);
    if (fit == Fit.NO || condition == null) {
      return fit;
    }
    return held(condition, query) ? fit : Fit.NO;
  }

  /** How well {@code query} fits the keys of the match. */
  Fit keys(Query query, @Nullable NamedPaths named) {
    Context.Who who = query.context().who();
    if (!named(rule.match().tools(), who.tool()) || !named(rule.match().agents(), who.agent())) {
      return Fit.NO;
    }
    Command asked = query.command();
    if (asked != null) {
      return hosts.isEmpty() ? commandKeys(asked, query.context(), named) : Fit.NO;
    }
    if (command != null) {
      return Fit.NO;
    }
    String host = query.host();
    if (host != null) {
      return paths.isEmpty() ? hostKeys(host) : Fit.NO;
    }
    if (!hosts.isEmpty()) {
      return Fit.NO;
    }
    return paths.isEmpty() || (named != null && paths.matches(named, query.context(), allows))
        ? Fit.CERTAIN
        : Fit.NO;
  }

  private Fit commandKeys(Command asked, Context context, @Nullable NamedPaths named) {
    if (allows) {
      return command != null && Allowance.covers(command, paths, asked, context)
          ? Fit.CERTAIN
          : Fit.NO;
    }
    Fit fit = command == null ? Fit.CERTAIN : command.fit(asked);
    return fit == Fit.NO || paths.isEmpty() || named == null
        ? fit
        : fit.and(paths.fit(named, context));
  }

  /** A name in another spelling than the normal one is judged before any rule is. */
  private Fit hostKeys(String host) {
    for (int i = 0; i < hosts.size(); i++) {
      if (hosts.get(i).matches(host)) {
        return Fit.CERTAIN;
      }
    }
    return hosts.isEmpty() && !allows ? Fit.CERTAIN : Fit.NO;
  }

  private boolean named(List<String> patterns, String name) {
    if (patterns.isEmpty()) {
      return true;
    }
    for (int i = 0; i < patterns.size(); i++) {
      boolean same =
          allows ? Glob.matchesExactly(patterns.get(i), name) : Glob.matches(patterns.get(i), name);
      if (same && !name.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** With several paths, one is enough to restrict, and all are needed to allow. */
  private boolean held(Condition asked, Query query) {
    if (query.paths().isEmpty()) {
      return held(asked.evaluate(query, null));
    }
    for (int i = 0; i < query.paths().size(); i++) {
      if (held(asked.evaluate(query, query.paths().get(i).toString())) != allows) {
        return !allows;
      }
    }
    return allows;
  }

  private boolean held(Condition.Outcome outcome) {
    return switch (outcome) {
      case HOLDS -> true;
      case DOES_NOT_HOLD -> false;
      case FAILED -> rule.onFailure() == Rule.OnFailure.CLOSED && !allows;
    };
  }
}
