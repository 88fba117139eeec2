package dev.cordon.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * The way from a name to a connection: resolves once, checks every address, and dials what it has
 * checked. Thread-safe.
 */
final class Dialer {

  /** Waited for one address to answer. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Addresses of one name that are tried. */
  private static final int MAX_TRIED = 4;

  private final Resolver resolver;

  Dialer(Resolver resolver) {
    this.resolver = resolver;
  }

  /** A connection, and the address it leads to. */
  record Dialled(SocketChannel channel, InetAddress address) {}

  Dialled dial(String host, int port, boolean anyAddress) throws RefusedException {
    InetAddress[] addresses = resolve(host);
    for (InetAddress address : addresses) {
      check(host, address, anyAddress);
    }
    String failure = "";
    for (int i = 0; i < addresses.length && i < MAX_TRIED; i++) {
      try {
        return new Dialled(connect(addresses[i], port), addresses[i]);
      } catch (IOException failed) {
        failure = String.valueOf(failed.getMessage());
      }
    }
    throw new RefusedException(
        Refusal.UNREACHABLE, host + ":" + port + " cannot be reached: " + failure);
  }

  private InetAddress[] resolve(String host) throws RefusedException {
    try {
      InetAddress[] addresses = resolver.resolve(host);
      if (addresses.length > 0) {
        return addresses;
      }
    } catch (UnknownHostException unknown) {
      // Said below.
    }
    throw new RefusedException(Refusal.UNREACHABLE, "there is no host " + host);
  }

  /** INVARIANT: no address is dialled that was not checked, and metadata services never are. */
  private static void check(String host, InetAddress address, boolean anyAddress)
      throws RefusedException {
    String special = AddressGuard.special(address);
    if (special == null || (anyAddress && !AddressGuard.isMetadata(address))) {
      return;
    }
    throw new RefusedException(
        Refusal.ADDRESS,
        host + " leads to " + address.getHostAddress() + ", which is not public: " + special);
  }

  private static SocketChannel connect(InetAddress address, int port) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel
          .socket()
          .connect(new InetSocketAddress(address, port), Math.toIntExact(PATIENCE.toMillis()));
      return channel;
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
  }
}
