package dev.cordon.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that stand for names inside the boundary: nothing is ever dialled there. They come from
 * 198.18.0.0/15, which is set aside for tests of networks (RFC 2544) and leads nowhere. When they
 * are used up, the name asked for least recently loses its own. Thread-safe.
 */
final class SyntheticNames {

  /** Names with an address at once. */
  static final int MAX_NAMES = 65_536;

  private static final int BASE = 198 << 24 | 18 << 16;
  private static final int FIRST = 16;

  private final LinkedHashMap<String, Integer> addresses = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<Integer, String> names = new HashMap<>();

  /** The address that stands for {@code host}, four bytes. */
  synchronized byte[] addressOf(String host) {
    Integer known = addresses.get(host);
    if (known != null) {
      return bytes(known);
    }
    int offset = FIRST + addresses.size();
    if (addresses.size() == MAX_NAMES) {
      Iterator<Map.Entry<String, Integer>> oldest = addresses.entrySet().iterator();
      offset = oldest.next().getValue();
      oldest.remove();
    }
    addresses.put(host, offset);
    names.put(offset, host);
    return bytes(offset);
  }

  /** The name that {@code address} stands for; null when it stands for none. */
  synchronized @Nullable String nameOf(InetAddress address) {
    if (!(address instanceof Inet4Address)) {
      return null;
    }
    byte[] b = address.getAddress();
    int value = (b[0] & 255) << 24 | (b[1] & 255) << 16 | (b[2] & 255) << 8 | (b[3] & 255);
    return names.get(value - BASE);
  }

  /** The host that is meant: who looks a name up first asks for the address that stands for it. */
  String meantBy(String host) {
    boolean address = !host.isEmpty() && Character.isDigit(host.charAt(host.length() - 1));
    String name = address && host.indexOf(':') < 0 ? nameOf(InetAddress.ofLiteral(host)) : null;
    return name == null ? host : name;
  }

  private static byte[] bytes(int offset) {
    int value = BASE + offset;
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  /** Where the gate itself is reached as a proxy: no name has this address. */
  static InetAddress proxy() {
    try {
      return InetAddress.getByAddress(bytes(1));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
