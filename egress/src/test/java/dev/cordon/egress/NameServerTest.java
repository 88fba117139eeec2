package dev.cordon.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to lookups inside the boundary. */
class NameServerTest {
  private static final int A = 1;
  private static final int AAAA = 28;
  private static final int TXT = 16;
  private static final int HTTPS = 65;

  private final SyntheticNames names = new SyntheticNames();
  private final NameServer server = new NameServer(names, List.of("corp.example"));

  private static byte[] query(String name, int type) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : name.split("\\.", -1)) {
      byte[] bytes = label.getBytes(StandardCharsets.ISO_8859_1);
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    out.writeBytes(new byte[] {0, 0, (byte) type, 0, 1});
    return out.toByteArray();
  }

  /** The code of an answer, and the address in it. */
  private String answer(byte[] query) throws Exception {
    byte[] answer = server.answer(query);
    if (answer == null) {
      return "none";
    }
    assertThat(answer).startsWith(query[0], query[1]);
    assertThat(answer[2] & 0x80).isEqualTo(0x80);
    int code = answer[3] & 15;
    if (answer[7] == 0) {
      return String.valueOf(code);
    }
    byte[] address = new byte[4];
    System.arraycopy(answer, answer.length - 4, address, 0, 4);
    return code + " " + InetAddress.getByAddress(address).getHostAddress();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "example.com, 1, 0 198.18.0.16",
    "EXAMPLE.com, 1, 0 198.18.0.16",
    "localhost, 1, 0 127.0.0.1",
    "a.localhost, 1, 0 127.0.0.1",
    "example.com, 28, 0",
    "example.com, 16, 0",
    "example.com, 65, 0",
    "_sip._tcp.example.com, 33, 3",
    "example.com.corp.example, 1, 3",
    "corp.example, 1, 0 198.18.0.16",
    "-a.example.com, 1, 3",
    "0x7f.1, 1, 3",
    "a b.example.com, 1, 3",
  })
  void everyHostHasAnAddressAndNothingElse(String name, int type, String expected)
      throws Exception {
    assertThat(answer(query(name, type))).isEqualTo(expected);
  }

  @Test
  void anAddressStandsForItsName() throws Exception {
    answer(query("a.example.com", A));
    answer(query("b.example.com", A));

    assertThat(names.nameOf(InetAddress.ofLiteral("198.18.0.16"))).isEqualTo("a.example.com");
    assertThat(names.nameOf(InetAddress.ofLiteral("198.18.0.17"))).isEqualTo("b.example.com");
    assertThat(names.nameOf(InetAddress.ofLiteral("198.18.0.18"))).isNull();
    assertThat(names.nameOf(InetAddress.ofLiteral("8.8.8.8"))).isNull();
    assertThat(names.nameOf(InetAddress.ofLiteral("2001:db8::1"))).isNull();
    assertThat(names.nameOf(SyntheticNames.proxy())).isNull();
  }

  @Test
  void aFloodOfNamesTakesTheAddressOfTheOldestAndNoMoreMemory() throws Exception {
    answer(query("first.example.com", A));
    answer(query("kept.example.com", A));
    for (int i = 0; i < SyntheticNames.MAX_NAMES - 1; i++) {
      names.addressOf("kept.example.com");
      names.addressOf("n" + i + ".example.com");
    }

    assertThat(names.nameOf(InetAddress.ofLiteral("198.18.0.17"))).isEqualTo("kept.example.com");
    assertThat(names.nameOf(InetAddress.ofLiteral("198.18.0.16")))
        .isEqualTo("n" + (SyntheticNames.MAX_NAMES - 2) + ".example.com");
    assertThat(answer(query("first.example.com", A))).isNotEqualTo("0 198.18.0.16");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // too short, an answer, another kind of question, two questions, a pointer, a label too long,
    // a dot inside a label, no end, no type
    "1234, none",
    "123481000001000000000000, none",
    "123408000001000000000000, 4",
    "123401000002000000000000, 1",
    "123401000001000000000000c00c00010001, 1",
    "12340100000100000000000040616161, 1",
    "12340100000100000000000003612e620000010001, 1",
    "12340100000100000000000003616263, 1",
    "1234010000010000000000000361626300, 1",
    "123401000001000000000000000001" + "0001, 3",
  })
  void whatIsMalformedIsSaidToBe(String hex, String expected) throws Exception {
    assertThat(answer(HexFormat.of().parseHex(hex))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {AAAA, TXT, HTTPS})
  void otherKindsOfRecordsTakeNoAddress(int type) throws Exception {
    answer(query("unused.example.com", type));

    assertThat(names.nameOf(InetAddress.ofLiteral("198.18.0.16"))).isNull();
  }
}
