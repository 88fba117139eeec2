package dev.cordon.session;

/** What an approver said. */
public sealed interface Answer {
  /**
   * Yes.
   *
   * @param who the person's name
   * @param channel where it was asked: {@code terminal}
   */
  record Yes(Scope scope, String who, String channel) implements Answer {}

  /**
   * No, or nobody to ask.
   *
   * @param reason lower case, no full stop
   * @param asked whether a person was really asked
   */
  record No(String reason, boolean asked) implements Answer {}
}
