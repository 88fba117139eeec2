package dev.cordon.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * NUL-terminated tokens, as the stage writes them. Reads no byte further than the token asked for,
 * but a buffer.
 */
final class Tokens {
  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int at;
  private int end;

  Tokens(InputStream in) {
    this.in = in;
  }

  /** The next token; throws {@link EOFException} when the stage ended before its end. */
  String next() throws IOException {
    ByteArrayOutputStream token = new ByteArrayOutputStream(64);
    while (true) {
      if (at == end) {
        fill();
      }
      byte next = buffer[at++];
      if (next == 0) {
        return token.toString(StandardCharsets.UTF_8);
      }
      token.write(next);
    }
  }

  private void fill() throws IOException {
    at = 0;
    end = in.read(buffer);
    if (end <= 0) {
      end = 0;
      throw new EOFException("the stage ended without an answer");
    }
  }
}
