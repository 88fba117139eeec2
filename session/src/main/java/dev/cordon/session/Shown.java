package dev.cordon.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What of many widenings is put into one question: as many as a person can take in at a glance.
 *
 * @param listed what is shown and asked for
 * @param beyond how many more there are, which a yes does not open
 */
record Shown(List<Widening> listed, int beyond) {
  /** Paths in one question. */
  static final int MAX_TARGETS = 8;

  /** Characters of all paths in one question: with the rest it fits a terminal of 24 lines. */
  static final int MAX_CHARACTERS = 800;

  Shown {
    listed = List.copyOf(listed);
  }

  static Shown of(List<Widening> wanted, Path home) {
    List<Widening> listed = new ArrayList<>();
    int room = MAX_CHARACTERS;
    for (Widening widening : wanted) {
      int needed = Questions.entry(widening, home, wanted.size() > 1).length();
      if (listed.size() < MAX_TARGETS && needed <= room) {
        listed.add(widening);
        room -= needed;
      }
    }
    return new Shown(listed, wanted.size() - listed.size());
  }
}
