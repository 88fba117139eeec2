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
    boolean loaded =
        isConnected(command) || (command.place().fed() && loadsBefore(commands, index));
    if (loaded && Interpreters.runsInput(command)) {
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

  /** Whether what comes in is a connection: bash opens one, or the program that starts it has. */
  private static boolean isConnected(Command command) {
    for (int i = 0; i < command.redirects().size(); i++) {
      String file = command.redirects().get(i).target().text();
      if (file.startsWith("/dev/tcp/") || file.startsWith("/dev/udp/")) {
        return true;
      }
    }
    for (int i = 0; i < command.via().size(); i++) {
      if (connects(command.via().get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Programs that hand their connection to what they start. */
  private static boolean connects(String name) {
    return switch (name) {
      case "nc", "ncat", "netcat", "nc.traditional", "nc.openbsd", "socat" -> true;
      default -> false;
    };
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
      case "curl", "wget", "wget2", "fetch", "aria2c", "http", "https", "xh", "lynx" -> true;
      case "lwp-request", "get", "ftp", "scp", "gsutil" -> true;
      default -> connects(name);
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
