package dev.cordon.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link Packer} wrote, in the same order. Not thread-safe. */
public final class Unpacker {
  private final byte[] bytes;
  private int at;

  /** Bytes that no packer wrote, or in another order. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public MalformedException(@Nullable String problem) {
      super(problem);
    }

    private MalformedException(int at) {
      super("malformed at byte " + at);
    }
  }

  /** Reads {@code bytes}, which are not copied, from the start. */
  public Unpacker(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The next number.
   *
   * @throws MalformedException when there is none
   */
  public int number() throws MalformedException {
    int start = take(Integer.BYTES);
    int number = 0;
    for (int i = start; i < at; i++) {
      number = number << Byte.SIZE | (bytes[i] & 0xff);
    }
    return number;
  }

  /**
   * The next yes or no.
   *
   * @throws MalformedException when there is none
   */
  public boolean flag() throws MalformedException {
    int number = number();
    if (number != 0 && number != 1) {
      throw new MalformedException(at);
    }
    return number == 1;
  }

  /**
   * The next text.
   *
   * @throws MalformedException when there is none
   */
  public String text() throws MalformedException {
    int length = number();
    int start = take(length);
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  /**
   * The next bytes.
   *
   * @throws MalformedException when there are none
   */
  public byte[] bytes() throws MalformedException {
    int length = number();
    int start = take(length);
    return Arrays.copyOfRange(bytes, start, at);
  }

  /**
   * The next list of texts.
   *
   * @throws MalformedException when there is none
   */
  public List<String> texts() throws MalformedException {
    int count = count();
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(text());
    }
    return texts;
  }

  /**
   * The next number, taken as how many things follow.
   *
   * @throws MalformedException when there cannot be so many
   */
  public int count() throws MalformedException {
    int count = number();
    if (count < 0 || count > bytes.length - at) {
      throw new MalformedException(at);
    }
    return count;
  }

  /**
   * The next text, taken as the name of one of {@code choices}.
   *
   * @throws MalformedException when it names none
   */
  public <T extends Enum<T>> T choice(T[] choices) throws MalformedException {
    String name = text();
    for (int i = 0; i < choices.length; i++) {
      if (choices[i].name().equals(name)) {
        return choices[i];
      }
    }
    throw new MalformedException(at);
  }

  /** Whether all was read. */
  public boolean isAtEnd() {
    return at == bytes.length;
  }

  private int take(int length) throws MalformedException {
    if (length < 0 || length > bytes.length - at) {
      throw new MalformedException(at);
    }
    int start = at;
    at += length;
    return start;
  }
}
