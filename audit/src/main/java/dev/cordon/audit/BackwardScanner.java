package dev.cordon.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The whole lines of a file from its end to its start; bytes behind the last line end are passed
 * over. Of a line longer than {@link Journal#MAX_LINE_BYTES} only a part is given, which is no
 * valid JSON.
 */
final class BackwardScanner implements LineSource {
  private final RandomAccessFile file;
  private final byte[] block = new byte[LineScanner.BLOCK_BYTES];

  /** The offset of the block's first byte. */
  private long blockStart;

  /** The offset of the line end that closes the next line; -1 when none is left. */
  private long lineEnd;

  private long start;

  BackwardScanner(RandomAccessFile file, long length) throws IOException {
    this.file = file;
    this.blockStart = length;
    this.lineEnd = before(length);
  }

  @Override
  public long start() {
    return start;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    if (lineEnd < 0) {
      return null;
    }
    long end = lineEnd;
    lineEnd = before(end);
    start = lineEnd + 1;
    return read(start, (int) Math.min(end - start, Journal.MAX_LINE_BYTES + 1L));
  }

  /** The offset of the last line end before an offset, or -1. */
  private long before(long offset) throws IOException {
    while (offset > 0) {
      if (offset <= blockStart) {
        fill(offset);
      }
      offset--;
      if (block[(int) (offset - blockStart)] == '\n') {
        return offset;
      }
    }
    return -1;
  }

  private void fill(long end) throws IOException {
    blockStart = Math.max(0, end - block.length);
    int wanted = (int) (end - blockStart);
    byte[] bytes = read(blockStart, wanted);
    System.arraycopy(bytes, 0, block, 0, bytes.length);
    Arrays.fill(block, bytes.length, wanted, (byte) 0);
  }

  /** The bytes of a range, fewer when the file has become shorter. */
  private byte[] read(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.seek(offset);
    int filled = 0;
    while (filled < length) {
      int count = file.read(bytes, filled, length - filled);
      if (count < 0) {
        return Arrays.copyOf(bytes, filled);
      }
      filled += count;
    }
    return bytes;
  }
}
