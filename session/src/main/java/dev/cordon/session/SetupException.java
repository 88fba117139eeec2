package dev.cordon.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run that cannot be set up, so that nothing ran: what, where, and the next step. */
public final class SetupException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;
  private final transient List<Notice> earlier;

  /**
   * A refusal to run.
   *
   * @param problem what is wrong, lower case, no full stop
   * @param hint the next step, or null when the problem says it all
   */
  public SetupException(String problem, @Nullable String hint) {
    this(problem, hint, List.of());
  }

  private SetupException(String problem, @Nullable String hint, List<Notice> earlier) {
    super(problem);
    this.hint = hint;
    this.earlier = List.copyOf(earlier);
  }

  /** The same, once something had to be told already. */
  SetupException after(List<Notice> notices) {
    return new SetupException(problem(), hint, notices);
  }

  /** What is to be told before. */
  public List<Notice> earlier() {
    return earlier;
  }

  /** What is wrong. */
  public String problem() {
    return String.valueOf(getMessage());
  }

  /** The next step, or null. */
  public @Nullable String hint() {
    return hint;
  }
}
