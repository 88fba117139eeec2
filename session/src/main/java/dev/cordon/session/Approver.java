package dev.cordon.session;

/** Whoever answers when something exceeds the boundary. */
@FunctionalInterface
public interface Approver {
  /** Asks and waits for the answer. No answer is a no. */
  Answer ask(Question question);
}
