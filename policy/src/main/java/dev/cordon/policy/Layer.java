package dev.cordon.policy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one source of configuration says; what it does not say, it leaves open. Immutable. */
public final class Layer {

  /** The source of what was said in flags. */
  static final String COMMAND_LINE = "command line";

  private static final Layer EMPTY = new Layer(Map.of());

  /** Not an {@code EnumMap}, whose first use costs a start milliseconds of reflection. */
  private final TreeMap<Key, Setting> settings;

  Layer(Map<Key, Setting> settings) {
    this.settings = new TreeMap<>();
    this.settings.putAll(settings);
  }

  /** A layer that says nothing. */
  public static Layer empty() {
    return EMPTY;
  }

  /** This layer with a sandbox mode chosen on the command line. */
  public Layer withSandboxMode(SandboxMode mode) {
    return with(Key.SANDBOX_MODE, mode);
  }

  /** This layer with an approval policy chosen on the command line. */
  public Layer withApprovalPolicy(ApprovalPolicy policy) {
    return with(Key.APPROVAL_POLICY, policy);
  }

  /** This layer over {@code lower}: where both say something, this one counts. */
  public Layer over(Layer lower) {
    Layer merged = new Layer(lower.settings);
    merged.putAll(this);
    return merged;
  }

  /**
   * This layer with every writable root absolute and normalized.
   *
   * @param base absolute directory that relative roots start from, such as that of the file
   * @param home absolute home directory, for a leading {@code ~}
   * @throws ConfigException when a root cannot be a path on this machine
   */
  public Layer resolve(Path base, Path home) throws ConfigException {
    Setting roots = settings.get(Key.WRITABLE_ROOTS);
    if (roots == null) {
      return this;
    }
    List<String> resolved = new ArrayList<>();
    for (String root : roots.texts()) {
      resolved.add(resolve(root, base, home, roots).toString());
    }
    Layer layer = new Layer(settings);
    layer.settings.put(Key.WRITABLE_ROOTS, roots.with(new Setting.Texts(resolved)));
    return layer;
  }

  private static Path resolve(String root, Path base, Path home, Setting origin)
      throws ConfigException {
    try {
      if (root.equals("~")) {
        return home.normalize();
      }
      if (root.startsWith("~/")) {
        return home.resolve(root.substring(2)).normalize();
      }
      if (root.startsWith("~")) {
        throw origin.refused(
            "writable root \"" + root + "\" names another person's home",
            "write it as an absolute path");
      }
      return base.resolve(root).normalize();
    } catch (InvalidPathException e) {
      throw origin.refused(
          "writable root \"" + root + "\" is no path on this machine", "correct the path");
    }
  }

  /** What this layer says about {@code key}, or null. */
  @Nullable Setting get(Key key) {
    return settings.get(key);
  }

  /** Everything this layer says, in the order of the keys. */
  Map<Key, Setting> settings() {
    return settings;
  }

  private Layer with(Key key, Spelled value) {
    Layer layer = new Layer(settings);
    layer.put(key, new Setting(new Setting.Text(value.text()), COMMAND_LINE, 0, 0));
    return layer;
  }

  private void putAll(Layer upper) {
    for (Map.Entry<Key, Setting> entry : upper.settings.entrySet()) {
      put(entry.getKey(), entry.getValue());
    }
  }

  /**
   * The two spellings of network access replace each other; variables to set, and hosts, add up.
   */
  private void put(Key key, Setting setting) {
    Setting lower = settings.get(key);
    if (key.shape() == Key.Shape.TABLE && lower != null) {
      Map<String, String> merged = new HashMap<>(lower.table());
      merged.putAll(setting.table());
      settings.put(key, setting.with(new Setting.Table(merged)));
      return;
    }
    if (key == Key.NETWORK_ACCESS) {
      settings.remove(Key.NETWORK_MODE);
    } else if (key == Key.NETWORK_MODE) {
      settings.remove(Key.NETWORK_ACCESS);
    }
    settings.put(key, setting);
  }
}
