package dev.cordon.audit;

import java.io.IOException;

/**
 * What the journal's directory held at one moment between two appends.
 *
 * @param head what the head file said
 * @param segments the numbers in the names of the segments, in order
 * @param lengths their lengths in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared and never leaves this package
record Snapshot(HeadFile.Reading head, long[] segments, long[] lengths) {

  static Snapshot of(JournalDirectory directory) throws IOException {
    try (JournalLock.Held _ = new JournalLock(directory).shared()) {
      HeadFile.Reading head = new HeadFile(directory).read();
      long[] segments = directory.segments();
      long[] lengths = new long[segments.length];
      for (int i = 0; i < segments.length; i++) {
        lengths[i] = directory.segmentLength(segments[i]);
      }
      return new Snapshot(head, segments, lengths);
    }
  }
}
