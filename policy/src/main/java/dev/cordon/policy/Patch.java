package dev.cordon.policy;

import java.util.List;

/**
 * What a text in the shape that {@code apply_patch} of Codex takes would do to files. Immutable.
 */
public sealed interface Patch {

  /** Longest text that is read, in UTF-16 units. */
  int MAX_LENGTH = 4 * 1024 * 1024;

  /** Most paths in one patch; a move has two. */
  int MAX_PATHS = 1000;

  /** Longest path, in UTF-16 units; Linux paths end at 4096 bytes. */
  int MAX_PATH_LENGTH = 4096;

  /** Reads the text of a patch. Pure; linear in the size of the text. */
  static Patch read(String text) {
    return new PatchReader(text).read();
  }

  /**
   * All that the patch touches.
   *
   * @param changes in the order of the text
   */
  record Understood(List<Change> changes) implements Patch {
    public Understood {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Nothing may be assumed about the patch.
   *
   * @param reason what was met, lower case, no full stop
   * @param line where, from 1
   */
  record NotUnderstood(String reason, int line) implements Patch {}

  /**
   * One path that is touched.
   *
   * @param kind how
   * @param path as written: relative to where the patch is applied, or absolute
   */
  record Change(Kind kind, String path) {}

  /** What happens to one path. */
  enum Kind {
    /** A file is made, or written over. */
    ADD("add"),
    /** A file is changed. */
    UPDATE("update"),
    /** A file is removed. */
    DELETE("delete"),
    /** A file is removed, since it gets another name. */
    MOVE_FROM("move-from"),
    /** The other name. */
    MOVE_TO("move-to");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The spelling in records and output. */
    public String text() {
      return text;
    }

    /** Whether it is the name that goes away, and not what a link there leads to. */
    public boolean removes() {
      return this == DELETE || this == MOVE_FROM;
    }
  }
}
