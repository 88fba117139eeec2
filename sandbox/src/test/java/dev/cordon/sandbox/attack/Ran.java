package dev.cordon.sandbox.attack;

import dev.cordon.sandbox.Denial;
import dev.cordon.sandbox.Outcome;
import java.util.List;

/**
 * What came of a command in a boundary.
 *
 * @param outcome the boundary's answer
 * @param out what the command wrote to standard output
 * @param err what it wrote to standard error
 */
record Ran(Outcome outcome, String out, String err) {

  int exitCode() {
    return ran().exitCode();
  }

  List<Denial> denials() {
    return ran().denials();
  }

  /** The refusals of writes, as {@code target: evidence}. */
  List<String> refusedWrites() {
    return denials().stream()
        .filter(denial -> denial.kind() == Denial.Kind.WRITE)
        .map(denial -> denial.target() + ": " + denial.evidence())
        .toList();
  }

  Outcome.Ran ran() {
    if (outcome instanceof Outcome.Ran ran) {
      return ran;
    }
    throw new AssertionError("the command did not run\n" + this);
  }

  /** Why nothing ran. */
  String notStarted() {
    if (outcome instanceof Outcome.NotStarted failed) {
      return failed.reason();
    }
    throw new AssertionError("the command ran\n" + this);
  }

  Ran succeeded() {
    if (exitCode() != 0) {
      throw new AssertionError("expected exit code 0\n" + this);
    }
    return this;
  }

  @Override
  public String toString() {
    return outcome + "\n--- stdout\n" + out + "\n--- stderr\n" + err;
  }
}
