package dev.cordon.cli;

import dev.cordon.audit.Journal;
import dev.cordon.session.Context;
import dev.cordon.session.Notice;
import dev.cordon.session.Result;
import dev.cordon.session.Session;
import dev.cordon.session.SetupException;
import dev.cordon.session.TerminalApprover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
    Context context = Workplace.context();
    Setup setup = Setup.forRun(context, options);
    Path report = options.report;
    if (report != null) {
      writeReport(report, ""); // nothing runs when its report could not be written
    }
    Touched.mark(setup.request().roots());
    Journal journal = Journal.open(context.state().resolve("journal"));
    TerminalApprover approver = new TerminalApprover(context.user());
    Result result = Session.run(context, setup.confinement(), approver, journal, setup.request());
    for (Notice notice : result.notices()) {
      console.say(notice.text(), notice.hint());
    }
    if (report != null) {
      writeReport(report, result.report().toJson() + "\n");
    }
    return result.report().exitCode();
  }

  private static void writeReport(Path file, String text) throws SetupException {
    try {
      Files.writeString(file, text);
    } catch (IOException refused) {
      throw new SetupException(
          "cannot write the report " + file, "check the folder and its permissions");
    }
  }
}
