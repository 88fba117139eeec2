package dev.cordon.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Real programs for tests: where they are, and the way to run them. Stateless, thread-safe. */
public final class Programs {

  /** Debian package of each program whose name is not the name of its package. */
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("bwrap", "bubblewrap"),
          Map.entry("cc", "gcc libc6-dev"),
          Map.entry("mvn", "maven"),
          Map.entry("nc", "netcat-openbsd"),
          Map.entry("node", "nodejs"),
          Map.entry("ping", "iputils-ping"),
          Map.entry("ps", "procps"),
          Map.entry("setpriv", "util-linux"),
          Map.entry("setsid", "util-linux"),
          Map.entry("ssh", "openssh-client"),
          Map.entry("unshare", "util-linux"),
          Map.entry("useradd", "passwd"));

  private Programs() {}

  /**
   * The absolute path of a program on {@code PATH}. A missing program fails the test: a probe that
   * did not run has proven nothing.
   *
   * @throws AssertionError naming the Debian package, when no such program is installed
   */
  public static Path require(String name) {
    String path = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    return require(name, path);
  }

  static Path require(String name, String path) {
    for (String folder : path.split(":", -1)) {
      Path candidate = Path.of(folder, name);
      if (candidate.isAbsolute()
          && Files.isRegularFile(candidate)
          && Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new AssertionError(
        "this test needs the program "
            + name
            + "\nhint: apt-get install "
            + PACKAGES.getOrDefault(name, name));
  }

  /** An invocation of a program, to be refined and run. */
  public static Invocation command(String... command) {
    return Invocation.of(List.of(command));
  }

  /** An invocation of a program, to be refined and run. */
  public static Invocation command(List<String> command) {
    return Invocation.of(command);
  }

  /** Runs a program in the current directory and environment, with empty standard input. */
  public static Result run(String... command) {
    return command(command).run();
  }
}
