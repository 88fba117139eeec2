package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every connection from inside arrives where it is decided about, and nothing goes another way. */
final class RelayTest {

  private static final String TALK =
      """
      import socket, sys
      s = socket.create_connection((sys.argv[1], int(sys.argv[2])), 10)
      s.sendall(b'hello')
      s.shutdown(socket.SHUT_WR)
      print(s.makefile().read())
      """;

  @BeforeAll
  static void everythingIsThere() {
    for (String program : List.of("bash", "curl", "getent", "ip", "python3")) {
      Programs.require(program);
    }
  }

  /** A room with a gate. */
  private record Gated(Room room, Arrivals arrivals) implements AutoCloseable {
    static Gated of(Caller caller) throws IOException {
      Room room = Room.of(caller);
      Arrivals arrivals = new Arrivals(room.folder().resolve("gate"));
      return new Gated(room.doorway(arrivals), arrivals);
    }

    Ran script(String python, String... arguments) {
      List<String> words = new ArrayList<>(List.of("/usr/bin/python3", "-c", python));
      words.addAll(List.of(arguments));
      return room.execute(words);
    }

    @Override
    public void close() throws IOException {
      arrivals.close();
      room.close();
    }
  }

  @ParameterizedTest(name = "{0}:{1}")
  @CsvSource({
    "93.184.216.34, 443, 93.184.216.34 443",
    "93.184.216.34, 22, 93.184.216.34 22",
    "10.0.0.1, 65535, 10.0.0.1 65535",
    "169.254.169.254, 80, 169.254.169.254 80",
    "2606:4700::1111, 443, 2606:4700::1111 443",
    "::ffff:8.8.8.8, 80, 8.8.8.8 80",
    "example.com, 443, 198.18.0.16 443",
  })
  void aConnectionArrivesWithTheAddressItWasMeantFor(String host, String port, String expected)
      throws IOException {
    for (Caller caller : Caller.values()) {
      try (Gated gated = Gated.of(caller)) {
        Ran ran = gated.script(TALK, host, port);

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).matches(expected.replace(".", "\\.") + " python3[.0-9]*\nhello\n");
        assertThat(ran.denials()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void programsThatKnowNothingOfProxiesArrive(Caller caller) throws IOException {
    try (Gated gated = Gated.of(caller)) {
      gated.room().run("curl -sm 10 --http0.9 http://example.com:8080/; getent hosts example.com");

      assertThat(gated.arrivals().lines).contains("198.18.0.16 8080 curl");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsItsOwnStaysInside(Caller caller) throws IOException {
    try (Gated gated = Gated.of(caller)) {
      Ran ran =
          gated.script(
              """
              import socket
              server = socket.create_server(('127.0.0.1', 0))
              client = socket.create_connection(server.getsockname())
              server.accept()[0].sendall(b'inside')
              print(client.recv(6).decode())
              """);

      assertThat(ran.out()).isEqualTo("inside\n");
      assertThat(gated.arrivals().lines).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerInsideTakesNoCallForAnotherAddress(Caller caller) throws IOException {
    try (Gated gated = Gated.of(caller)) {
      Ran ran =
          gated.script(
              """
              import socket
              server = socket.create_server(('', 8080))
              try:
                socket.create_connection(('93.184.216.34', 8080), 5)
                print('connected')
              except ConnectionRefusedError:
                print('refused')
              """);

      assertThat(ran.out()).isEqualTo("refused\n");
      assertThat(ran.denials())
          .extracting(denial -> denial.target() + " " + denial.evidence())
          .containsExactly("93.184.216.34:8080 connect: the gate cannot wait there");
    }
  }

  @ParameterizedTest
  @EnumSource
  void datagramsGoNowhere(Caller caller) throws IOException {
    try (Gated gated = Gated.of(caller)) {
      Ran ran =
          gated.script(
              """
              import socket
              socket.create_connection(('93.184.216.34', 80), 10)
              s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
              s.settimeout(5)
              s.sendto(b'x', ('93.184.216.34', 443))
              s.connect(('93.184.216.34', 443))
              s.send(b'x')
              try:
                s.recv(1)
              except ConnectionRefusedError:
                print('refused')
              """);

      assertThat(ran.out()).isEqualTo("refused\n");
      assertThat(ran.denials())
          .extracting(denial -> denial.target() + " " + denial.evidence())
          .containsExactly(
              "93.184.216.34:443 sendto: a datagram, and only connections pass the gate");
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobodyInsideChangesTheWay(Caller caller) throws IOException {
    try (Gated gated = Gated.of(caller)) {
      Ran ran =
          gated
              .room()
              .run(
                  """
                  curl -sm 5 http://93.184.216.34/ > /dev/null
                  ip route del local default dev lo table local; ip link set lo down
                  ip route add 1.2.3.4 dev lo; ip addr add 8.8.8.8/32 dev lo
                  ip link add dummy0 type dummy; cat /proc/net/route | wc -l
                  pgrep -f cordon-relay; ls /proc | grep -c '^[0-9]'
                  """);

      assertThat(ran.err().lines().filter(line -> line.contains("not permitted")))
          .hasSizeGreaterThanOrEqualTo(5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void muchArrivesWholeInBothDirections(Caller caller) throws IOException {
    try (Gated gated = Gated.of(caller)) {
      Ran ran =
          gated.script(
              """
              import hashlib, os, socket, threading
              s = socket.create_connection(('93.184.216.34', 9000), 10)
              data = os.urandom(1 << 20)
              def send():
                for _ in range(40): s.sendall(data)
                s.shutdown(socket.SHUT_WR)
              threading.Thread(target=send).start()
              came = s.makefile('rb').read()
              line, _, body = came.partition(b'\\n')
              print(line.split()[1], len(body) == 40 << 20, body == data * 40)
              """);

      assertThat(ran.out()).isEqualTo("b'9000' True True\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyAtOnceAllArrive(Caller caller) throws IOException {
    try (Gated gated = Gated.of(caller)) {
      Ran ran =
          gated.script(
              """
              import socket
              all = [socket.create_connection(('93.184.216.34', 1000 + i), 10) for i in range(400)]
              for i, s in enumerate(all):
                s.sendall(str(i).encode() + b'\\n')
              good = 0
              for i, s in enumerate(all):
                f = s.makefile()
                good += f.readline().split()[1] == str(1000 + i) and f.readline() == str(i) + '\\n'
              print(good)
              """);

      assertThat(ran.out()).isEqualTo("400\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoGivesUpIsGivenUp(Caller caller) throws IOException {
    try (Gated gated = Gated.of(caller)) {
      Ran ran =
          gated.script(
              """
              import socket, struct
              for i in range(200):
                s = socket.create_connection(('93.184.216.34', 80), 10)
                s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
                s.close()
              s = socket.create_connection(('93.184.216.34', 81), 10)
              print(s.makefile().readline().split()[1])
              """);

      assertThat(ran.out()).isEqualTo("81\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void noRelayStandsInTheNetworkOfTheHost(Caller caller) throws IOException {
    try (Gated gated = Gated.of(caller)) {
      gated.room().onHostNetwork();
      String before = gated.room().host("ip route show table local").stdout();
      gated.script(
          """
          import socket
          try: socket.create_connection(('192.0.2.1', 9), 1)
          except OSError: pass
          """);

      assertThat(gated.room().host("ip route show table local").stdout()).isEqualTo(before);
      assertThat(gated.arrivals().lines).isEmpty();
    }
  }
}
