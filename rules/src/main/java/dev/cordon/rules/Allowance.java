package dev.cordon.rules;

import dev.cordon.shell.Command;
import dev.cordon.shell.Redirect;
import dev.cordon.shell.Word;
import java.util.List;

/** What a rule that allows takes in: nothing but what it says. Pure. */
final class Allowance {

  private static final String NOWHERE = "/dev/null";

  private Allowance() {}

  /**
   * Whether {@code command} is what the rule allows: the words it begins with, without variables
   * set for it, behind no program that changes what it does, with no option after them that puts
   * something else in its place, and with no file but those of the paths.
   */
  static boolean covers(CommandPattern pattern, PathRule paths, Command command, Context context) {
    if (!command.assignments().isEmpty() || !areHarmless(command.via())) {
      return false;
    }
    if (!pattern.allows(command) || !redirects(command, paths, context)) {
      return false;
    }
    if (Retargeting.isAmong(command, pattern.length())) {
      return false;
    }
    return paths.isEmpty() || arguments(pattern, command, paths, context);
  }

  /** Programs that run another one as it is; the caller judges them on their own as well. */
  private static boolean areHarmless(List<String> via) {
    for (int i = 0; i < via.size(); i++) {
      switch (CommandPattern.plainName(via.get(i))) {
        case "time", "timeout", "nice", "ionice", "nohup", "command", "exec", "builtin" -> {}
        case "sh", "bash", "dash", "zsh" -> {}
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean redirects(Command command, PathRule paths, Context context) {
    for (int i = 0; i < command.redirects().size(); i++) {
      Redirect redirect = command.redirects().get(i);
      boolean file =
          redirect.kind() == Redirect.Kind.READ || redirect.kind() == Redirect.Kind.WRITE;
      if (file && !redirect.target().is(NOWHERE) && !paths.covers(redirect.target(), context)) {
        return false;
      }
    }
    return true;
  }

  /** An option beyond the tokens may name a file in a way nobody sees. */
  private static boolean arguments(
      CommandPattern pattern, Command command, PathRule paths, Context context) {
    for (int i = pattern.length(); i < command.words().size(); i++) {
      Word word = command.words().get(i);
      if (OptionToken.is(word.text()) || !paths.covers(word, context)) {
        return false;
      }
    }
    return true;
  }
}
