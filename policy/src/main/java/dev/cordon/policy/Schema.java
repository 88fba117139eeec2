package dev.cordon.policy;

import java.util.ArrayList;
import java.util.List;

/** The dotted names a document may use. Immutable. */
final class Schema {

  private final List<String> keys;
  private final List<String> tables = new ArrayList<>();

  Schema(List<String> keys) {
    this.keys = List.copyOf(keys);
    for (String key : keys) {
      int dot = key.lastIndexOf('.');
      if (dot > 0 && !tables.contains(key.substring(0, dot))) {
        tables.add(key.substring(0, dot));
      }
    }
  }

  boolean isKey(String name) {
    return keys.contains(name);
  }

  boolean isTable(String name) {
    return tables.contains(name);
  }

  /** The known name that takes the fewest edits to reach from {@code name}. */
  String nearest(String name) {
    String nearest = keys.getFirst();
    int fewest = Integer.MAX_VALUE;
    List<String> candidates = new ArrayList<>(keys);
    candidates.addAll(tables);
    for (String candidate : candidates) {
      int edits = EditDistance.between(name, candidate);
      if (edits < fewest) {
        fewest = edits;
        nearest = candidate;
      }
    }
    return nearest;
  }
}
