package dev.cordon.session;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Whoever answers when something exceeds the boundary. */
@FunctionalInterface
public interface Approver {
  /** Asks and waits for the answer. No answer is a no. */
  Answer ask(Question question);

  /**
   * Asks and waits for the answer, here or elsewhere.
   *
   * @return null when it was answered elsewhere
   */
  default @Nullable Answer ask(Question question, Elsewhere elsewhere) throws IOException {
    return ask(question);
  }

  /** Where else a standing question may be answered. */
  @FunctionalInterface
  interface Elsewhere {
    /** Whether it has been, in a way that holds here too. */
    boolean answered() throws IOException;

    /** What is said where the question stood. */
    default String said() {
      return "answered elsewhere: yes, project";
    }
  }

  /**
   * Waits until no other session asks this approver, and keeps others waiting until it is closed.
   */
  default Turn turn() throws IOException {
    return Turn.UNSHARED;
  }
}
