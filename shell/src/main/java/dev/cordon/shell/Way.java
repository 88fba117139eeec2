package dev.cordon.shell;

/** How a program is looked into that is neither a plain wrapper nor has only options. */
enum Way {
  /** A shell: a script in its arguments or its input. */
  SHELL,
  /** A shell whose scripts are not read. */
  OTHER_SHELL,
  EVAL,
  SOURCE,
  TRAP,
  FIND,
  PARALLEL,
  GIT,
  ENV,
  /** It runs what is in its arguments in a way of its own, which is not read. */
  NOT_READ,
  /** Nothing is special about it. */
  PLAIN;

  static Way of(String name) {
    return switch (name) {
      case "sh", "bash", "zsh", "dash", "ash", "ksh", "rbash", "bash-static" -> SHELL;
      case "fish", "csh", "tcsh", "mksh", "lksh", "oksh", "loksh", "posh", "yash", "nu" ->
          OTHER_SHELL;
      case "pwsh", "powershell", "elvish", "xonsh", "ksh93", "rksh", "rzsh", "osh", "ysh" ->
          OTHER_SHELL;
      case "eval" -> EVAL;
      case ".", "source" -> SOURCE;
      case "trap" -> TRAP;
      case "find", "gfind" -> FIND;
      case "parallel", "sem", "env_parallel" -> PARALLEL;
      case "git" -> GIT;
      case "env", "genv" -> ENV;
      case "tmux", "screen", "at", "batch", "execlineb" -> NOT_READ;
      case "systemd-run", "pkexec", "run0", "sg", "capsh" -> NOT_READ;
      default -> PLAIN;
    };
  }
}
