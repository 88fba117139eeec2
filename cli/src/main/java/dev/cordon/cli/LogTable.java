package dev.cordon.cli;

import dev.cordon.audit.Event;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events as a table for people: a line each, columns as wide as they need to be. */
final class LogTable {
  private static final List<String> HEAD =
      List.of("TIME", "SESSION", "AGENT", "ACTION", "VERDICT", "WHY", "BY");

  /** Characters of one cell. */
  private static final int MAX_CELL = 60;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private final String home;
  private final List<List<String>> rows = new ArrayList<>();

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
    rows.add(
        List.of(
            TIME.format(event.time()),
            or(event.session()),
            agent == null ? "–" : agent.name(),
            cell(action(event)),
            verdict(event, verdict),
            cell(verdict == null ? or(event.note()) : verdict.reason()),
            by(event, verdict)));
  }

  void print(PrintStream out) {
    if (rows.isEmpty()) {
      return;
    }
    rows.addFirst(HEAD);
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i));
        if (i < widths.length - 1) {
          line.repeat(" ", widths[i] - row.get(i).length() + 2);
        }
      }
      out.println(line);
    }
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

  private static String or(@Nullable String text) {
    return text == null || text.isEmpty() ? "–" : text;
  }

  /** Nothing that could move a cursor or turn the order of what is read. */
  private static boolean isVisible(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String cell(String text) {
    StringBuilder cell = new StringBuilder();
    for (int i = 0; i < text.length() && cell.length() < MAX_CELL; i++) {
      char c = text.charAt(i);
      cell.append(isVisible(c) ? c : ' ');
    }
    return cell.length() < MAX_CELL ? cell.toString() : cell.substring(0, MAX_CELL - 1) + "…";
  }
}
