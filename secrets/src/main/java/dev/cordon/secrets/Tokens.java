package dev.cordon.secrets;

import java.util.List;

/** Takes tokens of known shapes out of one text, wherever they stand. One pass. */
final class Tokens {

  /** A signed token begins with an object of JSON, in base64. */
  private static final String JWT = "eyJ";

  private static final int JWT_HEADER = 10;
  private static final int JWT_LEAST = 30;

  private final String text;

  /** For each shape, up to where it is known that no token of it begins. */
  private final int[] noneBefore = new int[TokenShape.count()];

  private int noJwtBefore;

  private Tokens(String text) {
    this.text = text;
  }

  static String remove(String text) {
    return new Tokens(text).remove();
  }

  private String remove() {
    StringBuilder out = new StringBuilder();
    int copied = 0;
    int at = 0;
    while (at < text.length()) {
      String kind = null;
      int end = at;
      if (at == 0 || !TokenShape.isLetterOrDigit(text.charAt(at - 1))) {
        List<TokenShape> shapes = TokenShape.beginningWith(text.charAt(at));
        for (int i = 0; kind == null && i < shapes.size(); i++) {
          end = end(shapes.get(i), at);
          kind = end > at ? shapes.get(i).kind() : null;
        }
        if (kind == null && text.startsWith(JWT, at)) {
          end = jwtEnd(at);
          kind = end > at ? "jwt" : null;
        }
      }
      if (kind == null) {
        at++;
      } else {
        out.append(text, copied, at).append(Redaction.mark(kind));
        copied = end;
        at = end;
      }
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  private int end(TokenShape shape, int at) {
    if (at < noneBefore[shape.index()] || !text.startsWith(shape.prefix(), at)) {
      return -1;
    }
    int end = shape.end(text, at);
    if (shape.matches(text, at, end)) {
      return end;
    }
    noneBefore[shape.index()] = end;
    return -1;
  }

  private int jwtEnd(int at) {
    if (at < noJwtBefore) {
      return -1;
    }
    int end = at;
    int lastDot = -1;
    while (end < text.length() && isJwt(text.charAt(end))) {
      lastDot = text.charAt(end) == '.' ? end : lastDot;
      end++;
    }
    if (end - at >= JWT_LEAST && lastDot - at >= JWT_HEADER) {
      return end;
    }
    noJwtBefore = end;
    return -1;
  }

  private static boolean isJwt(char c) {
    return TokenShape.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }
}
