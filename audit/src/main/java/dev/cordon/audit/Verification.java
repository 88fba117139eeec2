package dev.cordon.audit;

import java.util.List;

/**
 * What a verifier says of a journal.
 *
 * @param lines how many lines were read
 * @param firstSeq the number of the first line, 0 when there is none
 * @param head the newest line; noted elsewhere, it lets a later verification prove more
 * @param findings the first {@link JournalVerifier#MAX_FINDINGS}, damage before what is only worth
 *     knowing, each in the order of the journal
 * @param findingsTotal how many there are in all
 */
public record Verification(
    long lines, long firstSeq, JournalHead head, List<Finding> findings, long findingsTotal) {

  /** Copies the list. */
  public Verification {
    findings = List.copyOf(findings);
  }

  /**
   * Whether every acknowledged event is there as it was written, as far as can be seen from here.
   */
  public boolean ok() {
    for (Finding finding : findings) {
      if (finding.kind().isDamage()) {
        return false;
      }
    }
    return true;
  }

  /** Writes this as one JSON object. */
  public void writeTo(JsonWriter json) {
    json.beginObject()
        .field("ok", ok())
        .field("lines", lines)
        .field("first_seq", firstSeq)
        .field("last_seq", head.seq())
        .field("last_hash", head.hash())
        .field("findings_total", findingsTotal)
        .name("findings")
        .beginArray();
    for (Finding finding : findings) {
      finding.writeTo(json);
    }
    json.endArray().endObject();
  }
}
