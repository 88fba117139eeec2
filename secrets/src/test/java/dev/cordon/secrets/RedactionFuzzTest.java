package dev.cordon.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redaction meets text that nobody would write. Seeds are fixed, so each run is the same. */
class RedactionFuzzTest {

  private static final int MEGABYTE = 1_000_000;
  private static final String SECRET = "zQ7vX2mK9pL4wR8t";

  private static final List<String> PIECES =
      List.of(
          "password",
          "token",
          "authorization",
          "Bearer ",
          "Basic ",
          "://",
          "user",
          "@",
          ":",
          "=",
          "\"",
          "'",
          "\\",
          " ",
          "\n",
          "$",
          "$A",
          "{",
          "}",
          "-----BEGIN PRIVATE KEY-----",
          "-----END ",
          "-----",
          "ghp_",
          "sk-",
          "eyJ",
          ".",
          "AKIA",
          "--password",
          "-p",
          "mysql",
          "curl",
          "-u",
          "a",
          "9",
          ";",
          "(",
          ")",
          "`",
          "[redacted:value]",
          "\0",
          "\ud83d",
          "é",
          "login",
          "set",
          "pass:");

  @Test
  void anyTextIsRedactedWithoutAnError() {
    Random random = new Random(20_261_124);
    for (int round = 0; round < 40_000; round++) {
      String text = random(random, random.nextInt(20));
      assertThat(Redaction.redact(text)).as(text).isNotNull();
      List<String> arguments = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        arguments.add(random(random, random.nextInt(5)));
      }
      assertThat(Redaction.redactArguments(arguments)).hasSameSizeAs(arguments);
    }
  }

  @Test
  void aTokenOfAKnownShapeIsGoneWhateverStandsAroundIt() {
    Random random = new Random(5);
    for (int round = 0; round < 20_000; round++) {
      String text =
          random(random, random.nextInt(12))
              + " ghp_"
              + SECRET
              + SECRET
              + " "
              + random(random, random.nextInt(12));
      assertThat(Redaction.redact(text)).as(text).doesNotContain(SECRET);
      assertThat(String.join(" ", Redaction.redactArguments(List.of("a", text))))
          .as(text)
          .doesNotContain(SECRET);
    }
  }

  @Test
  void thePasswordOfAFlagIsGoneWhateverStandsBeforeIt() {
    Random random = new Random(9);
    for (int round = 0; round < 20_000; round++) {
      String before = random(random, random.nextInt(8)).replace("--password", "");
      assertThat(
              Redaction.redactArguments(List.of("run", before, "--verbose", "--password", SECRET)))
          .as(before)
          .doesNotContain(SECRET);
    }
  }

  private static String random(Random random, int pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  /** Ends at all only when each character is looked at a bounded number of times. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        " ",
        "=",
        ":",
        "://",
        "a://b",
        "a://b ",
        "a://u:p@h",
        "a://u:p@h ",
        "a:b://",
        "@",
        "token=",
        "token=$",
        "token=$a",
        "token://",
        "token=a ",
        "token=abcdef ",
        "token:",
        "token=\"",
        "token='",
        "token=\\\"",
        "password=x\"",
        "password=true ",
        "authorization:",
        "authorization: Basic ",
        "authorization: Basic [redacted:authorization] ",
        "Bearer ",
        "Bearer a1b2c3d4 ",
        "Basic a",
        "sk-",
        "sk-ant-",
        "ghp_",
        "ghp_aaaaaaaaaaaaaaaaaaaaaaaaa ",
        "eyJ",
        "eyJ.",
        "eyJ-",
        "AKIA-",
        "SG.",
        "xoxb-",
        "-----BEGIN ",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN A-----",
        "-----END ",
        "'",
        "\"",
        "\\",
        "\\\"",
        "'a b' ",
        "\"a 'b c' \" ",
        "\"'",
        "--password ",
        "-p ",
        "mysql -pa ",
        "curl -u a:b ",
        ";",
        "(",
        "\n",
        "_",
        "-",
        "a_",
        "a-",
        ". ",
        "\ud83d",
        "\0",
        "set token "
      })
  void aMegabyteOfOneThingIsRedactedInOnePass(String part) {
    String text = part.repeat(MEGABYTE / part.length());

    assertThat(Redaction.redact(text)).isNotNull();
    assertThat(Redaction.redactArguments(List.of("sh", "-c", text, text))).hasSize(4);
  }

  @Test
  void inTenMegabytesEachSecretIsFound() {
    String text = ("curl -u ana:" + SECRET + " https://u:" + SECRET + "@h; ").repeat(MEGABYTE / 5);

    assertThat(text.length()).isGreaterThan(10 * MEGABYTE);
    assertThat(Redaction.redact(text)).doesNotContain(SECRET);
  }

  @Test
  void aMillionArgumentsAreReadInOnePass() {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < MEGABYTE; i++) {
      arguments.add(i % 2 == 0 ? "--password" : SECRET);
    }

    assertThat(Redaction.redactArguments(arguments)).hasSize(MEGABYTE).doesNotContain(SECRET);
  }
}
