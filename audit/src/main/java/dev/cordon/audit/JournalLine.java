package dev.cordon.audit;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal: an event's JSON with its place in the chain in front.
 *
 * @param seq the line's number, counted from 1; 0 when the text had none
 * @param prev the hash of the line before, or {@code null} when the text had none
 * @param event the event
 */
record JournalLine(long seq, @Nullable String prev, Event event) {

  /** The line's bytes, without the line end. They are what the chain hashes. */
  static byte[] bytes(long seq, String prev, Event event) {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("seq", seq).field("prev", prev);
    EventJson.fields(json, event);
    return json.endObject().toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a line.
   *
   * @throws EventFormatException when it is not an event in valid JSON with its place in the chain
   */
  static JournalLine parse(byte[] line) throws EventFormatException {
    JournalLine parsed = EventReader.read(line);
    if (parsed.seq < 1) {
      throw new EventFormatException("the field seq is missing or not a positive number");
    }
    if (parsed.prev == null || parsed.prev.length() != Sha256.HEX_CHARS) {
      throw new EventFormatException("the field prev is missing or not a hash");
    }
    return parsed;
  }
}
