package dev.cordon.shell;

import java.util.List;

/**
 * Reads an argument vector into the plain commands it runs, or says that it does not understand.
 *
 * <p>Pure and thread-safe; linear in the size of the input.
 */
public final class Shell {

  /** Arguments of a script call that is read: shell, flag, script. */
  private static final int SCRIPT_CALL_SIZE = 3;

  private Shell() {}

  /**
   * Reads {@code argv}. Exactly {@code [sh|bash|zsh, -c|-lc, script]}, the shell by plain name or
   * absolute path, is read as a script; any other argument vector is one command, itself.
   *
   * @param argv program and arguments, as they would be given to the system
   */
  public static Reading read(List<String> argv) {
    if (argv.size() != SCRIPT_CALL_SIZE || !isShell(argv.get(0)) || !isScriptFlag(argv.get(1))) {
      return new Reading.Commands(List.of(List.copyOf(argv)));
    }
    return new ScriptReader(argv.get(2)).read();
  }

  /**
   * The literal commands a script seems to contain, also when it is not understood: a guess that
   * may name commands which never run, and may miss what is built at run time. Good for suspicion,
   * never for trust.
   *
   * @param script the text of a shell script
   */
  public static List<List<String>> glimpse(String script) {
    return new Glimpse(script).commands();
  }

  private static boolean isShell(String program) {
    int slash = program.lastIndexOf('/');
    if (slash >= 0 && program.charAt(0) != '/') {
      return false;
    }
    String name = program.substring(slash + 1);
    return name.equals("sh") || name.equals("bash") || name.equals("zsh");
  }

  private static boolean isScriptFlag(String flag) {
    return flag.equals("-c") || flag.equals("-lc");
  }
}
