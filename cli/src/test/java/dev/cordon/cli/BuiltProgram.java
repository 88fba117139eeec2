package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Cordon as this build made it, put together once for all tests as the launcher does it: jars, the
 * stage, a trained cache, and a script that starts them. Everybody may read it.
 */
final class BuiltProgram {
  private static final List<String> JVM = flags("_cordon_jvm=");
  private static final List<String> JVM_OF_RUN = flags("_cordon_jvm_run=");

  /** As agents call it: a program of a repository, and a file that is made. */
  private static final String COMMAND = "cd . && git status --short | head -1; touch made";

  private static final BuiltProgram THIS = build();

  private final Path folder;

  private BuiltProgram(Path folder) {
    this.folder = folder;
  }

  /** The script that starts it. */
  static Path cordon() {
    return THIS.folder.resolve("cordon");
  }

  /** The native stage in it. */
  static Path stage() {
    return THIS.folder.resolve("cordon-stage");
  }

  /** The folder of it all. */
  static Path folder() {
    return THIS.folder;
  }

  private static BuiltProgram build() {
    try {
      Path folder = Files.createTempDirectory("cordon-program-").toRealPath();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      Files.createDirectory(folder.resolve("lib"));
      Files.copy(Path.of("../sandbox/target/native/cordon-stage"), folder.resolve("cordon-stage"));
      String classPath = String.join(":", libraries(folder.resolve("lib")));
      for (String way : List.of("others", "run")) {
        train(folder, classPath, way);
      }
      Files.writeString(folder.resolve("cordon"), launcher(folder, classPath));
      Files.setPosixFilePermissions(
          folder.resolve("cordon"), PosixFilePermissions.fromString("rwxr-xr-x"));
      Programs.run("chmod", "-R", "go+rX", folder.toString()).succeeded();
      return new BuiltProgram(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What this test runs with, without the tests: jars are copied, folders become jars. */
  private static List<String> libraries(Path lib) throws IOException {
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    List<String> libraries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (path.endsWith("test-classes") || !Files.exists(path)) {
        continue;
      }
      Path library = lib.resolve("%03d.jar".formatted(libraries.size()));
      if (Files.isDirectory(path)) {
        String[] arguments = {"--create", "--file", library.toString(), "-C", path.toString(), "."};
        assertThat(jar.run(System.out, System.err, arguments)).isZero();
      } else {
        Files.copy(path, library);
      }
      libraries.add(library.toString());
    }
    return libraries;
  }

  /** As the launcher does it: behind the stage only what runs a command. */
  private static String launcher(Path folder, String classPath) {
    String java = String.join(" ", java(folder, classPath, "-XX:AOTCache=" + folder + "/$way.aot"));
    return """
    #!/bin/sh
    home=${CORDON_HOME:-${HOME-}/.cordon}
    case $home in /*) ;; *) home=$PWD/$home ;; esac
    command=${1-} way=others more=
    [ "$command" != run ] || { way=run && more='MORE'; }
    set -- JAVA $more dev.cordon.cli.Main "$@"
    [ "$command" != run ] || set -- STAGE serve "$home/run/search" -- "$@"
    exec "$@"
    """
        .replace("MORE", String.join(" ", JVM_OF_RUN))
        .replace("JAVA", java)
        .replace("STAGE", folder + "/cordon-stage");
  }

  private static List<String> java(Path folder, String classPath, String cache) {
    List<String> line = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    line.addAll(JVM);
    line.addAll(List.of(cache, "-Dcordon.app=" + folder, "-Xbootclasspath/a:" + classPath));
    line.addAll(List.of("-cp", folder + "/lib/000.jar"));
    return line;
  }

  private static void train(Path folder, String classPath, String way) throws IOException {
    Path work = Files.createDirectories(folder.resolve("train/project"));
    Files.createDirectories(folder.resolve("train/home/run"));
    List<String> command = new ArrayList<>(List.of(folder + "/cordon-stage", "serve"));
    command.addAll(List.of(folder + "/train/home/run/search", "--"));
    command.addAll(java(folder, classPath, "-XX:AOTCacheOutput=" + folder + "/" + way + ".aot"));
    if (way.equals("run")) {
      command.addAll(JVM_OF_RUN);
    }
    command.addAll(List.of("dev.cordon.cli.Training", way, "sh", "-c", COMMAND));
    Programs.command(command)
        .in(work)
        .with("HOME", folder + "/train")
        .with("CORDON_HOME", folder + "/train/home")
        .with("LC_ALL", "C.UTF-8")
        .run();
    assertThat(folder.resolve(way + ".aot")).isNotEmptyFile();
  }

  /** The flags that the launcher gives the JVM. */
  private static List<String> flags(String variable) {
    try (Stream<String> lines = Files.lines(Path.of("../cordon"))) {
      String line = lines.filter(text -> text.startsWith(variable)).findFirst().orElseThrow();
      return List.of(line.substring(variable.length()).replace("'", "").split(" ", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
