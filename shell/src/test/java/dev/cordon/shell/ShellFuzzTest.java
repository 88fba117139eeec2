package dev.cordon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader meets scripts that nobody would write. Seeds are fixed, so each run is the same. */
class ShellFuzzTest {

  private static final int MEGABYTE = 1_000_000;
  private static final int TEN_MEGABYTES = 10 * MEGABYTE;
  private static final String SHELL = "ab'\"\\$`(){}[]<>|&;!#~*?^=-. \t\n\r%é\u202e\ud83d\ude00\0";
  private static final String PLAIN = "ab'\"  ;&\n-,+@%";

  private static String random(Random random, String alphabet, int length) {
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < length; i++) {
      script.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return script.toString();
  }

  @Test
  void anyScriptIsReadOrRefusedInsideItsBounds() {
    Random random = new Random(20_261_124);
    int understood = 0;
    for (int round = 0; round < 60_000; round++) {
      String alphabet = round % 2 == 0 ? SHELL : PLAIN;
      String script = random(random, alphabet, random.nextInt(40));
      Reading reading = Shell.read(List.of("sh", "-c", script));
      if (reading instanceof Reading.Commands commands) {
        understood++;
        assertThat(commands.commands()).as(script).isNotEmpty();
        for (List<String> command : commands.commands()) {
          assertThat(command).as(script).isNotEmpty();
          assertThat(command.getFirst()).as(script).isNotEmpty();
        }
      } else {
        Reading.NotUnderstood trouble = (Reading.NotUnderstood) reading;
        assertThat(trouble.reason()).as(script).matches("[a-z][a-z ]+");
        assertThat(trouble.offset()).as(script).isBetween(0, Math.max(0, script.length() - 1));
      }
    }
    assertThat(understood).isGreaterThan(1_000);
  }

  @Test
  void aGlimpseOfAnyScriptNamesOnlyCommandsWithWords() {
    Random random = new Random(7);
    for (int round = 0; round < 60_000; round++) {
      String script = random(random, SHELL, random.nextInt(60));
      for (List<String> command : Shell.glimpse(script)) {
        assertThat(command).as(script).isNotEmpty();
      }
    }
  }

  @Test
  void aGlimpseSeesEveryCommandThatIsUnderstood() {
    Random random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      String script = random(random, PLAIN, random.nextInt(30));
      if (Shell.read(List.of("sh", "-c", script)) instanceof Reading.Commands commands
          && !commands.commands().stream().anyMatch(command -> command.getFirst().equals("-"))) {
        assertThat(Shell.glimpse(script)).as(script).isEqualTo(commands.commands());
      }
    }
  }

  @Test
  void whatIsUnderstoodIsWhatBashRuns() throws Exception {
    Random random = new Random(3);
    int compared = 0;
    while (compared < 200) {
      String script = random(random, PLAIN, 4 + random.nextInt(24));
      if (Shell.read(List.of("bash", "-c", script)) instanceof Reading.Commands commands
          && areUnknownToBash(commands)) {
        StringBuilder expected = new StringBuilder();
        for (List<String> command : commands.commands()) {
          expected.append(String.join("\1", command)).append('\2');
        }
        assertThat(runByBash(script)).as(script).isEqualTo(expected.toString());
        compared++;
      }
    }
  }

  private static boolean areUnknownToBash(Reading.Commands commands) {
    for (List<String> command : commands.commands()) {
      if (!command.getFirst().matches("[ab]+")) {
        return false;
      }
    }
    return true;
  }

  /** Each command that bash would run, words ended by 1, commands by 2. */
  private static String runByBash(String script) throws Exception {
    String shown =
        "command_not_found_handle() { printf '%s' \"$1\"; shift;"
            + " for word; do printf '\\1%s' \"$word\"; done; printf '\\2'; }; ";
    Process bash =
        new ProcessBuilder(
                "bash", "--norc", "-c", shown + "PATH=/nowhere; eval \"$1\"", "x", script)
            .redirectErrorStream(true)
            .start();
    bash.getOutputStream().close();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return output;
  }

  /** Ends at all only when each character is looked at a bounded number of times. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "'",
        "\"",
        "a ",
        "a;",
        "a\n",
        "''",
        "'a' ",
        "\"\"",
        "(",
        ")",
        "()",
        "$(",
        "`",
        "\"$(",
        "\\",
        "#",
        "<",
        ">&",
        "a|",
        "a&&",
        "a=",
        "=",
        "[",
        "\ud83d\ude00",
        "'\ud83d\ude00'",
        "$(`\"",
        "a\\\n"
      })
  void aMegabyteOfOneThingAreReadInOnePass(String part) {
    String script = part.repeat(MEGABYTE / part.length());

    assertThat(Shell.read(List.of("sh", "-c", script))).isNotNull();
    assertThat(Shell.glimpse(script)).isNotNull();
  }

  @Test
  void amongTenMegabytesTheLastCommandIsStillSeen() {
    List<String> last = List.of("rm", "-f", "a");

    assertThat(Shell.glimpse("(".repeat(TEN_MEGABYTES) + "rm -f a").getLast()).isEqualTo(last);
    assertThat(Shell.read(List.of("sh", "-c", "echo '" + "a;".repeat(TEN_MEGABYTES / 2) + "'")))
        .isInstanceOf(Reading.Commands.class);
    Reading reading = Shell.read(List.of("sh", "-c", "a;".repeat(MEGABYTE) + "rm -f a"));
    List<List<String>> commands = new ArrayList<>(((Reading.Commands) reading).commands());
    assertThat(commands).hasSize(MEGABYTE + 1);
    assertThat(commands.getLast()).isEqualTo(last);
  }
}
