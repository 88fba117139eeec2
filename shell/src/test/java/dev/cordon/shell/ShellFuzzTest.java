package dev.cordon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader meets scripts that nobody would write. Seeds are fixed, so each run is the same. */
class ShellFuzzTest {

  private static final int MEGABYTE = 1_000_000;
  private static final String SIGNS = "ab'\"\\$`(){}[]<>|&;!#~*?^=-. \t\n\r%é\u202e\ud83d\ude00\0";
  private static final List<String> PARTS =
      List.of(
          "a",
          "b ",
          " ",
          "'",
          "\"",
          "'c d'",
          "\"$a\"",
          "\\",
          "$",
          "$(",
          ")",
          "`",
          "${a",
          "}",
          "${a:-",
          "(",
          ";",
          "\n",
          "|",
          "&&",
          "||",
          "&",
          ">",
          "<",
          ">>f ",
          "2>&1",
          "<<E\n",
          "\nE\n",
          "<<<",
          "<(",
          "if ",
          " then ",
          "; fi",
          "else ",
          "for i in ",
          "; do ",
          "; done",
          "while ",
          "case a in ",
          "x) ",
          ";;",
          "esac",
          "{ ",
          "; }",
          "[[ ",
          " ]]",
          "((",
          "))",
          "$((",
          "f() ",
          "a=",
          "a=(",
          "#",
          "!",
          "*",
          "[x]",
          "{a,b}",
          "~",
          "eval ",
          "sh -c ",
          "sudo ",
          "find . -exec ",
          "\\;",
          "{}");

  private static String random(Random random, String alphabet, int length) {
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < length; i++) {
      script.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return script.toString();
  }

  private static String ofParts(Random random, int length) {
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < length; i++) {
      script.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return script.toString();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void anyScriptIsReadOrRefusedInsideItsBounds(Dialect dialect) {
    Random random = new Random(20_261_127);
    int understood = 0;
    for (int round = 0; round < 60_000; round++) {
      String script =
          round % 2 == 0
              ? random(random, SIGNS, random.nextInt(40))
              : ofParts(random, random.nextInt(12));
      Reading reading = Shell.read(script, dialect);
      if (reading instanceof Reading.NotUnderstood trouble) {
        assertThat(trouble.reason()).as(script).matches("[a-z][-a-z0-9, ]+");
        assertThat(trouble.offset()).as(script).isBetween(0, script.length());
      } else {
        understood++;
        for (Command command : ((Reading.Understood) reading).commands()) {
          assertThat(
                  command.words().size()
                      + command.assignments().size()
                      + command.redirects().size())
              .as(script)
              .isPositive();
        }
      }
    }
    assertThat(understood).isGreaterThan(500);
  }

  /** What bash itself refuses to read is never understood. */
  @Test
  void whatBashCannotReadIsNotUnderstood() throws Exception {
    Random random = new Random(5);
    int refused = 0;
    for (int round = 0; round < 1_500; round++) {
      String script = ofParts(random, 2 + random.nextInt(10));
      if (script.indexOf(0) < 0 && !parsedByBash(script)) {
        refused++;
        assertThat(Shell.read(script, Dialect.BASH))
            .as(script)
            .isInstanceOf(Reading.NotUnderstood.class);
      }
    }
    assertThat(refused).isGreaterThan(500);
  }

  private static boolean parsedByBash(String script) throws Exception {
    Process bash =
        new ProcessBuilder("bash", "--norc", "-n", "-c", script).redirectErrorStream(true).start();
    bash.getOutputStream().close();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // A missing end of a here-document is only a warning to bash.
    return bash.waitFor() == 0 && !said.contains("here-document");
  }

  @Test
  void whatIsUnderstoodIsWhatBashRuns() throws Exception {
    Random random = new Random(3);
    int compared = 0;
    while (compared < 300) {
      String script = ofWords(random);
      if (Shell.read(script, Dialect.BASH) instanceof Reading.Understood reading
          && areUnknownToBash(reading)) {
        StringBuilder expected = new StringBuilder();
        for (Command command : reading.commands()) {
          expected.append(String.join("\1", command.literal())).append('\2');
        }
        assertThat(runByBash(script)).as(script).isEqualTo(expected.toString());
        compared++;
      }
    }
  }

  /** Scripts whose commands all run, one after the other. */
  private static String ofWords(Random random) {
    List<String> words =
        List.of(
            "aa",
            "bb",
            "'a b'",
            "\"b\"",
            "a'c'",
            "\\a",
            "\"a\\\"b\"",
            "$'a\\tb'",
            "a\\\nb",
            "''",
            "-x",
            "a=b",
            "%",
            "a#b",
            "{}",
            "]",
            "a~",
            "\"~\"",
            "'$a'",
            "\"\\$a\"");
    List<String> ends = List.of(" ", "  ", "\t", ";", "\n", " ; ", "\n\n", "|| ", " # c\n", ";\n");
    StringBuilder script = new StringBuilder("aa ");
    for (int i = 0; i < 2 + random.nextInt(6); i++) {
      script.append(words.get(random.nextInt(words.size())));
      script.append(ends.get(random.nextInt(random.nextBoolean() ? 3 : ends.size())));
    }
    return script.toString();
  }

  private static boolean areUnknownToBash(Reading.Understood reading) {
    for (Command command : reading.commands()) {
      List<String> literal = command.literal();
      if (literal == null || literal.isEmpty() || !literal.getFirst().matches("[abc]+")) {
        return false;
      }
    }
    return true;
  }

  /** Each command that bash would run, words ended by 1, commands by 2. */
  private static String runByBash(String script) throws Exception {
    String shown =
        "command_not_found_handle() { printf '%s' \"$1\"; shift;"
            + " for word; do printf '\\1%s' \"$word\"; done; printf '\\2'; return 1; }; ";
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
        "( ",
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
        "a\\\n",
        "{",
        "{a,",
        "[a",
        "${",
        "${a[",
        "<<a\n",
        "a=(",
        "[[ ",
        "((",
        "$((",
        "*",
        "~",
        "a[",
        "if ",
        "case a in ",
        "f()",
        "\\`",
        "$a",
        "2>a ",
        "eval ",
        "sh -c \"",
        "command ",
        "declare -a a=() ",
        "a=([i]=1 ",
        "git -c alias.a=b ",
        "git config alias.a b; git a;",
        "env -S",
        "lerna exec -- ",
        "<<<",
        "$'\\x41'"
      })
  void aMegabyteOfOneThingIsReadInOnePass(String part) {
    String script = part.repeat(MEGABYTE / part.length());

    assertThat(Shell.read(script, Dialect.BASH)).isNotNull();
  }
}
