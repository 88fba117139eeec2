package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real full and read-only disks, each a small tmpfs in a mount namespace of its own. */
class DiskTest {
  private static final String FULL =
      """
      error: cannot write the journal in DISK/journal: No space left on device
      hint: free some space on the disk that holds DISK/journal
      """;

  @TempDir Path dir;

  @Test
  void aFullDiskRefusesTheEventAndLosesNone() {
    assertThat(onDisk("200k", "java fill"))
        .isEqualTo(
            FULL
                + FULL
                + """
                verify: ok, every event []
                verify: ok, every event []
                """);
  }

  @Test
  void aDiskThatIsFullFromTheStartRefusesTheFirstEvent() {
    assertThat(onDisk("64k", "java full-from-the-start"))
        .isEqualTo(
            "ballast: No space left on device\n"
                + FULL
                + """
                verify: ok, every event []
                verify: ok, every event []
                """);
  }

  @Test
  void aTornTailOnAFullDiskIsRepairedWhenThereIsSpaceAgain() {
    assertThat(onDisk("300k", "java full-with-a-torn-tail"))
        .isEqualTo(
            "ballast: No space left on device\n"
                + FULL.repeat(3)
                + """
                verify: ok, every event [torn_tail]
                verify: ok, every event [side_file]
                """);
  }

  @Test
  void aReadOnlyDiskCanBeReadButNotWritten() {
    assertThat(onDisk("1m", "java append; mount -o remount,ro \"$disk\"; java append"))
        .isEqualTo(
            """
            verify: ok, every event []
            error: cannot write the journal in DISK/journal: \
            DISK/journal/lock (Read-only file system)
            hint: make DISK/journal a directory only you can write, or set CORDON_HOME to one
            verify: ok, not every event []
            """);
  }

  @Test
  void aReadOnlyDiskHasNoPlaceForANewJournal() {
    assertThat(onDisk("1m", "mount -o remount,ro \"$disk\"; java open 2>/dev/null || true"))
        .isEqualTo(
            """
            error: cannot open the journal in DISK/journal: DISK/journal: Read-only file system
            hint: make DISK/journal a directory only you can write, or set CORDON_HOME to one
            """);
  }

  /** Runs a shell script in which {@code java} is {@link DiskMain} on a fresh disk. */
  private String onDisk(String size, String script) {
    Path disk = dir.resolve("disk");
    List<String> java = OwnJvm.command(DiskMain.class, disk.toString());
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(Programs.require("unshare").toString(), "--user", "--map-root-user", "--mount"));
    command.addAll(List.of("sh", "-ec"));
    command.add(
        "disk=$1; shift; jvm=$*; java() { $jvm \"$@\"; }; mkdir \"$disk\"; "
            + ("mount -t tmpfs -o mode=700,size=" + size + " tmpfs \"$disk\"; ")
            + script);
    command.addAll(List.of("sh", disk.toString()));
    command.addAll(java);
    return Programs.command(command).run().succeeded().stdout();
  }
}
