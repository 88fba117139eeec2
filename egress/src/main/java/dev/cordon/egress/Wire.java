package dev.cordon.egress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One side of a connection, with the bytes that came and were not taken yet. Read by one thread,
 * written by one thread.
 */
final class Wire implements AutoCloseable {
  private static final int FIRST_READ = 2048;

  private final SocketChannel channel;
  private byte[] pending = new byte[0];

  Wire(SocketChannel channel) {
    this.channel = channel;
  }

  SocketChannel channel() {
    return channel;
  }

  /** What came and was not taken: not to be written to. */
  byte[] pending() {
    return pending;
  }

  /**
   * Waits for more bytes and keeps them; false at the end of what comes.
   *
   * @param most bytes kept in all
   */
  boolean more(int most) throws IOException {
    ByteBuffer fresh =
        ByteBuffer.allocate(Math.min(Math.max(FIRST_READ, pending.length), most - pending.length));
    int got = channel.read(fresh);
    if (got < 0) {
      return false;
    }
    byte[] joined = Arrays.copyOf(pending, pending.length + got);
    fresh.flip();
    fresh.get(joined, pending.length, got);
    pending = joined;
    return true;
  }

  /** Takes the first {@code count} of the pending bytes away. */
  byte[] take(int count) {
    byte[] taken = Arrays.copyOf(pending, count);
    pending = Arrays.copyOfRange(pending, count, pending.length);
    return taken;
  }

  /** Waits until {@code count} bytes have come and takes them. */
  byte[] exactly(int count) throws IOException, RefusedException {
    while (pending.length < count) {
      if (!more(Math.max(count, FIRST_READ))) {
        throw new RefusedException(Refusal.MALFORMED, "the connection ended too early");
      }
    }
    return take(count);
  }

  void write(byte[] bytes) throws IOException {
    write(ByteBuffer.wrap(bytes));
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  void write(String ascii) throws IOException {
    write(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException gone) {
      // It is closed all the same.
    }
  }
}
