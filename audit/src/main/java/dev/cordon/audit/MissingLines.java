package dev.cordon.audit;

import java.util.ArrayList;
import java.util.List;

/** The ranges of lines that were passed over so far, any of which may still turn up elsewhere. */
final class MissingLines {
  private record Range(Finding.Kind kind, String segment, long line, long from, long to) {}

  private final List<Range> ranges = new ArrayList<>();
  private final Findings findings;

  MissingLines(Findings findings) {
    this.findings = findings;
  }

  /** Notes that the lines {@code from} to {@code to} should have come before this one. */
  void add(Finding.Kind kind, String segment, long line, long from, long to) {
    Range range = new Range(kind, segment, line, from, to);
    if (ranges.size() < JournalVerifier.MAX_FINDINGS) {
      ranges.add(range);
    } else {
      report(range);
    }
  }

  /** Whether this line was missing; it is not any more. */
  boolean turnsUp(long seq) {
    for (int i = 0; i < ranges.size(); i++) {
      Range range = ranges.get(i);
      if (range.from <= seq && seq <= range.to) {
        ranges.remove(i);
        if (seq < range.to) {
          ranges.add(i, new Range(range.kind, range.segment, range.line, seq + 1, range.to));
        }
        if (range.from < seq) {
          ranges.add(i, new Range(range.kind, range.segment, range.line, range.from, seq - 1));
        }
        return true;
      }
    }
    return false;
  }

  /** Reports what never turned up. */
  void finish() {
    for (Range range : ranges) {
      report(range);
    }
  }

  private void report(Range range) {
    findings.add(
        new Finding(
            range.kind,
            range.segment,
            range.line,
            range.from,
            range.from == range.to
                ? "line " + range.from
                : "lines " + range.from + " to " + range.to,
            "line " + (range.to + 1) + " or a later one"));
  }
}
