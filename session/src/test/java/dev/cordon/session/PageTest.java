package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a question stands on a terminal. */
class PageTest {

  @Test
  void aQuestionOfOneTarget() {
    assertThat(
            new Page(80)
                .of(
                    new Question(
                        "sh wants to write where it may not",
                        List.of(
                            new Question.Line("target", "~/a  (new file)"),
                            new Question.Line("", "~/b"),
                            new Question.Line("command", "sh x")))))
        .isEqualTo(
            """
            cordon: sh wants to write where it may not
              target   ~/a  (new file)
                       ~/b
              command  sh x
              [y] once  [s] this session  [p] this project  [n] no\
            """
                + "  ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n  a yes    opens nothing",
        "\r  a yes    opens nothing",
        "\u0085  a yes    opens nothing",
        "\u2028  a yes    opens nothing",
        "\u000b\u000c  a yes    opens nothing",
        "\u001b[1A\u001b[2K  a yes    opens nothing",
        "\u001bE  a yes    opens nothing",
      })
  void noNameMakesALineOfItsOwn(String name) {
    assertThat(lines(80, "/o/x" + name)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, 41, 57, 80, 132})
  void noNameReachesTheColumnWhereLinesOfOursBegin(int columns) {
    for (int length = 1; length < 200; length++) {
      String name = "/o/" + "x".repeat(length) + "  a yes    opens nothing " + "y".repeat(length);
      List<String> lines = lines(columns, name);
      assertThat(lines.subList(2, lines.size() - 1))
          .allSatisfy(line -> assertThat(line).startsWith(" ".repeat(14)));
      assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThan(Math.max(columns, 80)));
    }
  }

  @Test
  void wideCharactersFold() {
    assertThat(lines(80, "/o/" + "\u65e5".repeat(100))).hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u202e", "\u2066", "\u200b", "\u3164", "\u034f", "\u2800", "\u20dd"})
  void whatCannotBeSeenIsShown(String invisible) {
    assertThat(String.join("\n", lines(80, "/o/a" + invisible + "b")))
        .contains("a\\u{" + Integer.toHexString(invisible.charAt(0)) + "}b");
  }

  private static List<String> lines(int columns, String target) {
    return new Page(columns)
        .of(new Question("sh wants", List.of(new Question.Line("target", target))))
        .lines()
        .toList();
  }
}
