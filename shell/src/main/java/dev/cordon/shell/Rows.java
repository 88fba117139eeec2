package dev.cordon.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Knowledge this room carries as text: one row a line, fields separated by bars. The first field
 * names the programs a row is about. Immutable.
 */
final class Rows {

  private final Map<String, List<String[]>> byProgram = new HashMap<>();
  private final List<String[]> all = new ArrayList<>();

  Rows(String text) {
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int stop = end < 0 ? text.length() : end;
      String[] row = fields(text.substring(start, stop));
      all.add(row);
      List<String> programs = words(row[0]);
      for (int i = 0; i < programs.size(); i++) {
        byProgram.computeIfAbsent(programs.get(i), name -> new ArrayList<>()).add(row);
      }
      start = stop + 1;
    }
  }

  /** The rows about the program called {@code name}, in order; empty when there are none. */
  List<String[]> of(String name) {
    return byProgram.getOrDefault(name, List.of());
  }

  /** Every row, in order. */
  List<String[]> all() {
    return all;
  }

  private static String[] fields(String row) {
    List<String> fields = new ArrayList<>();
    int start = 0;
    while (start <= row.length()) {
      int bar = row.indexOf('|', start);
      int end = bar < 0 ? row.length() : bar;
      fields.add(row.substring(start, end).strip());
      start = end + 1;
    }
    return fields.toArray(new String[0]);
  }

  /** The words of a field. */
  static List<String> words(String field) {
    List<String> words = new ArrayList<>();
    int start = 0;
    while (start < field.length()) {
      int space = field.indexOf(' ', start);
      int end = space < 0 ? field.length() : space;
      if (end > start) {
        words.add(field.substring(start, end));
      }
      start = end + 1;
    }
    return words;
  }
}
