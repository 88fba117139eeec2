package dev.cordon.sandbox;

/**
 * One refusal by the boundary, known from the system call that met it.
 *
 * @param kind what was refused
 * @param target an absolute path as the command sees it, or {@code address:port}
 * @param evidence the system call and why it could not succeed
 */
public record Denial(Kind kind, String target, String evidence) {

  /** What was refused. */
  public enum Kind {
    /** Writing, creating, renaming or removing a path. */
    WRITE("write"),
    /** Reaching a host. */
    CONNECT("connect"),
    /** Asking a name server. */
    LOOKUP("lookup");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }
}
