package dev.cordon.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One line of a git configuration that sets something. Reads more leniently than git: of a line
 * that could be read in two ways, both come out, so that whoever looks for a key finds it.
 *
 * <p>Source: git-config(1), "Syntax", and what git 2.39 accepts beyond it. Immutable.
 *
 * @param section in lower case, with its subsection as it stands there: {@code includeif
 *     "gitdir:x"}
 * @param key in lower case
 * @param value what follows the equals sign, unread, with comments and quotes; empty without one
 */
public record GitSetting(String section, String key, String value) {

  /** A byte order mark, as UTF-8 and read as ISO 8859-1. */
  private static final List<String> BYTE_ORDER_MARKS = List.of("\uFEFF", "\u00EF\u00BB\u00BF");

  private static final String CONTINUATION = "\\\n";

  /**
   * Whether git executes what the value names, or is led to more configuration by it. When in doubt
   * it does.
   */
  public boolean executes() {
    return switch (key) {
      case "alternaterefscommand",
          "askpass",
          "browser",
          "cccmd",
          "clean",
          "cmd",
          "command",
          "defaultkeycommand",
          "diffcommand",
          "difffilter",
          "driver",
          "editor",
          "external",
          "fsmonitor",
          "gitproxy",
          "headercmd",
          "helper",
          "hookspath",
          "httpd",
          "packobjectshook",
          "pager",
          "path",
          "process",
          "program",
          "proxycommand",
          "receivepack",
          "recentobjectshook",
          "sendpack",
          "smtpserver",
          "smudge",
          "sshcommand",
          "templatedir",
          "textconv",
          "tocmd",
          "tool",
          "tunnel",
          "uploadpack",
          "vcs" ->
          true;
      case "update" -> value.indexOf('!') >= 0;
      default -> isIn("pager") || isIn("protocol") || (isIn("alias") && value.indexOf('!') >= 0);
    };
  }

  /** Whether the value is a file with more configuration. */
  boolean includes() {
    return key.equals("path") && section.startsWith("include");
  }

  private boolean isIn(String name) {
    return section.startsWith(name)
        && (section.length() == name.length()
            || " \t\".".indexOf(section.charAt(name.length())) >= 0);
  }

  /** What a text sets, in its order. */
  public static List<GitSetting> of(String text) {
    String plain = text.replace("\r\n", "\n");
    for (String mark : BYTE_ORDER_MARKS) {
      plain = plain.startsWith(mark) ? plain.substring(mark.length()) : plain;
    }
    List<GitSetting> settings = new ArrayList<>();
    read(plain, settings);
    // A backslash continues a value, not a comment.
    if (plain.contains(CONTINUATION)) {
      read(plain.replace(CONTINUATION, ""), settings);
    }
    return settings;
  }

  private static void read(String text, List<GitSetting> settings) {
    String section = "";
    for (String whole : text.split("\n", -1)) {
      String line = whole.strip();
      while (line.startsWith("[")) {
        int close = endOfSection(line);
        section = line.substring(1, close).strip().toLowerCase(Locale.ROOT);
        line = line.substring(Math.min(close + 1, line.length())).strip();
      }
      int end = endOfKey(line);
      if (end > 0) {
        int equals = line.indexOf('=', end);
        settings.add(
            new GitSetting(
                section,
                line.substring(0, end).toLowerCase(Locale.ROOT),
                equals < 0 ? "" : line.substring(equals + 1)));
      }
    }
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

  private static int endOfKey(String line) {
    int end = 0;
    while (end < line.length() && isKeyPart(line.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isKeyPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }
}
