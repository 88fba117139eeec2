package dev.cordon.sandbox.attack;

import dev.cordon.sandbox.Doorway;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands where the gate would: keeps what each connection says of itself, tells it back, and then
 * gives back all that comes. Every name has the address 198.18.0.16.
 */
final class Arrivals implements Doorway, AutoCloseable {
  private static final byte[] ANSWER = {
    (byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, (byte) 198, 18, 0, 16
  };

  /** The first line of each connection. */
  final Queue<String> lines = new ConcurrentLinkedQueue<>();

  private final Path socket;
  private final ServerSocketChannel door;

  Arrivals(Path socket) throws IOException {
    this.socket = socket;
    this.door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
  }

  @Override
  public Path socket() {
    return socket;
  }

  @Override
  public void open() throws IOException {
    if (door.getLocalAddress() == null) {
      door.bind(UnixDomainSocketAddress.of(socket), 1024);
      Thread.ofVirtual().start(this::accept);
    }
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
      DataInputStream in = new DataInputStream(Channels.newInputStream(client));
      OutputStream out = Channels.newOutputStream(client);
      String line = line(in);
      lines.add(line);
      if (line.contains(" 53 ")) {
        answer(in, out);
      } else {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.transferTo(out);
      }
    } catch (IOException gone) {
      lines.add("broken: " + gone.getMessage());
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  /** A lookup of an IPv4 address has an answer, another kind of lookup an empty one. */
  private static void answer(DataInputStream in, OutputStream out) throws IOException {
    byte[] query = new byte[in.readUnsignedShort()];
    in.readFully(query);
    int end = 12;
    while (query[end] != 0) {
      end += query[end] + 1;
    }
    int question = end + 5;
    boolean known = query[end + 2] == 1;
    byte[] answer = new byte[question + (known ? ANSWER.length : 0)];
    System.arraycopy(query, 0, answer, 0, question);
    answer[2] = (byte) 0x81;
    answer[3] = (byte) 0x80;
    answer[7] = (byte) (known ? 1 : 0);
    answer[11] = 0;
    if (known) {
      System.arraycopy(ANSWER, 0, answer, question, ANSWER.length);
    }
    out.write(answer.length >> 8);
    out.write(answer.length);
    out.write(answer);
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
