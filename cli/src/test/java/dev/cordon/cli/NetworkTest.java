package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Pty;
import dev.cordon.testing.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Connections of confined programs: those that are listed, those that are asked about, and others.
 */
class NetworkTest {
  private static final String KEYS = "[y] once  [s] this session  [p] this project  [n] no";
  private static final String LISTED =
      "network.domains={\"good.test\"=\"allow\",\"good.test:2222\"=\"allow\"}";
  private static final String DIRECT = "curl -sm 20 --noproxy '*' ";

  private final CliRoom room = CliRoom.create();
  private Town town;

  @BeforeEach
  void build() throws IOException {
    town = new Town(room);
  }

  @AfterEach
  void tidy() {
    room.close();
  }

  private Result limited(String script, String... flags) {
    List<String> arguments = new ArrayList<>(List.of("run", "-a", "never"));
    arguments.addAll(List.of("-c", "network.mode=limited", "-c", LISTED));
    arguments.addAll(List.of(flags));
    arguments.addAll(List.of("--", "sh", "-c", script));
    return room.program(town.command(arguments.toArray(new String[0]))).run();
  }

  /** Action and verdict of each connection. */
  private List<String> connections(String... flags) {
    List<String> lines = new ArrayList<>();
    List<String> arguments = new ArrayList<>(List.of("--kind", "network"));
    arguments.addAll(List.of(flags));
    for (Map<String, Object> event : room.journal(arguments.toArray(new String[0]))) {
      lines.add(text(event, "action", "target") + " " + text(event, "verdict", "decision"));
    }
    return lines;
  }

