package dev.cordon.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher's cache with the real JVM: trained, used, and silent when it cannot be used. */
class LauncherCacheTest {

  private static final String MAIN =
      """
      package dev.cordon.cli;

      public class Main {
        public static void main(String[] arguments) {
          System.out.println("ran " + String.join(" ", arguments));
          System.exit(7);
        }
      }
      """;

  private static final String TRAINING =
      """
      package dev.cordon.cli;

      public class Training {
        public static void main(String[] arguments) {
          System.out.println("training");
        }
      }
      """;

  @TempDir Path temporary;
  private final LauncherRoom room;

  LauncherCacheTest() throws IOException {
    room = new LauncherRoom();
  }

  @BeforeEach
  void buildWithTheRealJvm() throws IOException {
    Path jar = room.root.resolve("program.jar");
    writeJar(jar);
    room.own(jar);
    room.set("JAR", jar.toString());
    room.set("CORDON_JAVA_HOME", System.getProperty("java.home"));
    assertRuns(room.launch("log").run());
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void theCacheIsTrainedOnceAndUsed() throws IOException {
    Path cache = room.onlyBuild().resolve("others.aot");
    assertThat(cache).isNotEmptyFile();
    FileTime trained = Files.getLastModifiedTime(cache);
    Result result = room.launch("log").run();
    assertRuns(result);
    assertThat(result.stderr()).isEmpty();
    assertThat(Files.getLastModifiedTime(cache)).isEqualTo(trained);
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncated", "empty", "garbage", "foreign", "missing", "a folder"})
  void aCacheThatCannotBeUsedIsNeitherHeardNorFatal(String damage) throws IOException {
    Path build = room.onlyBuild();
    damage(build.resolve("others.aot"), damage);
    assertSilent(room.launch("log").run());
    if (!damage.equals("missing")) {
      // Also when its time does not give it away.
      Path cache = build.resolve("others.aot");
      Files.setLastModifiedTime(build.resolve("others.stamp"), Files.getLastModifiedTime(cache));
      assertSilent(room.launch("log").run());
    }
  }

  @Test
  void aCacheThatWasChangedIsNotGivenToTheJvm() throws IOException {
    Path build = room.onlyBuild();
    damage(build.resolve("others.aot"), "garbage");
    room.script(room.root.resolve("java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Path check = build.resolve("check.sh");
    String java = "_cordon_java=$_cordon_jdk/bin/java";
    String shown = Files.readString(check).replace(java, "_cordon_java=$ROOM/java");
    Files.writeString(check, shown);
    assertThat(room.launch("log").run().succeeded().stdout())
        .contains("-Xlog:disable\n")
        .doesNotContain("AOTCache");
  }

  private static void assertSilent(Result result) {
    assertRuns(result);
    assertThat(result.stderr()).isEmpty();
  }

  private static void assertRuns(Result result) {
    assertThat(result.stdout()).as(result.toString()).isEqualTo("ran log\n");
    assertThat(result.exitCode()).isEqualTo(7);
  }

  private void damage(Path cache, String how) throws IOException {
    byte[] good = Files.readAllBytes(cache);
    Files.delete(cache);
    switch (how) {
      case "truncated" -> Files.write(cache, Arrays.copyOf(good, good.length / 2));
      case "empty" -> Files.write(cache, new byte[0]);
      case "garbage" -> Files.write(cache, new byte[100_000]);
      case "foreign" -> trainForeign(cache);
      case "a folder" -> Files.createDirectory(cache);
      case "missing" -> {}
      default -> throw new AssertionError(how);
    }
  }

  /** A cache that a JVM with another object layout has trained. */
  private static void trainForeign(Path cache) {
    String java = System.getProperty("java.home") + "/bin/java";
    Programs.run(java, "-XX:+UseCompactObjectHeaders", "-XX:AOTCacheOutput=" + cache, "-version")
        .succeeded();
    assertThat(cache).isNotEmptyFile();
  }

  private void writeJar(Path jar) throws IOException {
    Path sources = temporary.resolve("dev/cordon/cli");
    Files.createDirectories(sources);
    Path main = Files.writeString(sources.resolve("Main.java"), MAIN);
    Path training = Files.writeString(sources.resolve("Training.java"), TRAINING);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, main.toString(), training.toString())).isZero();
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (String name : List.of("Main", "Training")) {
        out.putNextEntry(new JarEntry("dev/cordon/cli/" + name + ".class"));
        out.write(Files.readAllBytes(sources.resolve(name + ".class")));
        out.closeEntry();
      }
    }
  }
}
