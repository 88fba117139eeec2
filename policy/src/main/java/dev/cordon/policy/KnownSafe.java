package dev.cordon.policy;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands that only read, with the arguments under which that stays true. The list is Codex
 * 0.169's, with the gaps closed that we know of. Pure.
 */
final class KnownSafe {

  /** Directories whose programs only root can replace. */
  private static final List<String> SYSTEM_DIRECTORIES =
      List.of("/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/");

  private static final List<String> FIND_ACTIONS =
      List.of("-exec", "-ok", "-delete", "-fls", "-fprint");

  private KnownSafe() {}

  /** Whether {@code argv} is on the list; what it reads is not looked at. */
  static boolean matches(List<String> argv) {
    String program = argv.isEmpty() ? null : systemProgram(argv.getFirst());
    if (program == null) {
      return false;
    }
    return switch (program) {
      case "cat", "cd", "cut", "echo", "expr", "false", "head", "id", "ls", "nl" -> true;
      case "numfmt", "paste", "pwd", "rev", "seq", "stat", "tac", "tail", "tr", "true" -> true;
      case "uname", "wc", "which", "whoami" -> true;
      case "uniq" -> operands(argv) < 2;
      case "base64" -> !hasBase64Output(argv);
      case "find" -> !hasAnyPrefix(argv, FIND_ACTIONS);
      case "grep" -> !readsFolders(argv);
      case "rg" -> !runsPrograms(argv) && !looksAtHidden(argv);
      case "sed" -> printsLines(argv);
      case "git" -> KnownSafeGit.matches(argv);
      default -> false;
    };
  }

  /** Whether something below one of {@code roots} can take the place of a system program. */
  static boolean canBeReplaced(List<Path> roots) {
    for (int r = 0; r < roots.size(); r++) {
      for (int d = 0; d < SYSTEM_DIRECTORIES.size(); d++) {
        Path directory = Path.of(SYSTEM_DIRECTORIES.get(d));
        if (directory.startsWith(roots.get(r)) || roots.get(r).startsWith(directory)) {
          return true;
        }
      }
    }
    return false;
  }

  static boolean isGit(List<String> argv) {
    return "git".equals(systemProgram(argv.getFirst()));
  }

  /** The plain name of a program given by name or from a system directory; null for any other. */
  static @Nullable String systemProgram(String program) {
    int slash = program.lastIndexOf('/');
    if (slash < 0) {
      return program;
    }
    return SYSTEM_DIRECTORIES.contains(program.substring(0, slash + 1))
        ? program.substring(slash + 1)
        : null;
  }

  /** {@code uniq} writes to its second operand. Option values count too: better one too many. */
  private static int operands(List<String> argv) {
    int count = 0;
    boolean optionsEnded = false;
    for (int i = 1; i < argv.size(); i++) {
      String argument = argv.get(i);
      if (optionsEnded || argument.equals("-") || !argument.startsWith("-")) {
        count++;
      } else if (argument.equals("--")) {
        optionsEnded = true;
      }
    }
    return count;
  }

  private static boolean hasBase64Output(List<String> argv) {
    for (int i = 1; i < argv.size(); i++) {
      String argument = argv.get(i);
      boolean cluster = argument.startsWith("-") && !argument.startsWith("--");
      if (argument.startsWith("--o") || (cluster && argument.indexOf('o') > 0)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasAnyPrefix(List<String> argv, List<String> prefixes) {
    for (int i = 1; i < argv.size(); i++) {
      for (int p = 0; p < prefixes.size(); p++) {
        if (argv.get(i).startsWith(prefixes.get(p))) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@code grep -r} reads all files of a folder, secret ones too. */
  private static boolean readsFolders(List<String> argv) {
    for (int i = 1; i < argv.size(); i++) {
      String argument = argv.get(i);
      boolean cluster = argument.startsWith("-") && !argument.startsWith("--");
      boolean names = argument.startsWith("--r") || argument.startsWith("--di");
      if (names
          || argument.startsWith("--dereference")
          || argument.startsWith("--inc")
          || (cluster
              && (argument.indexOf('r') > 0
                  || argument.indexOf('R') > 0
                  || argument.indexOf('d') > 0))) {
        return true;
      }
    }
    return false;
  }

  /** {@code rg} passes over hidden files unless it is told otherwise. */
  private static boolean looksAtHidden(List<String> argv) {
    for (int i = 1; i < argv.size(); i++) {
      String argument = argv.get(i);
      boolean cluster = argument.startsWith("-") && !argument.startsWith("--");
      boolean told =
          argument.startsWith("--hid")
              || argument.startsWith("--unr")
              || argument.startsWith("--no-i")
              || argument.startsWith("--gl")
              || argument.startsWith("--ig");
      boolean flags =
          cluster
              && (argument.indexOf('u') > 0
                  || argument.indexOf('g') > 0
                  || argument.indexOf('.') > 0);
      if (told || flags) {
        return true;
      }
    }
    return false;
  }

  /** {@code rg} starts programs for preprocessing, decompression and finding the host's name. */
  private static boolean runsPrograms(List<String> argv) {
    for (int i = 1; i < argv.size(); i++) {
      String argument = argv.get(i);
      boolean cluster = argument.startsWith("-") && !argument.startsWith("--");
      if (argument.equals("--pre")
          || argument.startsWith("--pre=")
          || argument.startsWith("--hostname-bin")
          || argument.startsWith("--search-zip")
          || (cluster && argument.indexOf('z') > 0)) {
        return true;
      }
    }
    return false;
  }

  /** {@code sed -n N[,M]p [FILE]}, nothing else: sed's other commands write and execute. */
  private static boolean printsLines(List<String> argv) {
    if (argv.size() < 3 || argv.size() > 4 || !argv.get(1).equals("-n")) {
      return false;
    }
    return isLineRange(argv.get(2)) && (argv.size() == 3 || !argv.get(3).startsWith("-"));
  }

  private static boolean isLineRange(String script) {
    int at = skipDigits(script, 0);
    if (at == 0) {
      return false;
    }
    if (at < script.length() && script.charAt(at) == ',') {
      int second = skipDigits(script, at + 1);
      if (second == at + 1) {
        return false;
      }
      at = second;
    }
    return at == script.length() - 1 && script.charAt(at) == 'p';
  }

  private static int skipDigits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
