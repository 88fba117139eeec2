package dev.cordon.policy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tomlj.Toml;

/** One {@code KEY=VALUE} of the command line. Pure. */
final class KeyValue {

  /** What a TOML value that must be read as one starts with. */
  private static final String OPENERS = "[{\"'";

  private KeyValue() {}

  static Layer read(String keyValue, Schema schema) throws ConfigException {
    int equals = keyValue.indexOf('=');
    if (equals <= 0) {
      throw new ConfigException(
          "\"" + keyValue + "\" is not of the form KEY=VALUE",
          "for example: -c sandbox_mode=read-only",
          Layer.COMMAND_LINE,
          0,
          0);
    }
    String name = keyValue.substring(0, equals).strip();
    String value = keyValue.substring(equals + 1).strip();
    Map<Key, Setting> settings = new TreeMap<>();
    for (TomlDocument.Item item : items(name, value, schema)) {
      Key key = ConfigFile.key(item.name());
      TomlDocument.Item placeless = new TomlDocument.Item(item.name(), item.value(), 0, 0);
      settings.put(key, ConfigValue.read(key, placeless, Layer.COMMAND_LINE));
    }
    return new Layer(settings);
  }

  private static List<TomlDocument.Item> items(String name, String value, Schema schema)
      throws ConfigException {
    if (schema.isKey(name) && isBareWord(name, value)) {
      return List.of(new TomlDocument.Item(name, value, 0, 0));
    }
    boolean bare = isBareWord(name, value);
    String text = name + " = " + (bare ? "\"" + Toml.tomlEscape(value) + "\"" : value);
    try {
      return TomlDocument.read(text, Layer.COMMAND_LINE, schema);
    } catch (ConfigException e) {
      throw new ConfigException(e.problem(), e.hint(), Layer.COMMAND_LINE, 0, 0);
    }
  }

  /** Variables are strings, so that {@code …set.CI=true} needs no quotes. */
  private static boolean isBareWord(String name, String value) {
    boolean flag = value.equals("true") || value.equals("false");
    boolean opened = !value.isEmpty() && OPENERS.indexOf(value.charAt(0)) >= 0;
    return !opened && (!flag || name.startsWith(Key.ENVIRONMENT_SET.path() + "."));
  }
}
