package dev.cordon.policy;

/** What is done about an action, in order of strictness. */
public enum Decision {
  /** It happens. */
  ALLOW("allow"),
  /** It happens, and a reviewer sees it. */
  LOG("log"),
  /** An approver answers first. */
  ASK("ask"),
  /** It does not happen. */
  DENY("deny");

  private final String text;

  Decision(String text) {
    this.text = text;
  }

  /** The spelling in records and output. */
  public String text() {
    return text;
  }

  /** The stricter of the two. */
  public Decision strictest(Decision other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
