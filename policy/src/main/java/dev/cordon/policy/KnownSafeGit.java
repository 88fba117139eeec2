package dev.cordon.policy;

import java.util.List;

/** The git commands that only read. Pure. */
final class KnownSafeGit {

  /** Options that write a file or start a program; git accepts them shortened. */
  private static final List<String> ACTING =
      List.of("--output", "--ext-diff", "--textconv", "--exec", "--no-index");

  /** Shortest prefix of an option, dashes included, that is taken for a shortened one. */
  private static final int SHORTEST_PREFIX = 3;

  private KnownSafeGit() {}

  static boolean matches(List<String> argv) {
    int at = 1;
    while (at < argv.size() && isHarmlessGlobal(argv.get(at))) {
      at++;
    }
    if (at == argv.size()) {
      return false;
    }
    return switch (argv.get(at)) {
      case "status", "log", "diff", "show" -> !acts(argv, at + 1);
      case "branch" -> listsBranches(argv, at + 1);
      default -> false;
    };
  }

  /** Every other global option may name another repository, other configuration or a pager. */
  private static boolean isHarmlessGlobal(String option) {
    return option.equals("--no-pager")
        || option.equals("-P")
        || option.equals("--no-optional-locks");
  }

  private static boolean acts(List<String> argv, int from) {
    for (int i = from; i < argv.size(); i++) {
      String argument = argv.get(i);
      int equals = argument.indexOf('=');
      String option = equals < 0 ? argument : argument.substring(0, equals);
      if (option.startsWith("--") && isActing(option)) {
        return true;
      }
      // A pattern of paths may name what is secret.
      if (argument.indexOf('*') >= 0 || argument.indexOf('?') >= 0 || argument.startsWith(":")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isActing(String option) {
    for (int i = 0; i < ACTING.size(); i++) {
      String acting = ACTING.get(i);
      if (option.startsWith(acting)
          || (option.length() >= SHORTEST_PREFIX && acting.startsWith(option))) {
        return true;
      }
    }
    return false;
  }

  private static boolean listsBranches(List<String> argv, int from) {
    for (int i = from; i < argv.size(); i++) {
      String argument = argv.get(i);
      boolean lists =
          switch (argument) {
            case "--list", "-l", "--show-current", "-a", "--all", "-r", "--remotes" -> true;
            case "-v", "-vv", "--verbose" -> true;
            default -> argument.startsWith("--format=");
          };
      if (!lists) {
        return false;
      }
    }
    return true;
  }
}
