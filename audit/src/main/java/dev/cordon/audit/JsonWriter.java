package dev.cordon.audit;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A compact JSON document under construction.
 *
 * <p>Every {@code cordon run} writes events, and loading a JSON library for that costs about as
 * much as the rest of a cold start; this class is all that writing needs. Reading uses
 * jackson-core.
 *
 * <p>The output is ASCII-safe where it must be: control characters (C0, DEL, C1), the line
 * separators U+2028 and U+2029 and lone surrogates are written as {@code \}{@code uXXXX}, so any
 * Java string survives a round trip, the document is valid UTF-8 on one line, and printing it
 * cannot move a terminal's cursor.
 *
 * <p>Commas are placed by the writer; matching begin with end is the caller's duty and is checked
 * at the end. Not thread-safe.
 */
public final class JsonWriter {
  private static final String HEX = "0123456789abcdef";
  private static final int INITIAL_CHARS = 1024;

  private final StringBuilder out = new StringBuilder(INITIAL_CHARS);
  private int depth;
  private boolean comma;

  /** An empty document. */
  public JsonWriter() {}

  /** Opens an object. */
  public JsonWriter beginObject() {
    return open('{');
  }

  /** Closes the innermost object. */
  public JsonWriter endObject() {
    return close('}');
  }

  /** Opens an array. */
  public JsonWriter beginArray() {
    return open('[');
  }

  /** Closes the innermost array. */
  public JsonWriter endArray() {
    return close(']');
  }

  /** Writes a field's name; the next call writes its value. */
  public JsonWriter name(String name) {
    separate();
    quote(name);
    out.append(':');
    comma = false;
    return this;
  }

  /** Writes a string, or {@code null}. */
  public JsonWriter value(@Nullable String value) {
    separate();
    if (value == null) {
      out.append("null");
    } else {
      quote(value);
    }
    comma = true;
    return this;
  }

  /** Writes an integer. */
  public JsonWriter value(long value) {
    separate();
    out.append(value);
    comma = true;
    return this;
  }

  /** Writes {@code true} or {@code false}. */
  public JsonWriter value(boolean value) {
    separate();
    out.append(value);
    comma = true;
    return this;
  }

  /** Writes an array of strings. */
  public JsonWriter values(Iterable<String> values) {
    beginArray();
    for (String value : values) {
      value(value);
    }
    return endArray();
  }

  /** Writes a field with a string or {@code null}. */
  public JsonWriter field(String name, @Nullable String value) {
    return name(name).value(value);
  }

  /** Writes a field with an integer. */
  public JsonWriter field(String name, long value) {
    return name(name).value(value);
  }

  /** Writes a field with a truth value. */
  public JsonWriter field(String name, boolean value) {
    return name(name).value(value);
  }

  /** Writes a field with an array of strings. */
  public JsonWriter field(String name, Iterable<String> values) {
    return name(name).values(values);
  }

  /** Writes a field, or nothing when there is no value. */
  public JsonWriter optional(String name, @Nullable String value) {
    return value == null ? this : field(name, value);
  }

  /** The finished document in UTF-8, without a line end. */
  public byte[] toUtf8() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The finished document.
   *
   * @throws IllegalStateException when an object or array is still open
   */
  @Override
  public String toString() {
    if (depth != 0) {
      throw new IllegalStateException(depth + " JSON objects or arrays are still open");
    }
    return out.toString();
  }

  private JsonWriter open(char bracket) {
    separate();
    out.append(bracket);
    depth++;
    comma = false;
    return this;
  }

  private JsonWriter close(char bracket) {
    if (--depth < 0) {
      throw new IllegalStateException("no JSON object or array is open");
    }
    out.append(bracket);
    comma = true;
    return this;
  }

  private void separate() {
    if (comma) {
      out.append(',');
    }
  }

  private void quote(String text) {
    out.append('"');
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        continue;
      }
      if (isPair(text, i)) {
        i++;
        continue;
      }
      out.append(text, start, i);
      escape(c);
      start = i + 1;
    }
    out.append(text, start, text.length()).append('"');
  }

  private static boolean isPlain(char c) {
    if (c < 0x7f) {
      return c >= ' ' && c != '"' && c != '\\';
    }
    return c >= 0xa0 && c != 0x2028 && c != 0x2029 && !Character.isSurrogate(c);
  }

  private static boolean isPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  private void escape(char c) {
    out.append('\\');
    switch (c) {
      case '"', '\\' -> out.append(c);
      case '\n' -> out.append('n');
      case '\r' -> out.append('r');
      case '\t' -> out.append('t');
      default ->
          out.append('u')
              .append(HEX.charAt(c >> 12))
              .append(HEX.charAt(c >> 8 & 15))
              .append(HEX.charAt(c >> 4 & 15))
              .append(HEX.charAt(c & 15));
    }
  }
}
