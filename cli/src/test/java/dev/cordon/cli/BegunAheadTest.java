package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Pty;
import dev.cordon.testing.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The boundary is begun while Java starts, with what the last view began with. It must be the same
 * boundary, whatever was guessed.
 */
class BegunAheadTest {
  /** Mounts, without what differs from one namespace to the next. */
  private static final String MOUNTS =
      "cut -d' ' -f4- /proc/self/mountinfo | sed 's/proc.self.fd.[0-9]*/fd/g'";

  /** When the first process of the boundary began, and when the command did: in 1/100 s. */
  private static final String BEGAN = "cut -d' ' -f22 /proc/1/stat /proc/self/stat";

  private final CliRoom room = CliRoom.create();
  private final Path view = room.state().resolve("run/view");

  @AfterEach
  void tidy() {
    room.close();
  }

  private Result shell(String script) {
    return room.cordon("run", "--", "sh", "-c", script).succeeded();
  }

  private long age(String began) {
    List<Long> times = began.strip().lines().map(Long::valueOf).toList();
    return times.getLast() - times.getFirst();
  }

  @Test
  void itIsBegunBeforeJavaHasStarted() {
    shell("true");
    assertThat(age(shell(BEGAN).stdout())).isGreaterThanOrEqualTo(2);
  }

  @Test
  void theViewIsTheSameAsWithoutIt() throws IOException {
    Files.delete(view);
    String without = shell(MOUNTS).stdout();
    assertThat(view).isNotEmptyFile();

    assertThat(shell(MOUNTS).stdout()).isEqualTo(without);
  }

  @Test
  void theFirstRunRemembersAndTheNextChangesNothing() throws IOException {
    Files.delete(view);
    shell("true");
    Object inode = Files.getAttribute(view, "unix:ino");
    shell("true");

    assertThat(Files.getAttribute(view, "unix:ino")).isEqualTo(inode);
    assertThat(room.state().resolve("run")).isDirectoryNotContaining("glob:**/view.*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "show",
        "show\0/etc",
        "show\0/etc\0",
        "show\0/no such folder\0",
        "tmpfs\0nonsense /tmp\0",
        "open\0/\0",
        "keep\0/etc\0",
        "proc\0/etc/passwd\0devices\0/\0",
        "show\0/\0show\0/etc\0"
      })
  void aWrongGuessCostsNothingButTime(String guess) throws IOException {
    Files.delete(view);
    String without = shell(MOUNTS).stdout();
    Files.writeString(view, guess);

    assertThat(shell(MOUNTS).stdout()).isEqualTo(without);
    assertThat(Files.readString(view)).startsWith("show\0").contains("\0devices\0/dev\0");
  }

  @Test
  void noMemoryIsLargerThanItsBound() throws IOException {
    Files.writeString(view, "show\0/etc\0".repeat(10_000));

    assertThat(shell("echo fine").stdout()).isEqualTo("fine\n");
    assertThat(Files.size(view)).isLessThan(64 * 1024);
  }

  @Test
  void streamsArriveWhereTheyWereSent() throws IOException {
    Path in = room.file("in", "from a file\n");
    String line =
        BuiltProgram.cordon() + " run -- sh -c 'cat; echo out; echo err >&2' <in >out 2>err";
    room.program(List.of("sh", "-c", line)).run().succeeded();
    assertThat(room.work.resolve("out")).hasContent("from a file\nout");
    assertThat(room.work.resolve("err")).hasContent("err");

    String both = BuiltProgram.cordon() + " run -- sh -c 'echo 1; echo 2 >&2; echo 3' >both 2>&1";
    room.program(List.of("sh", "-c", both)).run().succeeded();
    assertThat(room.work.resolve("both")).hasContent("1\n2\n3");
    assertThat(Files.readString(in)).isEqualTo("from a file\n");
  }

  @Test
  void nothingOfTheCallerIsOpenInside() {
    String listing = "ls -l /proc/self/fd | grep -v '/proc/[0-9]*/fd' | grep -c ' -> '";

    assertThat(shell(listing).stdout()).isEqualTo("3\n");
  }

