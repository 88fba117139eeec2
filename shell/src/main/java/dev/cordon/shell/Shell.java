package dev.cordon.shell;

import java.util.List;

/**
 * Reads an argument vector or a script into every simple command it can run, or says that it does
 * not understand.
 *
 * <p>Looks through wrappers ({@code sudo}, {@code env}, {@code xargs}, …), nested scripts ({@code
 * sh -c}, {@code eval}, here-documents for a shell) and options that hold a command. Pure and
 * thread-safe; linear in the size of the input, and bounded by {@link #MAX_LENGTH}.
 */
public final class Shell {

  /** Longest script that is read, in UTF-16 units. */
  public static final int MAX_LENGTH = 1024 * 1024;

  private Shell() {}

  /**
   * Reads {@code argv}: itself, and all that it runs.
   *
   * @param argv program and arguments, as they would be given to the system
   * @param programs what the programs are
   */
  public static Reading read(List<String> argv, Programs programs) {
    Gathered all = new Gathered(Dialect.BASH);
    try {
      new Inner(all, programs).add(Command.of(argv));
    } catch (Stop stop) {
      return stop.answer();
    }
    return new Reading.Understood(all.commands, all.functions);
  }

  /** Reads {@code argv}; programs are what they are called. */
  public static Reading read(List<String> argv) {
    return read(argv, Programs.BY_NAME);
  }

  /** Reads the text of a script; programs are what they are called. */
  public static Reading read(String script, Dialect dialect) {
    return read(script, dialect, Programs.BY_NAME);
  }

  /**
   * Reads the text of a script.
   *
   * @param script the text; a script that names no command is understood, and runs nothing
   * @param dialect whose it is
   * @param programs what the programs in it are
   */
  public static Reading read(String script, Dialect dialect, Programs programs) {
    if (dialect == Dialect.ZSH) {
      return new PlainReader(script).read();
    }
    Gathered found = new Gathered(dialect);
    Gathered all = new Gathered(dialect);
    try {
      ScriptReader reader = new ScriptReader(new Cursor(checked(script), 0), found);
      reader.whole();
      found.ends(reader.place());
      Inner inner = new Inner(all, programs);
      for (int i = 0; i < found.commands.size(); i++) {
        inner.add(found.commands.get(i));
      }
    } catch (Stop stop) {
      return stop.answer();
    }
    all.functions.addAll(found.functions);
    return new Reading.Understood(all.commands, all.functions);
  }

  /** Whether what is run by the program called {@code name} is found out. */
  public static boolean looksInto(String name) {
    return Inner.looksInto(name);
  }

  /**
   * Whether the program called {@code name} carries the command in its words to another place: a
   * container, another machine, the environment of a project.
   */
  public static boolean carries(String name) {
    return Wrapper.carries(name);
  }

  static String checked(String script) throws Stop {
    if (script.length() > MAX_LENGTH) {
      throw new Stop(
          Reading.Trouble.TOO_LARGE, "longer than " + MAX_LENGTH + " characters", MAX_LENGTH);
    }
    int nul = script.indexOf(0);
    if (nul >= 0) {
      throw Stop.malformed("control character", nul);
    }
    return script;
  }
}
