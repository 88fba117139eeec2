package dev.cordon.shell;

import java.util.List;

/**
 * Options whose value some program runs as a command, as far as its manual says. Pure.
 *
 * @param exact options that take the command as the next word; long ones also after {@code =}
 * @param prefixes what stands before a command in the same word
 */
record CommandOptions(List<String> exact, List<String> prefixes) {
  private static final CommandOptions NONE = new CommandOptions(List.of(), List.of());

  private static final CommandOptions GIT =
      new CommandOptions(
          List.of("--upload-pack", "--receive-pack", "--exec", "--extcmd", "--open-files-in-pager"),
          List.of());
  private static final CommandOptions TAR =
      new CommandOptions(
          List.of(
              "--to-command",
              "--use-compress-program",
              "-I",
              "--rsh-command",
              "--info-script",
              "--new-volume-script",
              "-F"),
          List.of("exec="));
  private static final CommandOptions RSYNC =
      new CommandOptions(List.of("-e", "--rsh", "--rsync-path"), List.of());
  private static final CommandOptions MAN =
      new CommandOptions(List.of("-P", "--pager", "-H", "--html"), List.of("-P", "-H"));
  private static final CommandOptions RIPGREP =
      new CommandOptions(List.of("--pre", "--hostname-bin"), List.of());
  private static final CommandOptions SSH =
      new CommandOptions(
          List.of(),
          List.of(
              "ProxyCommand=",
              "LocalCommand=",
              "KnownHostsCommand=",
              "-oProxyCommand=",
              "-oLocalCommand=",
              "-oKnownHostsCommand="));
  private static final CommandOptions SORT =
      new CommandOptions(List.of("--compress-program"), List.of());
  private static final CommandOptions SPLIT = new CommandOptions(List.of("--filter"), List.of());
  private static final CommandOptions ZIP =
      new CommandOptions(List.of("-TT", "--unzip-command"), List.of());
  private static final CommandOptions CALLBACK = new CommandOptions(List.of("-C"), List.of("-C"));
  private static final CommandOptions SHELL_OPTION =
      new CommandOptions(List.of("-c", "--command"), List.of());

  boolean holdAny() {
    return !exact.isEmpty() || !prefixes.isEmpty();
  }

  /** Those of the program called {@code name}. */
  static CommandOptions of(String name) {
    return switch (name) {
      case "git" -> GIT;
      case "tar", "bsdtar" -> TAR;
      case "rsync" -> RSYNC;
      case "man" -> MAN;
      case "rg" -> RIPGREP;
      case "ssh", "scp", "sftp" -> SSH;
      case "sort" -> SORT;
      case "split" -> SPLIT;
      case "zip" -> ZIP;
      case "mapfile", "readarray", "compgen", "complete" -> CALLBACK;
      case "su", "runuser", "flock", "script" -> SHELL_OPTION;
      default -> NONE;
    };
  }
}
