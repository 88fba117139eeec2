package dev.cordon.egress;

import java.time.Duration;

/**
 * Closes a wire that does not send what it is waited for in time: a read on it then ends. One use.
 */
final class Deadline implements AutoCloseable {
  private final Thread watch;
  private volatile boolean passed;

  private Deadline(Wire wire, Duration patience) {
    this.watch =
        Thread.ofVirtual()
            .unstarted(() -> {
              try {
                Thread.sleep(patience);
                passed = true;
                wire.close();
              } catch (InterruptedException inTime) {
                // Nothing is to be done.
              }
            });
  }

  static Deadline on(Wire wire, Duration patience) {
    Deadline deadline = new Deadline(wire, patience);
    deadline.watch.start();
    return deadline;
  }

  boolean hasPassed() {
    return passed;
  }

  /** What was waited for has come. */
  @Override
  public void close() {
    watch.interrupt();
  }
}
