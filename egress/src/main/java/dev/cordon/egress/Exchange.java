package dev.cordon.egress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What passes between a client and the server that was dialled for it. One use, one thread. */
final class Exchange {

  /** Waited for a server that says nothing to a client that has gone. */
  static final Duration LINGER = Duration.ofSeconds(5);

  /** Waited for a server to agree to a websocket. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String SWITCHING = "HTTP/1.1 101 ";

  private final Wire client;
  private final Wire server;
  private long sent;
  private long received;
  private volatile boolean clientGone;

  Exchange(Wire client, Wire server) {
    this.client = client;
    this.server = server;
  }

  /** Bytes that went to the server. */
  long sent() {
    return sent;
  }

  /** Bytes that came from it. */
  long received() {
    return received;
  }

  /** Something that is sent to the server while what it says comes back. */
  interface Sending {
    void send() throws IOException, RefusedException;
  }

  /** Ends when the server has said all; what is refused on the way ends both. */
  void pass(Sending sending) throws IOException, RefusedException {
    Pump in = new Pump(server, client);
    Thread reading = Thread.ofVirtual().start(in);
    boolean whole = false;
    try {
      sending.send();
      whole = true;
    } finally {
      if (!whole) {
        server.close();
      }
      awaitEnd(reading, in);
      received += in.passed();
    }
  }

  /** A server that says nothing to a client that has gone is not waited for for long. */
  private void awaitEnd(Thread reading, Pump in) {
    long before = -1;
    try {
      while (!reading.join(LINGER)) {
        if (clientGone && in.passed() == before) {
          server.close();
        }
        before = in.passed();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends whatever comes until the client ends it. */
  void sendAll() {
    Pump out = new Pump(client, server);
    out.run();
    sent += out.passed();
    clientGone = true;
  }

  /** Sends one request, and nothing that the client says after it. */
  void sendRequest(HttpHead head) throws IOException, RefusedException {
    sendHead(head);
    HttpBody body = new HttpBody(client, server);
    try {
      body.pass(head.body());
    } finally {
      sent += body.passed();
    }
    watchClient();
  }

  /**
   * Passes a websocket on. INVARIANT: until the server has agreed to it, nothing but the one
   * request goes there.
   */
  void passWebsocket(HttpHead head) throws IOException, RefusedException {
    sendHead(head);
    pass(switches() ? this::sendAll : this::watchClient);
  }

  private boolean switches() throws IOException {
    try (Deadline deadline = Deadline.on(server, PATIENCE)) {
      boolean open = true;
      while (open && !deadline.hasPassed() && server.pending().length < SWITCHING.length()) {
        open = server.more(HttpHead.MAX_BYTES);
      }
    }
    return new String(server.pending(), StandardCharsets.ISO_8859_1).startsWith(SWITCHING);
  }

  private void sendHead(HttpHead head) throws IOException {
    client.take(head.length());
    byte[] rewritten = head.rewritten();
    server.write(rewritten);
    sent += rewritten.length;
  }

  /** Notices when the client goes while it waits for an answer. */
  private void watchClient() {
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (client.more(client.pending().length + 1)) {
              client.take(client.pending().length);
            }
          } catch (IOException broken) {
            // It has gone, too.
          }
          clientGone = true;
        });
  }
}
