package dev.cordon.session;

import java.util.List;

/**
 * What a person is asked, in plain text.
 *
 * @param headline one line: who wants what
 * @param lines labelled details
 * @param offer which answers there are
 */
public record Question(String headline, List<Line> lines, Offer offer) {
  /** Label of the line that says why there is a question. */
  static final String WHY = "why";

  public Question {
    lines = List.copyOf(lines);
  }

  /** A question with the usual answers. */
  public Question(String headline, List<Line> lines) {
    this(headline, lines, Offer.SCOPES);
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
