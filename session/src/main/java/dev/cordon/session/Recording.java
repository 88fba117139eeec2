package dev.cordon.session;

import dev.cordon.audit.Event;
import dev.cordon.audit.Journal;
import dev.cordon.audit.JournalException;
import org.jspecify.annotations.Nullable;

/** Appends one event to the journal while its session goes on towards what must wait for it. */
final class Recording extends Alongside {
  private final Journal journal;
  private final Event event;
  private @Nullable JournalException refused;
  private boolean written;

  private Recording(Journal journal, Event event) {
    super("record");
    this.journal = journal;
    this.event = event;
  }

  static Recording append(Journal journal, Event event) {
    Recording begun = new Recording(journal, event);
    begun.start();
    return begun;
  }

  @Override
  public void run() {
    try {
      journal.append(event);
      written = true;
    } catch (JournalException unusable) {
      refused = unusable;
    }
  }

  /**
   * Returns when the event is in the journal.
   *
   * @throws JournalException when it could not be written
   */
  void settle() throws JournalException {
    finish();
    if (refused != null) {
      throw refused;
    }
    if (!written) {
      throw new IllegalStateException("the journal was not written");
    }
  }
}
