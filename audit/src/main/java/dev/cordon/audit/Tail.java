package dev.cordon.audit;

/**
 * The end of the journal: its newest line, and where that line ends.
 *
 * @param seq the newest line's number, 0 when there is none
 * @param hash its hash
 * @param segment the number in the name of the segment the next line goes to
 * @param end the offset in that segment behind the newest line, in bytes
 */
record Tail(long seq, String hash, long segment, long end) {
  static final Tail GENESIS = new Tail(0, Sha256.ZERO, 1, 0);

  /** The tail after one more line in the same segment. */
  Tail after(String lineHash, int lineBytes) {
    return new Tail(seq + 1, lineHash, segment, end + lineBytes + 1);
  }

  /** The same line, with the next one going to a new segment. */
  Tail inNewSegment() {
    return new Tail(seq, hash, seq + 1, 0);
  }
}
