package dev.cordon.audit;

import static dev.cordon.audit.TamperTest.places;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a writer that died leaves behind, and what the next one makes of it. */
class RecoveryTest {
  @TempDir Path dir;

  @Test
  void aTornTailIsFoundThenRepairedAndReported() throws Exception {
    Tampering tampering = withThree();
    byte[] before = tampering.bytes(tampering.file(1));
    tampering.append(tampering.file(1), "{\"seq\":4,\"pr");

    Verification torn = JournalVerifier.verify(dir);
    assertThat(places(torn)).containsExactly("torn_tail 1:4 #4");
    assertThat(torn.ok()).isTrue();
    assertThat(torn.lines()).isEqualTo(3);

    assertThat(Tampering.journal(dir).append(Events.numbered(4))).isEqualTo(5);

    String side = "0000000001.jsonl." + before.length + ".torn";
    assertThat(dir.resolve(side)).hasContent("{\"seq\":4,\"pr");
    Verification repaired = JournalVerifier.verify(dir);
    assertThat(places(repaired)).containsExactly("side_file " + side + ":0 #0");
    assertThat(repaired.ok()).isTrue();
    assertThat(notes())
        .containsExactly(
            "event 1",
            "event 2",
            "event 3",
            "journal: a torn tail was repaired: 12 bytes after line 3 were no whole line of the"
                + " chain and were moved to "
                + side,
            "event 4");
    assertThat(Arrays.copyOf(tampering.bytes(tampering.file(1)), before.length)).isEqualTo(before);
  }

  @Test
  void everyLengthOfATornLineIsRepaired() throws Exception {
    Tampering tampering = withThree();
    byte[] whole = tampering.bytes(tampering.file(1));
    byte[] head = tampering.bytes(tampering.head());
    byte[] line = JournalLine.bytes(4, Tampering.journal(dir).head().hash(), Events.numbered(4));
    for (int length = 1; length <= line.length; length++) {
      tampering.write(tampering.head(), head);
      tampering.write(tampering.file(1), concat(whole, Arrays.copyOf(line, length)));
      assertThat(Tampering.journal(dir).append(Events.numbered(5))).isEqualTo(5);
      assertThat(JournalVerifier.verify(dir).ok()).isTrue();
      assertThat(notes()).hasSize(5).element(3).asString().startsWith("journal: a torn tail");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void wholeLinesThatTheHeadDoesNotKnowYetAreKeptInSilence(int behind) throws Exception {
    Journal journal = Tampering.journal(dir);
    journal.append(Events.numbered(1));
    byte[] head = new Tampering(dir).bytes(dir.resolve("head"));
    for (int i = 2; i <= 1 + behind; i++) {
      journal.append(Events.numbered(i));
    }
    new Tampering(dir).write(dir.resolve("head"), head);

    assertThat(JournalVerifier.verify(dir).findings()).isEmpty();
    assertThat(journal.append(Events.numbered(99))).isEqualTo(behind + 2);
    assertThat(JournalVerifier.verify(dir).findings()).isEmpty();
    assertThat(notes()).noneMatch(note -> note.startsWith("journal:"));
  }

  @Test
  void aTornTailBehindAFullSegmentIsCutOffIt() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    tampering.append(tampering.file(9), "torn");

    Tampering.journal(dir).append(Events.numbered(13));

    assertThat(JournalVerifier.verify(dir).ok()).isTrue();
    assertThat(notes()).hasSize(14).element(12).asString().contains("4 bytes after line 12");
    assertThat(new JournalDirectory(dir).segments()).containsExactly(1, 5, 9, 13);
  }

  @Test
  void aSegmentThatWasMadeButNotWrittenIsUsed() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    tampering.write(tampering.file(13), new byte[0]);

    assertThat(JournalVerifier.verify(dir).findings()).isEmpty();
    Tampering.journal(dir).append(Events.numbered(13));
    assertThat(JournalVerifier.verify(dir).findings()).isEmpty();
    assertThat(tampering.lines(13)).hasSize(1);
  }

