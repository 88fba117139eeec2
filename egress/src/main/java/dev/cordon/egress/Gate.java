package dev.cordon.egress;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The network gate of one session. The relay inside hands every connection over here; each is
 * served by a virtual thread of its own. Thread-safe.
 */
public final class Gate implements AutoCloseable {

  /** Connections at once; more are closed as they come. */
  public static final int MAX_CONNECTIONS = 4096 + 256; // as many as the relay has, and its lookups

  private static final int BACKLOG = 1024;

  /** Waited for connections to end before those that were made meanwhile are closed, too. */
  private static final Duration LEAVING = Duration.ofMillis(100);

  private final Path socket;
  private final ServerSocketChannel door;
  private final Keeper keeper;
  private final Dialer dialer;
  private final SyntheticNames names = new SyntheticNames();
  private final NameServer nameServer;
  private final Semaphore room = new Semaphore(MAX_CONNECTIONS);
  private final Set<Wire> open = ConcurrentHashMap.newKeySet();

  private Gate(
      Path socket,
      ServerSocketChannel door,
      Keeper keeper,
      Resolver resolver,
      List<String> searched) {
    this.socket = socket;
    this.door = door;
    this.keeper = keeper;
    this.dialer = new Dialer(resolver);
    this.nameServer = new NameServer(names, searched);
  }

  /**
   * Opens the gate.
   *
   * @param socket where the relay finds it, in a folder that only the caller may enter; at most 100
   *     bytes long
   * @param searched domains that resolvers inside append to short names
   * @throws IOException when it cannot listen there
   */
  public static Gate open(Path socket, Keeper keeper, Resolver resolver, List<String> searched)
      throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      door.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
    } catch (IOException refused) {
      door.close();
      throw refused;
    }
    Gate gate = new Gate(socket, door, keeper, resolver, searched);
    Thread.ofVirtual().name("gate").start(gate::accept);
    return gate;
  }

  private void accept() {
    while (door.isOpen()) {
      try {
        Wire client = new Wire(door.accept());
        if (room.tryAcquire()) {
          open.add(client);
          Thread.ofVirtual().start(() -> serve(client));
        } else {
          client.close();
        }
      } catch (IOException closed) {
        pause(); // no descriptor left: the next may find one
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(10));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Wire client) {
    try (client) {
      new Meeting(this, client, Arrival.read(client)).serve();
    } catch (IOException gone) {
      // Whoever was inside, or outside, is not there any more.
    } finally {
      open.remove(client);
      room.release();
    }
  }

  Keeper keeper() {
    return keeper;
  }

  Dialer dialer() {
    return dialer;
  }

  SyntheticNames names() {
    return names;
  }

  NameServer nameServer() {
    return nameServer;
  }

  /** The way to a server, closed with the gate. */
  Wire track(SocketChannel channel) {
    Wire wire = new Wire(channel);
    open.add(wire);
    return wire;
  }

  void close(Wire wire) {
    open.remove(wire);
    wire.close();
  }

  /** What to do about a refusal that no keeper has explained. */
  static String hint(Refusal refusal) {
    return switch (refusal) {
      case ADDRESS -> "name the host exactly in network.domains, if it is meant to be reached";
      case NO_NAME, ENCRYPTED_NAME -> "the gate lets TLS pass only when it says for which host";
      default -> "";
    };
  }

  /** Closes the door and every connection, and waits until each is recorded. */
  @Override
  public void close() {
    try {
      door.close();
      Files.deleteIfExists(socket);
    } catch (IOException stays) {
      // The folder of the session goes anyway.
    }
    try {
      do {
        for (Wire wire : open) {
          wire.close();
        }
      } while (!room.tryAcquire(MAX_CONNECTIONS, LEAVING.toMillis(), TimeUnit.MILLISECONDS)
          && !Thread.currentThread().isInterrupted());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** The way a proxy of this gate is called inside. */
  public static String proxyHost() {
    return SyntheticNames.proxy().getHostAddress();
  }
}
