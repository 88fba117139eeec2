package dev.cordon.rules;

import org.jspecify.annotations.Nullable;

/**
 * A condition that was found to be right before, compiled when it is first asked: most rules are
 * never asked for theirs. Thread-safe.
 */
final class LazyCondition implements Condition {
  private final String text;
  private volatile @Nullable Condition compiled;

  LazyCondition(String text) {
    this.text = text;
  }

  @Override
  public Outcome evaluate(Query query, @Nullable String path) {
    try {
      return compiled().evaluate(query, path);
    } catch (MalformedException wrong) {
      return Outcome.FAILED;
    }
  }

  @Override
  public boolean needsNoContext() {
    try {
      return compiled().needsNoContext();
    } catch (MalformedException wrong) {
      return false;
    }
  }

  /** Two threads may compile it at once; either result is good. */
  private Condition compiled() throws MalformedException {
    Condition ready = compiled;
    if (ready == null) {
      ready = CelCondition.compile(text);
      compiled = ready;
    }
    return ready;
  }
}
