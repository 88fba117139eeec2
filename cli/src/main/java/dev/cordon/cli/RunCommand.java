package dev.cordon.cli;

import dev.cordon.audit.Journal;
import dev.cordon.policy.Policy;
import dev.cordon.session.Context;
import dev.cordon.session.Notice;
import dev.cordon.session.Report;
import dev.cordon.session.Result;
import dev.cordon.session.Session;
import dev.cordon.session.SetupException;
import dev.cordon.session.TerminalApprover;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code cordon run}: one command or a whole agent inside the boundary. */
final class RunCommand {
  private RunCommand() {}

  static int run(List<String> arguments, Console console)
      throws UsageException, SetupException, IOException {
    RunOptions options = RunOptions.parse("run", arguments);
    if (options.help) {
      console.out().print(Help.RUN);
      return 0;
    }
    prepareToDecide();
    Context context = Workplace.context();
    Setup setup = Setup.forRun(context, options);
    Path report = options.report;
    if (report == null) {
      return run(context, setup, console, null);
    }
    try (ReportFile file = ReportFile.open(report, setup.request().roots())) {
      return run(context, setup, console, file);
    }
  }

  /** Reads the tables of the decision while configuration and state are looked up. */
  private static void prepareToDecide() {
    Thread tables =
        new Thread("tables") {
          @Override
          public void run() {
            Policy.prepare();
          }
        };
    tables.setDaemon(true);
    tables.start();
  }

  private static int run(Context context, Setup setup, Console console, @Nullable ReportFile report)
      throws SetupException, IOException {
    Touched.mark(setup.request().roots());
    Journal journal = Journal.open(context.state().resolve("journal"));
    TerminalApprover approver = new TerminalApprover(context.user(), context.state());
    Result result = Session.run(context, setup.confinement(), approver, journal, setup.request());
    for (Notice notice : result.notices()) {
      console.say(notice.text(), notice.hint());
    }
    if (report != null) {
      write(report, result.report(), console);
    }
    return result.report().exitCode();
  }

  /** The command has run: its exit code stands, whatever becomes of the report. */
  private static void write(ReportFile file, Report report, Console console) {
    try {
      file.write(report);
    } catch (IOException refused) {
      console.say(
          "the report could not be written: " + refused.getMessage(),
          "cordon log --json --session " + report.session() + " has what happened");
    }
  }
}
