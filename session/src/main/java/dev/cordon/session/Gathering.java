package dev.cordon.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Widenings put together: each thing once, and what lies in a folder that is opened whole under
 * that folder. What is protected keeps a place of its own, before all others. Not thread-safe.
 */
final class Gathering {
  private final List<Widening> found = new ArrayList<>();

  void add(Widening widening) {
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).argument().equals(widening.argument())) {
        found.set(i, joined(found.get(i), widening));
        return;
      }
    }
    found.add(widening);
  }

  List<Widening> merged() {
    List<Widening> protectedPaths = new ArrayList<>();
    List<Widening> others = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Widening widening = found.get(i);
      if (isInAnother(widening)) {
        continue;
      }
      (widening.guarded() == null ? others : protectedPaths).add(withInner(widening));
    }
    protectedPaths.addAll(others);
    return protectedPaths;
  }

  private boolean isInAnother(Widening widening) {
    for (Widening other : found) {
      if (covers(other, widening)) {
        return true;
      }
    }
    return false;
  }

  private Widening withInner(Widening outer) {
    Widening whole = outer;
    for (Widening inner : found) {
      if (covers(outer, inner)) {
        whole = joined(whole, inner);
      }
    }
    return whole;
  }

  /**
   * INVARIANT: what is protected below a folder is not opened with it, so it is never covered by
   * it.
   */
  private static boolean covers(Widening outer, Widening inner) {
    Path above = outer.path();
    Path below = inner.path();
    return isBelow(below, above) && (inner.guarded() == null || outer.guarded() != null);
  }

  static boolean isBelow(@Nullable Path below, @Nullable Path above) {
    return above != null && below != null && !below.equals(above) && below.startsWith(above);
  }

  private static Widening joined(Widening one, Widening other) {
    List<String> targets = new ArrayList<>(one.targets());
    for (String target : other.targets()) {
      if (!targets.contains(target)) {
        targets.add(target);
      }
    }
    return one.withTargets(targets);
  }
}
