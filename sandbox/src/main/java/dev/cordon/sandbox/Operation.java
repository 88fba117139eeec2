package dev.cordon.sandbox;

/**
 * One step in building the file system view of a confined command. The stage carries them out in
 * order; the first that fails ends the run before the command has started.
 *
 * @param kind what to do
 * @param argument with what; see the kind
 */
public record Operation(Kind kind, String argument) {

  /** What a step does. The argument is an absolute path unless said otherwise. */
  public enum Kind {
    /** Shows what the host has there: read-only, and with no way to the host's sockets. */
    SHOW("show"),
    /** Shows the session's own processes there. bubblewrap makes it read-only in the end. */
    PROC("proc"),
    /** The devices every program expects, terminals of the session's own, shared memory. */
    DEVICES("devices"),
    /** A new empty file system: {@code MODE SIZE PATH}, size {@code -} for the kernel's default. */
    TMPFS("tmpfs"),
    /** A directory in one of the new file systems. */
    DIR("dir"),
    /** Shows one file or directory of the host read-only, with its mount points made. */
    KEEP("keep"),
    /** Opens a file or directory of the host for writing. */
    OPEN("open"),
    /**
     * Protects a path and all on the way to it; when absent, a directory is made to hold its place.
     */
    GUARD("guard"),
    /** As {@link #GUARD}; when absent, an empty file holds its place. */
    GUARD_FILE("guardfile"),
    /** As {@link #GUARD}; when absent, a file holding {@code .} holds its place. */
    GUARD_SELF("guardself"),
    /** As {@link #GUARD}; when absent, a socket nobody listens on holds its place. */
    GUARD_NAME("guardname"),
    /** Protects a path if it exists. */
    SHUT("shut"),
    /** Hides what exists there behind an empty file. */
    MASK("mask"),
    /** Makes the mount that begins there read-only. */
    SEAL("seal");

    private final String token;

    Kind(String token) {
      this.token = token;
    }

    String token() {
      return token;
    }
  }
}
