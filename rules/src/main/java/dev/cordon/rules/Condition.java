package dev.cordon.rules;

import org.jspecify.annotations.Nullable;

/** The {@code when} of a rule, ready to be evaluated. Thread-safe. */
interface Condition {

  /** What became of an evaluation. */
  enum Outcome {
    HOLDS,
    DOES_NOT_HOLD,
    /** It met an error, or one of its bounds. */
    FAILED
  }

  /**
   * Evaluates it.
   *
   * @param query what it is asked about
   * @param path the one path it is asked about; null when there is none
   */
  Outcome evaluate(Query query, @Nullable String path);

  /** Whether it looks at nothing but the command, path, host or tool. */
  boolean needsNoContext();

  /** A condition that cannot be used: what is wrong, and where in its text. */
  final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String problem) {
      super(problem);
    }
  }
}
