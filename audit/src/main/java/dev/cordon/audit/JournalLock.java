package dev.cordon.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Mutual exclusion on one journal, over threads and processes. The kernel releases it when its
 * holder dies. Thread-safe.
 */
final class JournalLock {
  /** How long a writer waits for the others, in nanoseconds. */
  static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** The first and the longest pause between two tries while another process holds the lock. */
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * One lock a directory for the whole process. POSIX record locks belong to the process, and
   * closing any descriptor of the lock file gives them up; so two threads must never have it open
   * at once, whichever journal object they use.
   */
  private static final ConcurrentMap<String, ReentrantLock> OF_PROCESS = new ConcurrentHashMap<>();

  private final JournalDirectory directory;
  private final ReentrantLock ofProcess;

  JournalLock(JournalDirectory directory) {
    this.directory = directory;
    this.ofProcess = ofProcess(directory.path().toString());
  }

  private static ReentrantLock ofProcess(String path) {
    ReentrantLock fresh = new ReentrantLock();
    ReentrantLock known = OF_PROCESS.putIfAbsent(path, fresh);
    return known == null ? fresh : known;
  }

  /** The lock while it is held; closing gives it up. */
  final class Held implements AutoCloseable {
    private @Nullable RandomAccessFile file;

    private void take(boolean exclusive, long deadline) throws IOException {
      if (exclusive || Files.exists(directory.lock())) {
        RandomAccessFile opened =
            exclusive
                ? directory.openFile(directory.lock())
                : new RandomAccessFile(directory.lock().toFile(), "r");
        file = opened;
        lockFile(opened, exclusive, deadline);
      }
    }

    // INVARIANT: the file is closed first, or its closing would take the lock from the next holder
    @Override
    public void close() throws IOException {
      try {
        if (file != null) {
          file.close();
        }
      } finally {
        ofProcess.unlock();
      }
    }
  }

  /**
   * Waits for the lock, for writing.
   *
   * @throws JournalException after {@link #TIMEOUT_NANOS}
   */
  Held exclusive() throws IOException {
    return hold(true);
  }

  /** Waits until no writer is at work; readers share it. Needs no permission to write. */
  Held shared() throws IOException {
    return hold(false);
  }

  private Held hold(boolean exclusive) throws IOException {
    long deadline = System.nanoTime() + TIMEOUT_NANOS;
    lockInProcess(deadline);
    Held held = new Held();
    boolean done = false;
    try {
      held.take(exclusive, deadline);
      done = true;
      return held;
    } finally {
      if (!done) {
        held.close();
      }
    }
  }

  private void lockInProcess(long deadline) throws JournalException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (ofProcess.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return;
          }
          throw timeout();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void lockFile(RandomAccessFile file, boolean exclusive, long deadline)
      throws IOException {
    boolean interrupted = false;
    long pause = FIRST_PAUSE_NANOS;
    try {
      while (file.getChannel().tryLock(0, Long.MAX_VALUE, !exclusive) == null) {
        if (System.nanoTime() > deadline) {
          throw timeout();
        }
        try {
          TimeUnit.NANOSECONDS.sleep(pause);
        } catch (InterruptedException e) {
          interrupted = true;
        }
        pause = Math.min(pause * 2, LONGEST_PAUSE_NANOS);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private JournalException timeout() {
    return new JournalException(
        "the journal in "
            + directory.path()
            + " has been locked for "
            + TimeUnit.NANOSECONDS.toSeconds(TIMEOUT_NANOS)
            + " seconds",
        "look for a stopped cordon process (fuser " + directory.lock() + "), then try again");
  }
}
