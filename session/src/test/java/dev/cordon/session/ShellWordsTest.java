package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "\u0007",
        "\u001b[2J",
        "\r",
        "\n",
        "\t",
        "\u007f",
        "\u009b2J",
        "\u200b",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\u2028",
        "\u2029",
        "\u00a0",
        "\u3000",
        "\ud800",
        "\ue000",
        "\udb40\udc41"
      })
  void whatCouldMislead(String text) {
    String shown = ShellWords.visible("a" + text + "b");

    assertThat(shown).startsWith("a\\u{").endsWith("b");
    assertThat(shown.chars()).allMatch(c -> c >= 32 && c < 127);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "\u00fcml\u00e4ut", "\u65e5\u672c", "\ud83d\ude00", "$HOME `x` \"q\""})
  void ordinaryTextIsShownAsItIs(String text) {
    assertThat(ShellWords.visible(text)).isEqualTo(text);
  }

  @Test
  void aShellTakesTheShownWordsAsTheyWere() {
    List<String> words =
        List.of(
            "printf", "%s|", "a b", "it's", "", "$HOME", "`id`", "*", "~", "a=b", "-x", "\\", "!");

    assertThat(Programs.run("sh", "-c", ShellWords.of(words)).succeeded().stdout())
        .isEqualTo("a b|it's||$HOME|`id`|*|~|a=b|-x|\\|!|");
    assertThat(Programs.run("sh", "-c", ShellWords.exact(words)).succeeded().stdout())
        .isEqualTo("a b|it's||$HOME|`id`|*|~|a=b|-x|\\|!|");
  }

  /** Names on the host can hold anything but a slash and a NUL. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\u001b[2J",
        "a\tb",
        "\r7",
        "it's\u007f",
        "\\n\n",
        "!\u0001!",
        "$HOME `id`\u0002",
        "\u00a0\u202e\ufeff\u3164",
        "\u00fcml\u00e4ut\u001b\ud83d\ude00\udb40\udc41",
      })
  void aCommandToCopyMovesNoCursorAndIsTakenAsItWas(String name) {
    String line = ShellWords.whole(List.of("printf", "%s|", name, "a b", "it's"));

    assertThat(ShellWords.visible(line)).isEqualTo(line);
    assertThat(Programs.run("bash", "-c", line).succeeded().stdout())
        .isEqualTo(name + "|a b|it's|");
  }

  @Test
  void differentCommandsNeverLookTheSameExactly() {
    assertThat(ShellWords.exact(List.of("a b"))).isNotEqualTo(ShellWords.exact(List.of("a", "b")));
    assertThat(ShellWords.exact(List.of("a'b"))).isNotEqualTo(ShellWords.exact(List.of("a", "b")));
    assertThat(ShellWords.exact(List.of("a", ""))).isNotEqualTo(ShellWords.exact(List.of("a")));
    assertThat(ShellWords.exact(List.of("a' 'b")))
        .isNotEqualTo(ShellWords.exact(List.of("a", "b")));
  }

  @Test
  void aLongCommandLineIsCutAndSaysSo() {
    String shown = ShellWords.of(List.of("echo", "x".repeat(5000)));

    assertThat(shown).hasSizeLessThan(500).endsWith("x… (4605 more characters)");
    assertThat(ShellWords.of(List.of("x".repeat(500), "y".repeat(99))))
        .endsWith("x… (200 more characters)");
  }
}
