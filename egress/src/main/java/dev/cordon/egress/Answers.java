package dev.cordon.egress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How a refusal is told to whoever connected, in the way of what is spoken. */
enum Answers {
  /** By the end of the connection. */
  NOTHING,
  TLS_ALERT,
  HTTP_403,
  SOCKS_REPLY;

  /** A fatal alert, access_denied (RFC 8446 §6.2). */
  private static final byte[] TLS_DENIED = {21, 3, 3, 0, 2, 2, 49};

  void tell(Wire client, Ruling.Refused refused) throws IOException {
    boolean unreachable = refused.refusal() == Refusal.UNREACHABLE;
    switch (this) {
      case NOTHING -> {}
      case TLS_ALERT -> client.write(TLS_DENIED);
      case HTTP_403 ->
          client.write(page(unreachable ? "502 Bad Gateway" : "403 Forbidden", refused));
      case SOCKS_REPLY ->
          Socks5.answer(client, unreachable ? Socks5.Reply.UNREACHABLE : Socks5.Reply.NOT_ALLOWED);
    }
  }

  private static byte[] page(String status, Ruling.Refused refused) {
    String hint = refused.hint().isEmpty() ? "" : "hint: " + refused.hint() + "\n";
    String text = "cordon: " + refused.reason() + "\n" + hint;
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + text.getBytes(StandardCharsets.UTF_8).length
            + "\r\nX-Cordon-Refused: "
            + refused.refusal().text()
            + "\r\nConnection: close\r\n\r\n";
    return (head + text).getBytes(StandardCharsets.UTF_8);
  }
}