  private static String text(Map<String, Object> event, String part, String name) {
    return event.get(part) instanceof Map<?, ?> map ? String.valueOf(map.get(name)) : "-";
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https GET good.test /a           | curl -sm 20 --noproxy '*' https://good.test/a
          http GET good.test /a            | curl -sm 20 --noproxy '*' http://good.test/a
          https GET good.test /a           | curl -sm 20 https://good.test/a
          http POST good.test /a x         | curl -sm 20 -d x http://good.test/a
          https GET good.test:443 /        | curl -sm 20 --socks5-hostname 198.18.0.1:3128 -H Host:good.test:443 https://good.test/
          https GET good.test /            | env -u https_proxy -u HTTPS_PROXY python3 -c "import urllib.request as u; print(u.urlopen('https://good.test/').read().decode())"
          https GET good.test /            | python3 -c "import urllib.request as u; print(u.urlopen('https://good.test/').read().decode())"
          https GET good.test /            | env -u NODE_USE_ENV_PROXY node -e "require('https').get('https://good.test/', r => r.pipe(process.stdout))"
          heard hi                         | python3 -c "import socket; f = socket.create_connection(('good.test', 2222)).makefile('rw'); print(f.readline()); f.write('hi\\n'); f.flush(); print(f.readline())"
          """)
  void aListedHostIsReachedWithAndWithoutAProxy(String expected, String script) {
    Result result = limited(script);

    assertThat(result.stdout()).as(result.toString()).contains(expected);
    assertThat(connections()).allMatch(line -> line.endsWith(" allow")).isNotEmpty();
  }

  @Test
  void anUnlistedHostIsRefusedReadably() {
    Result result =
        limited(
            "curl -sm 20 http://other.test/; "
                + DIRECT
                + "http://other.test/; "
                + DIRECT
                + "https://other.test/; echo $?; curl -sm 20 https://other.test/; echo $?");

    String text =
        """
        cordon: other.test:80 is not listed; approval policy never asks nobody
        hint: allow it with network.domains = { "other.test" = "allow" }
        """;
    assertThat(result.stdout()).isEqualTo(text.repeat(2) + "35\n56\n");
    assertThat(connections())
        .containsExactlyInAnyOrder(
            "other.test:80 deny",
            "other.test:80 deny",
            "other.test:443 deny",
            "other.test:443 deny");
    assertThat(connections("--host", "OTHER.test")).hasSize(4);
    assertThat(connections("--host", "test")).hasSize(4);
    assertThat(connections("--host", "her.test")).isEmpty();
  }

  @Test
  void whatWasRefusedIsSaidWhenTheCommandFails() {
    assertThat(limited(DIRECT + "https://other.test/").stderr())
        .contains(
            "cordon: refused: connect other.test:443 (gate: unlisted, other.test:443 is not listed;"
                + " approval policy never asks nobody)\nhint: network.domains lists hosts; cordon log"
                + " --kind network --session ");
    assertThat(limited(DIRECT + "https://other.test/; true").stderr()).isEmpty();
  }

  @Test
  void theReportSaysWhatWasRefused() throws IOException {
    Path report = room.root.resolve("report.json");
    limited(DIRECT + "http://other.test/", "--report", report.toString());

    assertThat(Files.readString(report))
        .contains(
            "{\"kind\":\"connect\",\"target\":\"other.test:80\",\"evidence\":\"gate: unlisted, ");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "home.test, **.test, address",
    "home.test, *:*, address",
    "meta.test, meta.test, address",
    "169.254.169.254, 169.254.169.254, address",
    "gone.test, gone.test, unreachable",
  })
  void aNameThatLeadsHomeIsNotDialled(String host, String rule, String refusal) {
    Result result =
        limited(
            DIRECT + "-D - http://" + host + "/",
            "-c",
            "network.domains={\"" + rule + "\"=\"allow\"}");

    assertThat(result.stdout()).contains("X-Cordon-Refused: " + refusal);
  }

  @Test
  void aHostAtHomeThatIsNamedExactlyIsReached() {
    Result result =
        limited(DIRECT + "http://home.test/", "-c", "network.domains={\"home.test\"=\"allow\"}");

    assertThat(result.stdout()).isEqualTo("http GET home.test / \n");
  }

  @Test
  void onlyTheMethodsThatAreListedMayBeUsed() {
    Result result =
        limited(
            "for method in GET HEAD POST DELETE; do "
                + DIRECT
                + "-o /dev/null -w '%{http_code} ' -X $method http://good.test/ -m 3; done; "
                + DIRECT
                + "https://good.test/; echo $?",
            "-c",
            "network.methods=[\"GET\"]");

    assertThat(result.stdout()).isEqualTo("200 403 403 403 35\n");
  }

  @Test
  void aRuleDecidesToo() {
    room.write(
        room.state().resolve("rules/hosts.toml"),
        """
        [[rules]]
        id = "no-good"
        match.host = ["**.good.test"]
        action = "deny"
        reason = "good is not good enough"
        examples = ["good.test"]
        """);
    Result result = limited(DIRECT + "http://good.test/");

    assertThat(result.stdout())
        .isEqualTo("cordon: good is not good enough\nhint: rule no-good decides\n");
  }

  @Test
  void reportLetsThroughAndRecords() {
    Result result =
        limited(
            DIRECT
                + "http://other.test/; "
                + DIRECT
                + "-o /dev/null -w '%{http_code}' http://home.test/",
            "-c",
            "network.mode=report");

    assertThat(result.stdout()).isEqualTo("http GET other.test / \n403");
    assertThat(room.journal("--kind", "network", "--host", "other.test").getFirst().toString())
        .contains("network.mode report: not listed");
  }

  @ParameterizedTest(name = "[{0}]")
  @CsvSource({"y, 2, http, 1", "s, 1, http, 1", "p, 1, http, 0", "n, 1, cordon:, 1"})
  void anUnlistedHostIsAskedAboutWhileItWaits(String key, int questions, String said, int later)
      throws IOException {
    String script = DIRECT + "http://other.test/; " + DIRECT + "http://other.test/";
    try (Pty terminal =
        room.terminal(
            town.command("run", "-c", "network.mode=limited", "--", "sh", "-c", script))) {
      for (int i = 0; i < questions; i++) {
        terminal.awaitText(KEYS, CliRoom.LIMIT);
        terminal.send(key);
      }
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
      String text = terminal.text();
      assertThat(text).doesNotContain("refused: connect");
      assertThat(text.split("curl wants to reach other.test", -1)).hasSize(questions + 1);
      assertThat(text).contains(said).contains("target", "other.test:80", "why");
    }
    Result again =
        room.program(
                town.command(
                    "run",
                    "-c",
                    "network.mode=limited",
                    "--",
                    "sh",
                    "-c",
                    DIRECT + "-f http://other.test/ || exit 1"))
            .run();
    assertThat(again.exitCode()).as(again.toString()).isEqualTo(later);
  }

  @Test
  void connectionsToOneHostAreAskedAboutOnce() throws IOException {
    String call = DIRECT + "http://other.test/ & ";
    try (Pty terminal =
        room.terminal(
            town.command(
                "run", "-c", "network.mode=limited", "--", "sh", "-c", call.repeat(5) + "wait"))) {
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      terminal.send("s");
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isZero();
      assertThat(terminal.text().split("curl wants to reach", -1)).hasSize(2);
      assertThat(terminal.text().split("http GET other.test", -1)).hasSize(6);
    }
  }

  @Test
  void aQuestionGoesWhenNobodyWaitsForItsAnswer() throws IOException {
    try (Pty terminal =
        room.terminal(
            town.command(
                "run",
                "-c",
                "network.mode=limited",
                "--",
                "sh",
                "-c",
                "curl -sm 2 --noproxy '*' http://other.test/; exit 7"))) {
      terminal.awaitText(KEYS, CliRoom.LIMIT);
      assertThat(terminal.waitFor(CliRoom.LIMIT)).isEqualTo(7);
      assertThat(terminal.text()).contains("not needed any more");
    }
  }

  @Test
  void aHomeWithTooLongAPathIsRefusedBeforeAnythingRuns() {
    room.set("CORDON_HOME", room.home.resolve("long".repeat(20)).toString());
    Result result = limited("touch ran");

    assertThat(result.exitCode()).isEqualTo(125);
    assertThat(result.stderr())
        .contains("cordon: the network gate needs a shorter place: ")
        .contains("hint: set CORDON_HOME to a folder whose path is ");
    assertThat(room.work.resolve("ran")).doesNotExist();
  }
}
