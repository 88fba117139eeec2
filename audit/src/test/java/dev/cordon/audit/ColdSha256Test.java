package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ColdSha256Test {

  /** Source: NIST, Cryptographic Standards and Guidelines, examples with intermediate values. */
  @Test
  void hashesThePublishedExamples() {
    assertThat(hex("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))
        .isEqualTo("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    assertThat(hex(""))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void hashesEveryLengthAsThePlatformDoes() throws NoSuchAlgorithmException {
    MessageDigest platform = MessageDigest.getInstance("SHA-256");
    byte[] data = new byte[2_000];
    new Random(7).nextBytes(data);
    for (int length = 0; length < 1_500; length++) {
      int offset = length % 64;
      platform.update(data, offset, length);
      assertThat(ColdSha256.hash(data, offset, length)).isEqualTo(platform.digest());
    }
  }

  private static String hex(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return ColdSha256.hex(bytes, 0, bytes.length);
  }
}
