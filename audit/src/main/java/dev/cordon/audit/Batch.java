package dev.cordon.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Lines that are appended by one write. */
final class Batch {
  /** How the journal's own reports begin. */
  static final String NOTE_PREFIX = "journal: ";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
  private Tail tail;

  Batch(Tail tail) {
    this.tail = tail;
  }

  void add(Event event) {
    byte[] line = JournalLine.bytes(tail.seq() + 1, tail.hash(), event);
    bytes.write(line, 0, line.length);
    bytes.write('\n');
    tail = tail.after(Sha256.hash(line), line.length);
  }

  /** Adds the journal's own report, in the name of the event that is about to be written. */
  void addNotes(List<String> notes, Event occasion) {
    for (String note : notes) {
      byte[] seed = (tail.hash() + note).getBytes(StandardCharsets.UTF_8);
      byte[] random = Arrays.copyOf(Sha256.digest(seed), 16);
      add(
          Event.builder(
                  Event.Kind.SESSION_NOTE,
                  EventId.of(occasion.time(), random),
                  occasion.time(),
                  occasion.endpoint(),
                  occasion.user())
              .note(NOTE_PREFIX + note)
              .build());
    }
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** The chain's end after this batch. */
  Tail tail() {
    return tail;
  }
}
