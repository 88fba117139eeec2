package dev.cordon.egress;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses are public: the special-purpose registries of IANA (RFC 6890 and after) turned
 * round. Pure.
 */
final class AddressGuard {

  /** Where clouds tell any caller what a machine may do: never dialled, whoever allows it. */
  private static final Ranges METADATA =
      new Ranges(
          "169.254.169.254/32 metadata service",
          "169.254.0.23/32 metadata service",
          "169.254.42.42/32 metadata service",
          "169.254.170.2/32 metadata service",
          "169.254.170.23/32 metadata service",
          "100.100.100.200/32 metadata service",
          "168.63.129.16/32 metadata service",
          "192.0.0.192/32 metadata service",
          "fd00:c1::a9fe:a9fe/128 metadata service",
          "fd00:ec2::254/128 metadata service",
          "fd00:ec2::23/128 metadata service",
          "fd20:ce::254/128 metadata service");

  private static final Ranges SPECIAL =
      new Ranges(
          "0.0.0.0/8 this machine",
          "10.0.0.0/8 private",
          "100.64.0.0/10 shared by a carrier",
          "127.0.0.0/8 loopback",
          "169.254.0.0/16 link-local",
          "172.16.0.0/12 private",
          "192.0.0.0/24 set aside for protocols",
          "192.0.2.0/24 for documentation",
          "192.88.99.0/24 6to4",
          "192.168.0.0/16 private",
          "198.18.0.0/15 for tests of networks",
          "198.51.100.0/24 for documentation",
          "203.0.113.0/24 for documentation",
          "224.0.0.0/4 multicast",
          "240.0.0.0/4 set aside",
          "::/128 this machine",
          "::1/128 loopback",
          "64:ff9b::/96 NAT64",
          "64:ff9b:1::/48 NAT64",
          "fc00::/7 private",
          "fe80::/10 link-local",
          "ff00::/8 multicast",
          "2001::/23 set aside for protocols",
          "2001:db8::/32 for documentation",
          "2002::/16 6to4",
          "3fff::/20 for documentation");

  private static final Ranges MAPPED = new Ranges("::ffff:0:0/96 IPv4");

  /** All that is given out of IPv6. */
  private static final Ranges GLOBAL = new Ranges("2000::/3 global");

  private static final int IPV4 = 4;
  private static final String METADATA_SERVICE = "metadata service";

  private AddressGuard() {}

  /** What kind of address it is, when it is not a public one; null when it is. */
  static @Nullable String special(InetAddress address) {
    if (isMetadata(address)) {
      return METADATA_SERVICE;
    }
    byte[] bytes = plain(address.getAddress());
    String special = SPECIAL.nameOf(bytes);
    if (special == null && bytes.length != IPV4 && GLOBAL.nameOf(bytes) == null) {
      return "set aside";
    }
    return special;
  }

  /** Whether it is where a cloud hands out what a machine may do. */
  static boolean isMetadata(InetAddress address) {
    byte[] bytes = plain(address.getAddress());
    byte[] carried = carried(bytes);
    return METADATA.nameOf(bytes) != null || (carried != null && METADATA.nameOf(carried) != null);
  }

  /** An IPv4 address in its IPv6 form is that IPv4 address: the system connects to it. */
  private static byte[] plain(byte[] bytes) {
    return MAPPED.nameOf(bytes) == null ? bytes : Arrays.copyOfRange(bytes, 12, 16);
  }

  /** The IPv4 address that a gateway would take out of this one; null when there is none. */
  private static byte @Nullable [] carried(byte[] bytes) {
    if (bytes.length == IPV4) {
      return null;
    }
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    return sixToFour ? Arrays.copyOfRange(bytes, 2, 6) : Arrays.copyOfRange(bytes, 12, 16);
  }

  /** Ranges of addresses, each with a name. */
  private static final class Ranges {
    private final List<byte[]> bases = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    Ranges(String... rows) {
      for (String row : rows) {
        int slash = row.indexOf('/');
        int space = row.indexOf(' ');
        bases.add(base(row.substring(0, slash)));
        lengths.add(Integer.parseInt(row.substring(slash + 1, space)));
        names.add(row.substring(space + 1));
      }
    }

    /** Java takes the IPv6 form of an IPv4 address for the IPv4 address. */
    private static byte[] base(String literal) {
      byte[] bytes = InetAddress.ofLiteral(literal).getAddress();
      if (bytes.length == IPV4 && literal.startsWith("::")) {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        System.arraycopy(bytes, 0, mapped, 12, IPV4);
        return mapped;
      }
      return bytes;
    }

    @Nullable String nameOf(byte[] address) {
      for (int i = 0; i < bases.size(); i++) {
        if (isIn(address, bases.get(i), lengths.get(i))) {
          return names.get(i);
        }
      }
      return null;
    }

    private static boolean isIn(byte[] address, byte[] base, int length) {
      if (address.length != base.length) {
        return false;
      }
      for (int bit = 0; bit < length; bit++) {
        int mask = 0x80 >> (bit & 7);
        if ((address[bit >> 3] & mask) != (base[bit >> 3] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
