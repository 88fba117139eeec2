package dev.cordon.audit;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Events of a journal, in either order. Reads without a lock and while others write: a cursor gives
 * at least every whole line that was there when it was opened. It does not check the chain ({@link
 * JournalVerifier} does).
 */
public final class JournalReader {
  private final Path directory;

  /** A reader of the journal in a directory; no directory is a journal without lines. */
  public JournalReader(Path directory) {
    this.directory = directory;
  }

  /**
   * The events that pass the filter, oldest first.
   *
   * @throws JournalException when the directory cannot be read
   */
  public JournalCursor oldestFirst(EventFilter filter) throws JournalException {
    return open(filter, true);
  }

  /**
   * The events that pass the filter, newest first.
   *
   * @throws JournalException when the directory cannot be read
   */
  public JournalCursor newestFirst(EventFilter filter) throws JournalException {
    return open(filter, false);
  }

  private JournalCursor open(EventFilter filter, boolean forward) throws JournalException {
    try {
      JournalDirectory journal = JournalDirectory.existing(directory);
      return new JournalCursor(journal, journal.segments(), filter, forward);
    } catch (IOException e) {
      throw JournalException.of("read", directory, e);
    }
  }
}
