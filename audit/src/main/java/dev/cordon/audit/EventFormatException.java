package dev.cordon.audit;

/** A text that is not an event of a model this version reads. */
public final class EventFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  EventFormatException(String reason) {
    super(reason);
    this.reason = reason;
  }

  EventFormatException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  /** What is wrong with the text; the same as the message. */
  public String reason() {
    return reason;
  }
}
