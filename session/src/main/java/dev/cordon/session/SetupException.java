package dev.cordon.session;

import org.jspecify.annotations.Nullable;

/** A run that cannot be set up, so that nothing ran: what, where, and the next step. */
public final class SetupException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;

  /**
   * A refusal to run.
   *
   * @param problem what is wrong, lower case, no full stop
   * @param hint the next step, or null when the problem says it all
   */
  public SetupException(String problem, @Nullable String hint) {
    super(problem);
    this.hint = hint;
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
