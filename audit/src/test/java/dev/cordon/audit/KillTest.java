package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers of several threads each, killed with SIGKILL in the middle of their work. */
class KillTest {
  private static final int ROUNDS = 10;
  private static final int PROCESSES = 4;
  private static final int THREADS = 3;
  private static final int MOST_ACKNOWLEDGED = 25;

  @TempDir Path dir;

  @Test
  void killedWritersLoseNothingTheyAcknowledged() throws Exception {
    Random random = new Random(9);
    Set<String> acknowledged = new LinkedHashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<Writer> writers = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        int killAfter = 1 + random.nextInt(MOST_ACKNOWLEDGED);
        String name = "r" + round + "p" + i;
        writers.add(
            Writer.start(dir, name, THREADS, Integer.MAX_VALUE, random.nextLong(), 3, killAfter));
      }
      try {
        for (Writer writer : writers) {
          assertThat(writer.await()).isEqualTo(137);
          acknowledged.addAll(writer.acknowledged());
        }
      } finally {
        writers.forEach(Writer::kill);
      }
      theJournalIsWhole(round);
    }
    everythingIsThere(acknowledged);
    assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * PROCESSES);
  }

  private void theJournalIsWhole(int round) throws Exception {
    Verification left = JournalVerifier.verify(dir);
    assertThat(left.findings())
        .as("round %d", round)
        .extracting(Finding::kind)
        .isSubsetOf(Finding.Kind.TORN_TAIL, Finding.Kind.SIDE_FILE);

    Journal.open(dir).append(Events.noted(round, "after round " + round));

    Verification repaired = JournalVerifier.verify(dir);
    assertThat(repaired.findings())
        .as("round %d, repaired", round)
        .extracting(Finding::kind)
        .isSubsetOf(Finding.Kind.SIDE_FILE);
    assertThat(repaired.ok()).isTrue();
    if (left.findings().stream().anyMatch(f -> f.kind() == Finding.Kind.TORN_TAIL)) {
      assertThat(repaired.findingsTotal()).as("a side file for the torn tail").isPositive();
    }
  }

  private void everythingIsThere(Set<String> acknowledged) throws Exception {
    Set<String> missing = new LinkedHashSet<>(acknowledged);
    long seq = 0;
    long repairs = 0;
    try (JournalCursor cursor = new JournalReader(dir).oldestFirst(EventFilter.ALL)) {
      while (cursor.hasNext()) {
        JournalEntry.Line line = (JournalEntry.Line) cursor.next();
        assertThat(line.seq()).isEqualTo(++seq);
        missing.remove(line.event().id());
        String note = line.event().note();
        if (note != null && note.startsWith("journal: a torn tail was repaired")) {
          repairs++;
        }
      }
    }
    assertThat(missing).isEmpty();
    // A writer killed between the side file and the note leaves one for the next to make again.
    assertThat(repairs)
        .isLessThanOrEqualTo(new JournalDirectory(dir.toRealPath()).tornFiles().size());
  }
}
