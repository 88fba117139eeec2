package dev.cordon.cli;

import dev.cordon.session.Context;
import dev.cordon.session.SetupException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher and the machine tell this process: where home is, where state is, who calls.
 */
final class Workplace {
  private static final String RESTORED = "cordon.env.";
  private static final String UNSET = "cordon.unset";

  private Workplace() {}

  static Context context() throws SetupException {
    Properties properties = System.getProperties();
    Map<String, String> environment = new HashMap<>(System.getenv());
    Map<String, String> restored = new HashMap<>();
    List<String> unset = new ArrayList<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(RESTORED)) {
        restored.put(name.substring(RESTORED.length()), properties.getProperty(name));
      } else if (name.equals(UNSET)) {
        unset.add(properties.getProperty(name));
      }
    }
    environment.putAll(restored);
    for (String name : unset) {
      environment.remove(name);
    }
    Path home = home(environment);
    Path state = state(environment, home);
    List<Path> own = new ArrayList<>(List.of(state));
    String checkout = properties.getProperty("cordon.checkout");
    if (checkout != null) {
      own.add(Path.of(checkout, "cordon"));
    }
    return new Context(
        home,
        state,
        own,
        environment,
        restored,
        unset,
        temporary(environment.get("TMPDIR")),
        properties.getProperty("user.name", "unknown"),
        endpoint(),
        InstantSource.system());
  }

  private static Path home(Map<String, String> environment) throws SetupException {
    String home = environment.get("HOME");
    String known = home == null || home.isEmpty() ? System.getProperty("user.home", "") : home;
    Path path = Path.of(known);
    if (!path.isAbsolute()) {
      throw new SetupException("HOME is not an absolute path: '" + known + "'", "set HOME");
    }
    return path.normalize();
  }

  private static Path state(Map<String, String> environment, Path home) {
    String given = environment.get("CORDON_HOME");
    return given == null || given.isEmpty()
        ? home.resolve(".cordon")
        : Path.of(given).toAbsolutePath().normalize();
  }

  private static @Nullable Path temporary(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return null;
    }
    Path path = Path.of(value).normalize();
    return path.isAbsolute() && path.getNameCount() > 0 && Files.isDirectory(path) ? path : null;
  }

  private static String endpoint() {
    try (FileInputStream in = new FileInputStream("/proc/sys/kernel/hostname")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unknown) {
      return "localhost";
    }
  }
}
