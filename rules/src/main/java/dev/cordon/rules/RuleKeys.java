package dev.cordon.rules;

import dev.cordon.policy.ConfigException;
import dev.cordon.policy.Schema;
import dev.cordon.policy.TomlText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** The values of one {@code [[rules]]} table, with complaints that name their place. Pure. */
final class RuleKeys {

  /** Longest string anywhere in a rule, in UTF-16 units. */
  static final int MAX_STRING = 4096;

  /** Most entries of a list in a rule. */
  static final int MAX_ENTRIES = 256;

  private static final String MATCH = "match";

  private static final List<String> NAMES =
      List.of(
          "id",
          "match.command",
          "match.whole",
          "match.path",
          "match.host",
          "match.tool",
          "match.agent",
          "when",
          "action",
          "reason",
          "examples",
          "counterexamples",
          "on_failure");

  private final TomlTable table;
  private final @Nullable TomlTable match;
  private final String source;
  private final int lineOffset;
  private final Rule.Place start;

  /**
   * @param start where the table begins
   * @param lineOffset lines of the file before the text that was parsed
   * @throws ConfigException when a key is not known
   */
  RuleKeys(TomlTable table, Rule.Place start, int lineOffset) throws ConfigException {
    this.table = table;
    this.source = start.source();
    this.start = start;
    this.lineOffset = lineOffset;
    Schema schema = new Schema(NAMES);
    for (String key : TomlText.keysAsWritten(table)) {
      if (!key.equals(MATCH) && !schema.isKey(key)) {
        throw unknown(schema, key, table, key);
      }
    }
    Object value = table.get(List.of(MATCH));
    if (value != null && !(value instanceof TomlTable)) {
      throw refused(MATCH, "match must be a table", schema.hintOfTable(MATCH));
    }
    match = (TomlTable) value;
    if (match != null) {
      for (String key : TomlText.keysAsWritten(match)) {
        if (!schema.isKey(MATCH + "." + key)) {
          throw unknown(schema, MATCH + "." + key, match, key);
        }
      }
    }
  }

  private ConfigException unknown(Schema schema, String name, TomlTable in, String key) {
    return refused(
        place(TomlText.place(in, key)), "unknown key \"" + name + "\"", schema.hint(name));
  }

  /** Where the table begins. */
  Rule.Place start() {
    return start;
  }

  /** Where {@code name} was written; the start of the table when it was not. */
  Rule.Place place(String name) {
    TomlTable in = in(name);
    String key = name.substring(name.indexOf('.') + 1);
    return in == null || !in.contains(List.of(key)) ? start : place(TomlText.place(in, key));
  }

  private Rule.Place place(TomlPosition position) {
    return new Rule.Place(source, position.line() + lineOffset, position.column());
  }

  private @Nullable TomlTable in(String name) {
    return name.startsWith(MATCH + ".") ? match : table;
  }

  /** The value of {@code name}; null when it is not there. */
  @Nullable Object get(String name) {
    TomlTable in = in(name);
    return in == null ? null : in.get(List.of(name.substring(name.indexOf('.') + 1)));
  }

  /** A string; null when it is not there. */
  @Nullable String text(String name) throws ConfigException {
    Object value = get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      throw refused(name, name + " must be a string", "for example: " + name + " = \"…\"");
    }
    return checked(text, name, place(name));
  }

  /** A flag; false when it is not there. */
  boolean flag(String name) throws ConfigException {
    Object value = get(name);
    if (value != null && !(value instanceof Boolean)) {
      throw refused(name, name + " must be true or false", "for example: " + name + " = true");
    }
    return Boolean.TRUE.equals(value);
  }

  /** One entry of a list, and where it stands. */
  record Entry(Object value, Rule.Place place) {
    String text() {
      return (String) value;
    }
  }

  /** A list of strings, or one string alone; empty when it is not there. */
  List<Entry> texts(String name) throws ConfigException {
    if (get(name) instanceof String text) {
      return List.of(new Entry(checked(text, name, place(name)), place(name)));
    }
    List<Entry> entries = list(name);
    for (Entry entry : entries) {
      if (!(entry.value() instanceof String)) {
        throw refused(entry.place(), name + " must be a list of strings", example(name));
      }
    }
    return entries;
  }

  /** A list of anything; empty when it is not there. */
  List<Entry> list(String name) throws ConfigException {
    Object value = get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof TomlArray array)) {
      throw refused(name, name + " must be a list", example(name));
    }
    return entries(name, array, place(name));
  }

  /** The entries of a list inside of a list. */
  List<Entry> entries(String name, TomlArray array, Rule.Place at) throws ConfigException {
    if (array.size() > MAX_ENTRIES) {
      throw refused(at, name + " has more than " + MAX_ENTRIES + " entries", "write several rules");
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      Rule.Place place = place(array.inputPositionOf(i));
      Object value = array.get(i);
      entries.add(new Entry(value instanceof String t ? checked(t, name, place) : value, place));
    }
    return entries;
  }

  private static String example(String name) {
    return "for example: " + name + " = [\"…\", \"…\"]";
  }

  private static String checked(String text, String name, Rule.Place place) throws ConfigException {
    if (text.length() > MAX_STRING) {
      throw refused(
          place, name + " is longer than " + MAX_STRING + " characters", "write less in one rule");
    }
    int odd =
        switch (name) {
          // A condition is no pattern: what it compares with is its author's matter.
          case "when" -> -1;
          case "reason", "match.path" -> OddLetters.inProse(text);
          default -> OddLetters.in(text);
        };
    if (odd >= 0) {
      throw refused(
          place,
          name + " has an invisible or look-alike character, " + OddLetters.name(text, odd),
          "write it with plain letters, spaces and hyphens");
    }
    return text;
  }

  ConfigException refused(String name, String problem, String hint) {
    return refused(place(name), problem, hint);
  }

  static ConfigException refused(Rule.Place place, String problem, String hint) {
    return new ConfigException(problem, hint, place.source(), place.line(), place.column());
  }
}
