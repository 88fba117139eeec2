package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many processes of many threads that write to one journal at once. */
class ManyWritersTest {
  private static final int PROCESSES = 8;
  private static final int THREADS = 4;
  private static final int EVENTS = 25;

  @TempDir Path dir;

  @Test
  void everyEventOfEveryWriterIsThereOnceAndInItsOrder() throws Exception {
    List<Writer> writers = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      writers.add(Writer.start(dir, "p" + i, THREADS, EVENTS, i, 2, Integer.MAX_VALUE));
    }
    try {
      verifyWhileTheyWrite(writers);
      for (Writer writer : writers) {
        assertThat(writer.await()).isZero();
        assertThat(writer.acknowledged()).hasSize(THREADS * EVENTS);
      }
    } finally {
      writers.forEach(Writer::kill);
    }

    Verification verification = JournalVerifier.verify(dir);
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.lines()).isEqualTo(PROCESSES * THREADS * EVENTS);
    Map<String, Integer> next = new HashMap<>();
    try (JournalCursor cursor = new JournalReader(dir).oldestFirst(EventFilter.ALL)) {
      for (long seq = 1; cursor.hasNext(); seq++) {
        JournalEntry.Line line = (JournalEntry.Line) cursor.next();
        assertThat(line.seq()).isEqualTo(seq);
        String id = line.event().id();
        String thread = id.substring(0, id.lastIndexOf('-'));
        int number = next.merge(thread, 1, Integer::sum) - 1;
        assertThat(id).isEqualTo(thread + "-" + number);
      }
    }
    assertThat(next).hasSize(PROCESSES * THREADS).containsValue(EVENTS);
    assertThat(next.values()).containsOnly(EVENTS);
  }

  /** A verification at any moment sees a journal without a fault. */
  private void verifyWhileTheyWrite(List<Writer> writers) throws Exception {
    long lines = 0;
    while (writers.stream().anyMatch(Writer::isAlive)) {
      Verification verification = JournalVerifier.verify(dir);
      assertThat(verification.findings()).isEmpty();
      assertThat(verification.lines()).isGreaterThanOrEqualTo(lines);
      lines = verification.lines();
    }
  }
}
