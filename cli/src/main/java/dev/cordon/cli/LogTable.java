package dev.cordon.cli;

import dev.cordon.audit.Event;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events as a table for people. */
final class LogTable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private final String home;
  private final Columns columns =
      new Columns(List.of("TIME", "SESSION", "AGENT", "ACTION", "VERDICT", "WHY", "BY"));

  /**
   * An empty table.
   *
   * @param home shown as {@code ~} where a path begins with it
   */
  LogTable(Path home) {
    this.home = home + "/";
  }

  void add(Event event) {
    Event.Verdict verdict = event.verdict();
    Event.Agent agent = event.agent();
    columns.add(
        List.of(
            TIME.format(event.time()),
            Columns.or(event.session()),
            agent == null ? "–" : agent.name(),
            Columns.cell(action(event)),
            verdict(event, verdict),
            Columns.cell(verdict == null ? Columns.or(event.note()) : verdict.reason()),
            by(event, verdict)));
  }

  void print(PrintStream out) {
    columns.print(out);
  }

  private String action(Event event) {
    Event.Action action = event.action();
    if (action == null) {
      return event.kind().text();
    }
    String target = action.target();
    String what = target == null ? String.join(" ", action.arguments()) : target;
    what = what.startsWith(home) ? "~/" + what.substring(home.length()) : what;
    return action.kind() + " " + what;
  }

  private static String verdict(Event event, Event.@Nullable Verdict verdict) {
    Event.Outcome outcome = event.outcome();
    if (outcome != null) {
      return "exit " + outcome.exitCode();
    }
    String decision = verdict == null ? "–" : verdict.decision();
    return switch (event.kind()) {
      case APPROVAL -> "ask, yes";
      case REVOCATION -> "revoked";
      case REFUSAL -> "deny";
      default -> decision;
    };
  }

  private static String by(Event event, Event.@Nullable Verdict verdict) {
    Event.Approval approval = event.approval();
    if (approval != null) {
      return approval.who() + ", " + approval.channel() + ", " + approval.scope();
    }
    return verdict == null ? "–" : verdict.by();
  }
}
