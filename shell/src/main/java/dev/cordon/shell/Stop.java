package dev.cordon.shell;

/** Ends the reading of a script. An answer, not a defect: it has no stack trace. */
final class Stop extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Reading.NotUnderstood answer;

  Stop(Reading.Trouble trouble, String reason, int offset) {
    super(reason, null, false, false);
    this.answer = new Reading.NotUnderstood(trouble, reason, offset);
  }

  static Stop malformed(String reason, int offset) {
    return new Stop(Reading.Trouble.MALFORMED, reason, offset);
  }

  static Stop beyond(String reason, int offset) {
    return new Stop(Reading.Trouble.BEYOND, reason, offset);
  }

  Reading.NotUnderstood answer() {
    return answer;
  }
}
