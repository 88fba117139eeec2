package dev.cordon.rules;

import java.util.List;

/** Writes values of TOML. Pure. */
final class Toml {

  private Toml() {}

  /** A string between double quotes. */
  static String text(String text) {
    StringBuilder written = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> written.append('\\').append(c);
        case '\n' -> written.append("\\n");
        case '\t' -> written.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7F) {
            written.append("\\u00").append(Character.forDigit(c >> 4, 16));
            written.append(Character.forDigit(c & 15, 16));
          } else {
            written.append(c);
          }
        }
      }
    }
    return written.append('"').toString();
  }

  /** A list of strings. */
  static String texts(List<String> texts) {
    StringBuilder written = new StringBuilder("[");
    for (int i = 0; i < texts.size(); i++) {
      written.append(i == 0 ? "" : ", ").append(text(texts.get(i)));
    }
    return written.append(']').toString();
  }

  /** Tokens of a command; one alternative alone is a string. */
  static String tokens(List<List<String>> tokens) {
    StringBuilder written = new StringBuilder("[");
    for (int i = 0; i < tokens.size(); i++) {
      List<String> token = tokens.get(i);
      written.append(i == 0 ? "" : ", ");
      written.append(token.size() == 1 ? text(token.getFirst()) : texts(token));
    }
    return written.append(']').toString();
  }
}
