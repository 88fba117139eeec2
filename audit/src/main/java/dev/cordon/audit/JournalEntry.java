package dev.cordon.audit;

/** What a reader of the journal gets for one line. */
public sealed interface JournalEntry {

  /** The name of the file the line is in. */
  String segment();

  /**
   * A line that could be read.
   *
   * @param segment the name of the file
   * @param seq the line's number in the journal
   * @param event the event
   */
  record Line(String segment, long seq, Event event) implements JournalEntry {}

  /**
   * A line that could not be read.
   *
   * @param segment the name of the file
   * @param offset where the line starts in it, in bytes
   * @param reason what is wrong with it
   */
  record Unreadable(String segment, long offset, String reason) implements JournalEntry {}
}
