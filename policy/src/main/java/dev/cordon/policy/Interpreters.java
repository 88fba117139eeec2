package dev.cordon.policy;

import dev.cordon.shell.Command;
import dev.cordon.shell.Redirect;
import dev.cordon.shell.Word;
import java.util.List;

/** Programs that run code given to them, which nobody here reads. Pure. */
final class Interpreters {

  /** What the name of a build for debugging ends with. */
  private static final String DEBUG = "-dbg";

  private Interpreters() {}

  static boolean isShell(String name) {
    return switch (name) {
      case "sh", "bash", "zsh", "dash", "ash", "ksh", "mksh", "fish", "csh", "tcsh", "pwsh" -> true;
      default -> false;
    };
  }

  /** Whether {@code name} is a language's program, with or without a version. */
  static boolean isInterpreter(String name) {
    String plain = withoutVersion(name);
    return InterpreterTable.isLanguage(name)
        || plain.endsWith("awk")
        || InterpreterTable.isLanguage(plain);
  }

  /**
   * Whether the command at {@code index} brings code along that is not read here: in an argument or
   * its input.
   */
  static boolean hasInlineCode(List<Command> commands, int index) {
    Command command = commands.get(index);
    String name = withoutVersion(Text.fold(command.program()));
    if (InterpreterTable.holdsCode(command.assignments())) {
      return true;
    }
    if (name.equals("sed") || name.equals("gsed") || name.equals("ssed")) {
      return !StreamEditors.isPlainSed(command.words());
    }
    if (name.endsWith("awk")) {
      return !StreamEditors.isPlainAwk(command.words());
    }
    List<CodeOptions> rows = rows(command);
    if (rows.isEmpty()) {
      return isToldToRun(commands, index);
    }
    return switch (rows.getFirst().source(command.words())) {
      case WORDS -> true;
      case FILE -> false;
      case INPUT -> readsInput(command);
    };
  }

  /** The row of the program, with or without a version in its name; none for most. */
  private static List<CodeOptions> rows(Command command) {
    String name = Text.fold(command.program());
    List<CodeOptions> rows = InterpreterTable.of(name);
    return rows.isEmpty() ? InterpreterTable.of(withoutVersion(name)) : rows;
  }

  private static boolean isToldToRun(List<Command> commands, int index) {
    List<String> escapes = InterpreterTable.escapes(Text.fold(commands.get(index).program()));
    for (int i = 0; i < escapes.size(); i++) {
      if (GivenText.mayHold(commands, index, escapes.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether what comes in is run as code: no file and no code in the arguments says otherwise. */
  static boolean runsInput(Command command) {
    String name = withoutVersion(Text.fold(command.program()));
    if (name.endsWith("awk")) {
      return false;
    }
    List<CodeOptions> rows = rows(command);
    if (rows.isEmpty()) {
      return shellRunsInput(command);
    }
    return rows.getFirst().source(command.words()) == CodeOptions.Source.INPUT;
  }

  private static boolean shellRunsInput(Command command) {
    for (int i = 1; i < command.words().size(); i++) {
      Word word = command.words().get(i);
      String text = word.text();
      if (!word.isKnown()
          || text.startsWith("-")
          || text.endsWith("stdin")
          || text.contains("/fd/")) {
        return true;
      }
      return false;
    }
    return true;
  }

  private static boolean readsInput(Command command) {
    boolean text = command.place().fed();
    for (int i = 0; i < command.redirects().size(); i++) {
      text |=
          command.redirects().get(i).kind() == Redirect.Kind.TEXT
              || command.redirects().get(i).kind() == Redirect.Kind.READ;
    }
    return text;
  }

  private static String withoutVersion(String name) {
    int end = name.endsWith(DEBUG) ? name.length() - DEBUG.length() : name.length();
    while (end > 1 && (isDigit(name.charAt(end - 1)) || name.charAt(end - 1) == '.')) {
      end--;
    }
    return name.substring(0, end);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
