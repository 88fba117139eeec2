package dev.cordon.policy;

import java.util.Map;
import java.util.TreeMap;

/** A layer in a form that is read faster than its file. Pure. */
public final class PackedLayer {

  private PackedLayer() {}

  /** Packs what {@link ConfigFile#parse} made. */
  public static byte[] pack(Layer layer) {
    Packer packer = new Packer().number(layer.settings().size());
    for (Map.Entry<Key, Setting> entry : layer.settings().entrySet()) {
      Setting setting = entry.getValue();
      packer.choice(entry.getKey()).number(setting.line()).number(setting.column());
      switch (setting.value()) {
        case Setting.Text text -> packer.text(text.text());
        case Setting.Flag flag -> packer.flag(flag.on());
        case Setting.Texts texts -> packer.texts(texts.texts());
        case Setting.Table table -> pack(packer, table.entries());
      }
    }
    return packer.bytes();
  }

  private static void pack(Packer packer, Map<String, String> entries) {
    packer.number(entries.size());
    for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
      packer.text(entry.getKey()).text(entry.getValue());
    }
  }

  /**
   * The layer that was packed.
   *
   * @param source what a person calls the file
   * @throws Unpacker.MalformedException when nothing was packed so
   */
  public static Layer unpack(byte[] packed, String source) throws Unpacker.MalformedException {
    Unpacker unpacker = new Unpacker(packed);
    Map<Key, Setting> settings = new TreeMap<>();
    int count = unpacker.count();
    for (int i = 0; i < count; i++) {
      Key key = unpacker.choice(Key.values());
      int line = unpacker.number();
      int column = unpacker.number();
      settings.put(key, new Setting(value(key, unpacker), source, line, column));
    }
    return new Layer(settings);
  }

  private static Setting.Value value(Key key, Unpacker unpacker)
      throws Unpacker.MalformedException {
    return switch (key.shape()) {
      case TEXT -> new Setting.Text(unpacker.text());
      case FLAG -> new Setting.Flag(unpacker.flag());
      case TEXTS -> new Setting.Texts(unpacker.texts());
      case TABLE -> table(unpacker);
    };
  }

  private static Setting.Value table(Unpacker unpacker) throws Unpacker.MalformedException {
    Map<String, String> entries = new TreeMap<>();
    int count = unpacker.count();
    for (int i = 0; i < count; i++) {
      entries.put(unpacker.text(), unpacker.text());
    }
    return new Setting.Table(entries);
  }
}
