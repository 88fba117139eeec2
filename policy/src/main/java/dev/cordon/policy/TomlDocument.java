package dev.cordon.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A TOML text as a list of known keys with their values and places. Pure. */
final class TomlDocument {

  /** Longest text that is read, in UTF-16 units. */
  static final int MAX_LENGTH = 256 * 1024;

  /** Deepest nesting of brackets that is read; the parser uses the stack for each. */
  static final int MAX_NESTING = 32;

  private final Schema schema;
  private final String source;
  private final List<Item> items = new ArrayList<>();

  /**
   * One known key.
   *
   * @param name dotted name
   * @param value as the TOML library gives it
   * @param line 1-based
   * @param column 1-based
   */
  record Item(String name, Object value, int line, int column) {}

  private TomlDocument(Schema schema, String source) {
    this.schema = schema;
    this.source = source;
  }

  /**
   * The items of {@code text}, in the order written.
   *
   * @throws ConfigException when the text is no TOML, or uses a key that {@code schema} lacks
   */
  static List<Item> read(String text, String source, Schema schema) throws ConfigException {
    if (text.isBlank()) {
      return List.of();
    }
    checkBounds(text, source);
    TomlParseResult result = Toml.parse(text);
    if (result.hasErrors()) {
      TomlParseError error = result.errors().getFirst();
      throw new ConfigException(
          "malformed toml: " + oneLine(String.valueOf(error.getMessage())),
          "write KEY = VALUE, strings in double quotes",
          source,
          error.position().line(),
          error.position().column());
    }
    TomlDocument document = new TomlDocument(schema, source);
    document.walk(result, List.of());
    return document.items;
  }

  private static void checkBounds(String text, String source) throws ConfigException {
    if (text.length() > MAX_LENGTH) {
      throw new ConfigException(
          "longer than " + MAX_LENGTH + " characters", "is this the right file?", source, 0, 0);
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

  private void walk(TomlTable table, List<String> prefix) throws ConfigException {
    List<String> keys = new ArrayList<>(table.keySet());
    keys.sort(new ByPlace(table));
    for (String key : keys) {
      List<String> path = new ArrayList<>(prefix);
      path.add(key);
      visit(Toml.joinKeyPath(path), path, table, key);
    }
  }

  private void visit(String name, List<String> path, TomlTable table, String key)
      throws ConfigException {
    Object value = table.get(List.of(key));
    TomlPosition place = place(table, key);
    if (schema.isKey(name) && value != null) {
      items.add(new Item(name, value, place.line(), place.column()));
    } else if (!schema.isTable(name)) {
      throw new ConfigException(
          "unknown key \"" + name + "\"", schema.hint(name), source, place.line(), place.column());
    } else if (value instanceof TomlTable inner) {
      walk(inner, path);
    } else {
      throw new ConfigException(
          name + " must be a table",
          schema.hintOfTable(name),
          source,
          place.line(),
          place.column());
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

  private static TomlPosition place(TomlTable table, String key) {
    TomlPosition place = table.inputPositionOf(List.of(key));
    return place == null ? TomlPosition.positionAt(1, 1) : place;
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
