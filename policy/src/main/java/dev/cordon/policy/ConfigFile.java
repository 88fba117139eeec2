package dev.cordon.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads configuration text. Pure. */
public final class ConfigFile {

  private ConfigFile() {}

  /**
   * Reads one configuration file.
   *
   * @param text its content, TOML
   * @param source what a person calls it, for errors
   * @throws ConfigException when the text is no TOML, a key is unknown, a value is of the wrong
   *     type or unknown, or two keys contradict each other
   */
  public static Layer parse(String text, String source) throws ConfigException {
    Map<Key, Setting> settings = new TreeMap<>();
    for (TomlDocument.Item item : TomlDocument.read(text, source, schema())) {
      Key key = key(item.name());
      settings.put(key, ConfigValue.read(key, item, source));
    }
    refuseContradiction(settings);
    return new Layer(settings);
  }

  /**
   * Reads one {@code KEY=VALUE} of a {@code -c} flag. The value is TOML; what is no TOML value and
   * does not start like one is taken as a string.
   *
   * @throws ConfigException as for a file
   */
  public static Layer parseOverride(String keyValue) throws ConfigException {
    return KeyValue.read(keyValue, schema());
  }

  static Key key(String name) {
    for (Key key : Key.values()) {
      if (key.path().equals(name)) {
        return key;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static Schema schema() {
    List<String> names = new ArrayList<>();
    for (Key key : Key.values()) {
      names.add(key.path());
    }
    return new Schema(names);
  }

  private static void refuseContradiction(Map<Key, Setting> settings) throws ConfigException {
    Setting access = settings.get(Key.NETWORK_ACCESS);
    Setting mode = settings.get(Key.NETWORK_MODE);
    if (access == null || mode == null) {
      return;
    }
    if (access.flag() != mode.text().equals(NetworkAccess.FULL.text())) {
      throw mode.refused(
          "network.mode \""
              + mode.text()
              + "\" contradicts sandbox_workspace_write.network_access = "
              + access.flag()
              + " in line "
              + access.line(),
          "keep one of the two");
    }
    settings.remove(Key.NETWORK_ACCESS);
  }
}
