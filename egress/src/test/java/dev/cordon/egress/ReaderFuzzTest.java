package dev.cordon.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cordon.testing.KeptInputs;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes: a host that is one, a wish for more, or a refusal that says why. With {@code
 * JAZZER_FUZZ=1} each looks for new inputs for ten minutes.
 */
class ReaderFuzzTest {
  private static final int DNS_HEADER = 12;

  private final NameServer names = new NameServer(new SyntheticNames(), List.of("corp.example"));

  @ParameterizedTest
  @ValueSource(strings = {"hellos", "heads", "lookups"})
  void readsWhatWasKept(String target) throws Exception {
    for (byte[] input : KeptInputs.of(getClass(), target + "/")) {
      switch (target) {
        case "hellos" -> hellos(input);
        case "heads" -> heads(input);
        default -> lookups(input);
      }
    }
  }

  @FuzzTest(maxDuration = "10m")
  void hellos(byte @Nullable [] bytes) {
    byte[] input = bytes == null ? new byte[0] : bytes;
    try {
      ClientHello hello = ClientHello.read(input, input.length);
      if (hello != null) {
        assertThat(hello.host()).matches("[a-z0-9.:-]+");
      }
    } catch (RefusedException refused) {
      assertThat(refused.detail()).isNotEmpty();
    }
  }

  @FuzzTest(maxDuration = "10m")
  void heads(byte @Nullable [] bytes) throws RefusedException {
    byte[] input = bytes == null ? new byte[0] : bytes;
    HttpHead head;
    try {
      head = HttpHead.read(input, input.length);
    } catch (RefusedException refused) {
      assertThat(refused.detail()).isNotEmpty();
      return;
    }
    if (head != null && !head.method().equals(HttpHead.CONNECT)) {
      readsTheSame(head);
    }
  }

  /** What goes on is read as what came in. */
  private static void readsTheSame(HttpHead head) throws RefusedException {
    byte[] written = head.rewritten();
    HttpHead again = HttpHead.read(written, written.length);

    assertThat(again).isNotNull();
    if (again != null) {
      assertThat(again.length()).isEqualTo(written.length);
      assertThat(again.host()).isEqualTo(head.host());
      assertThat(again.port()).isEqualTo(head.port());
      assertThat(again.target()).isEqualTo(head.target());
      assertThat(again.body()).isEqualTo(head.body());
    }
  }

  @FuzzTest(maxDuration = "10m")
  void lookups(byte @Nullable [] bytes) {
    byte[] answer = names.answer(bytes == null ? new byte[0] : bytes);
    if (answer != null) {
      assertThat(answer.length).isGreaterThanOrEqualTo(DNS_HEADER);
      assertThat(answer[2] & 0x80).isEqualTo(0x80);
    }
  }
}
