package dev.cordon.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Checks one TOML value against the shape and the choices of its key. Pure. */
final class ConfigValue {

  private final String name;
  private final TomlDocument.Item item;
  private final String source;

  private ConfigValue(TomlDocument.Item item, String source) {
    this.name = item.name();
    this.item = item;
    this.source = source;
  }

  static Setting read(Key key, TomlDocument.Item item, String source) throws ConfigException {
    ConfigValue value = new ConfigValue(item, source);
    Setting.Value checked =
        switch (key.shape()) {
          case TEXT -> new Setting.Text(value.choice(key.choices()));
          case FLAG -> new Setting.Flag(value.flag());
          case TEXTS -> new Setting.Texts(value.texts(key == Key.WRITABLE_ROOTS));
          case TABLE -> new Setting.Table(value.table(key));
        };
    value.checkNetwork(key, checked);
    return new Setting(checked, source, item.line(), item.column());
  }

  /** A string that is one of {@code choices}. */
  static String choice(TomlDocument.Item item, String source, List<String> choices)
      throws ConfigException {
    return new ConfigValue(item, source).choice(choices);
  }

  /** A list, not empty, of strings that are each one of {@code choices}. */
  static List<String> choiceList(TomlDocument.Item item, String source, List<String> choices)
      throws ConfigException {
    ConfigValue value = new ConfigValue(item, source);
    List<String> texts = value.texts(false);
    if (texts.isEmpty()) {
      throw value.refused(
          item.name() + " is empty, which allows nothing",
          oneOf(choices, "list at least one of: "));
    }
    for (String text : texts) {
      value.check(text, choices);
    }
    return texts;
  }

  private String choice(List<String> choices) throws ConfigException {
    if (!(item.value() instanceof String text)) {
      throw wrongType(Key.Shape.TEXT);
    }
    check(text, choices);
    return text;
  }

  private void check(String text, List<String> choices) throws ConfigException {
    if (choices.contains(text)) {
      return;
    }
    throw refused("unknown value \"" + text + "\" for " + name, oneOf(choices, "use one of: "));
  }

  private boolean flag() throws ConfigException {
    if (!(item.value() instanceof Boolean flag)) {
      throw wrongType(Key.Shape.FLAG);
    }
    return flag;
  }

  private List<String> texts(boolean paths) throws ConfigException {
    if (!(item.value() instanceof TomlArray array)) {
      throw wrongType(Key.Shape.TEXTS);
    }
    List<String> texts = new ArrayList<>();
    for (Object element : array.toList()) {
      if (!(element instanceof String text)) {
        throw wrongType(Key.Shape.TEXTS);
      }
      if (paths && (text.isEmpty() || text.indexOf('\0') >= 0)) {
        throw refused(name + " has an entry that is no path", "remove the entry");
      }
      texts.add(text);
    }
    return texts;
  }

  private Map<String, String> table(Key key) throws ConfigException {
    if (!(item.value() instanceof TomlTable table)) {
      throw wrongType(Key.Shape.TABLE);
    }
    Map<String, String> entries = new HashMap<>();
    for (Map.Entry<String, Object> entry : table.entrySet()) {
      if (!(entry.getValue() instanceof String text)) {
        throw wrongType(Key.Shape.TABLE);
      }
      if (key == Key.ENVIRONMENT_SET) {
        checkVariable(entry.getKey(), text);
      }
      entries.put(entry.getKey(), text);
    }
    return entries;
  }

  private void checkNetwork(Key key, Setting.Value value) throws ConfigException {
    try {
      if (key == Key.NETWORK_DOMAINS) {
        NetworkSettings.rules(((Setting.Table) value).entries());
      } else if (key == Key.NETWORK_PRESETS) {
        NetworkSettings.presets(((Setting.Texts) value).texts());
      } else if (key == Key.NETWORK_METHODS) {
        NetworkSettings.checkMethods(((Setting.Texts) value).texts());
      }
    } catch (NetworkRule.MalformedException malformed) {
      throw refused(name + ": " + malformed.getMessage(), malformed.hint());
    }
  }

  private void checkVariable(String variable, String value) throws ConfigException {
    if (variable.isEmpty()
        || variable.indexOf('=') >= 0
        || variable.indexOf('\0') >= 0
        || value.indexOf('\0') >= 0) {
      throw refused(
          name + " has an entry that cannot be an environment variable",
          "a name has no = in it, and neither name nor value a NUL");
    }
  }

  private ConfigException wrongType(Key.Shape wanted) {
    return refused(
        name + " must be " + wanted.description(),
        "for example: " + name + " = " + wanted.example());
  }

  private ConfigException refused(String problem, String hint) {
    return new ConfigException(problem, hint, source, item.line(), item.column());
  }

  private static String oneOf(List<String> choices, String start) {
    return start + String.join(", ", choices);
  }
}
