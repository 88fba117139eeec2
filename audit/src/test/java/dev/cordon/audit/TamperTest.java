package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each damage, and the kind, file, line and number of what the verifier finds. */
class TamperTest {
  @TempDir Path dir;

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("a word of a line is changed", t -> t.replace(5, 2, "event 6", "event x"))
            .shows("edit 5:2 #6"),
        damage("a word of the first line is changed", t -> t.replace(1, 1, "ana", "eve"))
            .shows("edit 1:1 #1"),
        damage("a word of the last line is changed", t -> t.replace(9, 4, "event 12", "event 99"))
            .shows("edit 9:4 #12"),
        damage("the last line of a segment is changed", t -> t.replace(1, 4, "event 4", "x"))
            .shows("edit 1:4 #4"),
        damage("a number is changed", t -> t.replace(5, 2, "\"seq\":6", "\"seq\":60"))
            .shows("edit 5:2 #6"),
        damage("the last number is changed", t -> t.replace(9, 4, "\"seq\":12", "\"seq\":11"))
            .shows("edit 9:4 #12"),
        damage("a hash is changed", t -> t.replace(5, 2, "\"prev\":\"", "\"prev\":\"f"))
            .shows("bad_json 5:2 #6"),
        damage("a field is put in", t -> t.replace(5, 2, "{\"seq\"", "{\"x\":1,\"seq\""))
            .shows("edit 5:2 #6"),
        damage("a blank is put in", t -> t.replace(5, 2, "{\"seq\"", "{ \"seq\""))
            .shows("edit 5:2 #6"),
        damage("a line is garbled", t -> t.replace(5, 2, "{", "#")).shows("bad_json 5:2 #6"),
        damage("the first line is garbled", t -> t.replace(1, 1, "{", "#"))
            .shows("bad_json 1:1 #1"),
        damage("the last line is garbled", t -> t.replace(9, 4, "{", "#"))
            .shows("bad_json 9:4 #12"),
        damage("two lines are garbled", t -> lines(t, 5, l -> l.replaceAll(TamperTest::garbled)))
            .shows("bad_json 5:2 #6", "bad_json 5:3 #7"),
        damage("a line is broken in two", t -> t.replace(5, 2, ",\"schema\"", "\n,\"schema\""))
            .shows("bad_json 5:2 #6", "bad_json 5:3 #7"),
        damage("two lines become one", t -> join(t, 5, 1))
            .shows("bad_json 5:2 #6", "deletion 5:3 #7"),
        damage("a line is taken out", t -> lines(t, 5, l -> l.remove(1))).shows("deletion 5:2 #6"),
        damage("two lines are taken out", t -> lines(t, 5, l -> l.subList(1, 3).clear()))
            .shows("deletion 5:2 #6"),
        damage("the first line is taken out", t -> lines(t, 1, l -> l.remove(0)))
            .shows("segment_gap 1:1 #1"),
        damage("a segment's first line is taken out", t -> lines(t, 5, l -> l.remove(0)))
            .shows("segment_gap 5:1 #5"),
        damage("a segment's last line is taken out", t -> lines(t, 5, l -> l.remove(3)))
            .shows("segment_gap 9:1 #8"),
        damage("two lines change places", t -> lines(t, 5, l -> Collections.swap(l, 1, 2)))
            .shows("reordering 5:3 #6"),
        damage("a line moves to the front", t -> lines(t, 5, l -> l.add(0, l.remove(3))))
            .shows("reordering 5:2 #5", "reordering 5:3 #6", "reordering 5:4 #7"),
        damage("a line moves to another segment", TamperTest::moveToNextSegment)
            .shows("reordering 9:2 #6"),
        damage("the last two lines change places", t -> lines(t, 9, l -> Collections.swap(l, 2, 3)))
            .shows("reordering 9:4 #11"),
        damage("a line is there twice", t -> lines(t, 5, l -> l.add(2, l.get(1))))
            .shows("duplication 5:3 #6"),
        damage("an old line is added", t -> lines(t, 9, l -> l.add(l.get(1))))
            .shows("duplication 9:5 #10"),
        damage("garbage is put in", t -> lines(t, 5, l -> l.add(1, "garbage")))
            .shows("bad_json 5:2 #6"),
        damage("much garbage is put in", t -> lines(t, 5, l -> l.addAll(1, List.of("", "x", "{}"))))
            .shows("bad_json 5:2 #6", "bad_json 5:3 #7", "bad_json 5:4 #8"),
        damage("a forged line is put in", t -> lines(t, 5, l -> l.add(1, forged(l.get(0), 6))))
            .shows("duplication 5:3 #6", "edit 5:2 #6"),
        damage("a forged line is added", t -> lines(t, 9, l -> l.add(forged(l.get(2), 13))))
            .shows("edit 9:4 #12"),
        damage("the last line is cut off", t -> lines(t, 9, l -> l.remove(3)))
            .shows("truncation 9:4 #12"),
        damage("the last three lines are cut off", t -> lines(t, 9, l -> l.subList(1, 4).clear()))
            .shows("truncation 9:2 #10"),
        damage("the last line is cut short", t -> t.cut(t.file(9), 20)).shows("truncation 9:4 #12"),
        damage("the last line end is cut off", t -> t.cut(t.file(9), 1))
            .shows("truncation 9:4 #12"),
        damage("a segment in the middle is cut short", t -> t.cut(t.file(5), 20))
            .shows("truncation 5:4 #8"),
        damage("the first segment is deleted", t -> t.delete(t.file(1)))
            .shows("segment_gap 5:1 #1"),
        damage("a segment in the middle is deleted", t -> t.delete(t.file(5)))
            .shows("segment_gap 9:1 #5"),
        damage("the last segment is deleted", t -> t.delete(t.file(9))).shows("truncation 5:5 #9"),
        damage("all segments are deleted", Tampering::deleteSegments).shows("truncation 1:1 #1"),
        damage("a segment is emptied", t -> t.write(t.file(5), new byte[0]))
            .shows("segment_gap 9:1 #5"),
        damage("a segment is renamed", t -> t.rename(t.file(5), t.file(6)))
            .shows("segment_gap 6:1 #5"),
        damage("a segment is hidden", t -> t.rename(t.file(5), t.head().resolveSibling("x")))
            .shows("segment_gap 9:1 #5"),
        damage("two segments change names", Tampering::swapSegments)
            .shows(
                "reordering 9:1 #5", "reordering 9:2 #6", "reordering 9:3 #7", "reordering 9:4 #8"),
        damage("a chain is rewritten to its end", t -> t.rewriteFrom(9, 2, "event 10", "event x"))
            .shows("edit 9:4 #12"),
        damage("a segment is rewritten", t -> t.rewriteFrom(5, 2, "event 6", "event x"))
            .shows("edit 5:4 #8"),
        damage("the head file is deleted", t -> t.delete(t.head())).shows("head_damaged head:0 #0"),
        damage("the head file is emptied", t -> t.write(t.head(), new byte[0]))
            .shows("head_damaged head:0 #0"),
        damage("the head file is zeros", t -> t.write(t.head(), new byte[1024]))
            .shows("head_damaged head:0 #0"),
        damage("a bit of the head file flips", t -> t.flip(t.head(), 700))
            .shows("head_damaged head:0 #0"),
        damage("the head file has more bytes", t -> t.append(t.head(), "x"))
            .shows("head_damaged head:0 #0"),
        damage("the head file of another journal", Tampering::foreignHead).shows("edit 9:4 #12"),
        damage("the last line and the head file go", TamperTest::cutLastLineAndHead)
            .shows("head_damaged head:0 #0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void eachDamageIsFoundWhereItIs(String what, Consumer<Tampering> damage, List<String> findings)
      throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    assertThat(JournalVerifier.verify(dir).findings()).as("before: %s", what).isEmpty();

    damage.accept(tampering);

    Verification verification = JournalVerifier.verify(dir);
    assertThat(places(verification)).containsExactlyElementsOf(findings);
    assertThat(verification.findingsTotal()).isEqualTo(findings.size());
    assertThat(verification.ok()).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void noDamageIsHiddenByWhatIsAppendedLater(
      String what, Consumer<Tampering> damage, List<String> findings) throws Exception {
    damage.accept(Tampering.withJournal(dir));

    Journal journal = Tampering.journal(dir);
    journal.append(Events.numbered(13));
    journal.append(Events.numbered(14));

    // What was only added behind the end is moved to a side file, which is reported too.
    List<String> places = places(JournalVerifier.verify(dir));
    boolean added = places.equals(List.of("side_file 0000000009.jsonl.921.torn:0 #0"));
    assertThat(JournalVerifier.verify(dir).ok())
        .as("%s, before: %s, after: %s", what, findings, places)
        .isEqualTo(added);
    assertThat(added).isEqualTo(what.endsWith(" line is added"));
  }

  /** What stays out of reach of a verifier that has only the directory; see JournalVerifier. */
  @Test
  void aRewriteOfEverythingShowsOnlyAgainstAHeadNotedElsewhere() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    JournalHead noted = Tampering.journal(dir).head();
    tampering.rewriteFrom(9, 2, "event 10", "event x");
    new HeadFile(new JournalDirectory(dir)).create(tampering.tail(9, 12));

    assertThat(JournalVerifier.verify(dir).findings()).isEmpty();
    assertThat(places(JournalVerifier.verify(dir, List.of(noted))))
        .containsExactly("rewrite 9:4 #12");
  }

