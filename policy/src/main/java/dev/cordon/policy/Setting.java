package dev.cordon.policy;

import java.util.List;
import java.util.Map;

/**
 * One value somebody chose, and where. Immutable.
 *
 * @param value what was chosen, of the shape its key asks for
 * @param source the file, or what else the value came from
 * @param line 1-based; 0 when no place can be named
 * @param column 1-based; 0 when no place can be named
 */
record Setting(Value value, String source, int line, int column) {

  /** A value in one of the shapes of {@link Key.Shape}. */
  sealed interface Value {}

  record Text(String text) implements Value {}

  record Flag(boolean on) implements Value {}

  record Texts(List<String> texts) implements Value {
    Texts {
      texts = List.copyOf(texts);
    }
  }

  record Table(Map<String, String> entries) implements Value {
    Table {
      entries = Map.copyOf(entries);
    }
  }

  String text() {
    return ((Text) value).text();
  }

  boolean flag() {
    return ((Flag) value).on();
  }

  List<String> texts() {
    return ((Texts) value).texts();
  }

  Map<String, String> table() {
    return ((Table) value).entries();
  }

  Setting with(Value other) {
    return new Setting(other, source, line, column);
  }

  /** A complaint about this value. */
  ConfigException refused(String problem, String hint) {
    return new ConfigException(problem, hint, source, line, column);
  }
}
