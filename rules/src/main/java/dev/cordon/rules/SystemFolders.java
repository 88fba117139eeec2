package dev.cordon.rules;

/** Where programs lie that are what their name says. Pure. */
final class SystemFolders {

  private SystemFolders() {}

  /** The plain name of a program in such a folder; any other program as it is written. */
  static String plainName(String program) {
    int slash = program.lastIndexOf('/');
    if (slash < 0) {
      return program;
    }
    return switch (program.substring(0, slash)) {
      case "/bin", "/sbin", "/usr/bin", "/usr/sbin" -> program.substring(slash + 1);
      default -> program;
    };
  }
}
