package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;

/** What a shell runs: a script in its arguments, or in its input. */
final class InShell {
  private final Inner inner;

  InShell(Inner inner) {
    this.inner = inner;
  }

  /** {@code . FILE}: what is not a file of its own is what comes in. */
  void source(Command command, String name) throws Stop {
    int operand = Inner.operandsAt(command.words());
    if (operand >= command.words().size()) {
      return;
    }
    Word file = command.words().get(operand);
    if (!file.commands().isEmpty()) {
      inner.nested(command, name, null, inner.dialect());
    } else if (isInput(file.text()) || isInput(file.tail())) {
      inner.nested(command, name, null, inner.dialect());
    }
  }

  void shell(Command command, String name) throws Stop {
    List<Word> words = command.words();
    Dialect dialect = dialect(name);
    boolean fromArgument = false;
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      String text = word.text();
      if (!word.isKnown()) {
        // It may be -c, a script, or the file of one.
        inner.nested(command, name, null, dialect);
        return;
      }
      boolean option = text.startsWith("-") || text.startsWith("+");
      boolean last = text.equals("-") || text.equals("--");
      if (!option || last) {
        int operand = last ? i + 1 : i;
        if (operand < words.size() && fromArgument) {
          Word script = words.get(operand);
          List<Word> given = words.subList(operand + 1, words.size());
          inner.nested(command, name, script.isKnown() ? script.text() : null, dialect, given);
        } else if (operand >= words.size() || isInput(words.get(operand).text())) {
          fromInput(command, name, dialect);
        }
        return;
      }
      boolean flags = !text.startsWith("--");
      if (text.equals("--rcfile") || text.equals("--init-file")) {
        Word file = i + 1 < words.size() ? words.get(i + 1) : word;
        if (!file.isKnown()) {
          inner.nested(command, name, null, dialect);
        }
      }
      if (flags && text.indexOf('s') > 0) {
        fromInput(command, name, dialect);
        return;
      }
      fromArgument |= flags && text.indexOf('c') > 0 && text.startsWith("-");
      boolean takesNext =
          flags
              ? text.indexOf('o') > 0 || text.indexOf('O') > 0
              : text.equals("--rcfile") || text.equals("--init-file");
      if (takesNext) {
        i++;
      }
    }
    fromInput(command, name, dialect);
  }

  /** Whether a file may be what comes in: its names in {@code /dev} and {@code /proc}. */
  static boolean isInput(String file) {
    return file.endsWith("stdin")
        || file.contains("fd/")
        || file.contains("proc/")
        || isNumber(file.substring(file.lastIndexOf('/') + 1));
  }

  /** In {@code /dev/fd} a file is called as its descriptor. */
  private static boolean isNumber(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!Cursor.isDigit(name.charAt(i))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** A shell without arguments reads its script from where its input comes from. */
  void fromInput(Command command, String name, Dialect dialect) throws Stop {
    if (command.place().fed()) {
      inner.nested(command, name, null, dialect);
    }
    for (int i = 0; i < command.redirects().size(); i++) {
      Redirect redirect = command.redirects().get(i);
      boolean other =
          redirect.kind() == Redirect.Kind.DUPLICATE
              && !redirect.target().is("1")
              && !redirect.target().is("2")
              && !redirect.target().is("-");
      if (other) {
        inner.nested(command, name, null, dialect);
      }
      if (redirect.kind() == Redirect.Kind.READ && isProcess(redirect.target())) {
        inner.nested(command, name, null, dialect);
      }
      if (redirect.kind() == Redirect.Kind.TEXT) {
        Word text = redirect.target();
        boolean known = text.isKnown();
        // What it reads is read, and not left for what is in it.
        Command reader = known ? withoutText(command) : command;
        inner.nested(reader, name, known ? text.text() : null, dialect);
      }
    }
  }

  /** As a shell that reads in a way of its own what comes in. */
  void unreadInput(Command command, String name) throws Stop {
    boolean text = command.place().fed();
    for (int i = 0; i < command.redirects().size(); i++) {
      Redirect redirect = command.redirects().get(i);
      text |= redirect.kind() == Redirect.Kind.TEXT || isProcess(redirect.target());
    }
    if (text) {
      inner.nested(command, name, null, inner.dialect());
    }
  }

  /** {@code <(…)}: what another command says, and no file. */
  private static boolean isProcess(Word target) {
    return target.source().startsWith("<(");
  }

  private static Command withoutText(Command command) {
    List<Redirect> redirects = new ArrayList<>(command.redirects());
    redirects.removeIf(redirect -> redirect.kind() == Redirect.Kind.TEXT);
    return new Command(
        command.assignments(), command.words(), redirects, command.place(), command.via());
  }

  static Dialect dialect(String shell) {
    return switch (shell) {
      case "bash", "rbash", "bash-static" -> Dialect.BASH;
      case "zsh", "ksh" -> Dialect.ZSH;
      default -> Dialect.POSIX;
    };
  }
}
