package dev.cordon.session;

import dev.cordon.sandbox.GitSetting;
import java.util.List;

/** What of git's files makes git execute a program, or leads it to more configuration. */
final class ExecutingKeys {
  /** What {@code git lfs install} sets: a program of the host's, with no path. */
  private static final List<String> LARGE_FILES =
      List.of(
          "git-lfs clean -- %f",
          "git-lfs smudge -- %f",
          "git-lfs smudge --skip -- %f",
          "git-lfs filter-process",
          "git-lfs filter-process --skip");

  private ExecutingKeys() {}

  /** Whether a configuration holds such a key, or an alias for a shell command. */
  static boolean in(String config) {
    for (GitSetting setting : GitSetting.of(config)) {
      if (execute(setting)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one setting does. */
  static boolean execute(GitSetting setting) {
    return setting.executes() && !LARGE_FILES.contains(setting.value().strip());
  }

  /** Whether a rebase's list of steps holds an {@code exec}. */
  static boolean inTodo(String todo) {
    for (String raw : todo.split("\n", -1)) {
      String line = raw.strip();
      if (line.startsWith("exec ")
          || line.startsWith("x ")
          || line.startsWith("exec\t")
          || line.startsWith("x\t")) {
        return true;
      }
    }
    return false;
  }
}
