package dev.cordon.session;

import java.io.IOException;

/** Whoever answers when something exceeds the boundary. */
@FunctionalInterface
public interface Approver {
  /** Asks and waits for the answer. No answer is a no. */
  Answer ask(Question question);

  /**
   * Waits until no other session asks this approver, and keeps others waiting until it is closed.
   */
  default Turn turn() throws IOException {
    return Turn.UNSHARED;
  }
}
