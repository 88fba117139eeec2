package dev.cordon.rules;

import dev.cordon.policy.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of policy, as written. Immutable.
 *
 * @param id unique over all layers
 * @param match what it is about; an action must fit every key
 * @param when a CEL condition that must hold as well; null when there is none
 * @param action what is done about what matches
 * @param reason why, for the person and the agent
 * @param examples what it must match: command lines, or paths, hosts or tools for a rule without a
 *     command
 * @param counterexamples what it must not match
 * @param onFailure what holds when {@code when} cannot be evaluated
 * @param layer who wrote it
 * @param place where it stands
 */
public record Rule(
    String id,
    Match match,
    @Nullable String when,
    Decision action,
    String reason,
    List<String> examples,
    List<String> counterexamples,
    OnFailure onFailure,
    RuleLayer layer,
    Place place) {

  public Rule {
    examples = List.copyOf(examples);
    counterexamples = List.copyOf(counterexamples);
  }

  /** What becomes of a rule whose condition cannot be evaluated. */
  public enum OnFailure {
    /** It holds, unless it allows. */
    CLOSED,
    /** It does not hold. */
    OPEN
  }

  /**
   * Where a rule was written.
   *
   * @param source the file, as a person would name it
   * @param line 1-based
   * @param column 1-based
   */
  public record Place(String source, int line, int column) {
    @Override
    public String toString() {
      return source + ":" + line + ":" + column;
    }
  }

  /**
   * The keys of a match; a key that is not there fits everything. Lists hold alternatives.
   *
   * @param command tokens in order, each a list of alternatives; empty when not there
   * @param whole whether a command has no words beyond the tokens
   * @param paths path patterns
   * @param hosts host patterns
   * @param tools tool name patterns
   * @param agents agent name patterns
   */
  public record Match(
      List<List<String>> command,
      boolean whole,
      List<String> paths,
      List<String> hosts,
      List<String> tools,
      List<String> agents) {

    public Match {
      command = List.copyOf(command);
      paths = List.copyOf(paths);
      hosts = List.copyOf(hosts);
      tools = List.copyOf(tools);
      agents = List.copyOf(agents);
    }
  }
}
