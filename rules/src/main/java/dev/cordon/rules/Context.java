package dev.cordon.rules;

import dev.cordon.policy.Names;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The surroundings of an action, the same for all parts of it. Immutable and thread-safe. */
public final class Context {

  private final String[] workspaceNames;
  private final String[] homeNames;
  private final String[] cwdNames;
  private final Path workspace;
  private final Path home;
  private final @Nullable Path cwd;
  private final Links links;
  private final Who who;

  /**
   * Who acts, and how. What is not known is the empty string.
   *
   * @param agent name of the agent
   * @param tool name of the agent's tool
   * @param mode sandbox mode
   * @param policy approval policy
   * @param user login name of the person
   */
  public record Who(String agent, String tool, String mode, String policy, String user) {
    /** Nothing is known. */
    public static final Who NOBODY = new Who("", "", "", "", "");
  }

  /**
   * @param workspace absolute folder that patterns without a leading {@code /} or {@code ~} start
   *     from
   * @param home absolute home directory of the person
   * @param cwd absolute directory that relative paths of a command start from; null when it is not
   *     known, which for a rule that allows is no place at all and for any other the workspace
   */
  public Context(Path workspace, Path home, @Nullable Path cwd, Who who) {
    this(workspace, home, cwd, Links.NONE, who);
  }

  /**
   * @param links where paths lead that are links
   */
  public Context(Path workspace, Path home, @Nullable Path cwd, Links links, Who who) {
    this.workspace = workspace;
    this.home = home;
    this.cwd = cwd;
    this.links = links;
    this.who = who;
    this.workspaceNames = Names.folded(workspace);
    this.homeNames = Names.folded(home);
    this.cwdNames = cwd == null ? workspaceNames : Names.folded(cwd);
  }

  private Context(Context like, @Nullable Path cwd) {
    this.workspace = like.workspace;
    this.home = like.home;
    this.cwd = cwd;
    this.links = like.links;
    this.who = like.who;
    this.workspaceNames = like.workspaceNames;
    this.homeNames = like.homeNames;
    this.cwdNames = cwd == null ? workspaceNames : Names.folded(cwd);
  }

  /** Who acts, and how. */
  public Who who() {
    return who;
  }

  /** The same surroundings, for a call of {@code tool}. */
  public Context withTool(String tool) {
    Who caller = new Who(who.agent(), tool, who.mode(), who.policy(), who.user());
    return new Context(workspace, home, cwd, links, caller);
  }

  /**
   * The same surroundings, for a command that runs in {@code directory}; null as for {@code cwd}.
   */
  Context in(@Nullable Path directory) {
    if (Objects.equals(directory, cwd)) {
      return this;
    }
    return new Context(this, directory);
  }

  /** Absolute directory that relative paths start from; null when it is not known. */
  public @Nullable Path cwd() {
    return cwd;
  }

  /** What follows the {@code ~} at the start of {@code text}. */
  static String belowHome(String text) {
    int slash = text.indexOf('/');
    return slash < 0 ? "" : text.substring(slash + 1);
  }

  Links links() {
    return links;
  }

  Path home() {
    return home;
  }

  /** Where relative paths start from; the workspace when that is not known. */
  Path base() {
    return cwd == null ? workspace : cwd;
  }

  String[] workspaceNames() {
    return workspaceNames;
  }

  String[] homeNames() {
    return homeNames;
  }

  String[] cwdNames() {
    return cwdNames;
  }
}
