package dev.cordon.rules;

import dev.cordon.policy.ConfigException;
import dev.cordon.policy.Decision;
import dev.cordon.policy.HostName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All rules that hold, ready to be asked. Immutable and thread-safe.
 *
 * <p>A file that does not load leaves no partial book behind: {@link #load} throws, and the caller
 * puts {@link #unusable} in its place, which denies everything and says why.
 */
public final class RuleBook {

  /** Id of the judgement when there are rules that do not load. */
  public static final String UNUSABLE = "unusable-rules";

  /** Id of the judgement on what is no host name. */
  public static final String MALFORMED_HOST = "malformed-host";

  private static final RuleBook EMPTY = new RuleBook(List.of(), null);

  private final List<CompiledRule> rules;
  private final RuleIndex index;
  private final @Nullable ConfigException problem;

  private RuleBook(List<CompiledRule> rules, @Nullable ConfigException problem) {
    this.rules = List.copyOf(rules);
    this.index = new RuleIndex(this.rules);
    this.problem = problem;
  }

  /** A book without rules. */
  public static RuleBook empty() {
    return EMPTY;
  }

  /** A book that denies everything, because the rules do not load. */
  public static RuleBook unusable(ConfigException problem) {
    return new RuleBook(List.of(), problem);
  }

  /**
   * Reads files of rules and holds each rule against its examples.
   *
   * @param files the files, in the order in which equally strict rules are named
   * @param reader reads the examples of rules about commands
   * @throws ConfigException for the first thing that is wrong, with its place
   */
  public static RuleBook load(List<RuleText> files, CommandReader reader) throws ConfigException {
    List<CheckedRules> checked = new ArrayList<>();
    for (RuleText file : files) {
      checked.add(CheckedRules.read(file, reader));
    }
    return of(checked);
  }

  /**
   * The rules of all files together.
   *
   * @param files in the order in which equally strict rules are named
   * @throws ConfigException when two rules have one id
   */
  public static RuleBook of(List<CheckedRules> files) throws ConfigException {
    List<CompiledRule> rules = new ArrayList<>();
    Map<String, Rule.Place> ids = new HashMap<>();
    for (CheckedRules file : files) {
      for (CheckedRules.Entry entry : file.entries()) {
        String id = entry.rule().rule().id();
        Rule.Place other = ids.putIfAbsent(id, entry.id());
        if (other != null) {
          throw RuleKeys.refused(
              entry.id(),
              "id \"" + id + "\" is taken by the rule in " + other,
              "give each rule an id of its own");
        }
        rules.add(entry.rule());
      }
    }
    return rules.isEmpty() ? EMPTY : new RuleBook(rules, null);
  }

  /** Every rule, in the order read. */
  public List<Rule> rules() {
    List<Rule> written = new ArrayList<>(rules.size());
    for (int i = 0; i < rules.size(); i++) {
      written.add(rules.get(i).rule());
    }
    return written;
  }

  /** Whether nothing is ever ruled, so that nobody need ask. */
  public boolean isEmpty() {
    return rules.isEmpty() && problem == null;
  }

  /** What the rules say, with every match; null when none of them is about it. */
  public @Nullable Ruling judge(Query query) {
    return judge(query, true);
  }

  /**
   * What the rules say, as {@link #judge} does, but without the matches that do not decide: most
   * rules are then not looked at.
   */
  public @Nullable Ruling decide(Query query) {
    return judge(query, false);
  }

  private @Nullable Ruling judge(Query query, boolean all) {
    if (problem != null) {
      String reason = "the rules do not load: ".concat(String.valueOf(problem.getMessage()));
      return new Ruling(Decision.DENY, reason, UNUSABLE, null, Fit.CERTAIN, List.of());
    }
    if (rules.isEmpty()) {
      return null;
    }
    String host = query.host();
    if (host == null) {
      return all ? everyMatch(query) : strictestMatch(query);
    }
    String normal = HostName.normal(host);
    if (normal == null) {
      return new Ruling(
          Decision.DENY, "not a host name", MALFORMED_HOST, null, Fit.CERTAIN, List.of());
    }
    Query plain = Query.host(normal, query.context());
    return all ? everyMatch(plain) : strictestMatch(plain);
  }

  private @Nullable Ruling everyMatch(Query query) {
    NamedPaths named = index.hasPaths() ? new NamedPaths(query) : null;
    RuleIndex.Candidates candidates = index.candidates(query, named);
    List<Ruling.Match> matches = new ArrayList<>();
    Strictest strictest = new Strictest(query, named);
    for (int i = candidates.next(); i >= 0; i = candidates.next()) {
      Ruling.Match match = strictest.hold(i, rules.get(i));
      if (match != null) {
        matches.add(match);
      }
    }
    return strictest.ruling(matches);
  }

  private @Nullable Ruling strictestMatch(Query query) {
    NamedPaths named = index.hasPaths() ? new NamedPaths(query) : null;
    Strictest strictest = new Strictest(query, named);
    RuleIndex.Candidates candidates = index.unlessByChance(query, named);
    for (int i = candidates.next(); i >= 0; i = candidates.next()) {
      if (strictest.mayBe(i, rules.get(i), Fit.CERTAIN)) {
        strictest.hold(i, rules.get(i));
      }
    }
    int[] byChance = index.byChance(named);
    Fit chance = named == null ? Fit.NO : named.chance();
    for (int i = 0; i < byChance.length; i++) {
      if (strictest.mayBe(byChance[i], rules.get(byChance[i]), chance)) {
        strictest.hold(byChance[i], rules.get(byChance[i]));
      }
    }
    return strictest.ruling(null);
  }
}
