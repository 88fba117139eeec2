package dev.cordon.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/**
 * What the relay says of a connection before the first of its bytes: a line {@code ADDRESS PORT
 * PROGRAM}.
 *
 * @param destination the address it was meant for
 * @param program the name of the program; empty when it is not known
 */
record Arrival(InetAddress destination, int port, String program) {
  private static final int LONGEST = 512;

  /** Reads the line; the relay is ours, so that what is no such line is a defect. */
  static Arrival read(Wire client) throws IOException {
    int end = -1;
    for (int at = 0; end < 0; at = client.pending().length) {
      if (at >= LONGEST || !client.more(LONGEST)) {
        throw new IOException("the relay did not say where a connection leads");
      }
      end = indexOfNewline(client.pending(), at);
    }
    byte[] line = client.take(end + 1);
    String text = new String(line, 0, end, StandardCharsets.UTF_8);
    String[] words = text.split(" ", 3);
    if (words.length < 3) {
      throw new IOException("the relay did not say where a connection leads");
    }
    return new Arrival(
        InetAddress.ofLiteral(words[0]), Integer.parseInt(words[1]), printable(words[2]));
  }

  private static int indexOfNewline(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** A program chooses its name: nothing in it may act on a terminal. */
  private static String printable(String name) {
    StringBuilder text = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      text.append(
          c < ' ' || (c >= 0x7f && c < 0xa0) || Character.getType(c) == Character.FORMAT ? '?' : c);
    }
    return text.toString();
  }
}
