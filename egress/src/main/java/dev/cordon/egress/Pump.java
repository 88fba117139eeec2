package dev.cordon.egress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/** Passes bytes on in one direction until they end, then ends the other side's input. One use. */
final class Pump implements Runnable {
  private static final int BUFFER = 32 << 10;

  private final Wire from;
  private final Wire to;
  private final AtomicLong passed = new AtomicLong();

  Pump(Wire from, Wire to) {
    this.from = from;
    this.to = to;
  }

  @Override
  public void run() {
    try {
      byte[] pending = from.take(from.pending().length);
      to.write(pending);
      passed.addAndGet(pending.length);
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      SocketChannel source = from.channel();
      while (source.read(buffer) >= 0) {
        buffer.flip();
        passed.addAndGet(buffer.remaining());
        to.write(buffer);
        buffer.clear();
      }
      to.channel().shutdownOutput();
    } catch (IOException broken) {
      from.close();
      to.close();
    }
  }

  /** Bytes passed on so far; exact once it has run. */
  long passed() {
    return passed.get();
  }
}
