package dev.cordon.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host, as the host machine does. */
@FunctionalInterface
public interface Resolver {

  /**
   * The addresses of {@code host}, which may be an address itself.
   *
   * @throws UnknownHostException when it has none
   */
  InetAddress[] resolve(String host) throws UnknownHostException;
}