  @Test
  void aTornLineInANewSegmentIsRepaired() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    tampering.write(tampering.file(13), "{\"seq\":13".getBytes(StandardCharsets.UTF_8));

    assertThat(places(JournalVerifier.verify(dir))).containsExactly("torn_tail 13:1 #13");
    Tampering.journal(dir).append(Events.numbered(13));
    assertThat(places(JournalVerifier.verify(dir)))
        .containsExactly("side_file 0000000013.jsonl.0.torn:0 #0");
  }

  @Test
  void aLongTornTailDoesNotOutliveAShortLine() throws Exception {
    Tampering tampering = withThree();
    tampering.append(tampering.file(1), "\0".repeat(1_000_000));

    Tampering.journal(dir).append(Events.numbered(4));

    assertThat(JournalVerifier.verify(dir).ok()).isTrue();
    assertThat(Files.size(tampering.file(1))).isLessThan(2000);
  }

  @Test
  void tornTailsAtOnePlaceAreAllKept() throws Exception {
    Tampering tampering = withThree();
    byte[] whole = tampering.bytes(tampering.file(1));
    byte[] head = tampering.bytes(tampering.head());
    for (String torn : List.of("one", "two", "three")) {
      tampering.write(tampering.head(), head);
      tampering.write(tampering.file(1), concat(whole, torn.getBytes(StandardCharsets.UTF_8)));
      Tampering.journal(dir).append(Events.numbered(4));
    }
    String name = "0000000001.jsonl." + whole.length;
    assertThat(dir.resolve(name + ".torn")).hasContent("one");
    assertThat(dir.resolve(name + ".2.torn")).hasContent("two");
    assertThat(dir.resolve(name + ".3.torn")).hasContent("three");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aTornHeadIsRepairedFromItsOtherHalf(int half) throws Exception {
    Tampering tampering = withThree();
    tampering.flip(tampering.head(), half * HeadFile.SLOT_BYTES + 20);

    assertThat(Tampering.journal(dir).append(Events.numbered(4))).isEqualTo(5);

    // Half a head may be an older one: nobody can tell any more whether lines were cut off.
    assertThat(places(JournalVerifier.verify(dir))).containsExactly("head_damaged 1:4 #4");
    assertThat(notes().get(3))
        .isEqualTo(
            "journal: lines before this one may be missing: one half of the head file is damaged;"
                + " its other half was used");
  }

  @Test
  void aLostHeadIsMadeAnewAndStaysOnRecord() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    tampering.delete(tampering.head());

    Tampering.journal(dir).append(Events.numbered(13));

    assertThat(places(JournalVerifier.verify(dir))).containsExactly("head_damaged 13:1 #13");
    assertThat(notes().get(12))
        .isEqualTo(
            "journal: lines before this one may be missing: the head file is missing; it was made"
                + " anew from line 12, the newest that was found");
  }

  @Test
  void missingLinesAreReportedByTheNextAppendAndStayMissed() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    tampering.cut(tampering.file(9), tampering.lines(9).getLast().length() + 1);

    assertThat(Tampering.journal(dir).append(Events.numbered(13))).isEqualTo(14);

    assertThat(places(JournalVerifier.verify(dir))).containsExactly("segment_gap 13:1 #12");
    assertThat(notes().get(11)).startsWith("journal: lines are missing: the journal's newest line");
  }

  private Tampering withThree() throws JournalException {
    Journal journal = Tampering.journal(dir);
    for (int i = 1; i <= 3; i++) {
      journal.append(Events.numbered(i));
    }
    return new Tampering(dir);
  }

  private List<String> notes() throws JournalException {
    List<String> notes = new ArrayList<>();
    try (JournalCursor cursor = new JournalReader(dir).oldestFirst(EventFilter.ALL)) {
      cursor.forEachRemaining(
          entry -> notes.add(String.valueOf(((JournalEntry.Line) entry).event().note())));
    }
    return notes;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
