package dev.cordon.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Somebody with write access to a journal of twelve small events in three segments of four lines,
 * named by their first lines: 1, 5 and 9.
 */
final class Tampering {
  /** A size at which a segment is full after four small events. */
  static final int SEGMENT_BYTES = 800;

  static final int LINES = 12;

  private final Path dir;

  Tampering(Path dir) {
    this.dir = dir;
  }

  static Journal journal(Path dir) throws JournalException {
    return new Journal(JournalDirectory.open(dir, JournalDirectory.currentUser()), SEGMENT_BYTES);
  }

  /** Makes the journal. */
  static Tampering withJournal(Path dir) throws JournalException {
    Journal journal = journal(dir);
    for (int i = 1; i <= LINES; i++) {
      journal.append(Events.numbered(i));
    }
    return new Tampering(dir);
  }

  static String name(long segment) {
    return String.format("%010d.jsonl", segment);
  }

  Path file(long segment) {
    return dir.resolve(name(segment));
  }

  Path head() {
    return dir.resolve("head");
  }

  byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void rename(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts bytes off the end of a file. */
  void cut(Path file, int count) {
    byte[] bytes = bytes(file);
    write(file, Arrays.copyOf(bytes, bytes.length - count));
  }

  void flip(Path file, int at) {
    byte[] bytes = bytes(file);
    bytes[at] ^= 1;
    write(file, bytes);
  }

  void deleteSegments() {
    for (long segment : new long[] {1, 5, 9}) {
      delete(file(segment));
    }
  }

  /** Gives the second and the third segment each other's name. */
  void swapSegments() {
    Path aside = dir.resolve("aside");
    rename(file(5), aside);
    rename(file(9), file(5));
    rename(aside, file(9));
  }

  /** Puts the head file of a journal with other events in the place of this one's. */
  void foreignHead() {
    Path other = dir.resolve("other");
    try {
      Journal journal = journal(other);
      for (int i = 1; i <= LINES; i++) {
        journal.append(Events.noted(i, "other " + i));
      }
    } catch (JournalException e) {
      throw new UncheckedIOException(e);
    }
    write(head(), bytes(other.resolve("head")));
  }

  List<String> lines(long segment) {
    String text = new String(bytes(file(segment)), StandardCharsets.UTF_8);
    return new ArrayList<>(Arrays.asList(text.split("\n")));
  }

  void lines(long segment, List<String> lines) {
    write(file(segment), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Replaces words in one line of a segment, counted from 1. */
  void replace(long segment, int line, String part, String other) {
    List<String> lines = lines(segment);
    String old = lines.get(line - 1);
    if (!old.contains(part)) {
      throw new AssertionError(part + " is not in " + old);
    }
    lines.set(line - 1, old.replace(part, other));
    lines(segment, lines);
  }

  /** Writes the lines of a segment from one on anew, each with the right hash of the one before. */
  void rewriteFrom(long segment, int line, String part, String other) {
    replace(segment, line, part, other);
    List<String> lines = lines(segment);
    for (int i = line; i < lines.size(); i++) {
      String prev = Sha256.hash(lines.get(i - 1).getBytes(StandardCharsets.UTF_8));
      lines.set(
          i, lines.get(i).replaceFirst("\"prev\":\"[0-9a-f]{64}\"", "\"prev\":\"" + prev + "\""));
    }
    lines(segment, lines);
  }

  /** The tail that a journal has whose last line is the last of this segment. */
  Tail tail(long segment, long seq) {
    List<String> lines = lines(segment);
    String last = lines.getLast();
    return new Tail(
        seq,
        Sha256.hash(last.getBytes(StandardCharsets.UTF_8)),
        segment,
        bytes(file(segment)).length);
  }
}
