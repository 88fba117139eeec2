package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random damage to the bytes of a journal, the same in every run. */
class DamageFuzzTest {
  private static final int ROUNDS = 150;

  @TempDir Path dir;

  private byte[] head = new byte[0];
  private final List<byte[]> segments = new ArrayList<>();
  private static final long[] NAMES = {1, 5, 9};

  @Test
  void damageInTheMiddleIsFoundAndLosesNothingBeforeIt() throws Exception {
    remember();
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      restore();
      int segment = random.nextInt(NAMES.length);
      byte[] whole = segments.get(segment);
      int from = random.nextInt(whole.length);
      byte[] damaged = damaged(random, whole, from);
      write(segment, damaged);
      if (Arrays.equals(whole, damaged)) {
        continue;
      }
      long before = linesBefore(segment, from);

      Verification verification = JournalVerifier.verify(dir);
      assertThat(verification.ok()).as("round %d", round).isFalse();
      assertThat(verification.findings().getFirst().seq())
          .as("round %d", round)
          .isGreaterThanOrEqualTo(before);
      readsAtLeast(before, round);

      Tampering.journal(dir).append(Events.numbered(13));
      assertThat(JournalVerifier.verify(dir).ok()).as("round %d, later", round).isFalse();
      readsAtLeast(before, round);
    }
  }

  @Test
  void damageBehindTheEndIsReportedAndLosesNothing() throws Exception {
    remember();
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      restore();
      byte[] rest = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 100_000 : 300)];
      random.nextBytes(rest);
      byte[] last = segments.getLast();
      write(2, concat(last, rest));
      boolean lineEnd = new String(rest, StandardCharsets.ISO_8859_1).contains("\n");

      Verification verification = JournalVerifier.verify(dir);
      assertThat(verification.findings()).as("round %d", round).isNotEmpty();
      assertThat(verification.ok()).as("round %d", round).isEqualTo(!lineEnd);
      readsAtLeast(12, round);

      Tampering.journal(dir).append(Events.numbered(13));
      Verification repaired = JournalVerifier.verify(dir);
      assertThat(repaired.findings())
          .as("round %d", round)
          .extracting(Finding::kind)
          .containsExactly(Finding.Kind.SIDE_FILE);
      assertThat(repaired.lines()).isEqualTo(14);
      assertThat(dir.resolve(repaired.findings().getFirst().segment())).hasBinaryContent(rest);
    }
  }

  @Test
  void aDamagedHeadIsReportedAndLosesNothing() throws Exception {
    remember();
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      restore();
      byte[] damaged = damaged(random, head, random.nextInt(head.length));
      Files.write(dir.resolve("head"), damaged);
      if (Arrays.equals(head, damaged)) {
        continue;
      }
      assertThat(JournalVerifier.verify(dir).ok()).as("round %d", round).isFalse();

      Tampering.journal(dir).append(Events.numbered(13));
      assertThat(JournalVerifier.verify(dir).findings())
          .as("round %d", round)
          .extracting(Finding::kind)
          .containsExactly(Finding.Kind.HEAD_DAMAGED);
      readsAtLeast(14, round);
    }
  }

  private void remember() throws IOException {
    Tampering tampering = Tampering.withJournal(dir);
    head = tampering.bytes(tampering.head());
    for (long name : NAMES) {
      segments.add(tampering.bytes(tampering.file(name)));
    }
  }

  private void restore() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.write(dir.resolve("head"), head);
    for (int i = 0; i < NAMES.length; i++) {
      write(i, segments.get(i));
    }
  }

  private void write(int segment, byte[] bytes) throws IOException {
    Files.write(new Tampering(dir).file(NAMES[segment]), bytes);
  }

  /** How many whole lines the journal has before an offset in a segment. */
  private long linesBefore(int segment, int offset) {
    long lines = 4L * segment;
    for (int i = 0; i < offset; i++) {
      lines += segments.get(segment)[i] == '\n' ? 1 : 0;
    }
    return lines;
  }

  private void readsAtLeast(long lines, int round) throws IOException {
    try (JournalCursor cursor = new JournalReader(dir).oldestFirst(EventFilter.ALL)) {
      for (long seq = 1; seq <= lines; seq++) {
        assertThat(cursor.next())
            .as("round %d", round)
            .isInstanceOfSatisfying(
                JournalEntry.Line.class, line -> assertThat(line.seq()).isPositive());
      }
      cursor.forEachRemaining(entry -> assertThat(entry.segment()).isNotEmpty());
    }
    try (JournalCursor cursor = new JournalReader(dir).newestFirst(EventFilter.ALL)) {
      List<JournalEntry> all = new ArrayList<>();
      cursor.forEachRemaining(all::add);
      for (int seq = 1; seq <= Math.min(lines, 12); seq++) {
        JournalEntry entry = all.get(all.size() - seq);
        assertThat(((JournalEntry.Line) entry).event()).isEqualTo(Events.numbered(seq));
      }
    }
  }

  /** The bytes with some changed, taken out, put in, repeated or cut off from an offset on. */
  private static byte[] damaged(Random random, byte[] whole, int from) {
    int count = Math.min(1 + random.nextInt(20), whole.length - from);
    byte[] before = Arrays.copyOf(whole, from);
    byte[] part = Arrays.copyOfRange(whole, from, from + count);
    byte[] after = Arrays.copyOfRange(whole, from + count, whole.length);
    byte[] noise = new byte[count];
    random.nextBytes(noise);
    return switch (random.nextInt(6)) {
      case 0 -> concat(before, noise, after);
      case 1 -> concat(before, after);
      case 2 -> concat(before, noise, part, after);
      case 3 -> concat(before, part, part, after);
      case 4 -> before;
      default -> {
        part[0] ^= (byte) (1 << random.nextInt(8));
        yield concat(before, part, after);
      }
    };
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }
}
