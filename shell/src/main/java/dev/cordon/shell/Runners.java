package dev.cordon.shell;

/** Names whose value some program runs as a command. Pure. */
final class Runners {

  private Runners() {}

  /** Whether programs run what the environment variable holds (their manuals). */
  static boolean isVariable(String name) {
    return switch (name) {
      case "PAGER", "GIT_PAGER", "MANPAGER", "SYSTEMD_PAGER", "BAT_PAGER", "DELTA_PAGER" -> true;
      case "EDITOR", "VISUAL", "GIT_EDITOR", "GIT_SEQUENCE_EDITOR", "FCEDIT", "SUDO_EDITOR" -> true;
      case "GIT_SSH", "GIT_SSH_COMMAND", "GIT_EXTERNAL_DIFF", "GIT_PROXY_COMMAND" -> true;
      case "GIT_ASKPASS", "SSH_ASKPASS", "SUDO_ASKPASS", "BROWSER", "LESSOPEN", "LESSCLOSE" -> true;
      case "PROMPT_COMMAND", "SHELL", "CC", "CXX", "LD", "MAKE", "RSYNC_RSH", "CVS_RSH" -> true;
      case "FZF_DEFAULT_COMMAND", "KUBE_EDITOR", "HGEDITOR", "SVN_SSH", "SVN_EDITOR" -> true;
      case "AWS_PAGER", "GH_PAGER", "GH_BROWSER", "GH_EDITOR", "PSQL_PAGER", "PSQL_EDITOR" -> true;
      case "ALTERNATE_EDITOR", "SYSTEMD_EDITOR", "LESSEDIT", "SPELL", "WGET_ASKPASS" -> true;
      default -> false;
    };
  }

  /** The program that takes its options from the environment variable too; empty for most. */
  static String configuredBy(String name) {
    return switch (name) {
      case "TAR_OPTIONS" -> "tar";
      case "ZIPOPT" -> "zip";
      case "MANOPT" -> "man";
      case "LESS", "SYSTEMD_LESS" -> "less";
      case "NODE_OPTIONS" -> "node";
      case "PERL5OPT" -> "perl";
      case "RUBYOPT" -> "ruby";
      case "BAT_OPTS" -> "bat";
      case "ERL_AFLAGS", "ERL_FLAGS", "ELIXIR_ERL_OPTIONS" -> "erl";
      case "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS" -> "java";
      case "MAVEN_OPTS", "GRADLE_OPTS" -> "java";
      default -> "";
    };
  }

  /** Whether bash looks at the variable when it starts, prints a prompt or looks up a name. */
  static boolean changesShells(String name) {
    return switch (name) {
      case "BASH_ENV", "ENV", "PS4", "SHELLOPTS", "BASHOPTS", "BASH_ALIASES", "BASH_CMDS" -> true;
      default -> name.startsWith("BASH_FUNC_");
    };
  }

  /** Whether bash evaluates what is assigned to the variable: it has the integer attribute. */
  static boolean isNumber(String name) {
    return switch (name) {
      case "RANDOM", "OPTIND", "SECONDS", "LINENO", "HISTCMD", "SRANDOM" -> true;
      default -> false;
    };
  }

  /** Whether an interactive shell expands the variable as a prompt, commands in it too. */
  static boolean isPrompt(String name) {
    return switch (name) {
      case "PS0", "PS1", "PS2" -> true;
      default -> false;
    };
  }

  /** Whether git runs the value of the setting (git-config(1)); the name in any case. */
  static boolean isGitSetting(String name) {
    String key = folded(name);
    int dot = key.lastIndexOf('.');
    return switch (key.substring(dot + 1)) {
      case "pager", "editor", "sshcommand", "external", "textconv", "command", "cmd" -> true;
      case "program", "fsmonitor", "askpass", "clean", "smudge", "process", "driver" -> true;
      case "gitproxy", "alternaterefscommand", "packobjectshook", "uploadpack" -> true;
      case "receivepack", "diffcmd", "diffhelper", "tocmd", "cccmd", "headercmd" -> true;
      case "sendmailcmd", "smtpserver", "difffilter", "defaultkeycommand" -> true;
      default -> key.startsWith("pager.");
    };
  }

  /** Whether the setting turns addresses into commands: by {@code ext::}, or by {@code vcs}. */
  static boolean isGitAddress(String name, String value) {
    String key = folded(name);
    return key.startsWith("url.ext::") || (key.endsWith(".vcs") && value.equals("ext"));
  }

  /** Whether the setting says what a push does; the name in any case. */
  static boolean isPushSetting(String name) {
    String key = folded(name);
    return key.startsWith("remote.") && (key.endsWith(".push") || key.endsWith(".mirror"));
  }

  /** Whether ssh runs the value of the setting (ssh_config(5)); the name in any case. */
  static boolean isSecureShellSetting(String name) {
    return switch (folded(name)) {
      case "proxycommand", "localcommand", "remotecommand", "knownhostscommand" -> true;
      default -> false;
    };
  }

  /** Whether socat runs what follows the address of this type (socat(1)); the name in any case. */
  static boolean isSocketAddress(String type) {
    return switch (folded(type)) {
      case "exec", "system", "shell" -> true;
      default -> false;
    };
  }

  private static String folded(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      folded.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
    return folded.toString();
  }
}
