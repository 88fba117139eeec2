package dev.cordon.cli;

import dev.cordon.audit.Event;
import dev.cordon.audit.EventFilter;
import dev.cordon.audit.Finding;
import dev.cordon.audit.JournalCursor;
import dev.cordon.audit.JournalEntry;
import dev.cordon.audit.JournalReader;
import dev.cordon.audit.JournalVerifier;
import dev.cordon.audit.JsonWriter;
import dev.cordon.audit.Verification;
import dev.cordon.policy.Decision;
import dev.cordon.session.Context;
import dev.cordon.session.SetupException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code cordon log} and {@code cordon log verify}. */
final class LogCommand {
  private LogCommand() {}

  static int run(List<String> arguments, Console console)
      throws UsageException, SetupException, IOException {
    Context context = Workplace.context();
    Path journal = context.state().resolve("journal");
    if (!arguments.isEmpty() && arguments.getFirst().equals("verify")) {
      return verify(journal, arguments.subList(1, arguments.size()), console);
    }
    boolean json = false;
    @Nullable Instant since = null;
    @Nullable String decision = null;
    Event.@Nullable Kind kind = null;
    @Nullable String session = null;
    @Nullable String host = null;
    @Nullable String text = null;
    for (int at = 0; at < arguments.size(); at++) {
      String flag = arguments.get(at);
      switch (flag) {
        case "--json" -> json = true;
        case "-h", "--help" -> {
          console.out().print(Help.LOG);
          return 0;
        }
        case "--since" -> since = since(value(arguments, ++at, flag));
        case "--verdict" -> decision = decision(value(arguments, ++at, flag));
        case "--kind" -> kind = kind(value(arguments, ++at, flag));
        case "--session" -> session = value(arguments, ++at, flag);
        case "--host" -> host = value(arguments, ++at, flag);
        case "--text" -> text = value(arguments, ++at, flag);
        default ->
            throw new UsageException("unknown flag " + flag, "cordon log --help lists the flags");
      }
    }
    LogTable table = json ? null : new LogTable(context.home());
    show(journal, new EventFilter(since, decision, kind, session, host, text), table, console);
    return 0;
  }

  /** Prints a table, or one JSON document a line when there is none. */
  private static void show(
      Path directory, EventFilter filter, @Nullable LogTable table, Console console)
      throws IOException {
    if (!directory.toFile().exists()) {
      return;
    }
    try (JournalCursor cursor = new JournalReader(directory).oldestFirst(filter)) {
      while (cursor.hasNext()) {
        JournalEntry entry = cursor.next();
        if (entry instanceof JournalEntry.Line line) {
          if (table == null) {
            console.out().println(line.event().toJson());
          } else {
            table.add(line.event());
          }
        } else if (entry instanceof JournalEntry.Unreadable unreadable) {
          console.say(
              unreadable.segment() + " at byte " + unreadable.offset() + ": " + unreadable.reason(),
              "cordon log verify tells more");
        }
      }
    }
    if (table != null) {
      table.print(console.out());
    }
  }

  private static int verify(Path directory, List<String> arguments, Console console)
      throws UsageException, IOException {
    if (arguments.equals(List.of("--help")) || arguments.equals(List.of("-h"))) {
      console.out().print(Help.LOG);
      return 0;
    }
    boolean json = arguments.equals(List.of("--json"));
    if (!json && !arguments.isEmpty()) {
      throw new UsageException(
          "unknown flag " + arguments.getFirst(), "cordon log verify [--json]");
    }
    Verification verification = JournalVerifier.verify(directory);
    if (json) {
      JsonWriter writer = new JsonWriter();
      verification.writeTo(writer);
      console.out().println(writer);
    } else {
      printText(verification, console);
    }
    return verification.ok() ? 0 : 1;
  }

  private static void printText(Verification verification, Console console) {
    String state = verification.ok() ? "verified" : "DAMAGED";
    console
        .out()
        .println(
            state + ": " + verification.lines() + " lines, head " + verification.head().hash());
    for (Finding finding : verification.findings()) {
      console.out().println("  " + text(finding));
    }
    long untold = verification.findingsTotal() - verification.findings().size();
    if (untold > 0) {
      console.out().println("  and " + untold + " more");
    }
  }

  private static String text(Finding finding) {
    String line = finding.line() > 0 ? ", line " + finding.line() : "";
    return finding.kind().text()
        + " in "
        + finding.segment()
        + line
        + ": expected "
        + finding.expected()
        + ", found "
        + finding.found();
  }

  private static String value(List<String> arguments, int at, String flag) throws UsageException {
    if (at >= arguments.size()) {
      throw new UsageException(flag + " needs a value", "cordon log --help shows it");
    }
    return arguments.get(at);
  }

  private static String decision(String text) throws UsageException {
    for (Decision decision : Decision.values()) {
      if (decision.text().equals(text)) {
        return text;
      }
    }
    throw new UsageException("unknown verdict '" + text + "'", "one of allow, log, ask, deny");
  }

  private static Event.Kind kind(String text) throws UsageException {
    Event.Kind kind = Event.Kind.parse(text);
    if (kind == null) {
      List<String> kinds = new ArrayList<>();
      for (Event.Kind known : Event.Kind.values()) {
        kinds.add(known.text());
      }
      throw new UsageException("unknown kind '" + text + "'", "one of " + String.join(", ", kinds));
    }
    return kind;
  }

  private static Instant since(String text) throws UsageException {
    try {
      if (text.indexOf('T') > 0) {
        return Instant.parse(text);
      }
      Duration ago =
          text.endsWith("d")
              ? Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)))
              : Duration.parse("PT" + text);
      if (!ago.isNegative()) {
        return Instant.now().minus(ago);
      }
    } catch (DateTimeException | ArithmeticException | NumberFormatException wrong) {
      // said below, as for a time to come
    }
    throw new UsageException(
        "not a time: '" + text + "'", "such as 30m, 12h, 7d or 2026-01-31T08:00:00Z");
  }
}
