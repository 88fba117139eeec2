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
      case "TAR_OPTIONS", "FZF_DEFAULT_COMMAND", "KUBE_EDITOR", "HGEDITOR", "SVN_SSH" -> true;
      default -> false;
    };
  }

  /** Whether bash looks at the variable when it starts, prints a prompt or looks up a name. */
  static boolean changesShells(String name) {
    return switch (name) {
      case "BASH_ENV", "ENV", "PS4", "SHELLOPTS", "BASHOPTS", "BASH_ALIASES", "BASH_CMDS" -> true;
      default -> name.startsWith("BASH_FUNC_");
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
