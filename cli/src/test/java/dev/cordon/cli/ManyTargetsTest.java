package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Pty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One question about many things on a terminal: what it shows, what each key does to each. */
class ManyTargetsTest {
  private static final String KEYS = "[y] once  [s] this session  [p] this project  [n] no";

  /** Writes three places outside, a line for each run, and fails when one was refused. */
  private static final String THREE =
      "echo run >> runs; for f in a d/b .bashrc; do echo x > \"$0/$f\" || bad=1; done 2>/dev/null;"
          + " exit ${bad-0}";

  private final CliRoom room = CliRoom.create();
  private final Path outside = room.root.resolve("outside");

  @BeforeEach
  void furnish() throws IOException {
    Files.createDirectories(outside.resolve("d"));
  }

  @AfterEach
  void tidy() {
    room.close();
  }

  @Test
  void threePathsAreShownWithWhatIsProtectedFirst() {
    try (Pty terminal = run(THREE)) {
      terminal.resize(24, 500);
      terminal.awaitText(KEYS, CliRoom.LIMIT);

      assertThat(shown(terminal))
          .endsWith(
              """
              cordon: sh wants to write in 3 places where it may not, 1 protected
                target   OUT/.bashrc  (new file)  (protected: a shell starts with it)
                         OUT/a  (new file)
                         OUT/d/b  (new file)
                command  sh -c 'SCRIPT' OUT
                a yes    runs it again with these 3 open for writing, nothing else, still inside the sandbox
              """
                      .replace("SCRIPT", THREE)
                      .replace("OUT", outside.toString())
                  + "  "
                  + KEYS
                  + "  ");
      terminal.send("n");
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'yes, once', y, 0, 2",
    "'yes, session', s, 0, 2",
    "'yes, project', p, 0, 2",
    "no, n, 1, 1"
  })
  void oneKeyAnswersForEach(String answer, String key, int exitCode, int runs) throws IOException {
    try (Pty terminal = run(THREE)) {
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send(key);
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(exitCode);
      assertThat(terminal.text().split("wants to", -1)).hasSize(2);
    }
    assertThat(Files.readAllLines(room.work.resolve("runs"))).hasSize(runs);
    assertThat(JsonText.objects(report(), "escalations"))
        .hasSize(3)
        .allSatisfy(asked -> assertThat(asked).containsEntry("answer", answer))
        .extracting(asked -> asked.get("target"))
        .containsExactly(outside + "/.bashrc", outside + "/a", outside + "/d/b");
    assertThat(room.journal("--kind", "escalation")).hasSize(3);
    assertThat(room.journal("--kind", exitCode == 0 ? "approval" : "refusal")).hasSize(3);
    assertThat(room.cordon("run", "--", "sh", "-c", THREE, outside.toString()).exitCode())
        .isEqualTo(key.equals("p") ? 0 : 1);
  }

  @ParameterizedTest(name = "paths {0}, network {1}")
  @CsvSource({"y, n", "n, y", "n, n", "y, y"})
  void theNetworkHasAnAnswerOfItsOwn(String paths, String network) {
    String script =
        "echo x > \"$0/a\"; python3 -c 'import socket;"
            + " socket.create_connection((\"192.0.2.1\", 9), 0.2)'";
    try (Pty terminal = run(script)) {
      terminal.awaitText("wants to write where it may not", CliRoom.LIMIT);
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send(paths);
      terminal.awaitText("wants to reach the network", CliRoom.LIMIT);
      terminal.awaitText("192.0.2.1:9", CliRoom.LIMIT);
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send(network);
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(1);
    }
    assertThat(Files.exists(outside.resolve("a"))).isEqualTo(paths.equals("y"));
    assertThat(JsonText.object(report(), "effective"))
        .containsEntry("network", network.equals("y") ? "full" : "off");
  }

