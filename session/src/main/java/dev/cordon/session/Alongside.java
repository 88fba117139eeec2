package dev.cordon.session;

/**
 * Something a session does beside its main way, because people wait for both and the two need
 * nothing of each other. One use.
 */
abstract class Alongside extends Thread {

  Alongside(String name) {
    super(name);
    setDaemon(true);
  }

  /** Returns when it is done, however often the caller is interrupted meanwhile. */
  final void finish() {
    boolean interrupted = false;
    while (isAlive()) {
      try {
        join();
      } catch (InterruptedException stopped) {
        interrupted = true;
      }
    }
    if (interrupted) {
      currentThread().interrupt();
    }
  }
}
