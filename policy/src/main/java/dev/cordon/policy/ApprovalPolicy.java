package dev.cordon.policy;

import java.util.Optional;

/** When a person is asked, from most to least often. */
public enum ApprovalPolicy implements Spelled {
  /** Everything but known-safe reads asks. */
  UNTRUSTED("untrusted"),
  /** What exceeds the boundary, and what is dangerous, asks. */
  ON_REQUEST("on-request"),
  /** Nobody is asked; what exceeds the boundary is refused. */
  NEVER("never");

  private final String text;

  ApprovalPolicy(String text) {
    this.text = text;
  }

  /** The spelling in configuration, flags and records. */
  @Override
  public String text() {
    return text;
  }

  /** The value spelled {@code text}, exactly; empty when there is none. */
  public static Optional<ApprovalPolicy> of(String text) {
    return Spelled.find(values(), text);
  }
}
