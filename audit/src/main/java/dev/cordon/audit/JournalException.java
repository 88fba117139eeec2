package dev.cordon.audit;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The journal cannot be used. The message names what and where; {@link #hint()} names the next
 * step.
 */
public final class JournalException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Free bytes below which a failed write is taken for a full disk. */
  private static final long FULL_DISK_BYTES = 64 * 1024;

  private final String hint;

  JournalException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  private JournalException(String message, String hint, Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  /** What the user can do about it, one line, lower case, no full stop. */
  public String hint() {
    return hint;
  }

  /** What to tell the user when the system refused an operation in the journal's directory. */
  static JournalException of(String operation, Path directory, IOException cause) {
    if (cause instanceof JournalException known) {
      return known;
    }
    String reason = reason(cause);
    String message = "cannot " + operation + " the journal in " + directory + ": " + reason;
    if (isFull(directory, reason)) {
      return new JournalException(
          message, "free some space on the disk that holds " + directory, cause);
    }
    return new JournalException(
        message,
        "make " + directory + " a directory only you can write, or set CORDON_HOME to one",
        cause);
  }

  /** The file system's exceptions carry a path alone where the kind says what happened. */
  private static String reason(IOException cause) {
    String reason = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    if (cause instanceof AccessDeniedException) {
      return "permission denied: " + reason;
    }
    if (cause instanceof NotDirectoryException || cause instanceof FileAlreadyExistsException) {
      return "not a directory: " + reason;
    }
    return cause instanceof NoSuchFileException ? "no such file: " + reason : reason;
  }

  private static boolean isFull(Path directory, String reason) {
    String lower = reason.toLowerCase(Locale.ROOT);
    File disk = directory.toFile();
    return lower.contains("no space left")
        || lower.contains("quota exceeded")
        || lower.contains("file too large")
        || (disk.exists() && disk.getUsableSpace() < FULL_DISK_BYTES && disk.canWrite());
  }
}
