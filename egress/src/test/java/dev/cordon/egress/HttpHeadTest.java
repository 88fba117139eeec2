package dev.cordon.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Heads of requests, one way to read each. */
class HttpHeadTest {

  private static HttpHead read(String text) throws RefusedException {
    byte[] bytes = text.getBytes(ISO_8859_1);
    HttpHead head = HttpHead.read(bytes, bytes.length);
    assertThat(head).as("needs more").isNotNull();
    return Objects.requireNonNull(head);
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  @Test
  void aRequestIsWrittenAnewForOneConnection() throws Exception {
    HttpHead head =
        read(
            lines(
                "POST /a?b=c HTTP/1.1",
                "Host: Example.COM:8080",
                "Content-Length: 5",
                "Connection: keep-alive, X-Own",
                "X-Own: mine",
                "Proxy-Authorization: Basic c2VjcmV0",
                "Accept:  */* "));

    assertThat(head.host()).isEqualTo("example.com");
    assertThat(head.port()).isEqualTo(8080);
    assertThat(head.body()).isEqualTo(new HttpHead.Body(5));
    assertThat(new String(head.rewritten(), ISO_8859_1))
        .isEqualTo(
            lines(
                "POST /a?b=c HTTP/1.1",
                "Host: Example.COM:8080",
                "Content-Length: 5",
                "Accept: */*",
                "Connection: close"));
  }

  @Test
  void aRequestForAProxyBecomesOneForTheHost() throws Exception {
    HttpHead head = read(lines("GET http://example.com/x HTTP/1.1", "Host: example.com"));

    assertThat(head.absolute()).isTrue();
    assertThat(new String(head.rewritten(), ISO_8859_1))
        .isEqualTo(lines("GET /x HTTP/1.1", "Host: example.com", "Connection: close"));
    assertThat(read(lines("GET http://example.com?q HTTP/1.1", "Host: example.com")).target())
        .isEqualTo("/?q");
    assertThat(new String(read(lines("GET http://a.com/ HTTP/1.0")).rewritten(), ISO_8859_1))
        .isEqualTo(lines("GET / HTTP/1.0", "Host: a.com", "Connection: close"));
  }

  @Test
  void aChangeToWebsocketIsPassedOn() throws Exception {
    HttpHead head =
        read(
            lines(
                "GET /chat HTTP/1.1",
                "Host: example.com",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Key: a"));

    assertThat(head.upgrade()).isEqualTo("websocket");
    assertThat(new String(head.rewritten(), ISO_8859_1))
        .isEqualTo(
            lines(
                "GET /chat HTTP/1.1",
                "Host: example.com",
                "Sec-WebSocket-Key: a",
                "Connection: Upgrade",
                "Upgrade: websocket"));
  }

  @Test
  void anUpgradeThatConnectionDoesNotNameIsNone() throws Exception {
    assertThat(read(lines("GET / HTTP/1.1", "Host: a.com", "Upgrade: h2c")).upgrade()).isNull();
  }

  @Test
  void aTunnelNamesHostAndPort() throws Exception {
    HttpHead head = read(lines("CONNECT Example.com:443 HTTP/1.1", "Host: other.example"));

    assertThat(head.host()).isEqualTo("example.com");
    assertThat(head.port()).isEqualTo(443);
  }

  static Stream<Arguments> refused() {
    String host = "Host: a.com";
    return Stream.of(
        Arguments.of("no host", lines("GET / HTTP/1.1")),
        Arguments.of("two hosts", lines("GET / HTTP/1.1", host, host)),
        Arguments.of("a host that is none", lines("GET / HTTP/1.1", "Host: a.com/b")),
        Arguments.of("userinfo", lines("GET / HTTP/1.1", "Host: good.com@evil.com")),
        Arguments.of("an octal address", lines("GET / HTTP/1.1", "Host: 0177.0.0.1")),
        Arguments.of("a decimal address", lines("GET / HTTP/1.1", "Host: 2130706433")),
        Arguments.of("a NUL", lines("GET / HTTP/1.1", "Host: good.com\0.evil.com")),
        Arguments.of("other letters", lines("GET / HTTP/1.1", "Host: b\u00fccher.example")),
        Arguments.of("two names", lines("GET http://a.com/ HTTP/1.1", "Host: b.com")),
        Arguments.of("two ports", lines("GET http://a.com:81/ HTTP/1.1", host)),
        Arguments.of("userinfo in the line", lines("GET http://x@a.com/ HTTP/1.1", host)),
        Arguments.of("https by a proxy", lines("GET https://a.com/ HTTP/1.1", host)),
        Arguments.of("a target that is no path", lines("GET a HTTP/1.1", host)),
        Arguments.of("a fragment", lines("GET /a#b HTTP/1.1", host)),
        Arguments.of("four words", lines("GET / x HTTP/1.1", host)),
        Arguments.of("a tab for a space", lines("GET\t/\tHTTP/1.1", host)),
        Arguments.of("HTTP/2", lines("PRI * HTTP/2.0")),
        Arguments.of("HTTP/0.9", "GET /\r\n\r\n"),
        Arguments.of(
            "two lengths",
            lines("POST / HTTP/1.1", host, "Content-Length: 1", "Content-Length: 1")),
        Arguments.of("a list of lengths", lines("POST / HTTP/1.1", host, "Content-Length: 1, 1")),
        Arguments.of("a signed length", lines("POST / HTTP/1.1", host, "Content-Length: +1")),
        Arguments.of(
            "both framings",
            lines("POST / HTTP/1.1", host, "Content-Length: 1", "Transfer-Encoding: chunked")),
        Arguments.of(
            "another coding", lines("POST / HTTP/1.1", host, "Transfer-Encoding: gzip, chunked")),
        Arguments.of(
            "a hidden coding", lines("POST / HTTP/1.1", host, "Transfer-Encoding: xchunked")),
        Arguments.of(
            "chunks twice",
            lines(
                "POST / HTTP/1.1",
                host,
                "Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked")),
        Arguments.of(
            "chunks in HTTP/1.0", lines("POST / HTTP/1.0", host, "Transfer-Encoding: chunked")),
        Arguments.of(
            "a space before the colon",
            lines("POST / HTTP/1.1", host, "Transfer-Encoding : chunked")),
        Arguments.of("a folded line", lines("GET / HTTP/1.1", host, "X: a", " Host: b.com")),
        Arguments.of("a field without a name", lines("GET / HTTP/1.1", host, ": a")),
        Arguments.of("a dropped Host", lines("GET / HTTP/1.1", host, "Connection: Host")),
        Arguments.of("a bare LF", "GET / HTTP/1.1\nHost: a.com\r\n\r\n"),
        Arguments.of("a bare CR", "GET / HTTP/1.1\r\nX: a\rHost: b.com\r\n\r\n"),
        Arguments.of("a control character", lines("GET / HTTP/1.1", host, "X: a\u0001")),
        Arguments.of("a tunnel without a port", lines("CONNECT a.com HTTP/1.1", host)),
        Arguments.of(
            "a tunnel with a body", lines("CONNECT a.com:443 HTTP/1.1", host, "Content-Length: 1")),
        Arguments.of("a line of 64 KB", lines("GET / HTTP/1.1", host, "X: " + "a".repeat(1 << 16))),
        Arguments.of("a head without end", "GET /" + "a".repeat(1 << 16)),
        Arguments.of("a long method", lines("M".repeat(21) + " / HTTP/1.1", host)),
        Arguments.of("many fields", "GET / HTTP/1.1\r\n" + "X: a\r\n".repeat(300) + "\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void whatCanBeReadInTwoWaysIsRefused(String what, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);

    assertThatThrownBy(() -> HttpHead.read(bytes, bytes.length))
        .as(what)
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void aHeadThatComesInPiecesNeedsMore() throws Exception {
    byte[] bytes = lines("GET / HTTP/1.1", "Host: a.com").getBytes(ISO_8859_1);

    for (int length = 0; length < bytes.length; length++) {
      assertThat(HttpHead.read(bytes, length)).isNull();
    }
    assertThat(HttpHead.read(bytes, bytes.length)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET / HTTP/1.1\\r\\n  | YES
          PRI * HTTP/2.0\\r\\n  | YES
          GET / HTTP/1.1         | MAYBE
          GE                     | MAYBE
          HELO a.com\\r\\n      | NO
          QUIT\\r\\n            | NO
          SSH-2.0-x              | NO
          get / HTTP/1.1\\r\\n  | NO
          EHLO.a                 | NO
          """)
  void aRequestIsSeenByItsFirstLine(String text, HttpHead.Likeness expected) {
    byte[] bytes = text.translateEscapes().getBytes(ISO_8859_1);

    assertThat(HttpHead.likeness(bytes, bytes.length)).isEqualTo(expected);
  }
}
