package dev.cordon.egress;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A keeper that decides by a function and keeps what it is told. */
final class Recorded implements Keeper {
  private final Function<Approach, Ruling> rule;
  final BlockingQueue<Passage> passages = new LinkedBlockingQueue<>();

  private Recorded(Function<Approach, Ruling> rule) {
    this.rule = rule;
  }

  /** Permits the hosts of {@code names}, wherever they are. */
  static Recorded permitting(String... names) {
    List<String> permitted = List.of(names);
    return new Recorded(approach ->
        permitted.contains(approach.host())
            ? new Ruling.Permitted("the test", true)
            : new Ruling.Refused(Refusal.UNLISTED, approach.host() + " is not listed", "list it"));
  }

  static Recorded deciding(Function<Approach, Ruling> rule) {
    return new Recorded(rule);
  }

  @Override
  public Ruling decide(Approach approach) {
    return rule.apply(approach);
  }

  @Override
  public void record(Passage passage) {
    passages.add(passage);
  }

  Passage next() throws InterruptedException {
    return next(Duration.ofSeconds(30));
  }

  private Passage next(Duration patience) throws InterruptedException {
    Passage passage = passages.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (passage == null) {
      throw new IllegalStateException("nothing was recorded");
    }
    return passage;
  }

  /** The next passage as one line. */
  String line() throws InterruptedException {
    return line(Duration.ofSeconds(30));
  }

  String line(Duration patience) throws InterruptedException {
    Passage passage = next(patience);
    Approach approach = passage.approach();
    String ruling =
        switch (passage.ruling()) {
          case Ruling.Permitted yes -> "permitted by " + yes.by();
          case Ruling.Refused no -> no.refusal().text() + ": " + no.reason();
        };
    return approach.program()
        + " "
        + approach.host()
        + " "
        + approach.protocol().text()
        + (approach.method() == null ? "" : " " + approach.method())
        + " "
        + ruling;
  }
}
