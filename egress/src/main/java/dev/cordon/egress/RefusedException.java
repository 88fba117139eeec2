package dev.cordon.egress;

/** A connection that goes no further, and why. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  /**
   * A refusal.
   *
   * @param detail what of it, a half sentence: no control characters, whatever came in
   */
  RefusedException(Refusal refusal, String detail) {
    super(detail);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }

  /** What of it, a half sentence. */
  String detail() {
    return String.valueOf(getMessage());
  }
}
