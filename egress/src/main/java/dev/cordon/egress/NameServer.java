package dev.cordon.egress;

import dev.cordon.policy.HostName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers name lookups inside the boundary (RFC 1035), and asks nobody: every name that is a host
 * gets an address that stands for it, whether it exists is found out when somebody connects. So a
 * lookup carries nothing out. Thread-safe.
 */
final class NameServer {

  /** Seconds that an answer holds. */
  private static final int TIME_TO_LIVE = 5;

  private static final int HEADER = 12;
  private static final int MAX_QUERY = 4096;
  private static final int MAX_LABEL = 63;
  private static final int ADDRESS = 1;
  private static final int INTERNET = 1;

  private static final int RESPONSE = 0x8000;
  private static final int OPCODE = 0x7800;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int RECURSION_AVAILABLE = 0x0080;
  private static final int FORMAT_ERROR = 1;
  private static final int NO_SUCH_NAME = 3;
  private static final int NOT_IMPLEMENTED = 4;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final SyntheticNames names;
  private final List<String> searched;

  /**
   * A name server.
   *
   * @param searched domains that resolvers append to a name when it may be short for one in them:
   *     such names are said not to exist, so that the name as it was meant is asked for
   */
  NameServer(SyntheticNames names, List<String> searched) {
    this.names = names;
    this.searched = List.copyOf(searched);
  }

  /** The answer to {@code query}; null when it deserves none. */
  byte @Nullable [] answer(byte[] query) {
    if (query.length < HEADER || query.length > MAX_QUERY || (pair(query, 2) & RESPONSE) != 0) {
      return null;
    }
    if ((pair(query, 2) & OPCODE) != 0) {
      return reply(query, HEADER, NOT_IMPLEMENTED, null);
    }
    StringBuilder name = new StringBuilder();
    int end = pair(query, 4) == 1 ? readName(query, name) : -1;
    if (end < 0 || end + 4 > query.length) {
      return reply(query, HEADER, FORMAT_ERROR, null);
    }
    boolean address = pair(query, end) == ADDRESS && pair(query, end + 2) == INTERNET;
    String host = name.isEmpty() ? null : HostName.normal(name.toString());
    if (host == null || isSearched(host)) {
      return reply(query, end + 4, NO_SUCH_NAME, null);
    }
    return reply(query, end + 4, 0, address ? addressOf(host) : null);
  }

  private byte[] addressOf(String host) {
    boolean local = host.equals("localhost") || host.endsWith(".localhost");
    return local ? LOOPBACK : names.addressOf(host);
  }

  private boolean isSearched(String host) {
    for (String domain : searched) {
      if (host.endsWith("." + domain)) {
        return true;
      }
    }
    return false;
  }

  /** Behind the name in the question; negative when it is malformed. */
  private static int readName(byte[] query, StringBuilder name) {
    int at = HEADER;
    while (at < query.length && query[at] != 0) {
      int length = query[at] & 255;
      if (length > MAX_LABEL || at + 1 + length >= query.length) {
        return -1;
      }
      name.append(name.isEmpty() ? "" : ".");
      String label = new String(query, at + 1, length, StandardCharsets.ISO_8859_1);
      if (label.indexOf('.') >= 0) {
        return -1;
      }
      name.append(label);
      at += 1 + length;
    }
    return at < query.length ? at + 1 : -1;
  }

  private static byte[] reply(byte[] query, int questionEnd, int code, byte @Nullable [] address) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(questionEnd + 16);
    out.write(query, 0, 2);
    put(
        out,
        RESPONSE | RECURSION_AVAILABLE | (pair(query, 2) & (OPCODE | RECURSION_DESIRED)) | code);
    put(out, questionEnd > HEADER ? 1 : 0);
    put(out, address == null ? 0 : 1);
    put(out, 0);
    put(out, 0);
    out.write(query, HEADER, questionEnd - HEADER);
    if (address != null) {
      put(out, 0xc000 | HEADER); // the name in the question
      put(out, ADDRESS);
      put(out, INTERNET);
      put(out, 0);
      put(out, TIME_TO_LIVE);
      put(out, address.length);
      out.writeBytes(address);
    }
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, int pair) {
    out.write(pair >> 8);
    out.write(pair);
  }

  private static int pair(byte[] bytes, int at) {
    return (bytes[at] & 255) << 8 | (bytes[at + 1] & 255);
  }
}
