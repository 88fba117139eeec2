package dev.cordon.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The first message of TLS, as a real client writes it and as nobody should. */
class ClientHelloTest {

  /** What Java's own TLS says first. */
  static byte[] hello(@Nullable String host) throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setServerNames(host == null ? List.of() : List.of(new SNIHostName(host)));
    engine.setSSLParameters(parameters);
    ByteBuffer out = ByteBuffer.allocate(1 << 15);
    try {
      engine.wrap(ByteBuffer.allocate(0), out);
    } catch (SSLException failed) {
      throw new IllegalStateException(failed);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static @Nullable ClientHello read(byte[] bytes) throws RefusedException {
    return ClientHello.read(bytes, bytes.length);
  }

  /** The same message in records of {@code size} bytes. */
  private static byte[] fragmented(byte[] hello, int size) {
    ByteBuffer out = ByteBuffer.allocate(hello.length * 7);
    for (int at = 5; at < hello.length; at += size) {
      int some = Math.min(size, hello.length - at);
      out.put((byte) 22).put((byte) 3).put((byte) 1).putShort((short) some);
      out.put(hello, at, some);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new IllegalStateException("not there");
  }

  @Test
  void aRealHelloSaysForWhomItIs() throws Exception {
    assertThat(Objects.requireNonNull(read(hello("Example.com"))).host()).isEqualTo("example.com");
  }

  @Test
  void aHelloInManyRecordsIsTheSame() throws Exception {
    for (int size : new int[] {1, 2, 3, 4, 5, 7, 100}) {
      byte[] bytes = fragmented(hello("example.com"), size);
      assertThat(Objects.requireNonNull(read(bytes)).host()).isEqualTo("example.com");
    }
  }

  @Test
  void aHelloThatComesInPiecesNeedsMore() throws Exception {
    for (byte[] bytes : List.of(hello("example.com"), fragmented(hello("example.com"), 50))) {
      for (int length = 0; length < bytes.length - 50; length++) {
        assertThat(ClientHello.read(bytes, length)).isNull();
      }
      assertThat(read(bytes)).isNotNull();
    }
  }

  @Test
  void withoutANameItIsRefused() throws Exception {
    byte[] bytes = hello(null);

    assertThatThrownBy(() -> read(bytes))
        .hasMessage("the TLS connection does not say for which host");
  }

  @Test
  void anEncryptedNameIsRefused() throws Exception {
    byte[] bytes = hello("example.com");
    // extended_master_secret, which is empty, becomes encrypted_client_hello
    int at = indexOf(bytes, new byte[] {0, 23, 0, 0});
    bytes[at] = (byte) 0xfe;
    bytes[at + 1] = 0x0d;

    assertThatThrownBy(() -> read(bytes)).hasMessage("the name the connection is for is encrypted");
  }

  @Test
  void aNameThatIsNoHostIsRefused() throws Exception {
    byte[] good = hello("good.com.evil.com");
    byte[] name = "good.com.evil.com".getBytes(StandardCharsets.US_ASCII);
    for (char odd : "\0 @/:\u00fc".toCharArray()) {
      byte[] bytes = good.clone();
      bytes[indexOf(bytes, name) + 8] = (byte) odd;
      assertThatThrownBy(() -> read(bytes))
          .hasMessage("malformed TLS: a server name that is no host");
    }
    byte[] dotted = good.clone();
    dotted[indexOf(dotted, name) + name.length - 1] = '.';
    assertThatThrownBy(() -> read(dotted))
        .hasMessage("malformed TLS: a server name that is no host");
  }

  @Test
  void twoNamesAreRefused() throws Exception {
    byte[] bytes = hello("example.com");
    byte[] name = "example.com".getBytes(StandardCharsets.US_ASCII);
    int at = indexOf(bytes, name);
    // one list entry that claims to be shorter leaves bytes behind it
    bytes[at - 1]--;

    assertThatThrownBy(() -> read(bytes)).hasMessage("malformed TLS: a length that does not fit");
  }

  @Test
  void otherRecordsAndEndlessOnesAreRefused() {
    assertThatThrownBy(() -> read(new byte[] {23, 3, 3, 0, 1, 1}))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> read(new byte[] {22, 2, 0, 0, 1, 1}))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> read(new byte[] {22, 3, 1, 0, 0}))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> read(new byte[] {22, 3, 1, (byte) 0xff, 0, 1}))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> read(new byte[] {22, 3, 1, 0, 1, 2}))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> read(new byte[] {22, 3, 1, 0, 4, 1, 1, 0, 0}))
        .isInstanceOf(RefusedException.class);
    byte[] endless = new byte[ClientHello.MAX_BYTES + 10];
    for (int at = 0; at + 6 <= endless.length; at += 6) {
      System.arraycopy(new byte[] {22, 3, 1, 0, 1, 1}, 0, endless, at, 6);
    }
    assertThatThrownBy(() -> read(endless)).isInstanceOf(RefusedException.class);
  }

  /** Whatever comes: a host, a wish for more, or a refusal. */
  @Test
  void changedHellosAreReadOrRefused() throws Exception {
    byte[] good = hello("example.com");
    Random random = new Random(5);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = Arrays.copyOf(good, 1 + random.nextInt(good.length));
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        ClientHello hello = read(bytes);
        if (hello != null) {
          assertThat(hello.host()).matches("[a-z0-9.-]+");
        }
      } catch (RefusedException refused) {
        assertThat(refused.detail()).isNotEmpty();
      }
    }
  }
}
