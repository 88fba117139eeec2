package dev.cordon.egress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Passes the body of one request on, as its head frames it and not a byte more. Chunks are read
 * strictly and written anew; extensions and trailers end here.
 */
final class HttpBody {
  private static final int BUFFER = 16 << 10;
  private static final int LONGEST_LINE = 4096;
  private static final int MOST_TRAILERS = 64;
  private static final int HEX = 16;
  private static final int LONGEST_SIZE = 15;

  private final Wire from;
  private final Wire to;
  private long passed;

  HttpBody(Wire from, Wire to) {
    this.from = from;
    this.to = to;
  }

  /** Bytes written so far. */
  long passed() {
    return passed;
  }

  void pass(HttpHead.Body body) throws IOException, RefusedException {
    if (!body.chunked()) {
      passBytes(body.length());
      return;
    }
    for (long size = chunkSize(line()); size > 0; size = chunkSize(line())) {
      write((Long.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      passBytes(size);
      if (!line().isEmpty()) {
        throw malformed("a chunk that is longer than it says");
      }
      write(new byte[] {'\r', '\n'});
    }
    for (int trailers = 0; !line().isEmpty(); trailers++) {
      if (trailers == MOST_TRAILERS) {
        throw malformed("more than " + MOST_TRAILERS + " trailers");
      }
    }
    write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private void passBytes(long count) throws IOException, RefusedException {
    long left = count;
    while (left > 0) {
      if (from.pending().length == 0 && !from.more(BUFFER)) {
        throw malformed("a body that ends too early");
      }
      int some = (int) Math.min(left, from.pending().length);
      write(from.take(some));
      left -= some;
    }
  }

  /** A line without its end. */
  private String line() throws IOException, RefusedException {
    int at = 0;
    while (true) {
      byte[] bytes = from.pending();
      for (; at < bytes.length; at++) {
        boolean ends = at > 0 && bytes[at - 1] == '\r';
        if (bytes[at] == '\n' ? !ends : ends) {
          throw malformed("a line that does not end in CR LF");
        }
        if (bytes[at] == '\n') {
          byte[] line = from.take(at + 1);
          return new String(line, 0, at - 1, StandardCharsets.ISO_8859_1);
        }
      }
      if (at >= LONGEST_LINE || !from.more(Math.max(LONGEST_LINE, bytes.length + 1))) {
        throw malformed("a line that does not end");
      }
    }
  }

  private static long chunkSize(String line) throws RefusedException {
    int semicolon = line.indexOf(';');
    String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).stripTrailing();
    long size = digits.isEmpty() || digits.length() > LONGEST_SIZE ? -1 : 0;
    for (int i = 0; size >= 0 && i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, HEX) : -1;
      size = digit < 0 ? -1 : size * HEX + digit;
    }
    if (size < 0) {
      throw malformed("a chunk without a size");
    }
    return size;
  }

  private void write(byte[] bytes) throws IOException {
    to.write(ByteBuffer.wrap(bytes));
    passed += bytes.length;
  }

  private static RefusedException malformed(String what) {
    return new RefusedException(Refusal.MALFORMED, "malformed HTTP: " + what);
  }
}
