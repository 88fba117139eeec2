package dev.cordon.egress;

import dev.cordon.egress.HttpHead.Body;
import dev.cordon.egress.HttpHead.Field;
import dev.cordon.policy.HostName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the lines of one head. One use. */
final class HttpHeadReader {
  private static final int WEB_PORT = 80;
  private static final String SCHEME = "http://";
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

  private final String[] lines;
  private final int length;
  private final List<Field> fields = new ArrayList<>();
  private @Nullable String host;
  private @Nullable String connection;
  private @Nullable String upgrade;
  private long contentLength = -1;
  private boolean chunked;

  HttpHeadReader(String[] lines, int length) {
    this.lines = lines;
    this.length = length;
  }

  HttpHead read() throws RefusedException {
    String[] words = lines[0].split(" ", -1);
    if (words.length != 3 || !isToken(words[0]) || words[1].isEmpty()) {
      throw HttpHead.malformed("a request line of other than three words");
    }
    if (words[0].length() > HttpHead.LONGEST_METHOD) {
      throw HttpHead.malformed("a method of more than " + HttpHead.LONGEST_METHOD + " letters");
    }
    int version = version(words[2]);
    if (lines.length - 1 > HttpHead.MAX_FIELDS) {
      throw HttpHead.malformed("more than " + HttpHead.MAX_FIELDS + " fields");
    }
    for (int i = 1; i < lines.length; i++) {
      field(lines[i]);
    }
    dropNamed();
    Body body = body(version);
    String method = words[0];
    String asked = asksToChange() ? upgrade : null;
    if (method.equals(HttpHead.CONNECT)) {
      Authority to = Authority.parse(words[1], 0);
      if (to.port == 0 || !body.equals(Body.NONE)) {
        throw HttpHead.malformed("a CONNECT without a port, or with a body");
      }
      return new HttpHead(
          method, to.host, to.port, "", version, List.of(), body, null, true, length);
    }
    boolean absolute = words[1].regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    String target = absolute ? afterAuthority(words[1]) : words[1];
    Authority named = named(absolute ? authorityOf(words[1]) : null, version);
    checkTarget(target, method);
    return new HttpHead(
        method, named.host, named.port, target, version, fields, body, asked, absolute, length);
  }

  private static String authorityOf(String uri) {
    int end = uri.length();
    for (int i = SCHEME.length(); i < end; i++) {
      char c = uri.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        end = i;
      }
    }
    return uri.substring(SCHEME.length(), end);
  }

  private static String afterAuthority(String uri) {
    String rest = uri.substring(SCHEME.length() + authorityOf(uri).length());
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  /** INVARIANT: whoever reads the line and whoever reads the field find the same host. */
  private Authority named(@Nullable String inLine, int version) throws RefusedException {
    String inField = host;
    if (inField == null) {
      if (inLine == null || version > 0) {
        throw HttpHead.malformed("a request without a Host");
      }
      fields.addFirst(new Field("Host", inLine));
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
      throw HttpHead.malformed("a target that is no path");
    }
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c > '~' || c == '#') {
        throw HttpHead.malformed("a target with a character that has to be encoded");
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
      throw HttpHead.malformed("a field without a name");
    }
    String value = line.substring(colon + 1).strip();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw HttpHead.malformed("a control character in a field");
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
          throw HttpHead.malformed("two Content-Length fields");
        }
        contentLength = size(value);
      }
      case "transfer-encoding" -> {
        if (chunked || !value.equalsIgnoreCase(CHUNKED)) {
          throw HttpHead.malformed("a Transfer-Encoding other than chunked, once");
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
      throw HttpHead.malformed("two " + name + " fields");
    }
    return value;
  }

  private static long size(String value) throws RefusedException {
    boolean digits = !value.isEmpty() && value.length() <= 18;
    for (int i = 0; digits && i < value.length(); i++) {
      digits = value.charAt(i) >= '0' && value.charAt(i) <= '9';
    }
    if (!digits) {
      throw HttpHead.malformed("a Content-Length that is no number");
    }
    return Long.parseLong(value);
  }

  private Body body(int version) throws RefusedException {
    if (chunked && (contentLength >= 0 || version == 0)) {
      throw HttpHead.malformed("a body framed in two ways");
    }
    return chunked ? Body.CHUNKS : contentLength > 0 ? new Body(contentLength) : Body.NONE;
  }

  /** What Connection names belongs to this connection, too; what frames a request does not. */
  private void dropNamed() throws RefusedException {
    for (String token : tokens()) {
      if (FRAMING.contains(token)) {
        throw HttpHead.malformed("a Connection field that names " + token);
      }
      fields.removeIf(field -> field.name().equalsIgnoreCase(token));
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

  /** Where a request goes. */
  private record Authority(String host, int port) {

    static Authority parse(String text, int implied) throws RefusedException {
      int colon = text.endsWith("]") ? -1 : text.lastIndexOf(':');
      boolean bare = text.indexOf(':') != colon && !text.startsWith("[");
      String host = bare ? null : HostName.normal(colon < 0 ? text : text.substring(0, colon));
      if (host == null) {
        throw HttpHead.malformed("a host that is none");
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
        throw HttpHead.malformed("a port that is none");
      }
      return value;
    }
  }
}
