package dev.cordon.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the journal that reads as it goes. Lines that cannot be read are given as {@link
 * JournalEntry.Unreadable}, whatever the filter. Holds one file open until it is closed or at its
 * end. Not thread-safe.
 *
 * <p>{@link #hasNext} and {@link #next} throw {@link UncheckedIOException} with a {@link
 * JournalException} inside when a file cannot be read.
 */
public final class JournalCursor implements Iterator<JournalEntry>, AutoCloseable {
  private final JournalDirectory directory;
  private final long[] segments;
  private final EventFilter filter;
  private final boolean forward;

  private int opened;
  private @Nullable RandomAccessFile file;
  private @Nullable LineSource lines;
  private String segment = "";
  private @Nullable JournalEntry next;

  JournalCursor(JournalDirectory directory, long[] segments, EventFilter filter, boolean forward) {
    this.directory = directory;
    this.segments = segments;
    this.filter = filter;
    this.forward = forward;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      try {
        next = advance();
      } catch (IOException e) {
        throw new UncheckedIOException(JournalException.of("read", directory.path(), e));
      }
    }
    return next != null;
  }

  @Override
  public JournalEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the journal has no more entries");
    }
    JournalEntry entry = next;
    next = null;
    if (entry == null) {
      throw new NoSuchElementException("the journal has no more entries");
    }
    return entry;
  }

  @Override
  public void close() throws JournalException {
    try {
      opened = segments.length;
      closeFile();
    } catch (IOException e) {
      throw JournalException.of("read", directory.path(), e);
    }
  }

  private @Nullable JournalEntry advance() throws IOException {
    while (true) {
      if (lines == null && !openNext()) {
        return null;
      }
      LineSource source = lines;
      byte[] line = source == null ? null : source.next();
      if (source == null || line == null) {
        closeFile();
        continue;
      }
      JournalEntry entry = entry(source.start(), line);
      if (!(entry instanceof JournalEntry.Line read) || filter.matches(read.event())) {
        return entry;
      }
    }
  }

  private JournalEntry entry(long offset, byte[] bytes) {
    try {
      JournalLine line = JournalLine.parse(bytes);
      return new JournalEntry.Line(segment, line.seq(), line.event());
    } catch (EventFormatException e) {
      return new JournalEntry.Unreadable(segment, offset, e.reason());
    }
  }

  private boolean openNext() throws IOException {
    if (opened == segments.length) {
      return false;
    }
    int index = forward ? opened : segments.length - 1 - opened;
    opened++;
    Path path = directory.segment(segments[index]);
    segment = path.getFileName().toString();
    RandomAccessFile source = new RandomAccessFile(path.toFile(), "r");
    file = source;
    lines =
        forward
            ? new LineScanner(source, 0, source.length())
            : new BackwardScanner(source, source.length());
    return true;
  }

  private void closeFile() throws IOException {
    RandomAccessFile open = file;
    file = null;
    lines = null;
    if (open != null) {
      open.close();
    }
  }
}
