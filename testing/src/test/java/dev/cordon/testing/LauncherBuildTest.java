package dev.cordon.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the launcher builds, what it builds, and what it keeps. */
class LauncherBuildTest {

  private static final String MAIN = "cli/src/main/java/Main.java";
  private static final String DONE = "cordon: building \\(the sources have changed\\) … done.*\n";

  private final LauncherRoom room;

  LauncherBuildTest() throws IOException {
    room = new LauncherRoom();
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void aChangedSourceIsBuiltAndRun() throws IOException {
    room.launch("log").run().succeeded();
    room.edit(MAIN, "version 2");
    Result result = room.launch("log").run().succeeded();
    assertThat(result.stderr()).matches(DONE);
    assertThat(result.stdout()).contains("main: version 2");
  }

  @Test
  void anAddedAndARemovedSourceAreSeen() throws IOException {
    room.launch("log").run().succeeded();
    room.edit("cli/src/main/java/Added.java", "added");
    assertThat(room.launch("log").run().stderr()).matches(DONE);
    Files.delete(room.checkout.resolve("cli/src/main/java/Added.java"));
    assertThat(room.launch("log").run().succeeded().stderr()).isEmpty();
    assertThat(room.builds()).as("the build before the addition is still there").isEqualTo(2);
  }

  @Test
  void aChangedTestOrDocumentIsNoReasonToBuild() throws IOException {
    room.launch("log").run().succeeded();
    room.edit("cli/src/test/java/MainTest.java", "other test");
    room.edit("README.md", "other words");
    assertThat(room.launch("log").run().succeeded().stderr()).isEmpty();
    assertThat(room.builds()).isEqualTo(1);
  }

  @Test
  void aSourceThatIsOnlyTouchedIsNoReasonToBuild() throws IOException {
    room.launch("log").run().succeeded();
    room.edit(MAIN, "version 1");
    assertThat(room.launch("log").run().succeeded().stderr()).isEmpty();
    assertThat(room.builds()).isEqualTo(1);
  }

  @Test
  void goingBackAndForthRunsTheRightVersionEachTime() throws IOException {
    for (int version : List.of(1, 2, 1, 2, 3)) {
      room.edit(MAIN, "version " + version);
      assertThat(room.launch("log").run().succeeded().stdout())
          .contains("main: version " + version);
    }
    assertThat(room.builds()).isEqualTo(3);
    try (Stream<Path> builds = Files.list(room.cordonHome().resolve("app"))) {
      assertThat(builds.filter(path -> !path.endsWith("at"))).as("the oldest is gone").hasSize(2);
    }
  }

  @Test
  void anotherCheckoutMovedToTheSamePlaceIsNotMistakenForTheFirst() throws IOException {
    Path other = room.root.resolve("other");
    copyCheckout(other);
    room.write(other.resolve(MAIN), "version other");
    room.launch("log").run().succeeded();
    Files.move(room.checkout, room.root.resolve("away"));
    Files.move(other, room.checkout);
    assertThat(room.launch("log").run().succeeded().stdout()).contains("main: version other");
  }

  @Test
  void twoCheckoutsWithOneHomeKeepTheirOwnBuilds() throws IOException {
    Path other = room.root.resolve("other");
    copyCheckout(other);
    room.write(other.resolve(MAIN), "version other");
    for (int i = 0; i < 2; i++) {
      assertThat(room.launch("log").run().succeeded().stdout()).contains("main: version 1");
      assertThat(room.launcher(other.resolve("cordon"), "log").run().succeeded().stdout())
          .contains("main: version other", "arg: -Dcordon.checkout=" + other + "\n");
    }
    assertThat(room.builds()).isEqualTo(2);
  }

  @Test
  void twoFirstRunsAtOnceBuildOnce() throws Exception {
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      Future<Result> one = both.submit(() -> room.launch("log").run());
      Future<Result> two = both.submit(() -> room.launch("log").run());
      for (Future<Result> run : List.of(one, two)) {
        assertThat(resultOf(run).succeeded().stdout()).contains("main: version 1");
      }
    }
    assertThat(room.builds()).isEqualTo(1);
  }

