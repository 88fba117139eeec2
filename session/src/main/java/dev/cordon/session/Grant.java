package dev.cordon.session;

import dev.cordon.policy.SandboxMode;
import java.time.Instant;
import java.util.List;

/**
 * A yes that is remembered for a project. Immutable.
 *
 * @param id short, and the same as long as the grant lives
 * @param kind {@code run}, {@code write} or {@code connect}
 * @param argument exactly what was approved: a command line, a path, {@code *} for the network; may
 *     hold secrets
 * @param reach how much of that is meant
 * @param shown the argument for people and records, without secrets
 * @param content the files whose content was approved with a command, each as {@code SHA256 PATH};
 *     empty when there were none
 * @param mode the loosest sandbox mode a command may run in with it
 * @param project the workspace it is for; empty when it was written down before that was
 * @param who the person who said it
 * @param channel where
 * @param why the reason that was shown in the question
 * @param when when
 * @param expires when it ends
 */
public record Grant(
    String id,
    String kind,
    String argument,
    Reach reach,
    String shown,
    List<String> content,
    SandboxMode mode,
    String project,
    String who,
    String channel,
    String why,
    Instant when,
    Instant expires) {

  public Grant {
    content = List.copyOf(content);
  }

  /** How much a grant takes in. */
  public enum Reach {
    /** Exactly what was approved. */
    EXACT("exact"),
    /** A command line with whatever last argument. */
    ANY_LAST("any_last_argument");

    private final String text;

    Reach(String text) {
      this.text = text;
    }

    /** The spelling in files and output. */
    public String text() {
      return text;
    }
  }

  /** Whether it has ended by {@code now}. */
  public boolean isOver(Instant now) {
    return !now.isBefore(expires);
  }

  boolean covers(String otherKind, String otherArgument, Instant now) {
    return kind.equals(otherKind)
        && reach == Reach.EXACT
        && argument.equals(otherArgument)
        && !isOver(now);
  }

  /** Whether it lets this command run, with what its files hold now. */
  boolean covers(Permit permit, Instant now) {
    if (!kind.equals(Widening.Kind.RUN.text())
        || isOver(now)
        || permit.mode().compareTo(mode) > 0) {
      return false;
    }
    return switch (reach) {
      case EXACT -> argument.equals(permit.argument()) && permit.content().is(content);
      case ANY_LAST ->
          permit.general()
              && argument.equals(permit.beginning())
              && permit.contentOfBeginning().is(content);
    };
  }
}
