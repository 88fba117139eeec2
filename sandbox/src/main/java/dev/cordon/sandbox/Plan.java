package dev.cordon.sandbox;

import java.nio.file.Path;
import java.util.List;

/**
 * What a confined command will find: everything is read-only but {@code writable}, and of that not
 * {@code readOnly}. Immutable.
 *
 * @param writable paths opened for writing
 * @param readOnly paths that stay as they are, inside the writable ones
 * @param hidden paths that are empty, or the session's own, instead of the host's
 * @param sharedNetwork whether the host's network is used; otherwise there is only a loopback of
 *     its own
 * @param made directories made for an approval
 * @param operations how it is built
 */
public record Plan(
    List<Path> writable,
    List<Path> readOnly,
    List<Path> hidden,
    boolean sharedNetwork,
    List<Path> made,
    List<Operation> operations) {

  /**
   * Processes and threads of one confined command, together. Enough for parallel builds and
   * browsers; a fork bomb ends here.
   */
  static final int MAX_PROCESSES = 4096;

  public Plan {
    writable = List.copyOf(writable);
    readOnly = List.copyOf(readOnly);
    hidden = List.copyOf(hidden);
    made = List.copyOf(made);
    operations = List.copyOf(operations);
  }
}
