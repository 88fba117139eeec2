package dev.cordon.session;

import dev.cordon.sandbox.GitSetting;
import java.util.List;

/**
 * Keys of a git configuration that make git execute a program, or lead it to more configuration.
 *
 * <p>Source: git-config(1), git 2.39. When in doubt a key counts: what is found is only moved
 * aside.
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
          "worktreeconfig",
          "tool",
          "browser",
          "packobjectshook",
          "recentobjectshook",
          "alternaterefscommand",
          "sendpack",
          "vcs",
          "defaultkeycommand",
          "diffcommand",
          "difffilter",
          "templatedir",
          "tunnel",
          "smtpserver",
          "tocmd",
          "cccmd",
          "headercmd",
          "httpd");

  /** Sections in which every key names a program or allows one. */
  private static final List<String> SECTIONS = List.of("pager", "protocol");

  private ExecutingKeys() {}

  /** Whether a configuration holds such a key, or an alias for a shell command. */
  static boolean in(String config) {
    for (GitSetting setting : GitSetting.of(config)) {
      if (executes(setting)) {
        return true;
      }
    }
    return false;
  }

  private static boolean executes(GitSetting setting) {
    boolean shell = setting.value().indexOf('!') >= 0;
    return KEYS.contains(setting.key())
        || (shell && (setting.section().startsWith("alias") || setting.key().equals("update")))
        || SECTIONS.contains(setting.section().split("[ \t\".]", 2)[0]);
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
