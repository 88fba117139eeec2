package dev.cordon.egress;

import dev.cordon.policy.HostName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  private static final int LONGEST_METHOD = 20;

  static final String CONNECT = "CONNECT";

  private static final int WEB_PORT = 80;
  private static final String CHUNKED = "chunked";

  /** Fields of this connection, not of the request: they end here. */
  private static final List<String> OWN =
      List.of(
          "connection",
          "proxy-connection",
          "proxy-authorization",
          "proxy-authenticate",
          "keep-alive",
          "te",
          "upgrade",
          "http2-settings");

  private static final List<String> FRAMING =
      List.of("host", "content-length", "transfer-encoding");

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
    return new Reader(text.split("\r\n", -1), end).read();
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

  private static RefusedException malformed(String what) {
    return new RefusedException(Refusal.MALFORMED, "malformed HTTP: " + what);
  }

  /** Where a request goes. */
  private record Authority(String host, int port) {

    static Authority parse(String text, int implied) throws RefusedException {
      int colon = text.endsWith("]") ? -1 : text.lastIndexOf(':');
      boolean bare = text.indexOf(':') != colon && !text.startsWith("[");
      String host = bare ? null : HostName.normal(colon < 0 ? text : text.substring(0, colon));
      if (host == null) {
        throw malformed("a host that is none");
      }
      return new Authority(host, colon < 0 ? implied : port(text.substring(colon + 1)));
    }

    private static int port(String text) throws RefusedException {
      int port = text.isEmpty() || text.length() > 5 ? 0 : 1;
      for (int i = 0; port > 0 && i < text.length(); i++) {
        char c = text.charAt(i);
        port = c < '0' || c > '9' ? 0 : port;
      }
      int value = port == 0 ? 0 : Integer.parseInt(text);
      if (value < 1 || value > 65_535) {
        throw malformed("a port that is none");
      }
      return value;
    }
  }

  /** Reads the lines of one head. */
  private static final class Reader {
    private final String[] lines;
    private final int length;
    private final List<Field> fields = new ArrayList<>();
    private @Nullable String host;
    private @Nullable String connection;
    private @Nullable String upgrade;
    private long contentLength = -1;
    private boolean chunked;

    Reader(String[] lines, int length) {
      this.lines = lines;
      this.length = length;
    }

    HttpHead read() throws RefusedException {
      String[] words = lines[0].split(" ", -1);
      if (words.length != 3 || !isToken(words[0]) || words[1].isEmpty()) {
        throw malformed("a request line of other than three words");
      }
      int version = version(words[2]);
      if (lines.length - 1 > MAX_FIELDS) {
        throw malformed("more than " + MAX_FIELDS + " fields");
      }
      for (int i = 1; i < lines.length; i++) {
        field(lines[i]);
      }
      dropNamed();
      Body body = body(version);
      String method = words[0];
      String asked = asksToChange() ? upgrade : null;
      if (method.equals(CONNECT)) {
        Authority to = Authority.parse(words[1], 0);
        if (to.port == 0 || !body.equals(Body.NONE)) {
          throw malformed("a CONNECT without a port, or with a body");
        }
        return new HttpHead(
            method, to.host, to.port, "", version, List.of(), body, null, true, length);
      }
      boolean absolute = words[1].regionMatches(true, 0, "http://", 0, 7);
      String target = absolute ? afterAuthority(words[1]) : words[1];
      Authority named = named(absolute ? authorityOf(words[1]) : null, version);
      checkTarget(target, method);
      return new HttpHead(
          method, named.host, named.port, target, version, fields, body, asked, absolute, length);
    }

    private static String authorityOf(String uri) {
      int end = uri.length();
      for (int i = 7; i < end; i++) {
        char c = uri.charAt(i);
        if (c == '/' || c == '?' || c == '#') {
          end = i;
        }
      }
      return uri.substring(7, end);
    }

    private static String afterAuthority(String uri) {
      String rest = uri.substring(7 + authorityOf(uri).length());
      return rest.startsWith("/") ? rest : "/" + rest;
    }

    /** INVARIANT: whoever reads the line and whoever reads the field find the same host. */
    private Authority named(@Nullable String inLine, int version) throws RefusedException {
      String inField = host;
      if (inField == null) {
        if (inLine == null || version > 0) {
          throw malformed("a request without a Host");
        }
        return Authority.parse(inLine, WEB_PORT);
      }
      Authority named = Authority.parse(inField, WEB_PORT);
      if (inLine != null && !Authority.parse(inLine, WEB_PORT).equals(named)) {
        throw new RefusedException(
            Refusal.MISMATCH, "the request line and the Host field name different hosts");
      }
      return named;
    }

    private static void checkTarget(String target, String method) throws RefusedException {
      boolean whole = target.equals("*") && method.equals("OPTIONS");
      if (!whole && !target.startsWith("/")) {
        throw malformed("a target that is no path");
      }
      for (int i = 0; i < target.length(); i++) {
        char c = target.charAt(i);
        if (c <= ' ' || c > '~' || c == '#') {
          throw malformed("a target with a character that has to be encoded");
        }
      }
    }

    private static int version(String text) throws RefusedException {
      return switch (text) {
        case "HTTP/1.1" -> 1;
        case "HTTP/1.0" -> 0;
        default ->
            throw new RefusedException(Refusal.PROTOCOL, "a version of HTTP other than 1.0 or 1.1");
      };
    }

    private void field(String line) throws RefusedException {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon);
      if (!isToken(name)) {
        throw malformed("a field without a name");
      }
      String value = line.substring(colon + 1).strip();
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if ((c < ' ' && c != '\t') || c == 0x7f) {
          throw malformed("a control character in a field");
        }
      }
      String lower = name.toLowerCase(Locale.ROOT);
      take(lower, value);
      if (!OWN.contains(lower)) {
        fields.add(new Field(name, value));
      }
    }

    private void take(String name, String value) throws RefusedException {
      switch (name) {
        case "host" -> host = once(host, value, "Host");
        case "content-length" -> {
          if (contentLength >= 0) {
            throw malformed("two Content-Length fields");
          }
          contentLength = size(value);
        }
        case "transfer-encoding" -> {
          if (chunked || !value.equalsIgnoreCase(CHUNKED)) {
            throw malformed("a Transfer-Encoding other than chunked, once");
          }
          chunked = true;
        }
        case "connection" -> connection = connection == null ? value : connection + "," + value;
        case "upgrade" -> upgrade = once(upgrade, value, "Upgrade");
        default -> {}
      }
    }

    private static String once(@Nullable String before, String value, String name)
        throws RefusedException {
      if (before != null) {
        throw malformed("two " + name + " fields");
      }
      return value;
    }

    private static long size(String value) throws RefusedException {
      boolean digits = !value.isEmpty() && value.length() <= 18;
      for (int i = 0; digits && i < value.length(); i++) {
        digits = value.charAt(i) >= '0' && value.charAt(i) <= '9';
      }
      if (!digits) {
        throw malformed("a Content-Length that is no number");
      }
      return Long.parseLong(value);
    }

    private Body body(int version) throws RefusedException {
      if (chunked && (contentLength >= 0 || version == 0)) {
        throw malformed("a body framed in two ways");
      }
      return chunked ? Body.CHUNKS : contentLength > 0 ? new Body(contentLength) : Body.NONE;
    }

    /** What Connection names belongs to this connection, too; what frames a request does not. */
    private void dropNamed() throws RefusedException {
      for (String token : tokens()) {
        if (FRAMING.contains(token)) {
          throw malformed("a Connection field that names " + token);
        }
        fields.removeIf(field -> field.name.equalsIgnoreCase(token));
      }
    }

    private boolean asksToChange() {
      return upgrade != null && tokens().contains("upgrade");
    }

    private List<String> tokens() {
      List<String> tokens = new ArrayList<>();
      if (connection != null) {
        for (String token : connection.split(",", -1)) {
          tokens.add(token.strip().toLowerCase(Locale.ROOT));
        }
      }
      return tokens;
    }

    private static boolean isToken(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
          return false;
        }
      }
      return !text.isEmpty();
    }
  }
}
