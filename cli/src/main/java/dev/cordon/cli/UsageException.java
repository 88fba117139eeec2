package dev.cordon.cli;

/** A command line that cannot be understood: exit code 2. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  UsageException(String problem, String hint) {
    super(problem);
    this.hint = hint;
  }

  String problem() {
    return String.valueOf(getMessage());
  }

  String hint() {
    return hint;
  }
}
