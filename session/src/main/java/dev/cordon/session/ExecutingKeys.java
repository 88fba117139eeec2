package dev.cordon.session;

import java.util.List;
import java.util.Locale;

/**
 * Keys of a git configuration that make git execute a program, or lead it to more configuration.
 *
 * <p>Source: git-config(1), git 2.39.
 */
final class ExecutingKeys {
  private static final List<String> KEYS =
      List.of(
          "fsmonitor",
          "hookspath",
          "sshcommand",
          "gitproxy",
          "askpass",
          "editor",
          "pager",
          "external",
          "textconv",
          "command",
          "driver",
          "clean",
          "smudge",
          "process",
          "helper",
          "program",
          "proxycommand",
          "uploadpack",
          "receivepack",
          "cmd",
          "path",
          "worktree",
          "tool",
          "browser",
          "packobjectshook",
          "alternaterefscommand",
          "sendpack",
          "vcs",
          "defaultkeycommand",
          "sequence.editor",
          "diffcommand");

  private ExecutingKeys() {}

  /** Whether a configuration holds such a key, or an alias for a shell command. */
  static boolean in(String config) {
    String section = "";
    for (String raw : config.split("\n", -1)) {
      String line = raw.strip();
      if (line.startsWith("[")) {
        int close = line.lastIndexOf(']');
        section = line.substring(1, close < 0 ? line.length() : close).toLowerCase(Locale.ROOT);
        line = close < 0 ? "" : line.substring(close + 1).strip();
      }
      int equals = line.indexOf('=');
      String key = (equals < 0 ? line : line.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
      if (KEYS.contains(key)
          || (section.startsWith("alias") && equals > 0 && line.indexOf('!', equals) > 0)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a rebase's list of steps holds an {@code exec}. */
  static boolean inTodo(String todo) {
    for (String raw : todo.split("\n", -1)) {
      String line = raw.strip();
      if (line.startsWith("exec ") || line.startsWith("x ")) {
        return true;
      }
    }
    return false;
  }
}
