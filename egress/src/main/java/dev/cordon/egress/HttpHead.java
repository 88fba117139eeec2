package dev.cordon.egress;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/1 request (RFC 9112), read strictly: one Host, one framing, lines that end in
 * CR LF, nothing that two readers could take for two things. Immutable.
 *
 * @param method as written
 * @param host whom it is for, in its normal spelling
 * @param port as written, or what the form of the request implies
 * @param target path and query, {@code *}, or empty for CONNECT
 * @param version the minor version of HTTP/1
 * @param fields header fields in order, without those that end here
 * @param body how the body is framed
 * @param upgrade the protocol it asks to change to; null when it does not
 * @param absolute whether it was written for a proxy
 * @param length of the head, in bytes
 */
record HttpHead(
    String method,
    String host,
    int port,
    String target,
    int version,
    List<Field> fields,
    Body body,
    @Nullable String upgrade,
    boolean absolute,
    int length) {

  /** Most bytes of a head. */
  static final int MAX_BYTES = 32 << 10;

  /** Most fields of a head. */
  static final int MAX_FIELDS = 256;

  static final int LONGEST_METHOD = 20;

  static final String CONNECT = "CONNECT";

  HttpHead {
    fields = List.copyOf(fields);
  }

  /** One header field. */
  record Field(String name, String value) {}

  /** How the body is framed: {@code length} bytes, or in chunks when it is negative. */
  record Body(long length) {
    static final Body NONE = new Body(0);
    static final Body CHUNKS = new Body(-1);

    boolean chunked() {
      return length < 0;
    }
  }

  /** Whether bytes that begin so are a request. */
  enum Likeness {
    NO,
    MAYBE,
    YES
  }

  /**
   * Whether bytes that begin so are a request, by the first line: a method of upper case letters,
   * and a version of HTTP at its end. Many protocols begin with words of such letters.
   */
  static Likeness likeness(byte[] bytes, int length) {
    int space = 0;
    while (space < length && bytes[space] != ' ') {
      byte b = bytes[space];
      if (space == LONGEST_METHOD || ((b < 'A' || b > 'Z') && b != '-')) {
        return Likeness.NO;
      }
      space++;
    }
    int end = space;
    while (end < length && bytes[end] != '\n') {
      end++;
    }
    if (end == length) {
      return length < MAX_BYTES ? Likeness.MAYBE : Likeness.NO;
    }
    String line = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    return line.contains(" HTTP/") ? Likeness.YES : Likeness.NO;
  }

  /**
   * Reads the head that {@code bytes} begins with; null when more bytes are needed.
   *
   * @param length how many of {@code bytes} have come
   */
  static @Nullable HttpHead read(byte[] bytes, int length) throws RefusedException {
    int end = end(bytes, Math.min(length, MAX_BYTES));
    if (end < 0) {
      if (length >= MAX_BYTES) {
        throw malformed("a head of more than " + MAX_BYTES + " bytes");
      }
      return null;
    }
    String text = new String(bytes, 0, end - 4, StandardCharsets.ISO_8859_1);
    return new HttpHeadReader(text.split("\r\n", -1), end).read();
  }

  /**
   * Behind the empty line; negative when it has not come. A line that ends otherwise is refused.
   */
  private static int end(byte[] bytes, int length) throws RefusedException {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) {
        throw malformed("a line that does not end in CR LF");
      }
      if (bytes[i] == '\r' && i + 1 < length && bytes[i + 1] != '\n') {
        throw malformed("a line that does not end in CR LF");
      }
      if (bytes[i] == '\n' && i >= 3 && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  /** The request as it goes on: rewritten from what was read, for one request on a connection. */
  byte[] rewritten() {
    StringBuilder text = new StringBuilder(512);
    text.append(method).append(' ').append(target).append(" HTTP/1.").append(version);
    text.append("\r\n");
    for (Field field : fields) {
      text.append(field.name).append(": ").append(field.value).append("\r\n");
    }
    if (upgrade == null) {
      text.append("Connection: close\r\n\r\n");
    } else {
      text.append("Connection: Upgrade\r\nUpgrade: ").append(upgrade).append("\r\n\r\n");
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  static RefusedException malformed(String what) {
    return new RefusedException(Refusal.MALFORMED, "malformed HTTP: " + what);
  }
}
