package dev.cordon.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The search for the place where the next line goes, under the exclusive lock.
 *
 * <p>Nearly always the head file names it and the segment ends there. Otherwise a writer died
 * between its line and the head, a power loss tore something, or somebody interfered; then:
 *
 * <ul>
 *   <li>whole lines behind the head that continue the chain are kept: their writer died before it
 *       could tell the head;
 *   <li>other bytes there are copied to a side file, to be written over or cut off;
 *   <li>lines that are missing before the head stay missed: INVARIANT: the chain goes on from what
 *       the head says, in a new segment, so no verifier ever takes the rest for the whole;
 *   <li>all of it but the first is reported by a note in the journal itself.
 * </ul>
 */
final class Recovery {
  /** How a note begins from which on nobody can tell whether lines are missing before it. */
  static final String HEAD_LOST = "lines before this one may be missing: ";

  private final JournalDirectory directory;
  private final long segmentBytes;
  private final List<String> notes = new ArrayList<>(0);

  Recovery(JournalDirectory directory, long segmentBytes) {
    this.directory = directory;
    this.segmentBytes = segmentBytes;
  }

  /**
   * Where the next line goes.
   *
   * @param tail the chain's end
   * @param notes what has to be reported, in words
   */
  record Position(Tail tail, List<String> notes) {}

  Position locate(HeadFile.Reading head) throws IOException {
    Tail tail = head.tail();
    if (tail == null) {
      tail = withoutHead(head);
    } else if (head.damage() != null) {
      notes.add(HEAD_LOST + head.damage() + "; its other half was used");
    }
    while (true) {
      tail = settle(tail);
      if (tail.end() < segmentBytes) {
        return new Position(tail, notes);
      }
      tail = tail.inNewSegment();
    }
  }

  private Tail settle(Tail tail) throws IOException {
    long length = directory.segmentLength(tail.segment());
    if (length == tail.end()) {
      return tail;
    }
    if (length > tail.end()) {
      return keepWhatContinues(tail, length);
    }
    notes.add(
        "lines are missing: the journal's newest line has to be "
            + tail.seq()
            + " with hash "
            + tail.hash()
            + ", but "
            + directory.segment(tail.segment()).getFileName()
            + " ends "
            + (tail.end() - length)
            + " bytes before its end");
    return settle(tail.inNewSegment());
  }

  private Tail keepWhatContinues(Tail tail, long length) throws IOException {
    try (RandomAccessFile segment = directory.openFile(directory.segment(tail.segment()))) {
      LineScanner lines = new LineScanner(segment, tail.end(), length);
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        if (!continues(tail, line)) {
          break;
        }
        tail = tail.after(Sha256.hash(line), line.length);
      }
      if (tail.end() < length) {
        setAside(segment, tail, length);
        if (tail.end() >= segmentBytes) {
          // the next line goes to a new segment and will not write over the rest
          segment.setLength(tail.end());
        }
      }
      return tail;
    }
  }

  private static boolean continues(Tail tail, byte[] bytes) {
    try {
      JournalLine line = JournalLine.parse(bytes);
      return line.seq() == tail.seq() + 1 && tail.hash().equals(line.prev());
    } catch (EventFormatException e) {
      return false;
    }
  }

  /** Copies what is no line of the chain; the next write goes over it and cuts off the rest. */
  private void setAside(RandomAccessFile segment, Tail tail, long length) throws IOException {
    Path side = directory.torn(tail.segment(), tail.end());
    boolean done = false;
    try {
      copy(segment, tail.end(), length, side);
      done = true;
    } finally {
      if (!done) {
        Files.deleteIfExists(side);
      }
    }
    notes.add(
        "a torn tail was repaired: "
            + (length - tail.end())
            + " bytes after line "
            + tail.seq()
            + " were no whole line of the chain and were moved to "
            + side.getFileName());
  }

  private void copy(RandomAccessFile segment, long from, long to, Path side) throws IOException {
    try (RandomAccessFile torn = directory.openFile(side)) {
      byte[] block = new byte[LineScanner.BLOCK_BYTES];
      segment.seek(from);
      for (long left = to - from; left > 0; ) {
        int count = segment.read(block, 0, (int) Math.min(left, block.length));
        if (count < 0) {
          break;
        }
        torn.write(block, 0, count);
        left -= count;
      }
      torn.getFD().sync();
    }
  }

  private Tail withoutHead(HeadFile.Reading head) throws IOException {
    long[] segments = directory.segments();
    if (segments.length == 0 && head.isMissing()) {
      return Tail.GENESIS;
    }
    Tail tail = newestLine(segments);
    notes.add(
        HEAD_LOST
            + head.damage()
            + "; it was made anew from line "
            + tail.seq()
            + ", the newest that was found");
    return tail;
  }

  /** The last readable line of the newest segment that has one, whatever came before it. */
  private Tail newestLine(long[] segments) throws IOException {
    for (int i = segments.length - 1; i >= 0; i--) {
      Tail newest = null;
      try (RandomAccessFile segment = directory.openFile(directory.segment(segments[i]))) {
        LineScanner lines = new LineScanner(segment, 0, segment.length());
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
          newest = read(line, segments[i], lines.position(), newest);
        }
      }
      if (newest != null) {
        return newest;
      }
    }
    return Tail.GENESIS;
  }

  private static @Nullable Tail read(
      byte[] bytes, long segment, long end, @Nullable Tail otherwise) {
    try {
      long seq = JournalLine.parse(bytes).seq();
      return new Tail(seq, Sha256.hash(bytes), segment, end);
    } catch (EventFormatException e) {
      return otherwise;
    }
  }
}
