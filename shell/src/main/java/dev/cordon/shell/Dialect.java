package dev.cordon.shell;

/** Whose script it is. */
public enum Dialect {
  /** {@code sh}: whichever POSIX shell that is on the machine, bash included. */
  POSIX,
  /** bash. */
  BASH,
  /** zsh; read only where it agrees with the others. */
  ZSH
}
