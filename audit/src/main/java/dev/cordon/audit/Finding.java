package dev.cordon.audit;

/**
 * One thing a verifier found.
 *
 * @param kind what sort of thing
 * @param segment the name of the file it is in
 * @param line the line in that file, counted from 1; 0 when it is not about a line
 * @param seq the number of the event's line in the journal; 0 when that is not known
 * @param expected what should be there, in words
 * @param found what is there instead, in words
 */
public record Finding(
    Kind kind, String segment, long line, long seq, String expected, String found) {

  /** The sorts of findings. */
  public enum Kind {
    /** A line is not the one that was written. */
    EDIT("edit", true),
    /** Lines are missing in the middle. */
    DELETION("deletion", true),
    /** A line stands in another place. */
    REORDERING("reordering", true),
    /** A line is there twice. */
    DUPLICATION("duplication", true),
    /** Lines are missing at the end. */
    TRUNCATION("truncation", true),
    /** A line is not an event in valid JSON. */
    BAD_JSON("bad_json", true),
    /** Lines are missing where one segment ends and the next begins. */
    SEGMENT_GAP("segment_gap", true),
    /** The head file is missing or not as it was written. */
    HEAD_DAMAGED("head_damaged", true),
    /** A line differs from what was noted of it elsewhere: the journal was rewritten. */
    REWRITE("rewrite", true),
    /** Half a line at the very end, left by a writer that died; the next append repairs it. */
    TORN_TAIL("torn_tail", false),
    /** Torn bytes that an earlier repair moved to a file of their own. */
    SIDE_FILE("side_file", false);

    private final String text;
    private final boolean damage;

    Kind(String text, boolean damage) {
      this.text = text;
      this.damage = damage;
    }

    /** The word used in JSON. */
    public String text() {
      return text;
    }

    /** Whether acknowledged events are changed or gone; otherwise it is only worth knowing. */
    public boolean isDamage() {
      return damage;
    }
  }

  /** Writes this finding as one JSON object. */
  public void writeTo(JsonWriter json) {
    json.beginObject()
        .field("kind", kind.text())
        .field("damage", kind.isDamage())
        .field("segment", segment)
        .field("line", line)
        .field("seq", seq)
        .field("expected", expected)
        .field("found", found)
        .endObject();
  }
}
