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
        && !Shell.looksInto(name)
        && !runsTasks(name)
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

  /** Programs whose words name a task or code to run, though not as a command of its own. */
  private static boolean runsTasks(String name) {
    return switch (name) {
      case "alias", "export", "hg", "svn", "sed", "ninja", "pip", "pip3", "go", "task" -> true;
      case "rake", "gem", "composer", "mvn", "mvnw", "gradle", "gradlew", "ant", "bazel" -> true;
      case "nox", "java", "dotnet", "mono", "wasmtime", "qemu-x86_64", "wine", "cordon" -> true;
      default -> false;
    };
  }
}
