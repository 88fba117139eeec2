package dev.cordon.egress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A gate, and what a relay would do for a program inside. */
final class Inside implements AutoCloseable {
  private final Path socket;
  private final Gate gate;

  /**
   * A gate.
   *
   * @param hosts the addresses of names
   */
  Inside(Path folder, Keeper keeper, Map<String, String> hosts) throws IOException {
    this.socket = folder.resolve("gate");
    this.gate =
        Gate.open(
            socket,
            keeper,
            host -> {
              String known = hosts.get(host);
              if (known == null && !Character.isDigit(host.charAt(0))) {
                throw new UnknownHostException(host);
              }
              return new InetAddress[] {InetAddress.ofLiteral(known == null ? host : known)};
            },
            List.of());
  }

  /** A connection to {@code address}, as the program {@code curl} makes it. */
  SocketChannel connect(String address, int port) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    send(channel, address + " " + port + " curl\n");
    return channel;
  }

  /** A connection to the address that stands for {@code name}. */
  SocketChannel connectTo(String name, int port) throws IOException {
    byte[] address = gate.names().addressOf(name);
    return connect(InetAddress.getByAddress(address).getHostAddress(), port);
  }

  SyntheticNames names() {
    return gate.names();
  }

  SocketChannel connectToProxy() throws IOException {
    return connect(Gate.proxyHost(), 3128);
  }

  static void send(SocketChannel channel, String text) throws IOException {
    send(channel, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static void send(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** All that comes. */
  static String all(SocketChannel channel) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    while (channel.read(buffer) >= 0) {
      out.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  /** What comes up to and with {@code text}. */
  static String until(SocketChannel channel, String text) throws IOException {
    StringBuilder came = new StringBuilder();
    while (came.indexOf(text) < 0) {
      String next = some(channel, 1);
      if (next.isEmpty()) {
        return came.toString();
      }
      came.append(next);
    }
    return came.toString();
  }

  /** The next {@code count} bytes. */
  static String some(SocketChannel channel, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    boolean open = true;
    while (open && buffer.hasRemaining()) {
      open = channel.read(buffer) >= 0;
    }
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    gate.close();
  }
}
