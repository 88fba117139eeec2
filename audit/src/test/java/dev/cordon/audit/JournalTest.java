package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path dir;

  @Test
  void anAppendedEventIsReadBackAndVerified() throws Exception {
    Journal journal = Journal.open(dir.resolve("home/journal"));

    assertThat(journal.append(Events.full(), Events.numbered(2))).isEqualTo(2);
    assertThat(journal.append(Events.numbered(3))).isEqualTo(3);
    journal.sync();

    Verification verification = JournalVerifier.verify(journal.directory());
    assertThat(verification)
        .isEqualTo(new Verification(3, 1, journal.head(), List.of(), 0))
        .matches(Verification::ok);
    assertThat(entries(journal.directory()))
        .containsExactly(
            new JournalEntry.Line("0000000001.jsonl", 1, Events.full()),
            new JournalEntry.Line("0000000001.jsonl", 2, Events.numbered(2)),
            new JournalEntry.Line("0000000001.jsonl", 3, Events.numbered(3)));
  }

  @Test
  void anEmptyJournalHasNoLines() throws Exception {
    Journal journal = Journal.open(dir.resolve("journal"));
    journal.sync();

    assertThat(journal.head()).isEqualTo(new JournalHead(0, "0".repeat(64)));
    assertThat(JournalVerifier.verify(journal.directory()))
        .isEqualTo(new Verification(0, 0, journal.head(), List.of(), 0));
    assertThat(entries(journal.directory())).isEmpty();
    assertThat(JournalVerifier.verify(dir.resolve("nowhere")).ok()).isTrue();
    assertThat(entries(dir.resolve("nowhere"))).isEmpty();
    assertThat(dir.resolve("nowhere")).doesNotExist();
  }

  @Test
  void everyLineNamesTheHashOfTheOneBefore() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    String hash = Sha256.ZERO;
    for (long segment : new long[] {1, 5, 9}) {
      for (String line : tampering.lines(segment)) {
        assertThat(line).contains("\"prev\":\"" + hash + "\"");
        hash = Sha256.hash(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(Tampering.journal(dir).head()).isEqualTo(new JournalHead(12, hash));
  }

  @Test
  void aFullSegmentIsFollowedByOneNamedAfterItsFirstLine() throws Exception {
    Tampering.withJournal(dir);

    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "head", "lock", "0000000001.jsonl", "0000000005.jsonl", "0000000009.jsonl");
    }
  }

  @Test
  void eventsOfOneAppendStayTogetherInOneSegment() throws Exception {
    Journal journal = Tampering.journal(dir);
    List<Event> many = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      many.add(Events.numbered(i));
    }
    assertThat(journal.append(many)).isEqualTo(40);
    assertThat(journal.append(Events.numbered(41))).isEqualTo(41);

    assertThat(new JournalDirectory(dir).segments()).containsExactly(1, 41);
    assertThat(JournalVerifier.verify(dir).findings()).isEmpty();
  }

  @Test
  void nothingIsAppendedWithoutAnEvent() throws Exception {
    Journal journal = Tampering.journal(dir);
    assertThatIllegalArgumentException().isThrownBy(() -> journal.append(List.of()));
    assertThat(new JournalDirectory(dir).segments()).isEmpty();
  }

  @Test
  void filesAreForTheirOwnerAlone() throws Exception {
    Path home = dir.resolve("home");
    Path journal = home.resolve("journal");
    Journal.open(journal).append(Events.full());
    Tampering tampering = new Tampering(journal);
    tampering.append(tampering.file(1), "torn");
    Journal.open(journal).append(Events.full());

    assertThat(mode(home)).isEqualTo("rwx------");
    assertThat(mode(journal)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(journal)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(4).allMatch(file -> mode(file).equals("rw-------"));
    }
  }

  @Test
  void aClockThatJumpsBackwardsChangesNeitherOrderNorChain() throws Exception {
    Journal journal = Tampering.journal(dir);
    List<Event> events = new ArrayList<>();
    for (long seconds : new long[] {1_800_000_000, 0, 1_700_000_000, 1_700_000_000}) {
      Instant time = Instant.ofEpochSecond(seconds);
      Event event =
          Event.builder(
                  Event.Kind.ESCALATION, EventId.next(time, Randomness.system()), time, "e", "u")
              .build();
      events.add(event);
      journal.append(event);
    }

    assertThat(JournalVerifier.verify(dir).findings()).isEmpty();
    assertThat(entries(dir)).extracting(e -> ((JournalEntry.Line) e).event()).isEqualTo(events);
  }

  @Test
  void anInterruptNeitherStopsAnAppendNorIsLost() throws Exception {
    Journal journal = Tampering.journal(dir);
    for (int i = 1; i <= 10; i++) {
      Thread.currentThread().interrupt();
      assertThat(journal.append(Events.numbered(i))).isEqualTo(i);
      journal.sync();
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(JournalVerifier.verify(dir).lines()).isEqualTo(10);
  }

  @Test
  void aDamagedHeadIsNotTakenForAnEmptyJournal() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    Journal journal = Tampering.journal(dir);
    tampering.delete(tampering.head());
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(journal::head)
        .withMessage("the head file is missing in " + dir.toRealPath())
        .satisfies(e -> assertThat(e.hint()).isEqualTo("cordon log verify tells more"));
  }

  @Test
  void aSyncFailsWhenWhatWasWrittenIsGone() throws Exception {
    Journal journal = Tampering.journal(dir);
    journal.append(Events.numbered(1));
    new Tampering(dir).delete(new Tampering(dir).file(1));

    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(journal::sync)
        .withMessageContaining("cannot force to disk the journal in")
        .withMessageContaining("0000000001.jsonl (No such file or directory)");
    assertThat(new Tampering(dir).file(1)).doesNotExist();
  }

  @Test
  void aSyncCoversSegmentsThatWereLeftBehind() throws Exception {
    Journal journal = Tampering.journal(dir);
    for (int i = 1; i <= 20; i++) {
      journal.append(Events.numbered(i));
    }
    journal.sync();
    journal.sync();
    assertThat(JournalVerifier.verify(dir).findings()).isEmpty();
  }

  private static List<JournalEntry> entries(Path dir) throws JournalException {
    List<JournalEntry> entries = new ArrayList<>();
    try (JournalCursor cursor = new JournalReader(dir).oldestFirst(EventFilter.ALL)) {
      cursor.forEachRemaining(entries::add);
    }
    return entries;
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
