package dev.cordon.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;

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

  /** How options of git commands begin that name a program, or a setting that does. */
  private static final List<String> RUNNING =
      List.of("--exe", "--ext", "--op", "--up", "--rece", "--conf", "-c");

  private static final String CONTINUATION = "\\\n";

  /**
   * Whether git executes what the value names, or is led to more configuration by it. When in doubt
   * it does.
   */
  public boolean executes() {
    return switch (key) {
      case "alternaterefscommand",
          "askpass",
          "authorsprog",
          "browser",
          "clean",
          "difffilter",
          "diffopts",
          "driver",
          "editor",
          "external",
          "fsmonitor",
          "gitproxy",
          "guitool",
          "helper",
          "hookspath",
          "httpd",
          // "%n" in it begins a new step of a rebase
          "instructionformat",
          // the shell reads it
          "layout",
          "modulepath",
          "packobjectshook",
          "pager",
          "path",
          "process",
          "program",
          "receivepack",
          "recentobjectshook",
          "sendpack",
          "smtpserver",
          "smtpserveroption",
          "smudge",
          "templatedir",
          "textconv",
          "tool",
          "tunnel",
          "uploadpack",
          "vcs",
          "virtualfilesystem" ->
          true;
      case "update" -> value.indexOf('!') >= 0;
      default ->
          key.endsWith("cmd")
              || key.endsWith("command")
              || isIn("pager")
              || isIn("protocol")
              || (isAlias() && aliasRuns());
    };
  }

  /** A shell command, or a git command that is told to start another program. */
  private boolean aliasRuns() {
    boolean runs = value.indexOf('!') >= 0;
    StringTokenizer words = new StringTokenizer(value, " \t\"'");
    while (!runs && words.hasMoreTokens()) {
      String word = words.nextToken();
      runs = word.equals("run") || word.equals("foreach") || isRunning(word);
    }
    return runs;
  }

  /** Options can be shortened, and one letter can follow others. */
  private static boolean isRunning(String option) {
    for (String beginning : RUNNING) {
      if (option.startsWith(beginning)) {
        return true;
      }
    }
    boolean letters = option.startsWith("-") && !option.startsWith("--");
    return option.equals("--ex")
        || option.equals("-u")
        || (letters && (option.indexOf('x') > 0 || option.indexOf('O') > 0));
  }

  /** Whether it is a person's own short command. */
  boolean isAlias() {
    return isIn("alias");
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
