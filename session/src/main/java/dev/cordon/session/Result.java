package dev.cordon.session;

import java.util.List;

/** A run's report and what is to be said about it. */
public record Result(Report report, List<Notice> notices) {
  public Result {
    notices = List.copyOf(notices);
  }
}
