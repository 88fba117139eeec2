package dev.cordon.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections at the gate, with real servers on loopback. */
class GateTest {
  @TempDir Path folder;

  private final Recorded keeper = Recorded.permitting("good.example", "gone.example");
  private HttpServer web;
  private Echo echo;
  private Inside inside;

  @BeforeEach
  void open() throws Exception {
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          String text =
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Host")
                  + " "
                  + new String(body, UTF_8);
          exchange.sendResponseHeaders(200, text.length());
          exchange.getResponseBody().write(text.getBytes(UTF_8));
          exchange.close();
        });
    web.start();
    echo = new Echo(0, "");
    inside =
        new Inside(
            folder, keeper, Map.of("good.example", "127.0.0.1", "gone.example", "127.0.0.1"));
  }

  @AfterEach
  void close() throws IOException {
    inside.close();
    echo.close();
    web.stop(0);
  }

  private int webPort() {
    return web.getAddress().getPort();
  }

  @Test
  void aRequestThroughTheProxyArrives() throws Exception {
    String authority = "good.example:" + webPort();
    SocketChannel client = inside.connectToProxy();
    Inside.send(
        client,
        "POST http://"
            + authority
            + "/a?b HTTP/1.1\r\nHost: "
            + authority
            + "\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: x\r\n\r\n");

    assertThat(Inside.all(client))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith("POST /a?b " + authority + " abcde");
    assertThat(keeper.line()).isEqualTo("curl good.example http POST permitted by the test");
  }

  @Test
  void aTunnelToAnotherPortIsPassedOn() throws Exception {
    SocketChannel client = inside.connectToProxy();
    Inside.send(client, "CONNECT good.example:" + echo.port() + " HTTP/1.1\r\n\r\nhello");

    assertThat(Inside.some(client, 39)).isEqualTo("HTTP/1.1 200 Connection established\r\n\r\n");
    client.shutdownOutput();
    assertThat(Inside.all(client)).isEqualTo("heard 5");
    Passage passage = keeper.next();
    assertThat(passage.sent()).isEqualTo(5);
    assertThat(passage.received()).isEqualTo(7);
    assertThat(passage.dialled()).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
  }

  @Test
  void aSocksClientIsServed() throws Exception {
    SocketChannel client = inside.connectToProxy();
    int port = echo.port();
    Inside.send(client, new byte[] {5, 1, 0});
    assertThat(Inside.some(client, 2)).isEqualTo("\u0005\u0000");
    Inside.send(
        client,
        "\u0005\u0001\u0000\u0003\u000cgood.example" + (char) (port >> 8) + (char) (port & 255));
    assertThat(Inside.some(client, 10)).startsWith("\u0005\u0000");
    Inside.send(client, "hello");
    client.shutdownOutput();

    assertThat(Inside.all(client)).isEqualTo("heard 5");
    assertThat(keeper.line()).isEqualTo("curl good.example socks permitted by the test");
  }

  @Test
  void whoLooksANameUpFirstMeansTheName() throws Exception {
    String address =
        InetAddress.getByAddress(inside.names().addressOf("good.example")).getHostAddress();
    SocketChannel client = inside.connectToProxy();
    Inside.send(client, "CONNECT " + address + ":" + echo.port() + " HTTP/1.1\r\n\r\nhello");
    client.shutdownOutput();

    assertThat(Inside.all(client)).endsWith("heard 5");
    assertThat(keeper.line()).isEqualTo("curl good.example connect permitted by the test");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "good.example\0.evil.example, 8, malformed: malformed SOCKS: a host or port that is none",
    "evil.example, 2, unlisted: evil.example is not listed",
    "0177.0.0.1, 8, malformed: malformed SOCKS: a host or port that is none",
  })
  void aSocksHostIsReadStrictly(String host, int reply, String expected) throws Exception {
    SocketChannel client = inside.connectToProxy();
    Inside.send(client, new byte[] {5, 1, 0});
    Inside.some(client, 2);
    Inside.send(client, "\u0005\u0001\u0000\u0003" + (char) host.length() + host + "\u0001\u00bb");

    assertThat(Inside.all(client)).hasSize(10).startsWith("\u0005" + (char) reply);
    assertThat(keeper.line()).endsWith(expected);
  }

  @Test
  void aCapturedConnectionToAnotherPortIsByTheNameOfItsAddress() throws Exception {
    SocketChannel client = inside.connectTo("good.example", echo.port());
    Inside.send(client, "SSH-2.0-x");
    client.shutdownOutput();

    assertThat(Inside.all(client)).isEqualTo("heard 9");
    assertThat(keeper.line()).isEqualTo("curl good.example tcp permitted by the test");
  }

  @Test
  void aServerMaySpeakFirst() throws Exception {
    try (Echo greeter = new Echo(0, "220 welcome")) {
      SocketChannel client = inside.connectTo("good.example", greeter.port());

      assertThat(Inside.some(client, 11)).isEqualTo("220 welcome");
      Inside.send(client, "QUIT");
      client.shutdownOutput();
      assertThat(Inside.all(client)).isEqualTo("heard 4");
    }
  }

  @Test
  void aCapturedRequestToAnotherPortIsCheckedToo() throws Exception {
    SocketChannel client = inside.connectTo("good.example", webPort());
    Inside.send(
        client, "GET /x HTTP/1.1\r\nHost: good.example:" + webPort() + "\r\n\r\nGET /smuggled");

    assertThat(Inside.all(client)).endsWith("GET /x good.example:" + webPort() + " ");
    assertThat(keeper.line()).isEqualTo("curl good.example http GET permitted by the test");

    SocketChannel fronted = inside.connectTo("good.example", webPort());
    Inside.send(fronted, "GET /x HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assertThat(Inside.all(fronted)).isEmpty();
    assertThat(keeper.line())
        .endsWith("mismatch: it was made to good.example and says that it is for evil.example");
  }

  @Test
  void anUnlistedHostIsRefusedReadably() throws Exception {
    SocketChannel client = inside.connectTo("evil.example", 80);
    Inside.send(client, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");

    assertThat(Inside.all(client))
        .startsWith("HTTP/1.1 403 Forbidden\r\n")
        .contains("\r\nX-Cordon-Refused: unlisted\r\n")
        .endsWith("\r\n\r\ncordon: evil.example is not listed\nhint: list it\n");
    assertThat(keeper.line())
        .isEqualTo("curl evil.example http GET unlisted: evil.example is not listed");
  }

  @Test
  void tlsForAnotherHostThanItsAddressIsRefusedWithAnAlert() throws Exception {
    SocketChannel client = inside.connectTo("good.example", 443);
    Inside.send(client, ClientHelloTest.hello("evil.example"));

    assertThat(Inside.all(client).getBytes(ISO_8859_1)).containsExactly(21, 3, 3, 0, 2, 2, 49);
    assertThat(keeper.line())
        .endsWith("mismatch: it was made to good.example and says that it is for evil.example");
  }

  @Test
  void tlsInATunnelHasToBeForTheHostOfTheTunnel() throws Exception {
    SocketChannel client = inside.connectToProxy();
    Inside.send(client, "CONNECT good.example:" + echo.port() + " HTTP/1.1\r\n\r\n");
    Inside.some(client, 39);
    Inside.send(client, ClientHelloTest.hello("evil.example"));

    assertThat(Inside.all(client)).isEmpty();
    assertThat(keeper.line()).contains("mismatch: it was made to good.example");
    assertThat(echo.heard.poll(30, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void anAddressIsAHostOfItsOwn() throws Exception {
    SocketChannel client = inside.connect("93.184.216.34", 80);
    Inside.send(client, "GET / HTTP/1.1\r\nHost: good.example\r\n\r\n");
    // the name decides, and its own address is dialled, not the one that was connected to
    assertThat(Inside.all(client)).startsWith("HTTP/1.1 502 Bad Gateway");
    assertThat(keeper.line()).startsWith("curl good.example http GET unreachable");

    SocketChannel other = inside.connect("93.184.216.34", 22);
    assertThat(Inside.all(other)).isEmpty();
    assertThat(keeper.line())
        .isEqualTo("curl 93.184.216.34 tcp unlisted: 93.184.216.34 is not listed");
  }

  @Test
  void anAddressInTheHostFieldHasToBeTheOneConnectedTo() throws Exception {
    SocketChannel client = inside.connect("93.184.216.34", 80);
    Inside.send(client, "GET / HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n");

    assertThat(Inside.all(client)).startsWith("HTTP/1.1 403 Forbidden");
    assertThat(keeper.line()).contains(" mismatch: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"169.254.169.254", "::ffff:169.254.169.254", "fd00:ec2::254", "100.100.100.200"})
  void metadataIsNeverDialledWhoeverAllowsIt(String address) throws Exception {
    Recorded generous = Recorded.deciding(approach -> new Ruling.Permitted("all", true));
    try (Inside open = new Inside(folder, generous, Map.of("meta.example", address))) {
      SocketChannel client = open.connectTo("meta.example", 80);
      Inside.send(client, "GET / HTTP/1.1\r\nHost: meta.example\r\n\r\n");

      assertThat(Inside.all(client)).startsWith("HTTP/1.1 403 Forbidden");
      assertThat(generous.line()).endsWith("not public: metadata service");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, loopback",
    "10.1.2.3, private",
    "::1, loopback",
    "198.18.0.1, for tests of networks"
  })
  void aNameThatLeadsHomeIsNotDialled(String address, String kind) throws Exception {
    Recorded byWildcard = Recorded.deciding(approach -> new Ruling.Permitted("*", false));
    try (Inside open = new Inside(folder, byWildcard, Map.of("rebound.example", address))) {
      SocketChannel client = open.connectTo("rebound.example", 80);
      Inside.send(client, "GET / HTTP/1.1\r\nHost: rebound.example\r\n\r\n");

      assertThat(Inside.all(client)).contains("X-Cordon-Refused: address");
      assertThat(byWildcard.line()).endsWith("which is not public: " + kind);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          443 | SSH-2.0-x                                        | malformed
          80  | \\1\\2                                         | malformed
          80  | PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n          | protocol
          80  | CONNECT good.example:443 HTTP/1.1\\r\\n\\r\\n      | protocol
          80  | GET http://good.example/ HTTP/1.1\\r\\nHost: good.example\\r\\n\\r\\n | protocol
          80  | GET / HTTP/1.1\\r\\nHost: good.example:81\\r\\n\\r\\n | mismatch
          """)
  void whatIsNotSpokenThereIsRefused(int port, String text, String refusal) throws Exception {
    SocketChannel client = inside.connectTo("good.example", port);
    Inside.send(client, text.translateEscapes());
    client.shutdownOutput();

    assertThat(Inside.all(client)).contains("X-Cordon-Refused: " + refusal);
    assertThat(keeper.line()).contains(" " + refusal + ": ");
  }

  @Test
  void aWebsocketThatTheServerDoesNotTakeCarriesNothing() throws Exception {
    String authority = "good.example:" + webPort();
    SocketChannel client = inside.connectToProxy();
    Inside.send(
        client,
        "GET http://"
            + authority
            + "/ws HTTP/1.1\r\nHost: "
            + authority
            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nGET /smuggled HTTP/1.1\r\n"
            + "Host: evil.example\r\n\r\n");
    assertThat(Inside.until(client, "GET /ws " + authority)).doesNotContain("smuggled");
    client.close();

    assertThat(keeper.line())
        .isEqualTo("curl good.example http GET websocket permitted by the test");
  }

  @Test
  void aWebsocketThatTheServerTakesCarriesAnything() throws Exception {
    try (Echo taker = new Echo(0, "HTTP/1.1 101 Switching Protocols\r\n\r\n")) {
      String authority = "good.example:" + taker.port();
      SocketChannel client = inside.connectToProxy();
      Inside.send(
          client,
          "GET http://"
              + authority
              + "/ HTTP/1.1\r\nHost: "
              + authority
              + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nframes");
      client.shutdownOutput();

      assertThat(Inside.all(client)).startsWith("HTTP/1.1 101 ");
      assertThat(taker.heard.poll(30, TimeUnit.SECONDS)).endsWith("\r\n\r\nframes");
    }
  }

  @Test
  void aClientThatLeavesIsNotWaitedForForLong() throws Exception {
    try (ServerSocketChannel silent = ServerSocketChannel.open()) {
      silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String authority = "good.example:" + silent.socket().getLocalPort();
      SocketChannel client = inside.connectToProxy();
      Inside.send(
          client, "GET http://" + authority + "/ HTTP/1.1\r\nHost: " + authority + "\r\n\r\n");
      client.close();

      assertThat(keeper.line(Exchange.LINGER.multipliedBy(4)))
          .isEqualTo("curl good.example http GET permitted by the test");
    }
  }

  @Test
  void aBodyThatIsNotAsItSaysEndsBoth() throws Exception {
    String authority = "good.example:" + echo.port();
    SocketChannel client = inside.connectToProxy();
    Inside.send(
        client,
        "POST http://"
            + authority
            + "/ HTTP/1.1\r\nHost: "
            + authority
            + "\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabcd\r\n0\r\n\r\n");

    Inside.all(client);
    assertThat(keeper.line())
        .endsWith("malformed: malformed HTTP: a chunk that is longer than it says");
  }

  @Test
  void methodsAreSeenByTheKeeper() throws Exception {
    Recorded reading =
        Recorded.deciding(approach ->
            "GET".equals(approach.method())
                ? new Ruling.Permitted("GET", true)
                : new Ruling.Refused(Refusal.METHOD, approach.method() + " may not", ""));
    try (Inside open = new Inside(folder, reading, Map.of("good.example", "127.0.0.1"))) {
      SocketChannel client = open.connectToProxy();
      String authority = "good.example:" + webPort();
      Inside.send(
          client,
          "PUT http://"
              + authority
              + "/ HTTP/1.1\r\nHost: "
              + authority
              + "\r\nContent-Length: 0\r\n\r\n");

      assertThat(Inside.all(client)).endsWith("cordon: PUT may not\n");
    }
  }

  @Test
  void lookupsAreAnsweredInTheirOwnFrames() throws Exception {
    SocketChannel client = inside.connect("10.0.0.2", 53);
    byte[] query =
        HexFormat.of().parseHex("12340100000100000000000007657861" + "6d706c6503636f6d0000010001");
    for (int i = 0; i < 2; i++) {
      Inside.send(client, new byte[] {0, (byte) query.length});
      Inside.send(client, query);
      assertThat(Inside.some(client, 2 + query.length + 16)).endsWith("\u00c6\u0012\u0000\u0010");
    }
  }
}
