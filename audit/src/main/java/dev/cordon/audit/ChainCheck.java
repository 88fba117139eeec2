package dev.cordon.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One walk along the chain: every line against the one before, and against what is known of it. */
final class ChainCheck {
  private final Findings findings;
  private final MissingLines missing;
  private final HeadFile.Reading head;
  private final List<JournalHead> noted;

  private String segment = "";
  private long segmentNumber;
  private long line;
  private long lines;
  private long firstSeq;

  /** The newest line of the chain that could be read so far, and where it is. */
  private JournalHead newest = JournalHead.GENESIS;

  private String newestSegment = "";
  private long newestLine;

  /** Whether the newest line is known to be wrong, so that its hash proves nothing. */
  private boolean newestIsBad;

  /** How many lines after the newest one could not be read. */
  private long unread;

  private boolean anyFile;

  /**
   * Half a line at the end of the last segment; held until it is seen what else is missing there.
   */
  private @Nullable Finding torn;

  ChainCheck(Findings findings, HeadFile.Reading head, List<JournalHead> noted) {
    this.findings = findings;
    this.missing = new MissingLines(findings);
    this.head = head;
    this.noted = List.copyOf(noted);
  }

  long lines() {
    return lines;
  }

  long firstSeq() {
    return firstSeq;
  }

  JournalHead newest() {
    return newest;
  }

  /** Goes to the start of a segment. */
  void begin(String name, long number) {
    segment = name;
    segmentNumber = number;
    line = 0;
    anyFile = true;
  }

  /** Checks the next line of the segment. */
  void line(byte[] bytes) {
    line++;
    lines++;
    String hash = Sha256.hash(bytes);
    try {
      place(JournalLine.parse(bytes), hash);
    } catch (EventFormatException e) {
      reportTorn();
      report(Finding.Kind.BAD_JSON, nextSeq(), "an event in valid JSON", e.reason());
      unread++;
    }
  }

  /** Goes to the end of a segment, behind which {@code rest} bytes are no whole line. */
  void end(long rest, boolean newestSegment) {
    if (rest == 0) {
      return;
    }
    reportTorn();
    line++;
    Finding.Kind kind = newestSegment ? Finding.Kind.TORN_TAIL : Finding.Kind.TRUNCATION;
    String found = rest + " bytes without one";
    torn = new Finding(kind, segment, line, nextSeq(), "a line end", found);
  }

  private void reportTorn() {
    if (torn != null) {
      findings.add(torn);
      torn = null;
    }
  }

  /** Checks the end against the head file and what was noted. */
  void finish() {
    missing.finish();
    Tail tail = head.tail();
    if (head.damage() != null && (anyFile || !head.isMissing() || !noted.isEmpty())) {
      findings.add(
          new Finding(
              Finding.Kind.HEAD_DAMAGED, "head", 0, 0, "the head as written", head.damage()));
    }
    long last = tail == null ? 0 : tail.seq();
    String source = "the head file";
    for (JournalHead note : noted) {
      if (note.seq() > last) {
        last = note.seq();
        source = "what was noted";
      }
    }
    if (last >= nextSeq()) {
      truncated(last, source);
    }
    reportTorn();
  }

  /** The number of the next line if those that could not be read stand in their own places. */
  private long nextSeq() {
    return newest.seq() + unread + 1;
  }

  private void truncated(long last, String source) {
    String expected = "lines up to " + last + " by " + source;
    String found = "the end after line " + (nextSeq() - 1);
    if (torn != null) {
      found += " and a part of the next";
    }
    String file = anyFile ? segment : JournalDirectory.segmentName(nextSeq());
    long place = torn == null ? line + 1 : line;
    torn = null;
    findings.add(new Finding(Finding.Kind.TRUNCATION, file, place, nextSeq(), expected, found));
  }

  private void place(JournalLine parsed, String hash) {
    long expected = newest.seq() + 1;
    boolean continues = newest.hash().equals(parsed.prev());
    if (continues || parsed.seq() <= nextSeq()) {
      reportTorn();
    }
    checkName(parsed.seq());
    lostHead(parsed);
    if (parsed.seq() == expected) {
      if (!continues && !newestIsBad) {
        edited(parsed);
      }
      accept(parsed.seq(), hash);
    } else if (parsed.seq() > expected && parsed.seq() <= nextSeq()) {
      accept(parsed.seq(), hash);
    } else if (continues) {
      report(Finding.Kind.EDIT, expected, "the number " + expected, "the number " + parsed.seq());
      advance(expected, hash, true);
    } else if (parsed.seq() > expected) {
      missing(parsed.seq() - 1);
      accept(parsed.seq(), hash);
    } else {
      outOfPlace(parsed.seq());
    }
  }

  /** Lines from the next one on are not here; where half a line is, that is where they were cut. */
  private void missing(long last) {
    if (torn == null) {
      Finding.Kind kind = line == 1 ? Finding.Kind.SEGMENT_GAP : Finding.Kind.DELETION;
      missing.add(kind, segment, line, nextSeq(), last);
    } else {
      missing.add(torn.kind(), torn.segment(), torn.line(), nextSeq(), last);
      torn = null;
    }
  }

  private void accept(long seq, String hash) {
    advance(seq, hash, false);
    Tail tail = head.tail();
    if (tail != null && tail.seq() == seq && !tail.hash().equals(hash)) {
      report(Finding.Kind.EDIT, seq, "hash " + tail.hash() + " by the head file", "hash " + hash);
      newestIsBad = true;
    }
    for (JournalHead note : noted) {
      if (note.seq() == seq && !note.hash().equals(hash)) {
        report(Finding.Kind.REWRITE, seq, "hash " + note.hash() + " as noted", "hash " + hash);
      }
    }
  }

  private void edited(JournalLine parsed) {
    findings.add(
        new Finding(
            Finding.Kind.EDIT,
            newestSegment,
            newestLine,
            newest.seq(),
            "hash " + parsed.prev() + " by the line after it",
            "hash " + newest.hash()));
  }

  private void outOfPlace(long seq) {
    Finding.Kind kind = missing.turnsUp(seq) ? Finding.Kind.REORDERING : Finding.Kind.DUPLICATION;
    report(kind, seq, "line " + nextSeq(), "line " + seq);
  }

  private void checkName(long seq) {
    if (line == 1 && seq != segmentNumber && nextSeq() == seq) {
      report(
          Finding.Kind.SEGMENT_GAP,
          seq,
          "line " + segmentNumber + " by the file's name",
          "line " + seq);
    }
  }

  /** A repair that made the head file anew cannot vouch for what was before it, for good. */
  private void lostHead(JournalLine parsed) {
    String note = parsed.event().note();
    if (parsed.event().kind() == Event.Kind.SESSION_NOTE
        && note != null
        && note.startsWith(Batch.NOTE_PREFIX + Recovery.HEAD_LOST)) {
      report(Finding.Kind.HEAD_DAMAGED, parsed.seq(), "the head as written", note);
    }
  }

  private void advance(long seq, String hash, boolean bad) {
    newest = new JournalHead(seq, hash);
    newestSegment = segment;
    newestLine = line;
    newestIsBad = bad;
    unread = 0;
    if (firstSeq == 0) {
      firstSeq = seq;
    }
  }

  private void report(Finding.Kind kind, long seq, String expected, String found) {
    findings.add(new Finding(kind, segment, line, seq, expected, found));
  }
}
