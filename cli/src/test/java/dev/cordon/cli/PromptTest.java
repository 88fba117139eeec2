package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Pty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions on a terminal: what they show, what each key does, what a yes opens. */
class PromptTest {
  /** Columns that no line of a question fills. */
  private static final int WIDE = 500;

  private static final String KEYS = "[y] once  [s] this session  [p] this project  [n] no";

  private static final String LAST_KEY = "[n] no";

  private final CliRoom room = CliRoom.create();
  private final Path outside = room.root.resolve("outside");

  @BeforeEach
  void furnish() throws IOException {
    Files.createDirectory(outside);
  }

  @AfterEach
  void tidy() {
    room.close();
  }

  @Test
  void theQuestionShowsTheExactCommandTheExactTargetAndWhatAYesOpens() {
    try (Pty terminal = room.terminal("run", "--", "touch", outside + "/new file")) {
      terminal.resize(24, WIDE);
      terminal.awaitText(KEYS, CliRoom.LIMIT);

      assertThat(terminal.text())
          .contains("cordon: touch wants to write where it may not")
          .contains("  target   '" + outside + "/new file'  (new file)")
          .contains("  command  touch '" + outside + "/new file'")
          .contains(
              "  a yes    runs it again with '"
                  + outside
                  + "/new file' open for writing, nothing else, still inside the sandbox");
      terminal.send("n");
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"once,y", "once,Y", "session,s", "session,S", "project,p", "project,P"})
  void aYesOpensExactlyThat(String scope, String key) {
    try (Pty terminal = room.terminal("run", "--report", "r.json", "--", "touch", outside + "/a")) {
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send(key);
      terminal.awaitText("yes, " + scope, CliRoom.LIMIT);

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
    assertThat(outside.resolve("a")).exists();
    assertThat(outside.resolve("b")).doesNotExist();
    Map<String, Object> report = report();
    assertThat(JsonText.objects(report, "escalations"))
        .singleElement()
        .satisfies(asked ->
            assertThat(asked)
                .containsEntry("kind", "write")
                .containsEntry("target", outside + "/a")
                .containsEntry("opens", outside + "/a")
                .containsEntry("answer", "yes, " + scope));
    assertThat(JsonText.objects(report, "denied")).isEmpty();
    assertThat(room.journal("--kind", "approval"))
        .singleElement()
        .satisfies(event -> {
          assertThat(JsonText.object(event, "approval"))
              .containsEntry("channel", "terminal")
              .containsEntry("scope", scope);
          assertThat(JsonText.object(event, "action")).containsEntry("target", outside + "/a");
        });
  }

  @Test
  void aYesForOneFileIsNoneForItsNeighbour() {
    String neighbour = "echo x > \"$0/a\" && echo x > \"$0/b\"";
    try (Pty terminal = room.terminal("run", "--", "sh", "-c", neighbour, outside.toString())) {
      terminal.awaitText("outside/a", CliRoom.LIMIT);
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send("y");
      terminal.awaitText("yes, once", CliRoom.LIMIT);
      terminal.awaitText("outside/b", CliRoom.LIMIT);
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send("n");

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(2);
    }
    assertThat(outside.resolve("a")).exists();
    assertThat(outside.resolve("b")).doesNotExist();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "n, n",
    "N, N",
    "Enter, \\r",
    "line feed, \\n",
    "Esc, \\e",
    "Ctrl-C, \\3",
    "Ctrl-D, \\4"
  })
  void aNoOpensNothing(String name, String key) {
    String typed =
        switch (key) {
          case "\\r" -> "\r";
          case "\\n" -> "\n";
          case "\\e" -> "\u001b";
          case "\\3" -> "\u0003";
          case "\\4" -> "\u0004";
          default -> key;
        };
    try (Pty terminal = room.terminal("run", "--report", "r.json", "--", "touch", outside + "/a")) {
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send(typed);

      assertThat(terminal.waitFor(CliRoom.LIMIT)).describedAs(name).isEqualTo(1);
      assertThat(shown(terminal)).endsWith(KEYS + "  no\n");
    }
    assertThat(outside.resolve("a")).doesNotExist();
    assertThat(JsonText.objects(report(), "escalations"))
        .singleElement()
        .satisfies(asked -> assertThat(asked).containsEntry("answer", "no"));
    assertThat(room.journal("--kind", "refusal"))
        .singleElement()
        .satisfies(event ->
            assertThat(JsonText.object(event, "verdict"))
                .containsEntry("decision", "deny")
                .containsEntry("reason", "refused at the terminal")
                .containsEntry("by", user()));
    assertThat(room.state().resolve("grants")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", " ", "q", "1", "\t", "ä", "\u0001\u0002"})
  void otherKeysAreNoAnswer(String keys) {
    try (Pty terminal = room.terminal("run", "--", "touch", outside + "/a")) {
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send(keys);
      terminal.send("y");
      terminal.awaitText("yes, once", CliRoom.LIMIT);

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
    assertThat(outside.resolve("a")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u009by", "\u0090>|y\u009c"})
  void whatATerminalSendsByItselfIsNoYes(String reply) {
    try (Pty terminal = room.terminal("run", "--", "touch", outside + "/a")) {
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send(reply);

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(1);
    }
    assertThat(outside.resolve("a")).doesNotExist();
  }

  @Test
  void keysTypedBeforeTheQuestionAreNoAnswerToIt() {
    String command = "echo ready; cat fifo; touch \"$0/a\"";
    room.program(List.of("mkfifo", "fifo")).run().succeeded();
    try (Pty terminal = room.terminal("run", "--", "sh", "-c", command, outside.toString())) {
      terminal.awaitText("ready", CliRoom.LIMIT);
      terminal.send("yyyy\n");
      terminal.awaitText("yyyy", CliRoom.LIMIT); // echoed: it has arrived
      room.program(List.of("sh", "-c", "echo go > fifo")).run().succeeded();
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      assertThat(outside.resolve("a")).doesNotExist();
      terminal.send("n");

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(1);
      assertThat(shown(terminal)).endsWith(KEYS + "  no\n");
    }
    assertThat(outside.resolve("a")).doesNotExist();
  }

  @Test
  void aCommandThatIsToBeApprovedShowsWhyAndWhere() {
    try (Pty terminal =
        room.terminal("run", "-s", "read-only", "--", "python3", "-c", "print(6*7)")) {
      terminal.resize(24, WIDE);
      terminal.awaitText(KEYS, CliRoom.LIMIT);

      assertThat(terminal.text())
          .contains("cordon: python3 needs your approval")
          .contains("  command  python3 -c 'print(6*7)'")
          .contains("  in       " + room.work)
          .contains(
              "  why      not a known-safe read; approval policy on-request asks in read-only")
          .contains("  a yes    runs it inside the sandbox, without writing and without network");
      terminal.send("y");
      terminal.awaitText("42", CliRoom.LIMIT);

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
  }

  @Test
  void aCommandThatIsNotApprovedDoesNotRun() {
    try (Pty terminal = room.terminal("run", "-a", "untrusted", "--", "touch", "ran")) {
      terminal.awaitText(LAST_KEY, CliRoom.LIMIT);
      terminal.send("n");

      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(126);
      assertThat(terminal.text()).contains("cordon: denied: not a known-safe read");
    }
    assertThat(room.work.resolve("ran")).doesNotExist();
  }

  @Test
  void controlCharactersAreMadeVisible() {
    String trick = "echo safe\u001b[2K\rls\u202e";
    try (Pty terminal = room.terminal("run", "-a", "untrusted", "--", "sh", "-c", trick)) {
      terminal.awaitText(KEYS, CliRoom.LIMIT);

      assertThat(terminal.output())
          .contains("'echo safe\\u{1b}[2K\\u{d}ls\\u{202e}'")
          .doesNotContain("\u001b[2K")
          .doesNotContain("\u202e");
      terminal.send("n");
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(126);
    }
  }

  @Test
  void aYesForTheProjectIsRememberedAndSaidInTheLog() {
    answer("p", "run", "--", "touch", outside + "/a");

    assertThat(room.cordon("run", "--", "sh", "-c", "echo x > \"$0\"", outside + "/a"))
        .satisfies(result -> assertThat(result.exitCode()).isZero());
    assertThat(outside.resolve("a")).hasContent("x");
    assertThat(room.cordon("log").succeeded().stdout())
        .containsPattern(
            "write .*/outside/a +ask, yes +approved +" + user() + ", terminal, project\n");
    assertThat(room.journal("--kind", "approval"))
        .singleElement()
        .satisfies(event ->
            assertThat(String.valueOf(JsonText.object(event, "approval").get("expiry")))
                .matches("\\d{4}-.*Z"));

    // Nothing else, nowhere else, and not when questions are off the table for other things.
    assertThat(room.cordon("run", "-a", "never", "--", "touch", outside + "/b").exitCode())
        .isEqualTo(1);
    CliRoom other = CliRoom.create();
    try {
      other.set("CORDON_HOME", room.state().toString());
      assertThat(other.cordon("run", "-a", "never", "--", "touch", outside + "/a").exitCode())
          .isEqualTo(1);
    } finally {
      other.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"y", "s"})
  void aYesForOnceOrTheSessionEndsWithIt(String key) {
    answer(key, "run", "--", "touch", outside + "/a");

    assertThat(room.cordon("run", "--", "sh", "-c", "echo x > \"$0\"", outside + "/a").exitCode())
        .isEqualTo(2);
    assertThat(outside.resolve("a")).isEmptyFile();
  }

  @Test
  void anApprovedCommandIsRememberedToTheLetter() {
    answer("p", "run", "-a", "untrusted", "--", "touch", "one");

    assertThat(room.work.resolve("one")).exists();
    assertThat(room.cordon("run", "-a", "untrusted", "--", "touch", "one").exitCode()).isZero();
    assertThat(room.cordon("run", "-a", "untrusted", "--", "touch", "one", "two").exitCode())
        .isEqualTo(126);
    assertThat(room.cordon("run", "-a", "untrusted", "--", "touch one").exitCode()).isEqualTo(126);
    assertThat(room.work.resolve("two")).doesNotExist();
  }

  @Test
  void aNewFolderIsOpenedWithWhatWillBeInIt() {
    answer("y", "run", "--", "sh", "-c", "mkdir \"$0\" && touch \"$0/in\"", outside + "/new");

    assertThat(outside.resolve("new/in")).exists();
  }

  @Test
  void networkIsAskedForByName() {
    String fetch = "import socket,sys; socket.create_connection((sys.argv[1], 9), 2)";
    try (Pty terminal = room.terminal("run", "--", "python3", "-c", fetch, "192.0.2.1")) {
      terminal.resize(24, WIDE);
      terminal.awaitText(KEYS, CliRoom.LIMIT);

      assertThat(terminal.text())
          .contains("cordon: python3 wants to reach the network")
          .contains("  target   192.0.2.1:9")
          .contains(
              "  a yes    runs it again with the host's whole network, still inside the sandbox");
      terminal.send("n");
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(1);
    }
  }

  @Test
  void underNeverNothingIsAskedAndTheReportListsTheRefusal() {
    try (Pty terminal =
        room.terminal("run", "-a", "never", "--report", "r.json", "--", "touch", outside + "/a")) {
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(1);
      assertThat(shown(terminal))
          .isEqualTo("touch: cannot touch '" + outside + "/a': Read-only file system\n");
    }
    assertThat(JsonText.objects(report(), "denied"))
        .singleElement()
        .satisfies(denial ->
            assertThat(denial)
                .containsEntry("kind", "write")
                .containsEntry("target", outside + "/a")
                .containsKey("evidence"));
    assertThat(JsonText.objects(report(), "escalations")).isEmpty();
    assertThat(room.journal("--kind", "escalation")).isEmpty();
  }

  @Test
  void anOrdinaryFailureIsNoQuestion() {
    try (Pty terminal =
        room.terminal(
            "run", "--", "sh", "-c", "cat missing; echo 'Read-only file system' >&2; exit 3")) {
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(3);
      assertThat(terminal.text()).doesNotContain("cordon:");
    }
  }

  @Test
  void aBackgroundJobHasNobodyToAsk() {
    String script =
        BuiltProgram.cordon() + " run -- touch " + outside + "/a & wait $!; echo \"ended $?\"";
    try (Pty terminal = room.terminal(List.of("bash", "-m", "-c", script))) {
      terminal.awaitText("there is no terminal to ask on", CliRoom.LIMIT);
      terminal.awaitText("ended 1", CliRoom.LIMIT);
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
    assertThat(outside.resolve("a")).doesNotExist();
  }

  @Test
  void theQuestionComesFromTheTerminalWhateverTheStreamsAre() {
    room.file("in.txt", "y\n");
    String script =
        BuiltProgram.cordon() + " run -- touch " + outside + "/a <in.txt >out.txt 2>err.txt";
    try (Pty terminal = room.terminal(List.of("sh", "-c", script))) {
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send("y");
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
    assertThat(outside.resolve("a")).exists();
    assertThat(room.work.resolve("out.txt")).isEmptyFile();
    assertThat(room.work.resolve("err.txt")).content().doesNotContain("cordon:");
  }

  private void answer(String key, String... arguments) {
    try (Pty terminal = room.terminal(arguments)) {
      terminal.awaitText(LAST_KEY, CliRoom.LIMIT);
      terminal.send(key);
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
    }
  }

  private Map<String, Object> report() {
    try {
      return JsonText.object(Files.readString(room.work.resolve("r.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String shown(Pty terminal) {
    return terminal.text().replace("\r", "");
  }

  private static String user() {
    return System.getProperty("user.name");
  }
}
