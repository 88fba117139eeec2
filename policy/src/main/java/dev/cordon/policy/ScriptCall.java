package dev.cordon.policy;

import dev.cordon.shell.Command;
import dev.cordon.shell.Reading;
import dev.cordon.shell.Shell;
import dev.cordon.shell.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One program that a command line runs, and which of its words may name a file it executes.
 * Immutable.
 *
 * @param program as given; empty when nobody can tell
 * @param interpreter whether the program reads its script from a file: a shell or a language's
 * @param operands words after the program that may name a file, in order
 * @param directories where relative names may lead from; absolute and normalized
 * @param known whether words and directories tell all that there is to tell
 */
public record ScriptCall(
    String program,
    boolean interpreter,
    List<Operand> operands,
    List<Path> directories,
    boolean known) {

  /** Words of one program that are looked at. A script stands among the first. */
  static final int MAX_OPERANDS = 32;

  public ScriptCall {
    operands = List.copyOf(operands);
    directories = List.copyOf(directories);
  }

  /**
   * A word that may name a file.
   *
   * @param text the word, or the value of an option that holds one ({@code --require=FILE})
   * @param option whether it is, or may be, the value of an option, so that another word follows
   *     that is the script
   */
  public record Operand(String text, boolean option) {}

  /**
   * All programs that {@code argv} runs, also through a shell, {@code sudo} and their like. Of a
   * script that is not understood, the program and the words of {@code argv} alone.
   *
   * @param directory where it runs; absolute and normalized
   * @param home absolute home directory of the person
   */
  public static List<ScriptCall> of(List<String> argv, Path directory, Path home) {
    List<ScriptCall> calls = new ArrayList<>();
    if (!(Shell.read(argv) instanceof Reading.Understood understood)) {
      calls.add(of(Command.of(argv), Standing.in(directory, home)));
      return calls;
    }
    Course course = new Course(understood, directory, home);
    for (int i = 0; i < understood.commands().size(); i++) {
      Command command = understood.commands().get(i);
      if (!command.words().isEmpty()) {
        calls.add(of(command, course.at(i)));
      }
    }
    return calls;
  }

  private static ScriptCall of(Command command, Standing standing) {
    Word first = command.words().getFirst();
    String name = Text.fold(command.program());
    boolean interpreter =
        Interpreters.isShell(name)
            || Interpreters.isInterpreter(name)
            || name.equals(".")
            || name.equals("source");
    List<Operand> operands = new ArrayList<>();
    boolean known = true;
    boolean afterOption = false;
    int end = Math.min(command.words().size(), MAX_OPERANDS + 1);
    for (int i = 1; i < end; i++) {
      Word word = command.words().get(i);
      if (!word.isKnown()) {
        known &= hasScript(operands);
        afterOption = false;
      } else if (word.text().startsWith("-")) {
        int equals = word.text().indexOf('=');
        afterOption = equals < 0 && !word.is("--") && !word.is("-");
        if (equals > 0) {
          operands.add(new Operand(word.text().substring(equals + 1), true));
        }
      } else if (!word.text().isEmpty()) {
        operands.add(new Operand(word.text(), afterOption));
        afterOption = false;
      }
    }
    return new ScriptCall(
        first.isKnown() ? first.text() : "",
        interpreter,
        operands,
        standing.directories(),
        first.isKnown() && standing.known() && (known || !interpreter));
  }

  private static boolean hasScript(List<Operand> operands) {
    for (Operand operand : operands) {
      if (!operand.option()) {
        return true;
      }
    }
    return false;
  }
}
