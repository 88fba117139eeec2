package dev.cordon.audit;

import java.time.Instant;

/** Ids of events: UUIDv7 (RFC 9562 §5.7), which sort by the millisecond they were made in. */
public final class EventId {
  private static final int BYTES = 16;

  private EventId() {}

  /** A new id: 48 bits of time in milliseconds, 74 random bits. */
  public static String next(Instant time, Randomness randomness) {
    byte[] id = new byte[BYTES];
    randomness.fill(id);
    return of(time, id);
  }

  /** The id made of a time and the last ten of 16 random bytes, which are overwritten. */
  static String of(Instant time, byte[] id) {
    long millis = time.toEpochMilli();
    for (int i = 5; i >= 0; i--, millis >>= 8) {
      id[i] = (byte) millis;
    }
    id[6] = (byte) ((id[6] & 0x0f) | 0x70);
    id[8] = (byte) ((id[8] & 0x3f) | 0x80);
    String hex = Sha256.hex(id);
    return hex.substring(0, 8)
        + '-'
        + hex.substring(8, 12)
        + '-'
        + hex.substring(12, 16)
        + '-'
        + hex.substring(16, 20)
        + '-'
        + hex.substring(20);
  }
}
