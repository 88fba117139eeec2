package dev.cordon.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads one patch, line by line. Whoever applies a patch may take more for one than this does; what
 * is not exactly of the known shape is not understood.
 *
 * <p>INVARIANT: no line is passed over that a reader of patches could take for the name of a file.
 * Not thread-safe.
 */
final class PatchReader {
  private static final String BEGIN = "*** Begin Patch";
  private static final String END = "*** End Patch";
  private static final String ADD = "*** Add File: ";
  private static final String UPDATE = "*** Update File: ";
  private static final String DELETE = "*** Delete File: ";
  private static final String MOVE = "*** Move to: ";
  private static final String END_OF_FILE = "*** End of File";
  private static final String HEADER = "***";

  private final String text;
  private final List<Patch.Change> changes = new ArrayList<>();
  private int at;
  private int number;
  private String line = "";

  PatchReader(String text) {
    this.text = text;
  }

  Patch read() {
    try {
      if (text.length() > Patch.MAX_LENGTH) {
        throw new Malformed("longer than " + Patch.MAX_LENGTH + " characters", 1);
      }
      whole();
      return new Patch.Understood(changes);
    } catch (Malformed malformed) {
      return new Patch.NotUnderstood(malformed.reason, malformed.line);
    }
  }

  private void whole() throws Malformed {
    next(BEGIN);
    if (!line.equals(BEGIN)) {
      throw malformed("expected '" + BEGIN + "'");
    }
    next(END);
    while (!line.equals(END)) {
      file();
    }
    while (at < text.length()) {
      next("nothing");
      if (!line.isEmpty()) {
        throw malformed("text behind '" + END + "'");
      }
    }
  }

  /** Reads the part for one file, and the first line behind it. */
  private void file() throws Malformed {
    if (line.startsWith(ADD)) {
      change(Patch.Kind.ADD, line.substring(ADD.length()));
      next(END);
      while (line.startsWith("+")) {
        next(END);
      }
    } else if (line.startsWith(DELETE)) {
      change(Patch.Kind.DELETE, line.substring(DELETE.length()));
      next(END);
    } else if (line.startsWith(UPDATE)) {
      update(line.substring(UPDATE.length()));
    } else {
      throw malformed("expected a file to add, update or delete, or '" + END + "'");
    }
  }

  private void update(String path) throws Malformed {
    int header = number;
    next(END);
    if (line.startsWith(MOVE)) {
      String to = line.substring(MOVE.length());
      change(Patch.Kind.MOVE_FROM, path, header);
      change(Patch.Kind.MOVE_TO, to);
      next(END);
    } else {
      change(Patch.Kind.UPDATE, path, header);
    }
    while (!line.startsWith(HEADER) || line.equals(END_OF_FILE)) {
      boolean part =
          line.isEmpty()
              || line.equals("@@")
              || line.startsWith("@@ ")
              || line.equals(END_OF_FILE)
              || " +-".indexOf(line.charAt(0)) >= 0;
      if (!part) {
        throw malformed("expected a line that starts with ' ', '+', '-' or '@@'");
      }
      next(END);
    }
  }

  private void change(Patch.Kind kind, String path) throws Malformed {
    change(kind, path, number);
  }

  private void change(Patch.Kind kind, String path, int where) throws Malformed {
    if (changes.size() == Patch.MAX_PATHS) {
      throw new Malformed("more than " + Patch.MAX_PATHS + " paths", where);
    }
    if (path.isBlank() || !path.equals(path.strip())) {
      throw new Malformed("a path that is empty, or starts or ends with a space", where);
    }
    if (path.length() > Patch.MAX_PATH_LENGTH) {
      throw new Malformed("a path of more than " + Patch.MAX_PATH_LENGTH + " characters", where);
    }
    for (int i = 0; i < path.length(); ) {
      int point = path.codePointAt(i);
      i += Character.charCount(point);
      if (!isVisible(point)) {
        throw new Malformed(
            "a path with a character that cannot be seen (U+"
                + Integer.toHexString(point | 0x1000000).substring(1)
                + ")",
            where);
      }
    }
    changes.add(new Patch.Change(kind, path));
  }

  /** What a person could take for another path, or no file is called by. */
  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> point != 0xfffd; // what bytes that are no character are read as
    };
  }

  /** Goes to the next line, which ends with a line feed, with or without a carriage return. */
  private void next(String expected) throws Malformed {
    number++;
    if (at >= text.length()) {
      throw malformed("it ends where '" + expected + "' was expected");
    }
    int feed = text.indexOf('\n', at);
    int end = feed < 0 ? text.length() : feed;
    boolean carriage = feed > at && text.charAt(feed - 1) == '\r';
    line = text.substring(at, carriage ? end - 1 : end);
    at = end + 1;
    if (line.indexOf(0) >= 0) {
      throw malformed("a NUL byte");
    }
  }

  private Malformed malformed(String reason) {
    return new Malformed(reason, number);
  }

  /** Ends the reading. */
  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;
    private final int line;

    Malformed(String reason, int line) {
      super(reason, null, false, false);
      this.reason = reason;
      this.line = line;
    }
  }
}
