package dev.cordon.audit;

/**
 * Where the chain stands: the number and the hash of its newest line. Whoever notes it elsewhere
 * can later prove that the journal was not rewritten up to there ({@link JournalVerifier#verify}).
 *
 * @param seq the newest line's number, 0 for a journal without lines
 * @param hash its SHA-256 in lower-case hex, 64 zeros for a journal without lines
 */
public record JournalHead(long seq, String hash) {
  static final JournalHead GENESIS = new JournalHead(0, Sha256.ZERO);
}
