package dev.cordon.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs the command given in its own arguments.
 *
 * @param valueFlags short options that take a value
 * @param valueOptions long options that take a value
 * @param operands arguments between the options and the command
 */
record Wrapper(String valueFlags, List<String> valueOptions, int operands) {

  private static final Wrapper PLAIN = new Wrapper("", List.of(), 0);

  private static final Wrapper SUDO =
      new Wrapper(
          "CDghpRrtTUu",
          List.of(
              "--chdir",
              "--chroot",
              "--close-from",
              "--command-timeout",
              "--group",
              "--host",
              "--other-user",
              "--prompt",
              "--role",
              "--type",
              "--user"),
          0);

  private static final Wrapper ENV = new Wrapper("Cu", List.of("--chdir", "--unset"), 0);
  private static final Wrapper EXEC = new Wrapper("a", List.of(), 0);
  private static final Wrapper IONICE = new Wrapper("cnpPu", List.of("--class", "--classdata"), 0);
  private static final Wrapper STDBUF =
      new Wrapper("ioe", List.of("--input", "--output", "--error"), 0);
  private static final Wrapper NICE = new Wrapper("n", List.of("--adjustment"), 0);

  private static final Wrapper TIMEOUT = new Wrapper("ks", List.of("--kill-after", "--signal"), 1);

  private static final Wrapper XARGS =
      new Wrapper(
          "adEILnPs",
          List.of("--arg-file", "--delimiter", "--max-args", "--max-chars", "--max-procs"),
          0);

  /** The wrapper called {@code name}, or null. */
  static @Nullable Wrapper named(String name) {
    return switch (name) {
      case "sudo", "doas" -> SUDO;
      case "env" -> ENV;
      case "exec" -> EXEC;
      case "nice" -> NICE;
      case "timeout" -> TIMEOUT;
      case "xargs" -> XARGS;
      case "ionice" -> IONICE;
      case "stdbuf" -> STDBUF;
      case "busybox", "toybox", "command", "builtin", "nohup", "setsid", "time" -> PLAIN;
      default -> null;
    };
  }

  /** Where the command starts in {@code argv}; its size when there is none. */
  int commandAt(List<String> argv) {
    int at = 1;
    while (at < argv.size()) {
      String argument = argv.get(at);
      if (argument.equals("--")) {
        at++;
        break;
      }
      if (argument.startsWith("-")) {
        at += takesNext(argument) ? 2 : 1;
      } else if (isAssignment(argument)) {
        at++;
      } else {
        break;
      }
    }
    while (at < argv.size() && isAssignment(argv.get(at))) {
      at++;
    }
    return Math.min(at + operands, argv.size());
  }

  private boolean takesNext(String option) {
    if (option.startsWith("--")) {
      return valueOptions.contains(option);
    }
    for (int i = 1; i < option.length(); i++) {
      if (valueFlags.indexOf(option.charAt(i)) >= 0) {
        return i == option.length() - 1;
      }
    }
    return false;
  }

  private static boolean isAssignment(String argument) {
    return argument.indexOf('=') > 0;
  }

  /** The script that the program {@code name} reads from {@code argv}, or null when it is none. */
  static @Nullable String script(String name, List<String> argv) {
    return switch (name) {
      case "sh", "bash", "zsh", "dash", "ash", "ksh" -> shellScript(argv);
      case "eval" -> String.join(" ", argv.subList(1, argv.size()));
      case "env" -> splitString(argv);
      case "trap" -> firstOperand(argv);
      default -> null;
    };
  }

  /** What {@code env -S STRING} splits into a command, and what follows it; else null. */
  private static @Nullable String splitString(List<String> argv) {
    for (int i = 1; i < argv.size() && isEnvArgument(argv.get(i)); i++) {
      String argument = argv.get(i);
      int cluster = argument.startsWith("--") ? -1 : argument.indexOf('S');
      String first = null;
      if (argument.startsWith("--s")) {
        int equals = argument.indexOf('=');
        first = equals < 0 ? "" : argument.substring(equals + 1);
      } else if (cluster > 0 && argument.startsWith("-")) {
        first = argument.substring(cluster + 1);
      }
      if (first != null) {
        return first.concat(" ").concat(String.join(" ", argv.subList(i + 1, argv.size())));
      }
      if (ENV.takesNext(argument)) {
        i++;
      }
    }
    return null;
  }

  private static boolean isEnvArgument(String argument) {
    return argument.startsWith("-") || isAssignment(argument);
  }

  private static @Nullable String shellScript(List<String> argv) {
    boolean fromArgument = false;
    for (int i = 1; i < argv.size(); i++) {
      String argument = argv.get(i);
      boolean option = argument.startsWith("-") || argument.startsWith("+");
      if (!option) {
        return fromArgument ? argument : null;
      }
      boolean flags = !argument.startsWith("--");
      fromArgument |= flags && argument.indexOf('c') > 0;
      boolean takesNext =
          flags
              ? argument.indexOf('o') > 0 || argument.indexOf('O') > 0
              : argument.equals("--rcfile") || argument.equals("--init-file");
      if (takesNext) {
        i++;
      }
    }
    return null;
  }

  private static @Nullable String firstOperand(List<String> argv) {
    for (int i = 1; i < argv.size(); i++) {
      if (!argv.get(i).startsWith("-")) {
        return argv.get(i);
      }
    }
    return null;
  }
}
