package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sha256Test {

  /** The examples of FIPS 180-4. */
  @ParameterizedTest
  @CsvSource({
    "'', 1, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "abc, 1, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq, 1,"
        + " 248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    "a, 1000000, cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
  })
  void theExamplesOfTheStandardHaveTheirHashes(String text, int times, String hash) {
    byte[] data = text.repeat(times).getBytes(StandardCharsets.US_ASCII);
    assertThat(Sha256.hash(data)).isEqualTo(hash);
  }

  @Test
  void everyLengthUpToManyBlocksHashesAsTheJdkHashesIt() {
    Random random = new Random(1);
    for (int length = 0; length < 1500; length++) {
      byte[] data = new byte[length];
      random.nextBytes(data);
      assertThat(Sha256.digest(data)).isEqualTo(Sha256.inParts().digest(data));
    }
  }

  @Test
  void largeDataHashesAsTheJdkHashesIt() {
    Random random = new Random(2);
    for (int round = 0; round < 5; round++) {
      byte[] data = new byte[random.nextInt(1_000_000)];
      random.nextBytes(data);
      assertThat(Sha256.digest(data)).isEqualTo(Sha256.inParts().digest(data));
    }
  }
}
