package dev.cordon.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The dotted names a document may use. Immutable. */
public final class Schema {

  /** A name with fewer letters than this for each edit is another word. */
  private static final int LETTERS_AN_EDIT = 4;

  /** Fewer letters could be the start of anything. */
  private static final int SHORTEST_START = 4;

  private final List<String> keys;
  private final List<String> tables = new ArrayList<>();

  /**
   * @param keys the dotted names; what stands before a dot is a table
   */
  public Schema(List<String> keys) {
    this.keys = List.copyOf(keys);
    for (String key : keys) {
      int dot = key.lastIndexOf('.');
      if (dot > 0 && !tables.contains(key.substring(0, dot))) {
        tables.add(key.substring(0, dot));
      }
    }
  }

  /** Whether {@code name} may be used. */
  public boolean isKey(String name) {
    return keys.contains(name);
  }

  boolean isTable(String name) {
    return tables.contains(name);
  }

  /** What to say to somebody who wrote {@code name}, which is not known. */
  public String hint(String name) {
    String nearest = nearest(name);
    return nearest == null
        ? "known keys: " + String.join(", ", keysNear(name))
        : "the nearest known key is " + nearest;
  }

  /** The known name that is meant most likely; null when none is near. */
  private @Nullable String nearest(String name) {
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    List<String> candidates = new ArrayList<>(name.indexOf('.') < 0 ? tables : List.of());
    candidates.addAll(keys);
    for (String candidate : candidates) {
      int edits = edits(name, candidate);
      if (edits < fewest) {
        fewest = edits;
        nearest = candidate;
      }
    }
    return fewest <= Math.max(1, name.length() / LETTERS_AN_EDIT) ? nearest : null;
  }

  /** From a name, or from what it may be the start or the last part of. */
  private static int edits(String name, String candidate) {
    int edits = EditDistance.between(name, candidate);
    String last = candidate.substring(candidate.lastIndexOf('.') + 1);
    edits = Math.min(edits, EditDistance.between(name, last));
    boolean start = name.length() >= SHORTEST_START && candidate.startsWith(name);
    return start ? Math.min(edits, 1) : edits;
  }

  /** What to say to somebody who gave a table another value. */
  public String hintOfTable(String table) {
    return "known keys in it: " + String.join(", ", keysNear(table + "."));
  }

  /** The keys of the table that a name is in; all of them when there is no such table. */
  private List<String> keysNear(String name) {
    int dot = name.indexOf('.');
    List<String> near = new ArrayList<>();
    for (String key : keys) {
      if (dot > 0 && key.startsWith(name.substring(0, dot + 1))) {
        near.add(key);
      }
    }
    return near.isEmpty() ? keys : near;
  }
}
