package dev.cordon.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Knowledge about programs that is carried as text: one row a line, fields separated by bars. The
 * first field names the programs a row is about. Immutable and thread-safe.
 */
public final class Table {

  private final Map<String, List<String>> byProgram = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  /** Reads {@code text}; any text is a table. Rows are taken apart when they are asked for. */
  public Table(String text) {
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int stop = end < 0 ? text.length() : end;
      String line = text.substring(start, stop);
      int bar = line.indexOf('|');
      lines.add(line);
      List<String> programs = words(line.substring(0, bar < 0 ? line.length() : bar));
      for (int i = 0; i < programs.size(); i++) {
        List<String> rows = byProgram.get(programs.get(i));
        if (rows == null) {
          rows = new ArrayList<>();
          byProgram.put(programs.get(i), rows);
        }
        rows.add(line);
      }
      start = stop + 1;
    }
  }

  /** The fields of each row about the program called {@code name}, in order; none for most. */
  public List<String[]> of(String name) {
    List<String> rows = byProgram.get(name);
    return rows == null ? List.of() : fields(rows);
  }

  /** Whether there is a row about the program called {@code name}. */
  public boolean knows(String name) {
    return byProgram.containsKey(name);
  }

  /** The fields of every row, in order. */
  public List<String[]> all() {
    return fields(lines);
  }

  /** The programs that rows are about, in order. */
  public List<String> programs() {
    return List.copyOf(byProgram.keySet());
  }

  private static List<String[]> fields(List<String> rows) {
    List<String[]> fields = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      fields.add(fields(rows.get(i)));
    }
    return fields;
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

  /** The words of a field, which spaces separate. */
  public static List<String> words(String field) {
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
