package dev.cordon.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The file that says where the chain ends, so that lines missing at its end are missed.
 *
 * <p>Two slots of one disk sector each hold the last two states and are written in turn, in place:
 * a slot is one text line of a counter, the {@link Tail} and a CRC-32, padded with blanks. A write
 * that is torn by a power loss spoils one slot at most, and in-place writing needs no free space.
 * The counters of two good slots differ by exactly one.
 *
 * <p>Used under the journal's lock.
 */
final class HeadFile {
  /** Bytes of a slot: the unit that disks write whole. */
  static final int SLOT_BYTES = 512;

  private static final String MAGIC = "cordon.head/1";
  private static final String MISSING = "the head file is missing";

  private final JournalDirectory directory;

  HeadFile(JournalDirectory directory) {
    this.directory = directory;
  }

  /**
   * What the file says.
   *
   * @param tail the newest tail found in a good slot, or {@code null} when there is none
   * @param counter the counter of that slot
   * @param damage what is wrong with the file, or {@code null} when nothing is
   */
  record Reading(@Nullable Tail tail, long counter, @Nullable String damage) {
    boolean isMissing() {
      return MISSING.equals(damage);
    }
  }

  private record Slot(long counter, Tail tail) {}

  /** Reads the file; whatever is in it is a reading, not an error. */
  Reading read() throws IOException {
    byte[] bytes = new byte[2 * SLOT_BYTES];
    Path file = directory.head();
    if (!Files.exists(file)) {
      return new Reading(null, 0, MISSING);
    }
    try (RandomAccessFile head = new RandomAccessFile(file.toFile(), "r")) {
      if (head.length() != bytes.length) {
        return new Reading(null, 0, "the head file has a wrong length");
      }
      head.readFully(bytes);
    }
    return judge(slot(bytes, 0), slot(bytes, SLOT_BYTES));
  }

  private static Reading judge(@Nullable Slot even, @Nullable Slot odd) {
    Slot newer = odd == null || (even != null && even.counter > odd.counter) ? even : odd;
    if (newer == null) {
      return new Reading(null, 0, "the head file is damaged");
    }
    if (even == null || odd == null) {
      return new Reading(newer.tail, newer.counter, "one half of the head file is damaged");
    }
    if (Math.abs(even.counter - odd.counter) != 1) {
      return new Reading(
          newer.tail, newer.counter, "the halves of the head file do not belong together");
    }
    return new Reading(newer.tail, newer.counter, null);
  }

  /** Replaces the whole file by one that knows this tail only. */
  void create(Tail tail) throws IOException {
    Path fresh = directory.path().resolve("head.new");
    Files.deleteIfExists(fresh);
    try (RandomAccessFile head = directory.openFile(fresh)) {
      head.write(slotBytes(new Slot(0, tail)));
      head.write(slotBytes(new Slot(1, tail)));
      head.getFD().sync();
    }
    Files.move(fresh, directory.head(), StandardCopyOption.ATOMIC_MOVE);
    directory.force();
  }

  /** Writes the next state over the older of the two. */
  void write(Tail tail, long counter) throws IOException {
    try (RandomAccessFile head = directory.openFile(directory.head())) {
      head.seek((counter & 1) * SLOT_BYTES);
      head.write(slotBytes(new Slot(counter, tail)));
    }
  }

  /** Forces the file to disk. */
  void force() throws IOException {
    directory.forceFile(directory.head());
  }

  private static byte[] slotBytes(Slot slot) {
    Tail tail = slot.tail;
    StringBuilder text = new StringBuilder(SLOT_BYTES);
    text.append(MAGIC).append(' ').append(slot.counter).append(' ').append(tail.seq());
    text.append(' ').append(tail.hash()).append(' ').append(tail.segment());
    text.append(' ').append(tail.end());
    text.append(' ').append(checksum(text.toString()));
    byte[] bytes = new byte[SLOT_BYTES];
    Arrays.fill(bytes, (byte) ' ');
    byte[] content = text.toString().getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(content, 0, bytes, 0, content.length);
    bytes[SLOT_BYTES - 1] = '\n';
    return bytes;
  }

  /** The slot at an offset, or {@code null} when it is not exactly what we would have written. */
  private static @Nullable Slot slot(byte[] bytes, int offset) {
    String text = new String(bytes, offset, SLOT_BYTES, StandardCharsets.US_ASCII);
    String[] words = new String[7];
    int start = 0;
    for (int i = 0; i < words.length; i++) {
      int end = text.indexOf(' ', start);
      if (end < 0) {
        return null;
      }
      words[i] = text.substring(start, end);
      start = end + 1;
    }
    try {
      Tail tail =
          new Tail(
              Long.parseLong(words[2]),
              words[3],
              Long.parseLong(words[4]),
              Long.parseLong(words[5]));
      Slot slot = new Slot(Long.parseLong(words[1]), tail);
      return Arrays.equals(slotBytes(slot), Arrays.copyOfRange(bytes, offset, offset + SLOT_BYTES))
          ? slot
          : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static long checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }
}
