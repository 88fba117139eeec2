package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path dir;

  @Test
  void anAppendedEventIsReadBackAndVerified() throws Exception {
    Journal journal = Journal.open(dir.resolve("home/journal"));
    Event event =
        Event.builder(
                Event.Kind.RUN_REQUESTED,
                EventId.next(Instant.now(), Randomness.system()),
                Instant.now(),
                "box",
                "ana")
            .build();

    assertThat(journal.append(event, event)).isEqualTo(2);
    assertThat(journal.append(event)).isEqualTo(3);
    journal.sync();

    Verification verification = JournalVerifier.verify(journal.directory());
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.lines()).isEqualTo(3);
    try (JournalCursor cursor =
        new JournalReader(dir.resolve("home/journal")).newestFirst(EventFilter.ALL)) {
      assertThat(cursor.next()).isEqualTo(new JournalEntry.Line("0000000001.jsonl", 3, event));
    }
  }
}
