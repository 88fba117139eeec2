package dev.cordon.rules;

import dev.cordon.policy.ConfigException;
import dev.cordon.policy.HostName;
import dev.cordon.shell.Command;
import java.nio.file.Path;
import java.util.List;

/** Holds a rule against its own examples. Pure. */
final class Examples {

  /** Where the paths of examples are seen from. */
  static final Path WORKSPACE = Path.of("/workspace");

  /** The home directory in examples. */
  static final Path HOME = Path.of("/home/user");

  private final CompiledRule compiled;
  private final Rule rule;
  private final CommandReader reader;

  private Examples(CompiledRule compiled, CommandReader reader) {
    this.compiled = compiled;
    this.rule = compiled.rule();
    this.reader = reader;
  }

  /**
   * Checks all of them.
   *
   * @throws ConfigException when an example does not match, or a counterexample does
   */
  static void check(CompiledRule rule, RuleKeys keys, CommandReader reader) throws ConfigException {
    Examples examples = new Examples(rule, reader);
    for (RuleKeys.Entry entry : keys.texts("examples")) {
      examples.mustMatch(entry);
    }
    for (RuleKeys.Entry entry : keys.texts("counterexamples")) {
      examples.mustNotMatch(entry);
    }
  }

  private void mustMatch(RuleKeys.Entry entry) throws ConfigException {
    Condition condition = compiled.condition();
    boolean judgeable = condition == null || condition.needsNoContext();
    if (!fits(entry, judgeable)) {
      throw failed(
          entry,
          "example \"" + entry.text() + "\" does not match",
          "correct the example or the match");
    }
  }

  private void mustNotMatch(RuleKeys.Entry entry) throws ConfigException {
    if (fits(entry, true)) {
      throw failed(
          entry,
          "counterexample \"" + entry.text() + "\" matches",
          "narrow the match, or make it an example");
    }
  }

  private ConfigException failed(RuleKeys.Entry entry, String problem, String hint) {
    return RuleKeys.refused(
        entry.place(), problem.concat(" rule " + rule.id() + readAs(entry.text())), hint);
  }

  private boolean fits(RuleKeys.Entry entry, boolean withCondition) throws ConfigException {
    Context context = new Context(WORKSPACE, HOME, WORKSPACE, who(entry.text()));
    if (rule.match().command().isEmpty()) {
      return fits(thing(entry, context), withCondition);
    }
    CommandReader.Line line = reader.read(entry.text());
    if (line.trouble() != null) {
      throw RuleKeys.refused(
          entry.place(),
          "example \"" + entry.text() + "\" is not understood: " + line.trouble(),
          "write a plain command line");
    }
    for (Command command : line.commands()) {
      if (fits(Query.command(command, context), withCondition)) {
        return true;
      }
    }
    return false;
  }

  private boolean fits(Query query, boolean withCondition) {
    NamedPaths named = new NamedPaths(query);
    return (withCondition ? compiled.fit(query, named) : compiled.keys(query, named)) != Fit.NO;
  }

  private Query thing(RuleKeys.Entry entry, Context context) throws ConfigException {
    if (!rule.match().paths().isEmpty()) {
      return Query.paths(List.of(path(entry)), context);
    }
    if (rule.match().hosts().isEmpty()) {
      return Query.tool(context);
    }
    String host = HostName.normal(entry.text());
    if (host == null) {
      throw RuleKeys.refused(
          entry.place(), "example \"" + entry.text() + "\" is no host", "write a host name");
    }
    return Query.host(host, context);
  }

  private static Path path(RuleKeys.Entry entry) throws ConfigException {
    String text = entry.text();
    if (text.indexOf('\0') >= 0 || text.isEmpty()) {
      throw RuleKeys.refused(entry.place(), "an example is no path", "write a path");
    }
    return text.startsWith("~/") ? HOME.resolve(text.substring(2)) : WORKSPACE.resolve(text);
  }

  /** For a rule about tools or agents the example is the name; for any other, names fit. */
  private Context.Who who(String example) {
    Rule.Match match = rule.match();
    boolean names = match.command().isEmpty() && match.paths().isEmpty() && match.hosts().isEmpty();
    String tool = names && !match.tools().isEmpty() ? example : fitting(match.tools());
    String agent = names && match.tools().isEmpty() ? example : fitting(match.agents());
    return new Context.Who(agent, tool, "", "", "");
  }

  /** A name that the first of {@code patterns} matches; empty when there is none. */
  private static String fitting(List<String> patterns) {
    return patterns.isEmpty() ? "" : patterns.getFirst().replace('*', 'x').replace('?', 'x');
  }

  private String readAs(String example) {
    if (rule.match().command().isEmpty()) {
      return "";
    }
    StringBuilder shown = new StringBuilder("; read as ");
    List<Command> commands = reader.read(example).commands();
    for (int i = 0; i < commands.size(); i++) {
      shown.append(i == 0 ? "" : " and ").append(commands.get(i).shown());
    }
    return shown.toString();
  }
}
