package dev.cordon.session;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person is asked, in plain text.
 *
 * @param headline one line: who wants what
 * @param lines labelled details
 * @param offer which answers there are
 * @param patience how long it stands, because a running command waits for it; null when nobody is
 *     kept waiting
 */
public record Question(
    String headline, List<Line> lines, Offer offer, @Nullable Duration patience) {
  /** Label of the line that says why there is a question. */
  static final String WHY = "why";

  public Question {
    lines = List.copyOf(lines);
  }

  /** A question with the usual answers. */
  public Question(String headline, List<Line> lines) {
    this(headline, lines, Offer.SCOPES, null);
  }

  /** A question that stands until it is answered. */
  public Question(String headline, List<Line> lines, Offer offer) {
    this(headline, lines, offer, null);
  }

  /** Why it is asked, in one line. */
  String why() {
    for (Line line : lines) {
      if (line.label().equals(WHY)) {
        return line.text();
      }
    }
    return headline;
  }

  /** One labelled detail. */
  public record Line(String label, String text) {}

  /** Which answers there are beside no. */
  public enum Offer {
    /** A yes for this one time only. */
    ONCE,
    /** A yes for each {@link Scope}. */
    SCOPES,
    /** The same, and one for the project with whatever last argument. */
    ANY_LAST
  }
}
