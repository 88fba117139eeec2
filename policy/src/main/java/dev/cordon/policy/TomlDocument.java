package dev.cordon.policy;

import java.util.ArrayList;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A TOML text as a list of known keys with their values and places. Pure. */
final class TomlDocument {

  /** Longest text that is read, in UTF-16 units. */
  static final int MAX_LENGTH = 256 * 1024;

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
    TomlTable result = TomlText.parse(text, source, MAX_LENGTH);
    TomlDocument document = new TomlDocument(schema, source);
    document.walk(result, List.of());
    return document.items;
  }

  private void walk(TomlTable table, List<String> prefix) throws ConfigException {
    for (String key : TomlText.keysAsWritten(table)) {
      List<String> path = new ArrayList<>(prefix);
      path.add(key);
      visit(Toml.joinKeyPath(path), path, table, key);
    }
  }

  private void visit(String name, List<String> path, TomlTable table, String key)
      throws ConfigException {
    Object value = table.get(List.of(key));
    TomlPosition place = TomlText.place(table, key);
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
}
