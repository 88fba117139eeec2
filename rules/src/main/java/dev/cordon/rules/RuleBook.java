package dev.cordon.rules;

import dev.cordon.policy.ConfigException;
import dev.cordon.policy.Decision;
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
    Loading loading = new Loading(reader);
    for (RuleText file : files) {
      loading.layer = file.layer();
      RuleFile.read(file, loading);
    }
    List<CompiledRule> rules = loading.rules;
    return rules.isEmpty() ? EMPTY : new RuleBook(rules, null);
  }

  /** The rules read so far. */
  private static final class Loading implements RuleFile.Tables {
    private final List<CompiledRule> rules = new ArrayList<>();
    private final Map<String, Rule.Place> ids = new HashMap<>();
    private final CommandReader reader;
    private RuleLayer layer = RuleLayer.PROJECT;

    Loading(CommandReader reader) {
      this.reader = reader;
    }

    @Override
    public void take(RuleKeys keys) throws ConfigException {
      CompiledRule rule = RuleReader.read(keys, layer);
      Rule.Place other = ids.putIfAbsent(rule.rule().id(), keys.place("id"));
      if (other != null) {
        throw keys.refused(
            "id",
            "id \"" + rule.rule().id() + "\" is taken by the rule in " + other,
            "give each rule an id of its own");
      }
      Examples.check(rule, keys, reader);
      rules.add(rule);
    }
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

  /** What the rules say; null when none of them is about it. */
  public @Nullable Ruling judge(Query query) {
    if (problem != null) {
      String reason = "the rules do not load: ".concat(String.valueOf(problem.getMessage()));
      return new Ruling(Decision.DENY, reason, UNUSABLE, null, Fit.CERTAIN, List.of());
    }
    if (rules.isEmpty()) {
      return null;
    }
    String host = query.host();
    if (host == null) {
      return ruling(query);
    }
    String normal = HostName.normal(host);
    if (normal == null) {
      return new Ruling(
          Decision.DENY, "not a host name", MALFORMED_HOST, null, Fit.CERTAIN, List.of());
    }
    return ruling(Query.host(normal, query.context()));
  }

  private @Nullable Ruling ruling(Query query) {
    NamedPaths named = index.hasPaths() ? new NamedPaths(query) : null;
    RuleIndex.Candidates candidates = index.candidates(query, named);
    List<Ruling.Match> matches = null;
    Ruling.Match strictest = null;
    for (int i = candidates.next(); i >= 0; i = candidates.next()) {
      Fit fit = rules.get(i).fit(query, named);
      if (fit != Fit.NO) {
        Ruling.Match match = new Ruling.Match(rules.get(i).rule(), fit);
        matches = matches == null ? new ArrayList<>() : matches;
        matches.add(match);
        strictest = strictest == null || isStricter(match, strictest) ? match : strictest;
      }
    }
    if (matches == null || strictest == null) {
      return null;
    }
    Rule rule = strictest.rule();
    return new Ruling(
        strictest.decision(),
        strictest.reason(),
        rule.id(),
        rule.place(),
        strictest.fit(),
        matches);
  }

  /** Of two equally strict matches the more certain one tells more. */
  private static boolean isStricter(Ruling.Match match, Ruling.Match than) {
    int order = match.decision().compareTo(than.decision());
    return order > 0 || (order == 0 && match.fit().compareTo(than.fit()) > 0);
  }
}
