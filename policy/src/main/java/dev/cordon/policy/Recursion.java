package dev.cordon.policy;

import java.util.List;

/** Whether a known-safe command goes below the directories it is given. Pure. */
final class Recursion {

  private Recursion() {}

  /** Whether it shows the content of what lies below. */
  static boolean searches(List<String> argv) {
    String program = KnownSafe.systemProgram(argv.getFirst());
    if (program == null) {
      return false;
    }
    return switch (program) {
      case "rg" -> true;
      case "grep" -> isRecursiveGrep(argv);
      default -> false;
    };
  }

  /** Whether it shows the names of what lies below. */
  static boolean lists(List<String> argv) {
    return "find".equals(KnownSafe.systemProgram(argv.getFirst()));
  }

  /** {@code -r}, {@code -R}, {@code -d recurse} and their long and shortened forms. */
  private static boolean isRecursiveGrep(List<String> argv) {
    for (int i = 1; i < argv.size(); i++) {
      String argument = argv.get(i);
      if (argument.startsWith("--")) {
        if (argument.startsWith("--r")
            || argument.startsWith("--de")
            || argument.startsWith("--di")) {
          return true;
        }
      } else if (argument.startsWith("-") && hasRecursiveFlag(argument)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasRecursiveFlag(String cluster) {
    return cluster.indexOf('r') > 0 || cluster.indexOf('R') > 0 || cluster.indexOf('d') > 0;
  }
}
