package dev.cordon.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The directory a script runs in: {@code work}, {@code home} and {@code tmp} side by side.
 *
 * @param root absolute, real path of the whole
 */
record ScriptRoom(Path root) implements AutoCloseable {

  /**
   * Not {@code /tmp}: a confined command has one of its own, so nothing there is outside for it.
   */
  private static final Path PLACE = Path.of("/var/tmp");

  static ScriptRoom create() {
    try {
      Path place = Files.createTempDirectory(PLACE, "cordon-cli-");
      ScriptRoom room = new ScriptRoom(place.toRealPath());
      Files.createDirectory(room.work());
      Files.createDirectory(room.root.resolve("home"));
      Files.createDirectory(room.root.resolve("tmp"));
      return room;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path work() {
    return root.resolve("work");
  }

  /** The environment of the first program. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("WORK", work().toString());
    environment.put("HOME", root.resolve("home").toString());
    environment.put("CORDON_HOME", root.resolve("home/.cordon").toString());
    environment.put("TMPDIR", root.resolve("tmp").toString());
    environment.put("LC_ALL", "C.UTF-8");
    return environment;
  }

  @Override
  public void close() {
    // Scripts may leave directories without write permission, which Files.delete cannot empty.
    Programs.run("chmod", "-R", "u+rwX", root.toString());
    Programs.run("rm", "-rf", "--one-file-system", root.toString()).succeeded();
  }
}
