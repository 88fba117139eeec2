package dev.cordon.egress;

import dev.cordon.policy.HostName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The client's part of SOCKS 5 (RFC 1928) up to where bytes begin to pass: no authentication,
 * CONNECT only.
 *
 * @param host in its normal spelling
 */
record Socks5(String host, int port) {

  /** The first byte of the protocol. */
  static final int VERSION = 5;

  private static final int NO_AUTHENTICATION = 0;
  private static final int NONE_ACCEPTABLE = 0xff;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;

  /** What the client is told. */
  enum Reply {
    SUCCEEDED(0),
    NOT_ALLOWED(2),
    UNREACHABLE(4),
    COMMAND_NOT_SUPPORTED(7),
    ADDRESS_NOT_SUPPORTED(8);

    private final int code;

    Reply(int code) {
      this.code = code;
    }
  }

  /** Reads the two messages of the client, and answers the first. */
  static Socks5 read(Wire client) throws IOException, RefusedException {
    byte[] greeting = client.exactly(2);
    byte[] methods = client.exactly(greeting[1] & 255);
    boolean open = greeting[0] == VERSION && contains(methods, NO_AUTHENTICATION);
    client.write(new byte[] {VERSION, (byte) (open ? NO_AUTHENTICATION : NONE_ACCEPTABLE)});
    if (!open) {
      throw malformed("authentication, which the gate does not take");
    }
    byte[] request = client.exactly(4);
    if (request[0] != VERSION || request[2] != 0) {
      throw malformed("a request that is none");
    }
    if (request[1] != CONNECT) {
      answer(client, Reply.COMMAND_NOT_SUPPORTED);
      throw new RefusedException(Refusal.PROTOCOL, "SOCKS: a command other than CONNECT");
    }
    String host = host(client, request[3]);
    byte[] port = client.exactly(2);
    int number = (port[0] & 255) << 8 | (port[1] & 255);
    if (host == null || number == 0) {
      answer(client, Reply.ADDRESS_NOT_SUPPORTED);
      throw malformed("a host or port that is none");
    }
    return new Socks5(host, number);
  }

  private static boolean contains(byte[] methods, int wanted) {
    for (byte method : methods) {
      if (method == wanted) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String host(Wire client, int kind) throws IOException, RefusedException {
    return switch (kind) {
      case IPV4 -> HostName.normal(dotted(client.exactly(4)));
      case IPV6 -> HostName.normal(grouped(client.exactly(16)));
      case NAME -> {
        byte[] name = client.exactly(client.exactly(1)[0] & 255);
        yield HostName.normal(new String(name, StandardCharsets.ISO_8859_1));
      }
      default -> null;
    };
  }

  private static String dotted(byte[] bytes) {
    return (bytes[0] & 255)
        + "."
        + (bytes[1] & 255)
        + "."
        + (bytes[2] & 255)
        + "."
        + (bytes[3] & 255);
  }

  private static String grouped(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.length; i += 2) {
      text.append(i == 0 ? "" : ":");
      text.append(Integer.toHexString((bytes[i] & 255) << 8 | (bytes[i + 1] & 255)));
    }
    return text.toString();
  }

  static void answer(Wire client, Reply reply) throws IOException {
    client.write(new byte[] {VERSION, (byte) reply.code, 0, IPV4, 0, 0, 0, 0, 0, 0});
  }

  private static RefusedException malformed(String what) {
    return new RefusedException(Refusal.MALFORMED, "malformed SOCKS: " + what);
  }
}
