package dev.cordon.session;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The names in a git index. git checks them when it writes an index, not when it reads one: {@code
 * git checkout .} makes the files it names, also below {@code .git} and outside of the working
 * tree.
 *
 * <p>Source: gitformat-index(5) and read-cache.c, git 2.39. Not thread-safe.
 */
final class GitIndex {
  /** Times, device, inode, mode, owner and size, before the object's name. */
  private static final int STAT_BYTES = 40;

  private static final int MODE_AT = 24;
  private static final int DIRECTORY = 0040000;
  private static final int NAME_LENGTH = 0xfff;
  private static final int EXTENDED = 0x4000;

  private final ByteBuffer bytes;
  private final int hashBytes;
  private int[] starts = {};
  private int started;
  private byte[] name = new byte[0];
  private int copied;

  private GitIndex(byte[] bytes, int hashBytes) {
    this.bytes = ByteBuffer.wrap(bytes);
    this.hashBytes = hashBytes;
  }

  /**
   * Whether a name leads out of the working tree or into git's own directory, or the index can be
   * read in more than one way.
   *
   * @param hashBytes of an object's name: 20, or 32 with SHA-256
   */
  static boolean escapes(byte[] index, int hashBytes) {
    try {
      return new GitIndex(index, hashBytes).escapes();
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException cut) {
      return true;
    }
  }

  private boolean escapes() {
    if (bytes.getInt() != signature("DIRC")) {
      return true;
    }
    int version = bytes.getInt();
    int count = bytes.getInt();
    if (version < 2 || version > 4 || count < 0 || count > bytes.limit() / STAT_BYTES) {
      return true;
    }
    starts = new int[count];
    for (int i = 0; i < count; i++) {
      int mode = bytes.getInt(bytes.position() + MODE_AT);
      int start = bytes.position();
      readName(version);
      if (copied == 0) {
        starts[started++] = start;
      }
      if (leadsOut(mode)) {
        return true;
      }
    }
    return !endsWell();
  }

  private void readName(int version) {
    int start = bytes.position();
    int flags = bytes.position(start + STAT_BYTES + hashBytes).getShort();
    if ((flags & EXTENDED) != 0) {
      bytes.getShort();
    }
    copied = version == 4 ? name.length - varint() : 0;
    int length = flags & NAME_LENGTH;
    int own = length == NAME_LENGTH ? untilNul() : length - copied;
    byte[] whole = new byte[copied + own];
    System.arraycopy(name, 0, whole, 0, copied);
    bytes.get(whole, copied, own);
    name = whole;
    bytes.position(version == 4 ? bytes.position() + 1 : start + padded(bytes.position() - start));
  }

  /** An entry ends with one to eight zeros, so that its size can be divided by eight. */
  private static int padded(int size) {
    return (size + 8) & ~7;
  }

  private int untilNul() {
    int end = bytes.position();
    while (bytes.get(end) != 0) {
      end++;
    }
    return end - bytes.position();
  }

  private int varint() {
    int c = bytes.get() & 0xff;
    int value = c & 0x7f;
    while ((c & 0x80) != 0) {
      c = bytes.get() & 0xff;
      value = Math.addExact(Math.multiplyExact(value + 1, 128), c & 0x7f);
    }
    return value;
  }

  private boolean leadsOut(int mode) {
    int length = name.length;
    if (length == 0) {
      return false; // takes the place of one in a shared index, and its name
    }
    if (mode == DIRECTORY && name[length - 1] == '/') {
      length--; // a folder that is not checked out, as a whole
    }
    int from = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || name[i] == '/') {
        if (isForbidden(from, i)) {
          return true;
        }
        from = i + 1;
      } else if (name[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private boolean isForbidden(int from, int to) {
    if (from == to) {
      return true;
    }
    if (name[from] != '.' || to - from > 4) {
      return false;
    }
    String component = new String(name, from, to - from, StandardCharsets.ISO_8859_1);
    return component.equals(".")
        || component.equals("..")
        || component.toLowerCase(Locale.ROOT).equals(".git");
  }

  /**
   * What follows the entries. Two of the extensions tell git where to begin reading, and have to
   * agree with what was read.
   */
  private boolean endsWell() {
    int entriesEnd = bytes.position();
    int end = bytes.limit() - hashBytes;
    while (bytes.position() < end) {
      int kind = bytes.getInt();
      int size = bytes.getInt();
      int next = Math.addExact(bytes.position(), size);
      if (size < 0 || next > end || !agrees(kind, entriesEnd, next)) {
        return false;
      }
      bytes.position(next);
    }
    return bytes.position() == end;
  }

  private boolean agrees(int kind, int entriesEnd, int next) {
    if (kind == signature("EOIE")) {
      return bytes.getInt() == entriesEnd;
    }
    if (kind == signature("IEOT")) {
      bytes.getInt();
      while (bytes.position() < next) {
        if (Arrays.binarySearch(starts, 0, started, bytes.getInt()) < 0) {
          return false;
        }
        bytes.getInt();
      }
    }
    return true;
  }

  private static int signature(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)).getInt();
  }
}
