package dev.cordon.egress;

import org.jspecify.annotations.Nullable;

/**
 * A connection that somebody inside wants to make. Immutable.
 *
 * @param program the name of the program, as far as it is known; empty when it is not
 * @param host whom it is for: a name or an address, in its normal spelling
 * @param port 1 to 65535
 * @param protocol what is spoken, as far as it has shown itself
 * @param method of an HTTP request, as written; null when there is none to be seen
 */
public record Approach(
    String program, String host, int port, Protocol protocol, @Nullable String method) {

  /** What is spoken on a connection. */
  public enum Protocol {
    /** TLS, end to end: what is inside is not seen. */
    TLS("tls"),
    HTTP("http"),
    /** A tunnel asked of the gate as an HTTP proxy. */
    CONNECT("connect"),
    /** A connection asked of the gate as a SOCKS proxy. */
    SOCKS("socks"),
    /** Anything else. */
    TCP("tcp");

    private final String text;

    Protocol(String text) {
      this.text = text;
    }

    /** The spelling in records. */
    public String text() {
      return text;
    }
  }
}
