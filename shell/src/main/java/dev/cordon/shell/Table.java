package dev.cordon.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knowledge about programs that is carried as text: one row a line, fields separated by bars. The
 * first field names the programs a row is about. Thread-safe; the same question has the same answer
 * at any time.
 *
 * @param <T> what a row means
 */
public final class Table<T> {

  /**
   * Makes of a row what it means.
   *
   * @param <T> what a row means
   */
  public interface Reader<T> {
    /**
     * What a row means.
     *
     * @param fields its fields, without the spaces around them
     */
    T read(String[] fields);
  }

  /** Programs, and more; a map that grows costs a start. */
  private static final int NAMES = 512;

  private final Map<String, List<String>> lines = new LinkedHashMap<>(NAMES);
  private final Map<String, List<T>> asked = new ConcurrentHashMap<>();
  private final List<String> all = new ArrayList<>();
  private final Reader<T> reader;

  /**
   * Any rows are a table. Of each only the programs are looked at here, since every start pays for
   * it; the rest is read when it is asked for.
   *
   * @param parts rows, in order
   */
  public Table(Reader<T> reader, String[]... parts) {
    this.reader = reader;
    for (int p = 0; p < parts.length; p++) {
      for (int i = 0; i < parts[p].length; i++) {
        add(parts[p][i]);
      }
    }
  }

  private void add(String line) {
    all.add(line);
    int start = 0;
    for (int at = 0; at < line.length() && line.charAt(at) != '|'; at++) {
      if (line.charAt(at) == ' ') {
        put(line.substring(start, at), line);
        start = at + 1;
      }
    }
  }

  private void put(String program, String line) {
    if (program.isEmpty()) {
      return;
    }
    List<String> rows = lines.get(program);
    if (rows == null) {
      rows = new ArrayList<>(1);
      lines.put(program, rows);
    }
    rows.add(line);
  }

  /** What is known of the program called {@code name}, in order; nothing of most. */
  public List<T> of(String name) {
    List<String> rows = lines.get(name);
    if (rows == null) {
      return List.of();
    }
    List<T> known = asked.get(name);
    if (known == null) {
      List<T> read = new ArrayList<>(rows.size());
      for (int i = 0; i < rows.size(); i++) {
        read.add(reader.read(fields(rows.get(i))));
      }
      known = List.copyOf(read);
      asked.put(name, known);
    }
    return known;
  }

  /** Whether anything is known of the program called {@code name}. */
  public boolean knows(String name) {
    return lines.containsKey(name);
  }

  /** The fields of every row, in order. */
  public List<String[]> rows() {
    List<String[]> rows = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      rows.add(fields(all.get(i)));
    }
    return rows;
  }

  /** The programs that rows are about, in order. */
  public List<String> programs() {
    return List.copyOf(lines.keySet());
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
