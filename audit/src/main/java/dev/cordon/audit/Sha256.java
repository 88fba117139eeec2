package dev.cordon.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 (FIPS 180-4), the hash of the journal's chain.
 *
 * <p>Every {@code cordon run} hashes a few lines, and looking up the JDK's own implementation costs
 * a cold JVM tens of milliseconds (providers, their tables and constraints), more than the rest of
 * an append. {@link #hash} is therefore computed here; tests hold it against the JDK's.
 */
public final class Sha256 {
  /** Characters of a hash in hex. */
  static final int HEX_CHARS = 64;

  /** What the first line of a journal names as the line before. */
  static final String ZERO = "0".repeat(HEX_CHARS);

  private static final String HEX = "0123456789abcdef";
  private static final int BLOCK_BYTES = 64;
  private static final int ROUNDS = 64;

  /** The first 32 bits of the fractional parts of the square roots of the first eight primes. */
  private static final int[] START = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  /** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
  private static final int[] K = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  private Sha256() {}

  /** The hash of these bytes, in lower-case hex. */
  public static String hash(byte[] data) {
    return hex(digest(data));
  }

  /** The hash of these bytes. */
  static byte[] digest(byte[] data) {
    int[] state = START.clone();
    int[] schedule = new int[ROUNDS];
    int whole = data.length - data.length % BLOCK_BYTES;
    for (int at = 0; at < whole; at += BLOCK_BYTES) {
      compress(state, schedule, data, at);
    }
    byte[] rest = padded(data, whole);
    for (int at = 0; at < rest.length; at += BLOCK_BYTES) {
      compress(state, schedule, rest, at);
    }
    byte[] digest = new byte[4 * state.length];
    for (int i = 0; i < digest.length; i++) {
      digest[i] = (byte) (state[i / 4] >>> (24 - 8 * (i % 4)));
    }
    return digest;
  }

  /** What is left of the data from an offset on, a one bit, zeros, and the length in bits. */
  private static byte[] padded(byte[] data, int from) {
    int left = data.length - from;
    byte[] rest = new byte[left + 1 + Long.BYTES <= BLOCK_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES];
    System.arraycopy(data, from, rest, 0, left);
    rest[left] = (byte) 0x80;
    long bits = 8L * data.length;
    for (int i = 1; i <= Long.BYTES; i++, bits >>>= 8) {
      rest[rest.length - i] = (byte) bits;
    }
    return rest;
  }

  private static void compress(int[] state, int[] w, byte[] data, int at) {
    for (int i = 0; i < 16; i++) {
      int from = at + 4 * i;
      w[i] =
          (data[from] << 24)
              | ((data[from + 1] & 255) << 16)
              | ((data[from + 2] & 255) << 8)
              | (data[from + 3] & 255);
    }
    for (int i = 16; i < ROUNDS; i++) {
      int x = w[i - 15];
      int y = w[i - 2];
      int s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      int s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    int f = state[5];
    int g = state[6];
    int h = state[7];
    for (int i = 0; i < ROUNDS; i++) {
      int s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      int t1 = h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i];
      int s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      int t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = d + t1;
      d = c;
      c = b;
      b = a;
      a = t1 + t2;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }

  /** The JDK's implementation, for what is hashed in parts. */
  static MessageDigest inParts() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** These bytes in lower-case hex. */
  static String hex(byte[] bytes) {
    byte[] hex = new byte[bytes.length * 2];
    for (int i = 0; i < bytes.length; i++) {
      hex[2 * i] = (byte) HEX.charAt(bytes[i] >> 4 & 15);
      hex[2 * i + 1] = (byte) HEX.charAt(bytes[i] & 15);
    }
    return new String(hex, StandardCharsets.ISO_8859_1);
  }
}
