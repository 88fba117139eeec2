package dev.cordon.bench;

import java.io.IOException;

/** One thing to be timed, from its start to its end. */
@FunctionalInterface
interface Timed {

  /**
   * Does it once.
   *
   * @throws IOException when it did not do what it should: its time would mean nothing
   */
  void once() throws IOException, InterruptedException;
}
