package dev.cordon.testing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a script with the block that follows it.
 *
 * @param number line number, from 1
 * @param text the line without its block marker
 * @param block the here-block, or null
 * @param literal whether the marker was quoted, so that the block is taken as it stands
 */
record ScriptLine(int number, String text, @Nullable String block, boolean literal) {

  /**
   * Reads a whole script; blank lines and comments are left out.
   *
   * @throws IllegalArgumentException when a here-block is not closed
   */
  static List<ScriptLine> read(String script) {
    List<String> lines = script.lines().toList();
    List<ScriptLine> read = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Marker marker = Marker.of(line);
      if (marker == null) {
        read.add(new ScriptLine(i + 1, line, null, false));
        continue;
      }
      int end = lines.subList(i + 1, lines.size()).indexOf(marker.end);
      if (end < 0) {
        throw new IllegalArgumentException(
            "line " + (i + 1) + ": nothing ends the block, expected a line " + marker.end);
      }
      StringBuilder block = new StringBuilder();
      for (String inside : lines.subList(i + 1, i + 1 + end)) {
        block.append(inside).append('\n');
      }
      read.add(new ScriptLine(i + 1, marker.before, block.toString(), marker.literal));
      i += end + 1;
    }
    return List.copyOf(read);
  }

  /** A here-block marker at the end of a line: {@code <<END} or {@code <<'END'}. */
  private record Marker(String before, String end, boolean literal) {

    static @Nullable Marker of(String line) {
      int start = line.lastIndexOf("<<");
      if (start <= 0 || line.charAt(start - 1) != ' ') {
        return null;
      }
      String word = line.substring(start + 2);
      boolean literal = word.length() > 2 && word.startsWith("'") && word.endsWith("'");
      String end = literal ? word.substring(1, word.length() - 1) : word;
      if (end.isEmpty() || !end.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == '_')) {
        return null;
      }
      return new Marker(line.substring(0, start).strip(), end, literal);
    }
  }
}
