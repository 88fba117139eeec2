package dev.cordon.sandbox.attack;

import dev.cordon.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Programs every test may start, in a folder that an ordinary user can enter too: the stage, and
 * attack programs compiled from {@code src/test/c}. Gone when the tests end. Thread-safe.
 */
final class Workshop {
  private static final Path SOURCES = Path.of("src/test/c").toAbsolutePath();
  private static final Path SCRIPTS = Path.of("src/test/python").toAbsolutePath();
  private static final Workshop SHARED = new Workshop();

  private final Path folder;
  private final Map<String, Path> compiled = new HashMap<>();

  private Workshop() {
    try {
      folder = Files.createTempDirectory(Path.of("/var/tmp"), "cordon-workshop-").toRealPath();
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.copy(Path.of("target/native/cordon-stage"), folder.resolve("cordon-stage"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
  }

  static Path stage() {
    return SHARED.folder.resolve("cordon-stage");
  }

  /** A copy of {@code src/test/python/NAME.py}. */
  static Path script(String name) {
    return SHARED.copied(name + ".py");
  }

  private synchronized Path copied(String name) {
    return compiled.computeIfAbsent(
        name,
        key -> {
          try {
            return Files.copy(SCRIPTS.resolve(key), folder.resolve(key));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** The program made from {@code src/test/c/NAME.c}. */
  static Path program(String name, String... flags) {
    return SHARED.compile(name, flags);
  }

  private synchronized Path compile(String name, String... flags) {
    return compiled.computeIfAbsent(
        name,
        key -> {
          Path program = folder.resolve(key);
          Programs.command(
                  Stream.concat(
                          Stream.of(
                              Programs.require("cc").toString(),
                              "-Wall",
                              "-o",
                              program.toString(),
                              SOURCES.resolve(key + ".c").toString()),
                          Stream.of(flags))
                      .toList())
              .run()
              .succeeded();
          return program;
        });
  }

  /** Removes a folder with all that is in it, also paths longer than Java can name. */
  static void remove(Path tree) {
    Programs.run("chmod", "--recursive", "--silent", "u+rwx", tree.toString());
    Programs.run("rm", "--recursive", "--force", tree.toString()).succeeded();
  }
}
