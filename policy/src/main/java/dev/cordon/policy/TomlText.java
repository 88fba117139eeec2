package dev.cordon.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads TOML within bounds, with the places of what was written. Pure. */
public final class TomlText {

  /** Deepest nesting of brackets that is read; the parser uses the stack for each. */
  public static final int MAX_NESTING = 32;

  private TomlText() {}

  /**
   * The tables of {@code text}.
   *
   * @param source what a person calls the text, for errors
   * @param maxLength longest text that is read, in UTF-16 units
   * @throws ConfigException when the text is no TOML, or larger or deeper than what is read
   */
  public static TomlTable parse(String text, String source, int maxLength) throws ConfigException {
    checkBounds(text, source, maxLength);
    TomlParseResult result = parsed(text, source);
    if (result.hasErrors()) {
      TomlParseError error = result.errors().getFirst();
      throw malformed(
          oneLine(String.valueOf(error.getMessage())),
          source,
          error.position().line(),
          error.position().column());
    }
    return result;
  }

  /** The parser trips over some texts with an error in them instead of saying where it is. */
  private static TomlParseResult parsed(String text, String source) throws ConfigException {
    try {
      return Toml.parse(text);
    } catch (RuntimeException | AssertionError tripped) {
      throw malformed("an error that the parser cannot place", source, 0, 0);
    }
  }

  private static ConfigException malformed(String what, String source, int line, int column) {
    return new ConfigException(
        "malformed toml: " + what,
        "write KEY = VALUE, strings in double quotes",
        source,
        line,
        column);
  }

  /** The keys of {@code table} itself, in the order written. */
  public static List<String> keysAsWritten(TomlTable table) {
    List<String> keys = new ArrayList<>(table.keySet());
    keys.sort(new ByPlace(table));
    return keys;
  }

  /** Where {@code key}, one of the table's own keys, was written. */
  public static TomlPosition place(TomlTable table, String key) {
    TomlPosition place = table.inputPositionOf(List.of(key));
    return place == null ? TomlPosition.positionAt(1, 1) : place;
  }

  private static void checkBounds(String text, String source, int maxLength)
      throws ConfigException {
    if (text.length() > maxLength) {
      throw new ConfigException(
          "longer than " + maxLength + " characters", "is this the right file?", source, 0, 0);
    }
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '[' || c == '{') {
        depth++;
      } else if (c == ']' || c == '}') {
        depth = Math.max(0, depth - 1);
      }
      if (depth > MAX_NESTING) {
        throw new ConfigException(
            "more than " + MAX_NESTING + " nested brackets",
            "is this the right file?",
            source,
            0,
            0);
      }
    }
  }

  /** The order in which keys were written. No lambda: the first one costs ten milliseconds. */
  private record ByPlace(TomlTable table) implements Comparator<String> {
    @Override
    public int compare(String one, String other) {
      TomlPosition first = place(table, one);
      TomlPosition second = place(table, other);
      return first.line() == second.line()
          ? Integer.compare(first.column(), second.column())
          : Integer.compare(first.line(), second.line());
    }
  }

  private static String oneLine(String message) {
    StringBuilder line = new StringBuilder(message.length());
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      line.append(c < ' ' ? ' ' : i == 0 ? Character.toLowerCase(c) : c);
    }
    return line.toString();
  }
}
