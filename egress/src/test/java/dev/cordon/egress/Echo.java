package dev.cordon.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A server on loopback that greets, keeps what comes until it ends, says how much, and closes. */
final class Echo implements AutoCloseable {
  private final ServerSocketChannel door;
  private final String greeting;

  /** What came on each connection. */
  final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  Echo(int port, String greeting) throws IOException {
    this.greeting = greeting;
    this.door = ServerSocketChannel.open();
    door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Thread.ofVirtual().start(this::accept);
  }

  int port() throws IOException {
    return ((InetSocketAddress) door.getLocalAddress()).getPort();
  }

  private void accept() {
    while (door.isOpen()) {
      try {
        SocketChannel client = door.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      Inside.send(client, greeting);
      String all = Inside.all(client);
      heard.add(all);
      Inside.send(client, "heard " + all.length());
    } catch (IOException gone) {
      heard.add("broken");
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
