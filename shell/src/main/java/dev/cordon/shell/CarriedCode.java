package dev.cordon.shell;

import java.util.List;

/**
 * What may be code and comes along to a script that computes: in variables, arguments, a text or a
 * pipe. Not thread-safe.
 */
final class CarriedCode {
  private boolean inVariables;
  private int pipeline = -1;

  /** A command is run; what follows may be given what it sets or says. */
  void after(Command command) {
    for (int i = 0; i < command.assignments().size(); i++) {
      inVariables |= isCode(command.assignments().get(i).value());
    }
    String name = command.program();
    boolean says = name.equals("echo") || name.equals("printf");
    if (isInText(command) || (says && isAmong(command.words()))) {
      pipeline = command.place().pipeline();
    }
  }

  /** Whether a script that {@code command} runs with {@code arguments} may be given some. */
  boolean comesTo(Command command, List<Word> arguments) {
    boolean piped = command.place().fed() && command.place().pipeline() == pipeline;
    return inVariables || piped || isInText(command) || isAmong(arguments);
  }

  static boolean isCode(Word value) {
    return Gathered.isCode(value.text()) || Gathered.isCode(value.tail());
  }

  private static boolean isInText(Command command) {
    for (int i = 0; i < command.redirects().size(); i++) {
      Redirect redirect = command.redirects().get(i);
      if (redirect.kind() == Redirect.Kind.TEXT && isCode(redirect.target())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAmong(List<Word> words) {
    for (int i = 0; i < words.size(); i++) {
      if (isCode(words.get(i))) {
        return true;
      }
    }
    return false;
  }
}
