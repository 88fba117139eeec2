package dev.cordon.audit;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What this journal object wrote and has not forced to disk yet. Concurrent callers share a force:
 * whoever waits while another forces finds its own work done when it covers it. Thread-safe.
 */
final class GroupCommit {
  private final JournalDirectory directory;
  private final HeadFile head;
  private final ReentrantLock forcing = new ReentrantLock();
  private final Set<Long> dirty = new TreeSet<>();
  private long written;
  private long forced;

  GroupCommit(JournalDirectory directory, HeadFile head) {
    this.directory = directory;
    this.head = head;
  }

  /** Notes that a segment was written. */
  synchronized void wrote(long segment) {
    dirty.add(segment);
    written++;
  }

  /** Forces everything noted before this call. */
  void sync() throws IOException {
    long ticket = ticket();
    forcing.lock();
    try {
      if (forcedUpTo() < ticket) {
        forceAll();
      }
    } finally {
      forcing.unlock();
    }
  }

  private void forceAll() throws IOException {
    long upTo = ticket();
    Set<Long> segments = takeDirty();
    boolean done = false;
    try {
      for (long segment : segments) {
        directory.forceFile(directory.segment(segment));
      }
      // INVARIANT: the head reaches the disk after the lines it speaks of
      head.force();
      done = true;
    } finally {
      settle(segments, upTo, done);
    }
  }

  private synchronized long ticket() {
    return written;
  }

  private synchronized long forcedUpTo() {
    return forced;
  }

  private synchronized Set<Long> takeDirty() {
    Set<Long> segments = new TreeSet<>(dirty);
    dirty.clear();
    return segments;
  }

  private synchronized void settle(Set<Long> segments, long upTo, boolean done) {
    if (done) {
      forced = upTo;
    } else {
      dirty.addAll(segments);
    }
  }
}
