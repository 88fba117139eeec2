package dev.cordon.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import org.jspecify.annotations.Nullable;

/**
 * The whole lines of a part of a file, from its start to its end. Of a line longer than {@link
 * Journal#MAX_LINE_BYTES} only the head is kept, which is then neither valid JSON nor has the right
 * hash: nobody can make a reader run out of memory.
 */
final class LineScanner implements LineSource {
  /** Bytes read at once. */
  static final int BLOCK_BYTES = 64 * 1024;

  private final RandomAccessFile file;
  private final long end;
  private final byte[] block = new byte[BLOCK_BYTES];
  private long offset;
  private int next;
  private int filled;
  private long position;
  private long start;

  LineScanner(RandomAccessFile file, long start, long end) {
    this.file = file;
    this.offset = start;
    this.position = start;
    this.end = end;
  }

  /** The offset behind the line that was returned last, its line end included. */
  long position() {
    return position;
  }

  @Override
  public long start() {
    return start;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    long length = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    while (next < filled || fill()) {
      int stop = next;
      while (stop < filled && block[stop] != '\n') {
        stop++;
      }
      line.write(block, next, Math.min(stop - next, Journal.MAX_LINE_BYTES + 1 - line.size()));
      length += stop - next;
      next = stop;
      if (stop < filled) {
        next++;
        start = position;
        position += length + 1;
        return line.toByteArray();
      }
    }
    return null;
  }

  private boolean fill() throws IOException {
    if (offset >= end) {
      return false;
    }
    file.seek(offset);
    filled = Math.max(0, file.read(block, 0, (int) Math.min(block.length, end - offset)));
    offset += filled;
    next = 0;
    return filled > 0;
  }
}
