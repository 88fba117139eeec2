package dev.cordon.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The endpoint's record of events: a directory of append-only segments of JSON lines, in which
 * every line carries its number and the SHA-256 of the line before.
 *
 * <p>Many threads and processes may write at once, each through a journal object of its own or a
 * shared one. An object holds no file open between calls and needs no closing.
 *
 * <p>What survives:
 *
 * <ul>
 *   <li><b>kill -9 of any process at any moment:</b> every event whose {@link #append} returned. An
 *       event whose append was cut short is there whole or not at all; what is left of half a line
 *       is moved to a {@code .torn} file by the next append, which says so in a {@code
 *       session_note};
 *   <li><b>power loss:</b> every event whose append returned before a {@link #sync} that returned.
 *       Later events may be lost from the end; if the head file reached the disk before them, that
 *       is reported as a truncation, since that is what it is;
 *   <li><b>a full disk:</b> the append that hits it fails and leaves nothing behind.
 * </ul>
 *
 * <p>What the chain shows, and what it cannot: {@link JournalVerifier}. Thread-safe.
 */
public final class Journal {
  /** Size from which on a segment takes no further batch of lines, in bytes. */
  public static final int SEGMENT_BYTES = 16 * 1024 * 1024;

  /**
   * The longest line, in bytes. The bounds of {@link Event} keep lines far below; longer ones are
   * taken for damage.
   */
  public static final int MAX_LINE_BYTES = 4 * 1024 * 1024;

  private final JournalDirectory directory;
  private final JournalLock lock;
  private final HeadFile head;
  private final GroupCommit commit;
  private final long segmentBytes;

  Journal(JournalDirectory directory, long segmentBytes) {
    this.directory = directory;
    this.lock = new JournalLock(directory);
    this.head = new HeadFile(directory);
    this.commit = new GroupCommit(directory, head);
    this.segmentBytes = segmentBytes;
  }

  /**
   * Opens the journal in a directory, usually {@code $CORDON_HOME/journal}, which is made with mode
   * 0700 when it is not there.
   *
   * @throws JournalException when it cannot be made, is a symbolic link, belongs to another user or
   *     can be written by others
   */
  public static Journal open(Path directory) throws JournalException {
    return new Journal(
        JournalDirectory.open(directory, JournalDirectory.currentUser()), SEGMENT_BYTES);
  }

  /** The directory, resolved. */
  public Path directory() {
    return directory.path();
  }

  /**
   * Appends events in this order, next to each other. When this returns, the operating system has
   * them. The thread's interruption neither stops it nor is lost.
   *
   * @return the number of the last event's line
   * @throws JournalException when nothing was appended
   * @throws IllegalArgumentException when there is no event
   */
  public long append(List<Event> events) throws JournalException {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("there is no event to append");
    }
    boolean interrupted = Thread.interrupted();
    try (JournalLock.Held _ = lock.exclusive()) {
      return write(events);
    } catch (IOException e) {
      throw JournalException.of("write", directory.path(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Appends one event or several; see {@link #append(List)}. */
  public long append(Event... events) throws JournalException {
    return append(List.of(events));
  }

  /**
   * Forces every event appended through this object before this call to disk. Concurrent callers
   * share one force.
   *
   * @throws JournalException when the disk refused; the events may not survive a power loss
   */
  public void sync() throws JournalException {
    try {
      commit.sync();
    } catch (IOException e) {
      throw JournalException.of("force to disk", directory.path(), e);
    }
  }

  /**
   * The newest line, as the head file names it.
   *
   * @throws JournalException when the head file cannot be read or is damaged
   */
  public JournalHead head() throws JournalException {
    try (JournalLock.Held _ = lock.shared()) {
      HeadFile.Reading reading = head.read();
      Tail tail = reading.tail();
      if (tail == null && !(reading.isMissing() && directory.segments().length == 0)) {
        throw new JournalException(
            reading.damage() + " in " + directory.path(), "cordon log verify tells more");
      }
      return tail == null ? JournalHead.GENESIS : new JournalHead(tail.seq(), tail.hash());
    } catch (IOException e) {
      throw JournalException.of("read", directory.path(), e);
    }
  }

  private long write(List<Event> events) throws IOException {
    HeadFile.Reading reading = head.read();
    Recovery.Position position = new Recovery(directory, segmentBytes).locate(reading);
    Tail tail = position.tail();
    if (reading.isMissing() && tail.seq() == 0) {
      // INVARIANT: no line without a head file, or its absence could be an accident
      head.create(tail);
      reading = head.read();
    }
    Batch batch = new Batch(tail);
    batch.addNotes(position.notes(), events.getFirst());
    for (Event event : events) {
      batch.add(event);
    }
    beforeNewSegment(reading, tail);
    writeLines(reading, tail, batch);
    commit.wrote(tail.segment());
    return batch.tail().seq();
  }

  /**
   * INVARIANT: only the newest segment may have lines that are not on disk, and its name is there
   * before its first line, so that a force of the segment alone is enough for every writer.
   */
  private void beforeNewSegment(HeadFile.Reading reading, Tail tail) throws IOException {
    Tail last = reading.tail();
    if (last != null && last.segment() != tail.segment()) {
      if (Files.exists(directory.segment(last.segment()))) {
        directory.forceFile(directory.segment(last.segment()));
      }
    }
    if (tail.end() == 0) {
      directory.openFile(directory.segment(tail.segment())).close();
      directory.force();
    }
  }

  private void writeLines(HeadFile.Reading reading, Tail tail, Batch batch) throws IOException {
    try (RandomAccessFile segment = directory.openFile(directory.segment(tail.segment()))) {
      boolean done = false;
      try {
        byte[] bytes = batch.bytes();
        segment.seek(tail.end());
        segment.write(bytes);
        if (segment.length() > tail.end() + bytes.length) {
          segment.setLength(tail.end() + bytes.length);
        }
        writeHead(reading, batch.tail());
        done = true;
      } finally {
        if (!done) {
          segment.setLength(tail.end());
        }
      }
    }
  }

  private void writeHead(HeadFile.Reading reading, Tail tail) throws IOException {
    if (reading.damage() == null) {
      head.write(tail, reading.counter() + 1);
    } else {
      head.create(tail);
    }
  }
}
