package dev.cordon.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a program left behind when it ended. Immutable, except that the byte arrays are not copied.
 *
 * @param exitCode the program's own exit code, or 128+n when signal n ended it
 * @param stdoutBytes everything it wrote to standard output
 * @param stderrBytes everything it wrote to standard error
 * @param took wall time from start to the end of its output
 */
@SuppressWarnings("ArrayRecordComponent") // compared by field in tests, never as a whole
public record Result(int exitCode, byte[] stdoutBytes, byte[] stderrBytes, Duration took) {

  /** Standard output as UTF-8; malformed bytes become U+FFFD. */
  public String stdout() {
    return new String(stdoutBytes, StandardCharsets.UTF_8);
  }

  /** Standard error as UTF-8; malformed bytes become U+FFFD. */
  public String stderr() {
    return new String(stderrBytes, StandardCharsets.UTF_8);
  }

  /**
   * This result, when the program ended with 0.
   *
   * @throws AssertionError with both streams, when it did not
   */
  public Result succeeded() {
    if (exitCode != 0) {
      throw new AssertionError("expected exit code 0\n" + this);
    }
    return this;
  }

  /** All of it in readable form, for failure messages. */
  @Override
  public String toString() {
    return "exit code " + exitCode + "\n--- stdout\n" + stdout() + "\n--- stderr\n" + stderr();
  }
}
