package dev.cordon.audit;

import java.util.ArrayList;
import java.util.List;

/** Findings as they are made, bounded; damage is never pushed out by what is only worth knowing. */
final class Findings {
  private final List<Finding> damage = new ArrayList<>();
  private final List<Finding> notices = new ArrayList<>();
  private long total;

  void add(Finding finding) {
    total++;
    List<Finding> list = finding.kind().isDamage() ? damage : notices;
    if (list.size() < JournalVerifier.MAX_FINDINGS) {
      list.add(finding);
    }
  }

  long total() {
    return total;
  }

  List<Finding> list() {
    List<Finding> all = new ArrayList<>(damage);
    all.addAll(notices);
    return all.subList(0, Math.min(all.size(), JournalVerifier.MAX_FINDINGS));
  }
}
