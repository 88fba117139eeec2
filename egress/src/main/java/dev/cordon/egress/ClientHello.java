package dev.cordon.egress;

import dev.cordon.policy.HostName;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The first message of a TLS connection (RFC 8446 §4.1.2, in records as of §5.1): for which host it
 * is. Every length has to fit exactly. Pure.
 *
 * @param host the name asked for (RFC 6066 §3), in its normal spelling
 */
record ClientHello(String host) {

  /**
   * Most bytes looked at; with all that post-quantum key exchange adds, hellos stay below 4 KiB.
   */
  static final int MAX_BYTES = 16 << 10;

  /** How a TLS record with a handshake message begins. */
  static final int HANDSHAKE = 22;

  private static final int RECORD_HEADER = 5;
  private static final int MAX_RECORD = 1 << 14;
  private static final int MESSAGE_HEADER = 4;
  private static final int CLIENT_HELLO = 1;
  private static final int VERSION_AND_RANDOM = 2 + 32;
  private static final int SERVER_NAME = 0;
  private static final int HOST_NAME = 0;

  /** Encrypted ClientHello (RFC 9849), and the draft before it. */
  private static final int ENCRYPTED_HELLO = 0xfe0d;

  private static final int ENCRYPTED_NAME = 0xffce;

  /**
   * Reads the hello that {@code bytes} begins with; null when more bytes are needed.
   *
   * @param length how many of {@code bytes} have come
   */
  static @Nullable ClientHello read(byte[] bytes, int length) throws RefusedException {
    byte[] message = new byte[Math.min(length, MAX_BYTES)];
    int joined = 0;
    int at = 0;
    while (joined < MESSAGE_HEADER || joined < messageLength(message)) {
      if (at + RECORD_HEADER > length) {
        return more(length);
      }
      if (bytes[at] != HANDSHAKE || bytes[at + 1] != 3) {
        throw malformed("no handshake record");
      }
      int record = pair(bytes, at + 3);
      if (record == 0 || record > MAX_RECORD) {
        throw malformed("a record of " + record + " bytes");
      }
      int from = at + RECORD_HEADER;
      int there = Math.min(record, length - from);
      if (joined + there > message.length) {
        throw malformed("a hello of more than " + MAX_BYTES + " bytes");
      }
      System.arraycopy(bytes, from, message, joined, there);
      joined += there;
      checkMessage(message, joined);
      if (there < record && joined < messageLength(message)) {
        return more(length);
      }
      at = from + record;
    }
    return new ClientHello(host(message));
  }

  private static @Nullable ClientHello more(int length) throws RefusedException {
    if (length >= MAX_BYTES) {
      throw malformed("a hello of more than " + MAX_BYTES + " bytes");
    }
    return null;
  }

  private static void checkMessage(byte[] message, int joined) throws RefusedException {
    if (joined > 0 && message[0] != CLIENT_HELLO) {
      throw malformed("a handshake that does not begin with a hello");
    }
    if (joined >= MESSAGE_HEADER && messageLength(message) > MAX_BYTES) {
      throw malformed("a hello of more than " + MAX_BYTES + " bytes");
    }
  }

  /** With its header. */
  private static int messageLength(byte[] message) {
    return MESSAGE_HEADER + ((message[1] & 255) << 16) + pair(message, 2);
  }

  private static String host(byte[] message) throws RefusedException {
    Fields hello = new Fields(message, MESSAGE_HEADER, messageLength(message));
    hello.skip(VERSION_AND_RANDOM);
    hello.skip(hello.one());
    hello.skip(hello.two());
    hello.skip(hello.one());
    if (hello.atEnd()) {
      throw noName();
    }
    Fields extensions = hello.part(hello.two());
    hello.finish();
    String host = null;
    while (!extensions.atEnd()) {
      int type = extensions.two();
      Fields extension = extensions.part(extensions.two());
      if (type == ENCRYPTED_HELLO || type == ENCRYPTED_NAME) {
        throw new RefusedException(
            Refusal.ENCRYPTED_NAME, "the name the connection is for is encrypted");
      }
      if (type == SERVER_NAME) {
        if (host != null) {
          throw malformed("a hello with two server names");
        }
        host = serverName(extension);
      }
    }
    if (host == null) {
      throw noName();
    }
    return host;
  }

  private static String serverName(Fields extension) throws RefusedException {
    Fields names = extension.part(extension.two());
    extension.finish();
    int type = names.one();
    Fields name = names.part(names.two());
    names.finish();
    if (type != HOST_NAME) {
      throw malformed("a server name of an unknown kind");
    }
    String text = name.text();
    String host = HostName.normal(text);
    if (host == null || !host.equalsIgnoreCase(text)) {
      throw malformed("a server name that is no host");
    }
    return host;
  }

  private static RefusedException noName() {
    return new RefusedException(Refusal.NO_NAME, "the TLS connection does not say for which host");
  }

  private static RefusedException malformed(String what) {
    return new RefusedException(Refusal.MALFORMED, "malformed TLS: " + what);
  }

  private static int pair(byte[] bytes, int at) {
    return (bytes[at] & 255) << 8 | (bytes[at + 1] & 255);
  }

  /** Reads forward through a part of a message, never beyond it. */
  private static final class Fields {
    private final byte[] bytes;
    private final int end;
    private int at;

    Fields(byte[] bytes, int at, int end) {
      this.bytes = bytes;
      this.at = at;
      this.end = end;
    }

    boolean atEnd() {
      return at == end;
    }

    int one() throws RefusedException {
      need(1);
      return bytes[at++] & 255;
    }

    int two() throws RefusedException {
      need(2);
      at += 2;
      return pair(bytes, at - 2);
    }

    void skip(int count) throws RefusedException {
      need(count);
      at += count;
    }

    Fields part(int length) throws RefusedException {
      need(length);
      at += length;
      return new Fields(bytes, at - length, at);
    }

    String text() {
      return new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
    }

    void finish() throws RefusedException {
      if (at != end) {
        throw malformed("a length that does not fit");
      }
    }

    private void need(int count) throws RefusedException {
      if (count > end - at) {
        throw malformed("a length that does not fit");
      }
    }
  }
}
