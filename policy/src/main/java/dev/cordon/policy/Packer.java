package dev.cordon.policy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes texts and numbers one after the other, for {@link Unpacker} to read in the same order. Not
 * thread-safe.
 */
public final class Packer {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Adds a number. */
  public Packer number(int number) {
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes.write(number >>> shift);
    }
    return this;
  }

  /** Adds a yes or no. */
  public Packer flag(boolean flag) {
    return number(flag ? 1 : 0);
  }

  /** Adds a text. A lone surrogate, which UTF-8 cannot hold, does not come back as it was. */
  public Packer text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds one of the choices of an enumeration. */
  public Packer choice(Enum<?> choice) {
    return text(choice.name());
  }

  /** Adds bytes. */
  public Packer bytes(byte[] more) {
    number(more.length);
    bytes.write(more, 0, more.length);
    return this;
  }

  /** Adds texts. */
  public Packer texts(List<String> texts) {
    number(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      text(texts.get(i));
    }
    return this;
  }

  /** What was added so far. */
  public byte[] bytes() {
    return bytes.toByteArray();
  }
}
