package dev.cordon.audit;

/**
 * SHA-256 for a JVM that has just started: the first digest of the platform costs ten milliseconds
 * of loading providers, this one costs none. For a line or a name; whole journals are verified with
 * the platform's own, so that the two check each other. Source: FIPS 180-4. Stateless, thread-safe.
 */
public final class ColdSha256 {
  private static final int BLOCK_BYTES = 64;
  private static final int LENGTH_BYTES = 8;
  private static final int ROUNDS = 64;

  /** The first 32 bits of the fractional parts of the square roots of the first eight primes. */
  private static final int[] START = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  /** The same of the cube roots of the first 64 primes. */
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

  private ColdSha256() {}

  /** The hash of {@code length} bytes of {@code data} from {@code offset} on. */
  static byte[] hash(byte[] data, int offset, int length) {
    int[] state = START.clone();
    int whole = length - length % BLOCK_BYTES;
    for (int at = 0; at < whole; at += BLOCK_BYTES) {
      mix(state, data, offset + at);
    }
    int rest = length - whole;
    byte[] last = new byte[rest + 1 + LENGTH_BYTES > BLOCK_BYTES ? 2 * BLOCK_BYTES : BLOCK_BYTES];
    System.arraycopy(data, offset + whole, last, 0, rest);
    last[rest] = (byte) 0x80;
    long bits = 8L * length;
    for (int i = 0; i < LENGTH_BYTES; i++) {
      last[last.length - 1 - i] = (byte) (bits >>> (8 * i));
    }
    for (int at = 0; at < last.length; at += BLOCK_BYTES) {
      mix(state, last, at);
    }
    byte[] hash = new byte[4 * state.length];
    for (int i = 0; i < hash.length; i++) {
      hash[i] = (byte) (state[i >> 2] >>> (24 - 8 * (i & 3)));
    }
    return hash;
  }

  /** The hash in lower-case hex. */
  public static String hex(byte[] data, int offset, int length) {
    return Sha256.hex(hash(data, offset, length));
  }

  private static void mix(int[] state, byte[] block, int offset) {
    int[] w = new int[ROUNDS];
    for (int i = 0; i < 16; i++) {
      int at = offset + 4 * i;
      w[i] =
          (block[at] << 24)
              | ((block[at + 1] & 255) << 16)
              | ((block[at + 2] & 255) << 8)
              | (block[at + 3] & 255);
    }
    for (int i = 16; i < ROUNDS; i++) {
      int x = w[i - 15];
      int y = w[i - 2];
      int s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
      int s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    rounds(state, w);
  }

  private static int turn(int word, int bits) {
    return (word >>> bits) | (word << (32 - bits));
  }

  private static void rounds(int[] state, int[] w) {
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    int f = state[5];
    int g = state[6];
    int h = state[7];
    for (int i = 0; i < ROUNDS; i++) {
      int s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      int t1 = h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i];
      int s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
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
    int[] mixed = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < mixed.length; i++) {
      state[i] += mixed[i];
    }
  }
}
