package dev.cordon.policy;

import dev.cordon.shell.Command;
import dev.cordon.shell.Word;
import java.util.List;

/** What comes from the network and goes into something that runs it. Pure. */
final class Download {

  /** A loader may stand further up in a pipeline that is longer than this. */
  private static final int MAX_DISTANCE = 500;

  private Download() {}

  /** Whether the command at {@code index} runs what another one of the script has loaded. */
  static boolean isRun(List<Command> commands, int index) {
    Command command = commands.get(index);
    String name = Text.fold(command.program());
    if (!runsText(name)) {
      return false;
    }
    if (command.place().fed() && Interpreters.runsInput(command) && loadsBefore(commands, index)) {
      return true;
    }
    for (int i = 1; i < command.words().size(); i++) {
      if (loads(command.words().get(i))) {
        return true;
      }
    }
    for (int i = 0; i < command.redirects().size(); i++) {
      if (loads(command.redirects().get(i).target())) {
        return true;
      }
    }
    return false;
  }

  /** Looks back through the pipeline. */
  private static boolean loadsBefore(List<Command> commands, int index) {
    int pipeline = commands.get(index).place().pipeline();
    for (int i = index - 1; i >= 0; i--) {
      Command other = commands.get(i);
      if (index - i > MAX_DISTANCE) {
        return true;
      }
      if (other.place().pipeline() != pipeline) {
        return false;
      }
      if (isLoader(Text.fold(other.program()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean loads(Word word) {
    for (int i = 0; i < word.commands().size(); i++) {
      if (isLoader(Text.fold(word.commands().get(i).program()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLoader(String name) {
    return switch (name) {
      case "curl", "wget", "wget2", "fetch", "aria2c", "http", "https", "xh", "lynx", "nc" -> true;
      case "ncat", "netcat", "socat", "lwp-request", "get", "ftp", "scp", "gsutil" -> true;
      default -> false;
    };
  }

  private static boolean runsText(String name) {
    return Interpreters.isShell(name)
        || Interpreters.isInterpreter(name)
        || name.equals("eval")
        || name.equals("source")
        || name.equals(".");
  }
}
