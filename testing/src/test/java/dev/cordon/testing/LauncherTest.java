package dev.cordon.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher when all is well, and what it says when the machine lacks something. */
class LauncherTest {

  /**
   * Starts with more arguments than the kernel takes and drops one after the other, so that the
   * first launcher that starts has no room left for what it adds.
   */
  private static final String TOO_MANY_ARGUMENTS =
      """
      launcher=$1
      block=$(printf '%0100000d' 0)
      pad=$(printf '%0200d' 0)
      set --
      while [ $# -lt 500 ]; do set -- "$@" $pad; done
      code=126
      while [ $code = 126 ]; do
        shift
        "$launcher" log "$@" $block $block $block $block $block $block $block $block $block $block \
          $block $block $block $block $block $block $block $block $block $block 2>"$ROOM/errors"
        code=$?
      done
      cat "$ROOM/errors" >&2
      exit $code
      """;

  private final LauncherRoom room;

  LauncherTest() throws IOException {
    room = new LauncherRoom();
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void theFirstUseBuildsWithOneLineOfProgressAndRuns() throws IOException {
    Result first = room.launch("log").run().succeeded();
    assertThat(first.stderr()).matches("cordon: building \\(first use\\) … done \\(\\d+ s\\)\n");
    assertThat(first.stdout()).contains("main: version 1", "arg: dev.cordon.cli.Main\narg: log\n");

    Result second = room.launch("log").run().succeeded();
    assertThat(second.stderr()).isEmpty();
    assertThat(second.stdout()).isEqualTo(first.stdout());
    assertThat(room.builds()).isEqualTo(1);
  }

  @Test
  void aFinishedBuildIsStartedWithoutAnyOtherProgram() throws IOException {
    builtApp();
    room.set("PATH", room.root.resolve("empty").toString());
    room.script(room.jdk.resolve("bin/java"), "#!/bin/sh\necho started\n");
    Result result = room.launch("log").run().succeeded();
    assertThat(result.stdout()).isEqualTo("started\n");
    assertThat(result.stderr()).isEmpty();
  }

  @Test
  void theJvmIsStartedWithTheTrainedCacheAndTheFinalFlags() throws IOException {
    Path build = builtApp();
    assertThat(room.launch("log").run().succeeded().stdout())
        .containsSubsequence(
            "arg: -XX:+UseSerialGC\n",
            "arg: -XX:TieredStopAtLevel=1\n",
            "arg: -XX:-UsePerfData\n",
            "arg: -XX:+DisableAttachMechanism\n",
            "arg: -Xrs\n",
            "arg: -Xlog:disable\n",
            "arg: -XX:AOTCache=" + build + "/others.aot\n",
            "arg: -Dcordon.app=" + build + "\n",
            "arg: -Dcordon.checkout=" + room.checkout + "\n",
            "arg: -Dcordon.touched=" + room.cordonHome() + "/run/touched" + room.checkout,
            "arg: -Xbootclasspath/a:" + build + "/lib/");
  }

  @Test
  void runGoesThroughTheStage() throws IOException {
    Path build = builtApp();
    String stdout = room.launch("run", "--", "true").run().succeeded().stdout();
    assertThat(stdout).startsWith("stage serve --\n").endsWith(expectedEnd("run", "--", "true"));
    assertThat(build.resolve("cordon-stage")).isExecutable();
  }

  @Test
  void argumentsPassThroughUnchanged() throws IOException {
    builtApp();
    String[] odd = {"check", "", " a  b ", "*", "$HOME", "'\"\\", "-XX:x", "line\nbreak", "ü€"};
    assertThat(room.launch(odd).run().succeeded().stdout()).endsWith(expectedEnd(odd));
  }

  @Test
  void argumentsThatAreNoTextPassThroughUnchanged() throws IOException {
    builtApp();
    Path script = room.root.resolve("launch.sh");
    room.write(script, "exec \"$1\" check \"$(printf 'a\\377\\201\\303b')\"\n");
    Result result =
        room.launcher(Path.of("/bin/sh"), script.toString(), room.checkout + "/cordon").run();
    assertThat(new String(result.succeeded().stdoutBytes(), StandardCharsets.ISO_8859_1))
        .contains("arg: a\u00ff\u0081\u00c3b\n");
  }

  @Test
  void theExitCodeIsTheProgramsOwn() throws IOException {
    builtApp();
    room.set("STUB_EXIT", "42");
    assertThat(room.launch("log").run().exitCode()).isEqualTo(42);
  }

  @Test
  void variablesOfTheCallerKeepTheirValues() throws IOException {
    builtApp();
    room.set("key", "mine");
    room.edit("cli/src/main/java/Main.java", "version 2");
    assertThat(room.launch("log").run().succeeded().stdout()).contains("key: mine\n");
  }

  @Test
  void variablesThatChangeTheJvmAreHandedOverAsProperties() throws IOException {
    room.set("JAVA_TOOL_OPTIONS", "-Da=b c");
    room.set("LC_ALL", "C");
    Result result = room.launch("log").run().succeeded();
    assertThat(result.stdout())
        .contains("arg: -Dcordon.env.JAVA_TOOL_OPTIONS=-Da=b c\n", "options: none\n")
        .contains("arg: -Dcordon.env.LC_ALL=C\n", "locale: C.UTF-8\n");
    assertThat(Files.readString(room.root.resolve("maven.log"))).contains("options: none\n");

    room.unset("LC_ALL");
    assertThat(room.launch("log").run().succeeded().stdout())
        .contains("arg: -Dcordon.unset=LC_ALL\n", "locale: C.UTF-8\n");
  }

  @Test
  void theLauncherWorksThroughASymbolicLink() throws IOException {
    Path link = Files.createSymbolicLink(room.root.resolve("link"), Path.of("checkout/cordon"));
    assertThat(room.launcher(link, "log").run().succeeded().stdout())
        .contains("arg: -Dcordon.checkout=" + room.checkout + "\n");
  }

  @Test
  void everyWayToNameTheLauncherFindsTheSameBuild() throws IOException {
    builtApp();
    Path folder = Files.createSymbolicLink(room.root.resolve("folder"), room.checkout);
    for (Path way :
        List.of(
            Path.of("checkout/cordon"),
            Path.of("./bin/../checkout/cordon"),
            folder.resolve("cordon"))) {
      assertThat(room.launcher(way, "log").run().succeeded().stdout())
          .contains("arg: -Dcordon.checkout=" + room.checkout + "\n");
    }
    assertThat(room.launcher(Path.of("./cordon"), "log").in(room.checkout).run().exitCode())
        .isZero();
    assertThat(room.builds()).isEqualTo(1);
  }

  @Test
  void aMachineWithoutJavaIsToldSo() {
    room.unset("CORDON_JAVA_HOME");
    List<String> withoutJava =
        List.of(
            Programs.require("bwrap").toString(),
            "--dev-bind",
            "/",
            "/",
            "--tmpfs",
            "/usr/lib/jvm",
            "--");
    assertRefusal(
        room.launchBehind(withoutJava, "log").run(),
        "cordon: Java 25 not found",
        "hint: install a JDK 25 or newer, or set CORDON_JAVA_HOME to the folder of one");
  }

  @Test
  void aJdkThatIsTooOldIsNamed() throws IOException {
    Path old = room.root.resolve("jdk17");
    room.stubJdk(old, "17.0.15");
    room.unset("CORDON_JAVA_HOME");
    room.set("JAVA_HOME", old.toString());
    List<String> withoutJava =
        List.of(
            Programs.require("bwrap").toString(),
            "--dev-bind",
            "/",
            "/",
            "--tmpfs",
            "/usr/lib/jvm",
            "--");
    assertRefusal(
        room.launchBehind(withoutJava, "log").run(),
        "cordon: Java 25 not found, only Java 17 in " + old,
        "hint: install a JDK 25 or newer, or set CORDON_JAVA_HOME to the folder of one");
  }

  @Test
  void aJdkThatWasAskedForAndIsTooOldIsRefused() throws IOException {
    room.stubJdk(room.jdk, "24.0.1");
    assertRefusal(
        room.launch("log").run(),
        "cordon: CORDON_JAVA_HOME is not a JDK 25 or newer: " + room.jdk,
        "hint: point it at the folder that holds release and bin/javac, or unset it");
  }

  @Test
  void withoutBubblewrapAnOrdinaryUserIsToldTheCommand() throws IOException {
    builtApp();
    Files.delete(room.bin.resolve("bwrap"));
    room.script(room.bin.resolve("apt-get"), "#!/bin/sh\n");
    assertRefusal(
        room.launch("run", "--", "true").run(),
        "cordon: bubblewrap not found, it is needed to confine commands",
        "hint: sudo apt-get update && sudo apt-get install bubblewrap");
    assertThat(room.launch("doctor").run().exitCode()).isZero();
  }

  @Test
  void rootInstallsBubblewrapWithOneLineOfProgress() throws IOException {
    builtApp();
    Files.delete(room.bin.resolve("bwrap"));
    Files.delete(room.bin.resolve("id"));
    room.script(room.bin.resolve("id"), "#!/bin/sh\necho 0\n");
    room.script(
        room.bin.resolve("apt-get"),
        """
        #!/bin/sh
        echo noise
        echo noise >&2
        case $* in *install*) : >"$ROOM/bin/bwrap"; chmod +x "$ROOM/bin/bwrap" ;; esac
        """);
    Result result = room.launch("run", "--", "true").run().succeeded();
    assertThat(result.stderr()).isEqualTo("cordon: installing bubblewrap … done\n");
    assertThat(result.stdout()).startsWith("stage serve --\n");
  }

  @Test
  void anInstallationThatFailsIsShown() throws IOException {
    builtApp();
    Files.delete(room.bin.resolve("bwrap"));
    Files.delete(room.bin.resolve("id"));
    room.script(room.bin.resolve("id"), "#!/bin/sh\necho 0\n");
    room.script(room.bin.resolve("apt-get"), "#!/bin/sh\necho 'E: no network'\nexit 100\n");
    assertRefusal(
        room.launch("run", "--", "true").run(),
        "cordon: installing bubblewrap … failed",
        "  E: no network",
        "  E: no network",
        "cordon: bubblewrap could not be installed",
        "hint: apt-get update && apt-get install bubblewrap");
  }

  @Test
  void withoutAnyHomeNothingRuns() {
    room.unset("HOME");
    assertRefusal(
        room.launch("log").run(),
        "cordon: neither CORDON_HOME nor HOME is set",
        "hint: export CORDON_HOME=/a/folder/of/yours");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/nowhere", ":"})
  void aPathThatLeadsToNoProgramsIsSaidWhenOneIsNeeded(String path) throws IOException {
    builtApp();
    room.set("PATH", path);
    assertRefusal(
        room.launch("run", "--", "true").run(),
        "cordon: PATH leads to no programs: '" + path + "'",
        "hint: set PATH, such as PATH=/usr/local/bin:/usr/bin:/bin");
  }

  @Test
  void aReadOnlyHomeIsEnoughForAFinishedBuildAndNotForANewOne() throws IOException {
    builtApp();
    String home = room.cordonHome().toString();
    List<String> readOnly =
        List.of(
            Programs.require("bwrap").toString(),
            "--dev-bind",
            "/",
            "/",
            "--ro-bind",
            home,
            home,
            "--");
    Result result = room.launchBehind(readOnly, "log").run().succeeded();
    assertThat(result.stderr()).isEmpty();

    room.edit("cli/src/main/java/Main.java", "version 2");
    assertRefusal(
        room.launchBehind(readOnly, "log").run(),
        "cordon: cannot write to " + home,
        "hint: set CORDON_HOME to a folder of yours");
  }

  @Test
  void argumentsThatAreTooLongForTheJvmAreRefusedAs125() throws IOException {
    builtApp();
    Path script = room.root.resolve("many.sh");
    room.write(script, TOO_MANY_ARGUMENTS);
    String launcher = room.checkout + "/cordon";
    Result result = room.launcher(Path.of("/bin/sh"), script.toString(), launcher).run();
    assertThat(result.stderr()).contains("cordon: cannot start " + room.jdk + "/bin/java\nhint: ");
    assertThat(result.exitCode()).isEqualTo(125);
  }

  private Path builtApp() throws IOException {
    room.launch("log").run().succeeded();
    return room.onlyBuild();
  }

  private static String expectedEnd(String... arguments) {
    StringBuilder end = new StringBuilder("arg: dev.cordon.cli.Main\n");
    for (String argument : arguments) {
      end.append("arg: ").append(argument).append('\n');
    }
    return end.append("options: none\nlocale: C.UTF-8\nkey: none\n").toString();
  }

  private static void assertRefusal(Result result, String... stderr) {
    assertThat(result.stderr()).isEqualTo(String.join("\n", stderr) + "\n");
    assertThat(result.stdout()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(125);
  }
}