  private static Result resultOf(Future<Result> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aBuildThatFailsShowsItsErrorsAndItsLogAndRunsNothing() throws IOException {
    room.launch("log").run().succeeded();
    room.edit(MAIN, "BROKEN");
    Result result = room.launch("log").run();
    assertThat(result.exitCode()).isEqualTo(125);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr())
        .isEqualTo(
            "cordon: building (the sources have changed) … failed\n"
                + "  [ERROR] Main.java:1 does not compile\n"
                + "cordon: the build failed\n"
                + "hint: the whole log is in "
                + room.cordonHome()
                + "/build/build.log\n");
    room.edit(MAIN, "version 3");
    assertThat(room.launch("log").run().succeeded().stdout()).contains("main: version 3");
  }

  @ParameterizedTest
  @CsvSource({
    "mvn, 'Maven not found, it is needed to build', maven",
    "cc, 'no C compiler found, it is needed to build', gcc libc6-dev"
  })
  void aMissingBuildProgramIsNamedWithItsPackage(String program, String message, String packages)
      throws IOException {
    Files.delete(room.bin.resolve(program));
    Result result = room.launch("log").run();
    assertThat(result.stderr())
        .isEqualTo("cordon: " + message + "\nhint: sudo apt-get install " + packages + "\n");
    assertThat(result.exitCode()).isEqualTo(125);
  }

  @Test
  void aCheckoutThatCannotBeWrittenIsBuiltAllTheSame() throws IOException {
    List<String> readOnly =
        List.of(
            Programs.require("bwrap").toString(),
            "--dev-bind",
            "/",
            "/",
            "--ro-bind",
            room.checkout.toString(),
            room.checkout.toString(),
            "--");
    assertThat(room.launchBehind(readOnly, "log").run().succeeded().stdout())
        .contains("main: version 1");
  }

  @Test
  void sourcesThatASessionMayHaveChangedAreBuiltOnlyWhenAsked() throws IOException {
    String unmarked = room.launch("log").run().succeeded().stdout();
    Path mark =
        room.cordonHome()
            .resolve("run/touched")
            .resolve(room.checkout.toString().substring(1))
            .resolve("@touched");
    room.write(mark, "");
    room.own(room.cordonHome());
    assertThat(room.launch("log").run().succeeded().stderr()).isEmpty();

    room.edit(MAIN, "version of the session");
    Result held = room.launch("log").run().succeeded();
    assertThat(held.stdout()).isEqualTo(unmarked);
    assertThat(held.stderr())
        .isEqualTo(
            "cordon: not building: a session may have changed the sources of Cordon\n"
                + "hint: review "
                + room.checkout
                + ", then ./cordon --build\n");
    assertThat(room.builds()).isEqualTo(1);

    assertThat(room.launch("--build").run().succeeded().stdout()).isEmpty();
    assertThat(mark).doesNotExist();
    Result reviewed = room.launch("log").run().succeeded();
    assertThat(reviewed.stderr()).isEmpty();
    assertThat(reviewed.stdout()).contains("main: version of the session");
  }

  @Test
  void aMarkedCheckoutWithoutABuildRunsNothing() throws IOException {
    Path mark =
        room.cordonHome()
            .resolve("run/touched")
            .resolve(room.checkout.toString().substring(1))
            .resolve("@touched");
    room.write(mark, "");
    room.own(room.cordonHome());
    Result result = room.launch("log").run();
    assertThat(result.exitCode()).isEqualTo(125);
    assertThat(result.stderr()).contains("cordon: not building: ");
    assertThat(room.builds()).isZero();
  }

  @Test
  void anotherJdkIsANewBuild() throws IOException {
    room.launch("log").run().succeeded();
    Path other = room.root.resolve("jdk26");
    room.stubJdk(other, "26");
    room.set("CORDON_JAVA_HOME", other.toString());
    room.launch("log").run().succeeded();
    assertThat(room.builds()).isEqualTo(2);
  }

  private void copyCheckout(Path target) {
    Programs.run("cp", "-R", room.checkout.toString(), target.toString()).succeeded();
    room.own(target);
  }
}
