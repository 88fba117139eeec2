package dev.cordon.cli;

import dev.cordon.audit.JournalException;
import dev.cordon.sandbox.ServedStage;
import dev.cordon.session.Notice;
import dev.cordon.session.SetupException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * Cordon's command line. {@code run} and {@code check} are dispatched before anything else is
 * loaded.
 */
public final class Main {
  private static final int USAGE = 2;
  private static final int NOT_SET_UP = 125;

  /** As a program that SIGPIPE ended. */
  private static final int BROKEN_PIPE = 128 + 13;

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    StandardOutput told = new StandardOutput();
    PrintStream out = stream(told);
    PrintStream err = stream(new FileOutputStream(FileDescriptor.err));
    Console console = new Console(out, err);
    int code = dispatch(List.of(arguments), console);
    out.flush();
    IOException untold = told.failure();
    if (untold != null) {
      code = untold(String.valueOf(untold.getMessage()), console);
    }
    err.flush();
    if (arguments.length > 0 && arguments[0].equals("run")) {
      leave(code);
    }
    Runtime.getRuntime().halt(code);
  }

  /** What was asked for did not arrive. Whoever closed the pipe knows; others are told. */
  private static int untold(String reason, Console console) {
    if (reason.contains("Broken pipe")) {
      return BROKEN_PIPE;
    }
    console.say("cannot write to standard output: " + reason, "send it to where there is space");
    return NOT_SET_UP;
  }

  private static void leave(int code) {
    try {
      ServedStage.leave(code);
    } catch (IOException gone) {
      // The stage, or whoever stands there instead, waits for this process.
    }
  }

  static int dispatch(List<String> arguments, Console console) {
    try {
      if (arguments.isEmpty()) {
        console.err().print(Help.CORDON);
        return USAGE;
      }
      String command = arguments.getFirst();
      List<String> rest = arguments.subList(1, arguments.size());
      return switch (command) {
        case "run" -> RunCommand.run(rest, console);
        case "check" -> CheckCommand.run(rest, console);
        case "rules" -> RulesCommand.run(rest, console);
        case "doctor" -> DoctorCommand.run(rest, console);
        case "grants" -> GrantsCommand.run(rest, console);
        case "log" -> LogCommand.run(rest, console);
        case "-h", "--help", "help" -> help(console);
        case "--version" -> version(console);
        default ->
            throw new UsageException(
                "unknown command '" + command + "'", "cordon --help lists the commands");
      };
    } catch (UsageException wrong) {
      console.say(wrong.problem(), wrong.hint());
      return USAGE;
    } catch (SetupException refused) {
      for (Notice notice : refused.earlier()) {
        console.say(notice.text(), notice.hint());
      }
      console.say(refused.problem(), refused.hint());
    } catch (JournalException unusable) {
      console.say(String.valueOf(unusable.getMessage()), unusable.hint());
    } catch (IOException failed) {
      console.say(reason(failed), "cordon doctor tries each mechanism");
    } catch (RuntimeException defect) {
      console.say("a defect of Cordon's own: " + defect, "please report it with what you ran");
    }
    return NOT_SET_UP;
  }

  /** The file system's exceptions carry the path alone. */
  static String reason(IOException failed) {
    String message = String.valueOf(failed.getMessage());
    if (failed instanceof AccessDeniedException) {
      return "permission denied: " + message;
    }
    return failed instanceof NoSuchFileException ? "no such file: " + message : message;
  }

  private static int help(Console console) {
    console.out().print(Help.CORDON);
    return 0;
  }

  private static int version(Console console) {
    console.out().println("cordon 0.1.0");
    return 0;
  }

  private static PrintStream stream(FileOutputStream to) {
    return new PrintStream(to, false, StandardCharsets.UTF_8);
  }
}
