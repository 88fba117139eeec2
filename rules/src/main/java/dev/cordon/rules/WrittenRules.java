package dev.cordon.rules;

import dev.cordon.policy.Decision;
import dev.cordon.policy.Rules;
import dev.cordon.shell.Command;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A book of rules, asked by the policy for one workspace. Immutable and thread-safe. */
public final class WrittenRules implements Rules {
  /** The tool of an edit when it is not known: what sends patches calls it so. */
  static final String EDITING_TOOL = "apply_patch";

  private final RuleBook book;
  private final Context workspace;

  /**
   * @param workspace absolute folder that patterns without a leading {@code /} or {@code ~} start
   *     from
   * @param home absolute home directory of the person
   * @param links where paths lead that are links
   */
  public WrittenRules(RuleBook book, Path workspace, Path home, Links links, Context.Who who) {
    this.book = book;
    this.workspace = new Context(workspace, home, workspace, links, who);
  }

  @Override
  public @Nullable Answer onCommand(Command command, @Nullable Path directory) {
    return book.isEmpty() ? null : answer(Query.command(command, workspace.in(directory)));
  }

  @Override
  public @Nullable Answer onEdit(List<Path> paths) {
    return book.isEmpty() ? null : answer(Query.paths(paths, editing()));
  }

  @Override
  public @Nullable Answer onHost(String host) {
    return book.isEmpty() ? null : answer(Query.host(host, workspace));
  }

  @Override
  public boolean restrictCommands() {
    List<Rule> rules = book.rules();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      boolean restricts = rule.action() == Decision.DENY || rule.action() == Decision.ASK;
      if (restricts && rule.match().hosts().isEmpty()) {
        return true;
      }
    }
    return rules.isEmpty() && !book.isEmpty();
  }

  /** A rule about tools that edit is about an edit, too, of which nobody knows the tool. */
  private Context editing() {
    return workspace.who().tool().isEmpty() ? workspace.withTool(EDITING_TOOL) : workspace;
  }

  private @Nullable Answer answer(Query query) {
    Ruling ruling = book.decide(query);
    return ruling == null ? null : new Answer(ruling.decision(), ruling.reason(), ruling.rule());
  }
}
