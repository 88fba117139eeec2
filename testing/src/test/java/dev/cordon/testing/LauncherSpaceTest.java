package dev.cordon.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A home that the launcher cannot write its build to: one line that says so, and a hint. */
class LauncherSpaceTest {
  private static final String MAIN = "cli/src/main/java/Main.java";
  private static final String FREE =
      "hint: free some space, or set CORDON_HOME to a folder on another disk\n";

  private final LauncherRoom room;

  LauncherSpaceTest() throws IOException {
    room = new LauncherRoom();
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void aDiskThatIsFullBeforeTheSourcesAreCopiedIsSaidOnce() throws IOException {
    assertRefused(
        onADiskOf(16_384),
        "cordon: cannot copy the sources: no space left in " + room.cordonHome() + "\n" + FREE);
    assertThat(room.builds()).isZero();
  }

  @Test
  void aDiskThatIsFullDuringTheBuildIsSaidAndNotWhatMavenSays() throws IOException {
    room.edit(MAIN, "BROKEN");
    assertRefused(
        onADiskOf(1_000_000),
        "cordon: building (first use) … failed\ncordon: the build failed: no space left in "
            + room.cordonHome()
            + "\n"
            + FREE);
  }

  @Test
  void aDiskThatIsFullWhenTheBuildIsPutInItsPlaceIsSaid() throws IOException {
    Path jar = room.root.resolve("large.jar");
    room.write(jar, "x".repeat(700_000));
    room.set("JAR", jar.toString());
    assertRefused(
        onADiskOf(1_000_000),
        "cordon: building (first use) … failed\ncordon: the build is incomplete: no space left in "
            + room.cordonHome()
            + "\n"
            + FREE);
  }

  @Test
  void aSourceThatCannotBeReadIsNoFullDisk() throws IOException {
    Path source = room.checkout.resolve(MAIN);
    Files.setPosixFilePermissions(source, Set.of());
    assertRefused(
        room.launch("log").run(),
        "cordon: cannot copy the sources: Permission denied\nhint: check the permissions below "
            + room.checkout
            + " and "
            + room.cordonHome()
            + "\n");
  }

  @Test
  void aLockThatCannotBeTakenIsNamed() throws IOException {
    Path lock = Files.createDirectories(room.cordonHome().resolve("build/lock"));
    room.own(room.home);
    assertRefused(
        room.launch("log").run(),
        "cordon: cannot write to "
            + lock
            + "\nhint: make it yours, or set CORDON_HOME to a folder of yours\n");
  }

  private Result onADiskOf(int bytes) throws IOException {
    Files.createDirectories(room.cordonHome());
    room.own(room.home);
    return room.launchBehind(
            List.of(
                Programs.require("bwrap").toString(),
                "--dev-bind",
                "/",
                "/",
                "--size",
                Integer.toString(bytes),
                "--tmpfs",
                room.cordonHome().toString(),
                "--"),
            "log")
        .run();
  }

  private static void assertRefused(Result result, String stderr) {
    assertThat(result.stderr()).isEqualTo(stderr);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(125);
  }
}