  @Test
  void aChangeOfModeOrNetworkIsHeeded() {
    assertThat(shell("touch made && ls").stdout()).contains("made");
    Result readOnly = room.cordon("run", "-s", "read-only", "-a", "never", "--", "touch", "no");
    assertThat(readOnly.exitCode()).isNotZero();
    assertThat(room.work.resolve("no")).doesNotExist();
    String interfaces = "ls /sys/class/net 2>/dev/null; wc -l </proc/net/dev";
    String off = shell(interfaces).stdout();
    Result full = room.cordon("run", "-c", "network.mode=full", "--", "sh", "-c", interfaces);
    assertThat(full.succeeded().stdout()).isNotEqualTo(off);
    assertThat(shell(interfaces).stdout()).isEqualTo(off);
  }

  @Test
  void aPipeInPlaceOfTheMemoryHoldsNothingUp() throws IOException {
    Files.delete(view);
    room.program(List.of("mkfifo", view.toString())).run().succeeded();

    assertThat(shell("echo fine").stdout()).isEqualTo("fine\n");
    assertThat(Files.isRegularFile(view)).isTrue();
  }

  @Test
  void aMountThatAppearsMeanwhileIsSeen() throws IOException {
    askAbout("touch");
    Path go = room.root.resolve("go");
    Path mounted = room.root.resolve("mounted");
    String script =
        "(until [ -e GO ]; do sleep 0.01; done; mount -t tmpfs t WORK && touch MOUNTED) & "
            + "CORDON run -C WORK -- touch made; echo ended $?";
    script =
        script
            .replace("GO", go.toString())
            .replace("MOUNTED", mounted.toString())
            .replace("WORK", room.work.toString())
            .replace("CORDON", BuiltProgram.cordon().toString());
    List<String> unshared = List.of("unshare", "-Urm", "--propagation", "private");
    List<String> line = new ArrayList<>(unshared);
    line.addAll(List.of("bash", "-c", script));
    try (Pty terminal = room.terminal(line)) {
      terminal.awaitText("[y]", CliRoom.LIMIT);
      Files.createFile(go);
      while (!Files.exists(mounted)) {
        Thread.onSpinWait();
      }
      terminal.send("y");
      terminal.awaitText("ended 0", CliRoom.LIMIT);
    }
    assertThat(room.work).isEmptyDirectory();
  }

  private void askAbout(String program) {
    room.write(
        room.state().resolve("rules/ask.toml"),
        """
        [[rules]]
        id = "look"
        match.command = ["PROGRAM"]
        action = "ask"
        reason = "wants a look"
        """
            .replace("PROGRAM", program));
  }

  @Test
  void oneThatHasWaitedForAPersonIsNotUsed() throws InterruptedException {
    askAbout("cut");
    try (Pty terminal = room.terminal("run", "--", "sh", "-c", BEGAN + "; echo done")) {
      terminal.awaitText("[y]", CliRoom.LIMIT);
      Thread.sleep(1_500);
      terminal.send("y");
      terminal.awaitText("done", CliRoom.LIMIT);
      String last = terminal.text().replaceAll("(?s).*\\s(\\d+)\\s+(\\d+)\\s+done.*", "$1\n$2");
      assertThat(age(last)).isLessThan(100);
    }
  }

  @Test
  void nothingIsLeftOfOneThatWasNotUsed() throws IOException {
    room.cordon("run", "-s", "danger-full-access", "--", "true").succeeded();
    room.cordon("check", "--", "true").succeeded();
    room.cordon("run", "--no-such-flag");

    String stage = BuiltProgram.stage().toString();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      List<Path> left =
          all.filter(process -> process.getFileName().toString().matches("\\d+"))
              .filter(process -> commandLine(process).contains(stage + "\0serve"))
              .filter(process -> environment(process).contains(room.home.toString()))
              .toList();
      assertThat(left).isEmpty();
    }
  }

  private static String commandLine(Path process) {
    return read(process.resolve("cmdline"));
  }

  private static String environment(Path process) {
    return read(process.resolve("environ"));
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
