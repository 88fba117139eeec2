package dev.cordon.session;

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

  private static final int HEADER_BYTES = 12;

  private final byte[] bytes;
  private final int hashBytes;
  private int at;

  /** Where entries begin that need nothing of the one before. */
  private int[] starts = {};

  private int started;

  /** The name of the last entry; in version 4 the next one continues it. */
  private byte[] name = new byte[256];

  private int length;

  private GitIndex(byte[] bytes, int hashBytes) {
    this.bytes = bytes;
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
    } catch (IndexOutOfBoundsException | ArithmeticException cut) {
      return true;
    }
  }

  private boolean escapes() {
    int version = int32(4);
    int count = int32(8);
    if (int32(0) != signature("DIRC")
        || version < 2
        || version > 4
        || count < 0
        || count > bytes.length / STAT_BYTES) {
      return true;
    }
    starts = new int[count];
    at = HEADER_BYTES;
    for (int i = 0; i < count; i++) {
      int mode = int32(at + MODE_AT);
      readName(version);
      if (leadsOut(mode)) {
        return true;
      }
    }
    return !endsWell();
  }

  private void readName(int version) {
    int start = at;
    int flags = int16(start + STAT_BYTES + hashBytes);
    at = start + STAT_BYTES + hashBytes + ((flags & EXTENDED) == 0 ? 2 : 4);
    int copied = version == 4 ? length - varint() : 0;
    int noted = flags & NAME_LENGTH;
    int own = noted == NAME_LENGTH ? untilNul() : noted - copied;
    if (copied + own > name.length) {
      name = Arrays.copyOf(name, 2 * (copied + own));
    }
    System.arraycopy(bytes, at, name, copied, own);
    length = copied + own;
    at = version == 4 ? at + own + 1 : start + padded(at + own - start);
    if (copied == 0) {
      starts[started++] = start;
    }
  }

  /** An entry ends with one to eight zeros, so that its size can be divided by eight. */
  private static int padded(int size) {
    return (size + 8) & ~7;
  }

  private int untilNul() {
    int end = at;
    while (bytes[end] != 0) {
      end++;
    }
    return end - at;
  }

  private int varint() {
    int c = bytes[at++] & 0xff;
    int value = c & 0x7f;
    while ((c & 0x80) != 0) {
      c = bytes[at++] & 0xff;
      value = Math.addExact(Math.multiplyExact(value + 1, 128), c & 0x7f);
    }
    return value;
  }

  private boolean leadsOut(int mode) {
    if (length == 0) {
      return false; // takes the place of one in a shared index, and its name
    }
    int end = length;
    if (mode == DIRECTORY && name[end - 1] == '/') {
      end--; // a folder that is not checked out, as a whole
    }
    int from = 0;
    for (int i = 0; i < end; i++) {
      byte c = name[i];
      if (c == 0 || (c == '/' && isForbidden(from, i))) {
        return true;
      }
      if (c == '/') {
        from = i + 1;
      }
    }
    return isForbidden(from, end);
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
    int entriesEnd = at;
    int end = bytes.length - hashBytes;
    while (at < end) {
      int kind = int32(at);
      int size = int32(at + 4);
      at += 8;
      int next = Math.addExact(at, size);
      if (size < 0 || next > end || !agrees(kind, entriesEnd, next)) {
        return false;
      }
      at = next;
    }
    return at == end;
  }

  private boolean agrees(int kind, int entriesEnd, int next) {
    if (kind == signature("EOIE")) {
      return int32(at) == entriesEnd;
    }
    if (kind == signature("IEOT")) {
      for (int block = at + 4; block < next; block += 8) {
        if (Arrays.binarySearch(starts, 0, started, int32(block)) < 0) {
          return false;
        }
      }
    }
    return true;
  }

  private int int32(int from) {
    return int16(from) << 16 | int16(from + 2);
  }

  private int int16(int from) {
    return (bytes[from] & 0xff) << 8 | (bytes[from + 1] & 0xff);
  }

  private static int signature(String text) {
    return text.charAt(0) << 24 | text.charAt(1) << 16 | text.charAt(2) << 8 | text.charAt(3);
  }
}
