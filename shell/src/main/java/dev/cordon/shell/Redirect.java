package dev.cordon.shell;

/**
 * Where one stream of a command comes from or goes to. Immutable.
 *
 * @param kind what is done with the target
 * @param target a path; for {@link Kind#DUPLICATE} a descriptor or {@code -}; for {@link Kind#TEXT}
 *     the text itself
 */
public record Redirect(Kind kind, Word target) {

  /** What a redirection does. */
  public enum Kind {
    /** Reads a file. */
    READ,
    /** Writes to a file: makes, empties or lengthens it, or opens it for both. */
    WRITE,
    /** Makes one descriptor another, or closes it. */
    DUPLICATE,
    /** Reads the text of a here-document or here-string. */
    TEXT
  }
}
