package dev.cordon.session;

import java.util.List;

/**
 * What a person is asked, in plain text.
 *
 * @param headline one line: who wants what
 * @param lines labelled details
 */
public record Question(String headline, List<Line> lines) {
  public Question {
    lines = List.copyOf(lines);
  }

  /** One labelled detail. */
  public record Line(String label, String text) {}
}