  @Test
  void whatIsBeyondTheBoundIsAskedAfterTheReRun() {
    String script =
        "for i in 1 2 3 4 5 6 7 8 9; do echo x > \"$0/$i\" || bad=1; done; exit ${bad-0}";
    try (Pty terminal = run(script)) {
      terminal.awaitText("1 more not shown here, which a yes leaves shut", CliRoom.LIMIT);
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      assertThat(outside.resolve("1")).doesNotExist();
      terminal.send("y");
      terminal.awaitText("outside/9", CliRoom.LIMIT);
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      assertThat(outside.resolve("8")).exists();
      assertThat(outside.resolve("9")).doesNotExist();
      terminal.send("y");
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
    assertThat(outside.resolve("9")).exists();
  }

  @Test
  void keysTypedAheadDoNotAnswerTheSecondQuestion() {
    String script = "echo x > \"$0/a\" && echo x > \"$0/b\"";
    try (Pty terminal = run(script)) {
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send("yyyyyy");
      terminal.awaitText("yes, once", CliRoom.LIMIT);
      terminal.awaitText("outside/b", CliRoom.LIMIT);
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send("n");
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(2);
    }
    assertThat(outside.resolve("b")).doesNotExist();
  }

  @Test
  void aNameCannotFakeALineOfTheQuestion() {
    String name =
        "x\n  a yes    opens nothing at all\r\u001b[1A\u202e" + " ".repeat(70) + "  [n] no";
    try (Pty terminal =
        room.terminal("run", "--", "sh", "-c", "touch \"$0\" 2>&-", outside + "/" + name)) {
      terminal.awaitText(KEYS, CliRoom.LIMIT);

      assertThat(terminal.output()).doesNotContain("\u001b[1A").doesNotContain("\u202e");
      String question = shown(terminal);
      question = question.substring(question.indexOf("cordon: sh wants"));
      assertThat(question.lines().filter(line -> !line.startsWith(" ".repeat(14))))
          .hasSize(5)
          .allSatisfy(line -> assertThat(line.length()).isLessThan(80))
          .extracting(line -> line.substring(0, 9))
          .containsExactly("cordon: s", "  target ", "  command", "  a yes  ", "  [y] onc");
      assertThat(question).contains("\\u{a}").contains("\\u{1b}[1A\\u{202e}");
      terminal.send("n");
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(1);
    }
  }

  @Test
  void whatACommandDidToTheTerminalHidesNothingOfTheQuestion() {
    String spoil = "printf '\\033[1;2r\\033[8m\\033(0\\033[?7l'; stty raw; echo x > \"$0/a\"";
    try (Pty terminal = run(spoil)) {
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      String question = terminal.output();
      question = question.substring(question.indexOf("\033[?7l"));

      assertThat(question.substring(question.indexOf("\033[!p"), question.indexOf("cordon: sh")))
          .contains("\033[r", "\033[?1049l", "\033[?7h", "\033[m", "\033(B", "\033[?25h");
      assertThat(question).contains("\r\n  target   ").doesNotContainPattern("[^\r]\n  target");
      terminal.send("n");
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isNotZero();
    }
  }

  @Test
  void oneEditInReadOnlyModeIsOneQuestionMore() {
    room.file("f.txt", "old\n");
    try (Pty terminal =
        room.terminal("run", "-s", "read-only", "--", "sed", "-i", "s/old/new/", "f.txt")) {
      terminal.awaitText("sed needs your approval", CliRoom.LIMIT);
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send("y");
      terminal.awaitText("sed wants to write where it may not", CliRoom.LIMIT);
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send("y");
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
    assertThat(room.work.resolve("f.txt")).hasContent("new\n");
  }

  @Test
  void whatNeedsTheWholeHomeDirectoryIsNoQuestionButALine() {
    try (Pty terminal = room.terminal("run", "--", "git", "config", "--global", "user.name", "A")) {
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(255);
      assertThat(shown(terminal))
          .doesNotContain("wants to")
          .contains("cordon: refused: write ~/.gitconfig.lock; ")
          .contains("would need all of it open, which no question offers")
          .contains("hint: run `git config --global` outside of cordon");
    }
  }

  @Test
  void aNameLookUpIsAskedForInPlainWords() {
    try (Pty terminal = room.terminal("run", "--", "ssh", "-oBatchMode=yes", "ana@host.example")) {
      terminal.awaitText("ssh wants to reach the network", CliRoom.LIMIT);
      terminal.awaitText("target   host.example (name look-up", CliRoom.LIMIT);
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send("n");
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(255);
    }
  }

  private Pty run(String script) {
    return room.terminal("run", "--report", "r.json", "--", "sh", "-c", script, outside.toString());
  }

  private static String shown(Pty terminal) {
    return terminal.text().replace("\r", "");
  }

  private Map<String, Object> report() {
    try {
      return JsonText.object(Files.readString(room.work.resolve("r.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
