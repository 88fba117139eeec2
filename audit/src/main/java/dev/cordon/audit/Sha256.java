package dev.cordon.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, the hash of the journal's chain, as the platform computes it. */
final class Sha256 {
  private static final String HEX = "0123456789abcdef";

  /** Characters of a hash in hex. */
  static final int HEX_CHARS = 64;

  /** What the first line of a journal names as the line before. */
  static final String ZERO = "0".repeat(HEX_CHARS);

  private Sha256() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The hash of these bytes, in lower-case hex. */
  static String hash(byte[] data) {
    return hex(digest().digest(data));
  }

  /** These bytes in lower-case hex. */
  static String hex(byte[] bytes) {
    char[] hex = new char[bytes.length * 2];
    for (int i = 0; i < bytes.length; i++) {
      hex[2 * i] = HEX.charAt(bytes[i] >> 4 & 15);
      hex[2 * i + 1] = HEX.charAt(bytes[i] & 15);
    }
    return new String(hex);
  }
}
