package dev.cordon.session;

import java.util.List;
import java.util.Locale;

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
          "worktree",
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

  /** How a text in UTF-8 may begin, read as ISO 8859-1. */
  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

  private ExecutingKeys() {}

  /** Whether a configuration holds such a key, or an alias for a shell command. */
  static boolean in(String config) {
    String text =
        config.startsWith(BYTE_ORDER_MARK) ? config.substring(BYTE_ORDER_MARK.length()) : config;
    String section = "";
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      while (line.startsWith("[")) {
        int close = endOfSection(line);
        section = line.substring(1, close).strip().toLowerCase(Locale.ROOT);
        line = line.substring(Math.min(close + 1, line.length())).strip();
      }
      if (executes(section, line)) {
        return true;
      }
    }
    return false;
  }

  /** Where a section's name ends; a bracket between quotes belongs to the name. */
  private static int endOfSection(String line) {
    boolean quoted = false;
    for (int i = 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ']' && !quoted) {
        return i;
      }
    }
    return line.length();
  }

  private static boolean executes(String section, String line) {
    if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
      return false;
    }
    int equals = line.indexOf('=');
    String key = key(line).toLowerCase(Locale.ROOT);
    boolean shell = equals > 0 && line.indexOf('!', equals) > 0;
    return KEYS.contains(key)
        || (shell && (section.startsWith("alias") || key.equals("update")))
        || SECTIONS.contains(section.split("[ \t\".]", 2)[0]);
  }

  private static String key(String line) {
    int end = 0;
    while (end < line.length() && isKeyPart(line.charAt(end))) {
      end++;
    }
    return line.substring(0, end);
  }

  private static boolean isKeyPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
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
