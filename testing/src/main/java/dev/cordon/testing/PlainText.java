package dev.cordon.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Terminal output with its control sequences (ECMA-48 CSI, OSC and two-byte escapes) left out, fed
 * piece by piece. A sequence cut in two by a read is kept back until its end arrives. Not
 * thread-safe.
 */
final class PlainText {

  private static final int ESCAPE = 0x1b;
  private static final int BELL = 7;

  private enum State {
    TEXT,
    AFTER_ESCAPE,
    INTERMEDIATE,
    CONTROL_SEQUENCE,
    STRING,
    STRING_AFTER_ESCAPE
  }

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private State state = State.TEXT;

  void append(byte[] bytes) {
    for (byte b : bytes) {
      state = next(b & 0xff);
    }
  }

  private State next(int b) {
    return switch (state) {
      case TEXT -> b == ESCAPE ? State.AFTER_ESCAPE : print(b);
      case AFTER_ESCAPE -> afterEscape(b);
      case INTERMEDIATE -> b >= 0x20 && b <= 0x2f ? State.INTERMEDIATE : State.TEXT;
      case CONTROL_SEQUENCE -> b >= 0x40 && b <= 0x7e ? State.TEXT : State.CONTROL_SEQUENCE;
      case STRING ->
          b == BELL ? State.TEXT : b == ESCAPE ? State.STRING_AFTER_ESCAPE : State.STRING;
      case STRING_AFTER_ESCAPE -> b == '\\' ? State.TEXT : State.STRING;
    };
  }

  private State print(int b) {
    text.write(b);
    return State.TEXT;
  }

  private static State afterEscape(int b) {
    if (b == '[') {
      return State.CONTROL_SEQUENCE;
    }
    if (b == ']' || b == 'P' || b == '_' || b == '^') {
      return State.STRING;
    }
    return b >= 0x20 && b <= 0x2f ? State.INTERMEDIATE : State.TEXT;
  }

  /** The text so far, as UTF-8. */
  @Override
  public String toString() {
    return text.toString(StandardCharsets.UTF_8);
  }
}
