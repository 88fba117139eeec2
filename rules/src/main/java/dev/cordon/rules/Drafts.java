package dev.cordon.rules;

import dev.cordon.policy.ConfigException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is imported, and the report on it. Not thread-safe. */
final class Drafts {

  private final String tool;
  private final String source;
  private final CommandReader reader;
  private final StringBuilder toml = new StringBuilder();
  private final List<Imported.Entry> report = new ArrayList<>();
  private int number;

  Drafts(String tool, String source, CommandReader reader) {
    this.tool = tool;
    this.source = Draft.shown(source);
    this.reader = reader;
    toml.append("# Imported from ").append(this.source).append(".\n");
    toml.append("# The strictest rule decides, and what is allowed stays inside the sandbox.\n");
  }

  /** Takes a rule in, when it loads. */
  void add(Draft draft) {
    if (number == RuleFile.MAX_RULES) {
      drop(draft.line, draft.what, "more than " + RuleFile.MAX_RULES + " rules");
      return;
    }
    String id = tool + "-" + (number + 1);
    String full = draft.toml(id, source, true);
    ConfigException problem = problem(full);
    if (problem != null && !(draft.examples.isEmpty() && draft.counterexamples.isEmpty())) {
      full = draft.toml(id, source, false);
      ConfigException without = problem(full);
      if (without == null) {
        draft.changes.add("without its examples: " + problem.problem());
      }
      problem = without;
    }
    if (problem != null) {
      drop(draft.line, draft.what, problem.problem());
      return;
    }
    number++;
    toml.append('\n').append(full);
    Imported.Outcome outcome =
        draft.changes.isEmpty() ? Imported.Outcome.CARRIED : Imported.Outcome.CHANGED;
    report.add(
        new Imported.Entry(draft.line, draft.what, outcome, String.join("; ", draft.changes)));
  }

  private @Nullable ConfigException problem(String rule) {
    try {
      RuleBook.load(List.of(new RuleText(rule, "rule", RuleLayer.USER)), reader);
      return null;
    } catch (ConfigException e) {
      return e;
    }
  }

  /** Reports a rule that is not taken in. */
  void drop(int line, String what, String why) {
    report.add(
        new Imported.Entry(line, Draft.shown(what), Imported.Outcome.DROPPED, Draft.shown(why)));
  }

  Imported done() {
    return new Imported(toml.toString(), report);
  }
}
