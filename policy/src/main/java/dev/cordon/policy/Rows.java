package dev.cordon.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * Knowledge this module carries as text: one row a line, fields separated by spaces, {@code #}
 * opens a comment line.
 */
public final class Rows {

  private Rows() {}

  /**
   * The rows of {@code text}, each of exactly {@code width} fields.
   *
   * @throws IllegalArgumentException when a row has another width
   */
  public static List<String[]> of(String text, int width) {
    List<String[]> rows = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int stop = end < 0 ? text.length() : end;
      String line = text.substring(start, stop).strip();
      if (!line.isEmpty() && line.charAt(0) != '#') {
        rows.add(fields(line, width));
      }
      start = stop + 1;
    }
    return rows;
  }

  private static String[] fields(String line, int width) {
    String[] fields = new String[width];
    int count = 0;
    int at = 0;
    while (at < line.length()) {
      int end = at;
      while (end < line.length() && line.charAt(end) != ' ') {
        end++;
      }
      if (end > at) {
        if (count == width) {
          throw new IllegalArgumentException("too many fields: " + line);
        }
        fields[count++] = line.substring(at, end);
      }
      at = end + 1;
    }
    if (count != width) {
      throw new IllegalArgumentException("too few fields: " + line);
    }
    return fields;
  }
}
