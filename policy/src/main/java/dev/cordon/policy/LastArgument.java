package dev.cordon.policy;

import dev.cordon.shell.Reading;
import dev.cordon.shell.Shell;
import java.util.List;

/**
 * Which commands may be approved whatever their last argument is. Pure.
 *
 * <p>INVARIANT: no such approval lets a word choose a program or hold code, so it is none for an
 * interpreter, a shell, or a program that runs what it is told.
 */
public final class LastArgument {

  /** What a file's name, a revision or a host is made of; nothing a program would take apart. */
  private static final String PLAIN = "_-./@%+,:";

  private LastArgument() {}

  /** Whether {@code argv} may be approved with any last argument, and ends with such a one. */
  public static boolean isFree(List<String> argv) {
    if (argv.size() < 2 || !isPlain(argv.getLast())) {
      return false;
    }
    String path = argv.getFirst();
    String name = Text.fold(path.substring(path.lastIndexOf('/') + 1));
    return !name.isEmpty()
        && !Interpreters.isShell(name)
        && !Interpreters.isInterpreter(name)
        && !runsOthers(name)
        && Shell.read(argv) instanceof Reading.Understood understood
        && understood.commands().size() == 1
        && understood.commands().getFirst().via().isEmpty();
  }

  private static boolean isPlain(String word) {
    if (word.isEmpty() || word.startsWith("-")) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && PLAIN.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Programs whose words name a program, a task or code to run, here or elsewhere. */
  private static boolean runsOthers(String name) {
    return switch (name) {
      case "sudo", "doas", "su", "env", "exec", "nice", "timeout", "xargs", "ionice" -> true;
      case "stdbuf", "flock", "taskset", "chroot", "chrt", "setarch", "strace", "ltrace" -> true;
      case "time", "unshare", "nsenter", "setpriv", "busybox", "toybox", "command" -> true;
      case "builtin", "nohup", "setsid", "unbuffer", "linux32", "linux64", "watch" -> true;
      case "catchsegv", "xvfb-run", "dbus-run-session", "parallel", "script", "eval" -> true;
      case ".", "source", "trap", "alias", "export", "systemd-run", "at", "batch" -> true;
      case "bwrap", "firejail", "fakeroot", "proot", "runuser", "start-stop-daemon" -> true;
      case "ssh", "mosh", "rsync", "scp", "docker", "podman", "kubectl", "tmux", "screen" -> true;
      case "git", "hg", "svn", "find", "fd", "tar", "sed", "make", "gmake", "ninja" -> true;
      case "npm", "npx", "pnpm", "pnpx", "yarn", "bunx", "uv", "uvx", "pip", "pipx" -> true;
      case "cargo", "go", "just", "task", "rake", "bundle", "gem", "composer" -> true;
      case "mvn", "gradle", "gradlew", "mvnw", "ant", "bazel", "tox", "nox", "poetry" -> true;
      case "java", "dotnet", "mono", "wasmtime", "qemu-x86_64", "wine", "cordon" -> true;
      default -> name.startsWith("ld-linux") || name.startsWith("ld.so");
    };
  }
}
