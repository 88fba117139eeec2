package dev.cordon.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bounds that keep one event small whatever it is made of. Cutting twice changes nothing. */
final class Bounds {
  /** UTF-16 units left free for the words that say how much was cut. */
  private static final int CUT_MARK_CHARS = 64;

  /** The most UTF-8 bytes one UTF-16 unit can take. */
  private static final int MAX_BYTES_PER_CHAR = 3;

  private Bounds() {}

  static String text(String text) {
    if (text.length() <= Event.MAX_TEXT_CHARS) {
      return text;
    }
    int end = boundary(text, Event.MAX_TEXT_CHARS - CUT_MARK_CHARS);
    return text.substring(0, end) + "… [" + (text.length() - end) + " more characters]";
  }

  static @Nullable String optional(@Nullable String text) {
    return text == null ? null : text(text);
  }

  /** The arguments themselves when they fit, else as many of the first as do. */
  static List<String> head(List<String> arguments) {
    int room = Event.MAX_ARGUMENT_BYTES;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int fits = prefix(argument, room - 1);
      if (fits < argument.length() || room < 1) {
        List<String> kept = new ArrayList<>(arguments.subList(0, i));
        if (fits > 0) {
          kept.add(argument.substring(0, fits));
        }
        return kept;
      }
      room -= utf8Length(argument) + 1;
    }
    return arguments;
  }

  static Event.Cut describe(List<String> arguments) {
    MessageDigest digest = Sha256.inParts();
    long bytes = 0;
    for (String argument : arguments) {
      byte[] utf8 = argument.getBytes(StandardCharsets.UTF_8);
      digest.update(utf8);
      digest.update((byte) 0);
      bytes += utf8.length + 1L;
    }
    return new Event.Cut(arguments.size(), bytes, Sha256.hex(digest.digest()));
  }

  /** The longest prefix, in UTF-16 units, that takes at most {@code room} bytes of UTF-8. */
  private static int prefix(String text, int room) {
    if ((long) text.length() * MAX_BYTES_PER_CHAR <= room) {
      return text.length();
    }
    int i = 0;
    int bytes = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      bytes += utf8Length(codePoint);
      if (bytes > room) {
        return i;
      }
      i += Character.charCount(codePoint);
    }
    return i;
  }

  private static int utf8Length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      bytes += utf8Length(codePoint);
      i += Character.charCount(codePoint);
    }
    return bytes;
  }

  private static int utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }

  /** The nearest index at or before {@code index} that does not split a surrogate pair. */
  private static int boundary(String text, int index) {
    return Character.isHighSurrogate(text.charAt(index - 1)) ? index - 1 : index;
  }
}
