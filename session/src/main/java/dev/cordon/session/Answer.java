package dev.cordon.session;

/** What an approver said. */
public sealed interface Answer {
  /**
   * Yes.
   *
   * @param reach whether to exactly what was asked, or to what the question offered beyond
   * @param who the person's name
   * @param channel where it was asked: {@code terminal}
   */
  record Yes(Scope scope, Grant.Reach reach, String who, String channel) implements Answer {
    /** Yes to exactly what was asked. */
    public Yes(Scope scope, String who, String channel) {
      this(scope, Grant.Reach.EXACT, who, channel);
    }

    /** As it is said to people and recorded. */
    String text() {
      return "yes, " + scope.text() + (reach == Grant.Reach.ANY_LAST ? ", any last argument" : "");
    }
  }

  /**
   * No, or nobody to ask.
   *
   * @param reason lower case, no full stop
   * @param asked whether a person was really asked
   */
  record No(String reason, boolean asked) implements Answer {}
}
