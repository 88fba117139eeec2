package dev.cordon.shell;

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

  /** Shortest prefix of a long option, dashes included, that is taken for a shortened one. */
  private static final int SHORTEST_PREFIX = 3;

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

  private static final Wrapper ENV = new Wrapper("CuS", List.of("--chdir", "--unset"), 0);
  private static final Wrapper EXEC = new Wrapper("a", List.of(), 0);
  private static final Wrapper IONICE = new Wrapper("cnpPu", List.of("--class", "--classdata"), 0);
  private static final Wrapper STDBUF =
      new Wrapper("ioe", List.of("--input", "--output", "--error"), 0);
  private static final Wrapper NICE = new Wrapper("n", List.of("--adjustment"), 0);
  private static final Wrapper TIMEOUT = new Wrapper("ks", List.of("--kill-after", "--signal"), 1);
  private static final Wrapper FLOCK =
      new Wrapper("wEc", List.of("--timeout", "--wait", "--conflict-exit-code", "--command"), 1);
  private static final Wrapper ONE_OPERAND = new Wrapper("", List.of(), 1);
  private static final Wrapper TASKSET = new Wrapper("", List.of("--cpu-list"), 1);
  private static final Wrapper TIME = new Wrapper("fo", List.of("--format", "--output"), 0);
  private static final Wrapper STRACE =
      new Wrapper("abeEIoOpPsSuUX", List.of("--output", "--trace", "--attach"), 0);
  private static final Wrapper LOADER =
      new Wrapper(
          "",
          List.of(
              "--library-path",
              "--preload",
              "--argv0",
              "--audit",
              "--glibc-hwcaps-mask",
              "--inhibit-rpath"),
          0);
  private static final Wrapper NSENTER =
      new Wrapper(
          "tSGRw",
          List.of(
              "--target",
              "--setuid",
              "--setgid",
              "--map-user",
              "--map-group",
              "--wd",
              "--root",
              "--propagation",
              "--setgroups",
              "--reuid",
              "--regid",
              "--ruid",
              "--euid",
              "--rgid",
              "--egid",
              "--groups",
              "--securebits"),
          0);

  private static final Wrapper XARGS =
      new Wrapper(
          "adEILnPs",
          List.of(
              "--arg-file",
              "--delimiter",
              "--max-args",
              "--max-chars",
              "--max-procs",
              "--process-slot-var"),
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
      case "flock" -> FLOCK;
      case "taskset" -> TASKSET;
      case "chroot", "chrt", "setarch" -> ONE_OPERAND;
      case "strace", "ltrace" -> STRACE;
      case "time" -> TIME;
      case "unshare", "nsenter", "setpriv" -> NSENTER;
      case "busybox", "toybox", "command", "builtin", "nohup", "setsid", "unbuffer" -> PLAIN;
      case "linux32", "linux64", "catchsegv", "xvfb-run", "dbus-run-session" -> PLAIN;
      default -> isLoader(name) ? LOADER : null;
    };
  }

  /** The dynamic loader runs the program it is given, without its own name being asked for. */
  private static boolean isLoader(String name) {
    return name.startsWith("ld-linux") || name.startsWith("ld-musl") || name.equals("ld.so");
  }

  /**
   * Where the command starts; the size when there is none. A word not known may be anything.
   *
   * @param assigns whether {@code NAME=value} may stand before the command
   */
  int commandAt(List<Word> words, boolean assigns) {
    int at = 1;
    boolean options = true;
    while (at < words.size()) {
      Word word = words.get(at);
      if (options && word.is("--")) {
        options = false;
        at++;
      } else if (options && word.isKnown() && word.text().startsWith("-")) {
        at += takesNext(word.text()) ? 2 : 1;
      } else if (assigns && isAssignment(word)) {
        at++;
      } else {
        break;
      }
    }
    return Math.min(at + operands, words.size());
  }

  boolean takesNext(String option) {
    if (option.startsWith("--")) {
      for (int i = 0; i < valueOptions.size(); i++) {
        // Long options may be shortened.
        if (option.length() >= SHORTEST_PREFIX && valueOptions.get(i).startsWith(option)) {
          return true;
        }
      }
      return false;
    }
    for (int i = 1; i < option.length(); i++) {
      if (valueFlags.indexOf(option.charAt(i)) >= 0) {
        return i == option.length() - 1;
      }
    }
    return false;
  }

  /** {@code NAME=value}; a path with an equals sign is none. */
  static boolean isAssignment(Word word) {
    int equals = word.text().indexOf('=');
    for (int i = 0; i < equals; i++) {
      if (word.text().charAt(i) == '/') {
        return false;
      }
    }
    return equals > 0;
  }
}
