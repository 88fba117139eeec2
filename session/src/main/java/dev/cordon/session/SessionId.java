package dev.cordon.session;

import dev.cordon.audit.Randomness;

/** Ids of sessions: eight letters and digits, short enough to type. */
final class SessionId {
  /** Without those that look alike. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

  private static final int LENGTH = 8;

  private SessionId() {}

  static String next(Randomness randomness) {
    byte[] bytes = new byte[LENGTH];
    randomness.fill(bytes);
    StringBuilder id = new StringBuilder(LENGTH);
    for (byte b : bytes) {
      id.append(ALPHABET.charAt(b & 31));
    }
    return id.toString();
  }
}