  @Test
  void aTruncationWithItsHeadShowsOnlyAgainstAHeadNotedElsewhere() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    JournalHead noted = Tampering.journal(dir).head();
    lines(tampering, 9, l -> l.remove(3));
    new HeadFile(new JournalDirectory(dir)).create(tampering.tail(9, 11));

    assertThat(JournalVerifier.verify(dir).findings()).isEmpty();
    assertThat(places(JournalVerifier.verify(dir, List.of(noted))))
        .containsExactly("truncation 9:4 #12");
  }

  @Test
  void oneCutIsOneFindingWhateverTellsOfIt() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    JournalHead noted = Tampering.journal(dir).head();
    tampering.cut(tampering.file(9), 20);

    assertThat(JournalVerifier.verify(dir, List.of(noted)).findings())
        .singleElement()
        .isEqualTo(
            new Finding(
                Finding.Kind.TRUNCATION,
                "0000000009.jsonl",
                4,
                12,
                "lines up to 12 by the head file",
                "the end after line 11 and a part of the next"));

    Tampering.journal(dir).append(Events.numbered(13));
    assertThat(places(JournalVerifier.verify(dir))).containsExactly("truncation 9:4 #12");
  }

  @Test
  void bytesAfterAWholeSegmentAreFoundThoughNoLineIsMissing() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    tampering.append(tampering.file(5), "half");

    assertThat(places(JournalVerifier.verify(dir))).containsExactly("truncation 5:5 #9");
    lines(tampering, 9, l -> l.set(0, "garbage"));
    assertThat(places(JournalVerifier.verify(dir)))
        .containsExactly("truncation 5:5 #9", "bad_json 9:1 #9");
  }

  @Test
  void aJournalThatIsGoneShowsOnlyAgainstAHeadNotedElsewhere() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    JournalHead noted = Tampering.journal(dir).head();
    tampering.deleteSegments();
    tampering.delete(tampering.head());

    assertThat(JournalVerifier.verify(dir).findings()).isEmpty();
    assertThat(places(JournalVerifier.verify(dir, List.of(noted))))
        .containsExactly("head_damaged head:0 #0", "truncation 1:1 #1");
  }

  @Test
  void headsNotedEarlierStayTrueWhileTheJournalGrows() throws Exception {
    List<JournalHead> noted = new ArrayList<>();
    Journal journal = Tampering.journal(dir);
    noted.add(journal.head());
    for (int i = 1; i <= 9; i++) {
      journal.append(Events.numbered(i));
      noted.add(journal.head());
    }

    assertThat(JournalVerifier.verify(dir, noted).findings()).isEmpty();
    assertThat(noted.getFirst()).isEqualTo(JournalHead.GENESIS);
    assertThat(noted.getLast()).isEqualTo(JournalVerifier.verify(dir).head());
  }

  @Test
  void findingsAreBoundedAndCounted() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    tampering.append(tampering.file(9), "x\n".repeat(1000));

    Verification verification = JournalVerifier.verify(dir);
    assertThat(verification.findings()).hasSize(JournalVerifier.MAX_FINDINGS);
    assertThat(verification.findingsTotal()).isEqualTo(1000);
  }

  @Test
  void aVerificationIsWrittenAsJson() throws Exception {
    Tampering tampering = Tampering.withJournal(dir);
    lines(tampering, 9, l -> l.remove(3));
    JsonWriter json = new JsonWriter();
    Verification verification = JournalVerifier.verify(dir);
    verification.writeTo(json);

    assertThat(json.toString())
        .isEqualTo(
            "{\"ok\":false,\"lines\":11,\"first_seq\":1,\"last_seq\":11,\"last_hash\":\""
                + verification.head().hash()
                + "\",\"findings_total\":1,\"findings\":[{\"kind\":\"truncation\",\"damage\":true,"
                + "\"segment\":\"0000000009.jsonl\",\"line\":4,\"seq\":12,"
                + "\"expected\":\"lines up to 12 by the head file\","
                + "\"found\":\"the end after line 11\"}]}");
  }

  static List<String> places(Verification verification) {
    List<String> places = new ArrayList<>();
    for (Finding finding : verification.findings()) {
      String segment = finding.segment().replaceFirst("^0+([0-9]+)[.]jsonl$", "$1");
      places.add(
          finding.kind().text() + " " + segment + ":" + finding.line() + " #" + finding.seq());
    }
    return places;
  }

  private record Damage(String what, Consumer<Tampering> done) {
    Arguments shows(String... findings) {
      return arguments(what, done, List.of(findings));
    }
  }

  private static Damage damage(String what, Consumer<Tampering> done) {
    return new Damage(what, done);
  }

  private static void lines(Tampering t, long segment, Consumer<List<String>> change) {
    List<String> lines = t.lines(segment);
    change.accept(lines);
    t.lines(segment, lines);
  }

  private static String garbled(String line) {
    return line.contains("event-6") || line.contains("event-7") ? "#" + line : line;
  }

  private static void join(Tampering t, long segment, int index) {
    lines(t, segment, l -> l.set(index, l.get(index) + l.remove(index + 1)));
  }

  private static void moveToNextSegment(Tampering t) {
    String line = t.lines(5).get(1);
    lines(t, 5, l -> l.remove(1));
    lines(t, 9, l -> l.add(1, line));
  }

  private static void cutLastLineAndHead(Tampering t) {
    lines(t, 9, l -> l.remove(3));
    t.delete(t.head());
  }

  private static String forged(String before, long seq) {
    byte[] line = before.getBytes(StandardCharsets.UTF_8);
    byte[] forged = JournalLine.bytes(seq, Sha256.hash(line), Events.noted(seq, "forged"));
    return new String(forged, StandardCharsets.UTF_8);
  }
}
