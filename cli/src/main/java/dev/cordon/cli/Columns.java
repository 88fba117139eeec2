package dev.cordon.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table for people: a line a row, columns as wide as they need to be. Not thread-safe. */
final class Columns {
  /** Characters of one cell. */
  private static final int MAX_CELL = 60;

  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  Columns(List<String> head) {
    this.head = head;
  }

  /** Adds a row of as many cells as the head has. */
  void add(List<String> row) {
    rows.add(row);
  }

  /** Nothing when there is no row. */
  void print(PrintStream out) {
    if (rows.isEmpty()) {
      return;
    }
    rows.addFirst(head);
    int[] widths = new int[head.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i));
        if (i < widths.length - 1) {
          line.repeat(" ", widths[i] - row.get(i).length() + 2);
        }
      }
      out.println(line);
    }
  }

  static String or(@Nullable String text) {
    return text == null || text.isEmpty() ? "–" : text;
  }

  /** A text cut to the size of a cell, with nothing in it that could move a cursor. */
  static String cell(String text) {
    StringBuilder cell = new StringBuilder();
    for (int i = 0; i < text.length() && cell.length() < MAX_CELL; i++) {
      char c = text.charAt(i);
      cell.append(isVisible(c) ? c : ' ');
    }
    return cell.length() < MAX_CELL ? cell.toString() : cell.substring(0, MAX_CELL - 1) + "…";
  }

  /** Nothing that could move a cursor or turn the order of what is read. */
  private static boolean isVisible(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
