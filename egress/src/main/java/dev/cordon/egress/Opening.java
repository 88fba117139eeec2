package dev.cordon.egress;

import java.io.IOException;
import java.time.Duration;

/**
 * What a client says first, read as far as it tells whom the connection is for; all of it stays
 * pending. What has to come comes in time, or the connection is closed. One thread.
 */
final class Opening {

  /** Waited for the bytes that say whom a connection is for. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Wire client;

  Opening(Wire client) {
    this.client = client;
  }

  /** Waits for the first byte, and gives it. */
  int first() throws IOException, RefusedException {
    return within(() -> {
      while (client.pending().length == 0) {
        needMore(HttpHead.MAX_BYTES);
      }
      return client.pending()[0] & 255;
    });
  }

  /** Waits for as long as it takes until the client has spoken; false when it will not. */
  boolean spoken() throws IOException {
    return client.pending().length > 0 || client.more(HttpHead.MAX_BYTES);
  }

  ClientHello hello() throws IOException, RefusedException {
    return within(() -> {
      ClientHello hello = ClientHello.read(client.pending(), client.pending().length);
      while (hello == null) {
        needMore(ClientHello.MAX_BYTES + 1);
        hello = ClientHello.read(client.pending(), client.pending().length);
      }
      return hello;
    });
  }

  HttpHead head() throws IOException, RefusedException {
    return within(() -> {
      HttpHead head = HttpHead.read(client.pending(), client.pending().length);
      while (head == null) {
        needMore(HttpHead.MAX_BYTES + 1);
        head = HttpHead.read(client.pending(), client.pending().length);
      }
      return head;
    });
  }

  Socks5 socks() throws IOException, RefusedException {
    return within(() -> Socks5.read(client));
  }

  /** Whether it is a request of HTTP, once the first line tells. */
  boolean isRequest() throws IOException {
    HttpHead.Likeness likeness = HttpHead.likeness(client.pending(), client.pending().length);
    while (likeness == HttpHead.Likeness.MAYBE && client.more(HttpHead.MAX_BYTES)) {
      likeness = HttpHead.likeness(client.pending(), client.pending().length);
    }
    return likeness == HttpHead.Likeness.YES;
  }

  private void needMore(int most) throws IOException, RefusedException {
    if (!client.more(most)) {
      throw new RefusedException(Refusal.MALFORMED, "it ended before it said whom it is for");
    }
  }

  /** Something that has to come in time. */
  private interface Reading<T> {
    T read() throws IOException, RefusedException;
  }

  private <T> T within(Reading<T> reading) throws IOException, RefusedException {
    try (Deadline deadline = Deadline.on(client, PATIENCE)) {
      try {
        return reading.read();
      } catch (IOException closed) {
        if (deadline.hasPassed()) {
          throw new RefusedException(
              Refusal.SLOW, "it did not say whom it is for within " + PATIENCE.toSeconds() + " s");
        }
        throw closed;
      }
    }
  }
}
