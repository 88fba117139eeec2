package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalReaderTest {
  @TempDir Path dir;

  @Test
  void eventsComeInEitherOrderOverAllSegments() throws Exception {
    Tampering.withJournal(dir);

    assertThat(texts(true, EventFilter.ALL))
        .containsExactly(
            "1/1", "1/2", "1/3", "1/4", "5/5", "5/6", "5/7", "5/8", "9/9", "9/10", "9/11", "9/12");
    assertThat(texts(false, EventFilter.ALL)).isEqualTo(texts(true, EventFilter.ALL).reversed());
  }

  @Test
  void theFilterChoosesEvents() throws Exception {
    Tampering.withJournal(dir);
    EventFilter filter =
        new EventFilter(Events.NOON.plusMillis(8), null, null, null, null, "event 1");

    assertThat(texts(true, filter)).containsExactly("9/10", "9/11", "9/12");
    assertThat(texts(false, filter)).containsExactly("9/12", "9/11", "9/10");
  }

  @Test
  void unreadableLinesAreGivenWhateverTheFilter() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    int offset = tampering.lines(5).getFirst().length() + 1;
    tampering.replace(5, 2, "{", "#");
    EventFilter nothing = new EventFilter(null, "deny", null, null, null, null);

    for (boolean forward : new boolean[] {true, false}) {
      List<JournalEntry> entries = entries(forward, nothing);
      assertThat(entries).hasSize(1);
      assertThat(entries.getFirst())
          .isInstanceOfSatisfying(
              JournalEntry.Unreadable.class,
              entry -> {
                assertThat(entry.segment()).isEqualTo("0000000005.jsonl");
                assertThat(entry.offset()).isEqualTo(offset);
                assertThat(entry.reason()).startsWith("not valid JSON: ");
              });
    }
  }

  @Test
  void halfALineAtTheEndIsPassedOver() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    tampering.append(tampering.file(9), "{\"seq\":13");

    assertThat(texts(true, EventFilter.ALL)).hasSize(12);
    assertThat(texts(false, EventFilter.ALL)).hasSize(12).first().isEqualTo("9/12");
  }

  @Test
  void emptyAndForeignFilesAreNoSegments() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    tampering.write(tampering.file(13), new byte[0]);
    for (String name : List.of("1.jsonl", "000000000x.jsonl", "0000000000.jsonl", "notes.txt")) {
      tampering.write(dir.resolve(name), "{}\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(texts(true, EventFilter.ALL)).hasSize(12);
    assertThat(texts(false, EventFilter.ALL)).hasSize(12);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 1000, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 200_000})
  void bothScannersSeeTheSameLinesAtEveryBlockBoundary(int longest) throws Exception {
    Path file = dir.resolve("lines");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      lines.add("x".repeat(Math.max(0, longest - i % 3)));
    }
    Files.writeString(file, String.join("\n", lines) + "\nrest");
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      LineScanner forward = new LineScanner(open, 0, open.length());
      List<String> seen = all(forward);
      assertThat(seen).isEqualTo(lines);
      assertThat(forward.position()).isEqualTo(open.length() - 4);
      assertThat(all(new BackwardScanner(open, open.length())).reversed()).isEqualTo(lines);
    }
  }

  @Test
  void aLineWithoutEndDoesNotFillTheMemory() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    tampering.append(tampering.file(9), "x".repeat(3 * Journal.MAX_LINE_BYTES) + "\n");

    assertThat(entries(true, EventFilter.ALL).getLast())
        .isInstanceOf(JournalEntry.Unreadable.class);
    assertThat(entries(false, EventFilter.ALL).getFirst())
        .isInstanceOf(JournalEntry.Unreadable.class);
    assertThat(TamperTest.places(JournalVerifier.verify(dir))).containsExactly("bad_json 9:5 #13");
  }

  @Test
  void aCursorEndsWhenItIsClosed() throws Exception {
    Tampering.withJournal(dir);
    JournalCursor cursor = new JournalReader(dir).oldestFirst(EventFilter.ALL);
    cursor.next();
    cursor.close();

    assertThat(cursor.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(cursor::next);
    cursor.close();
  }

  @Test
  void aCursorGivesWhatWasThereWhenItWasOpened() throws Exception {
    Tampering.withJournal(dir);
    Journal journal = Tampering.journal(dir);
    try (JournalCursor cursor = new JournalReader(dir).oldestFirst(EventFilter.ALL)) {
      cursor.next();
      for (int i = 13; i <= 40; i++) {
        journal.append(Events.numbered(i));
      }
      int more = 0;
      for (; cursor.hasNext(); more++) {
        cursor.next();
      }
      assertThat(more).isGreaterThanOrEqualTo(11);
    }
  }

  @Test
  void aFileThatVanishesUnderTheCursorIsAnErrorWithAReason() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    JournalCursor cursor = new JournalReader(dir).oldestFirst(EventFilter.ALL);
    tampering.delete(tampering.file(5));
    for (int i = 0; i < 4; i++) {
      cursor.next();
    }
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(cursor::hasNext)
        .withCauseInstanceOf(JournalException.class)
        .withMessageContaining("0000000005.jsonl (No such file or directory)");
  }

  private List<JournalEntry> entries(boolean forward, EventFilter filter) throws JournalException {
    JournalReader reader = new JournalReader(dir);
    List<JournalEntry> entries = new ArrayList<>();
    try (JournalCursor cursor = forward ? reader.oldestFirst(filter) : reader.newestFirst(filter)) {
      cursor.forEachRemaining(entries::add);
    }
    return entries;
  }

  private List<String> texts(boolean forward, EventFilter filter) throws JournalException {
    List<String> texts = new ArrayList<>();
    for (JournalEntry entry : entries(forward, filter)) {
      JournalEntry.Line line = (JournalEntry.Line) entry;
      assertThat(line.event()).isEqualTo(Events.numbered(line.seq()));
      texts.add(line.segment().replaceFirst("^0+([0-9]+)[.]jsonl$", "$1") + "/" + line.seq());
    }
    return texts;
  }

  private static List<String> all(LineSource source) throws IOException {
    List<String> lines = new ArrayList<>();
    for (byte[] line = source.next(); line != null; line = source.next()) {
      lines.add(new String(line, StandardCharsets.UTF_8));
    }
    return lines;
  }
}
