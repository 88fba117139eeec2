package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Other ways of writing what asks: none is let through. And what looks like them, and is not. One
 * script a line in {@code evasions/*.txt}: {@code ⏎} is a line end, {@code ␣} a space that does not
 * break, {@code ⌂} the root by way of {@code /proc}.
 */
class EvasionTest {

  private static List<String> lines(String file) throws IOException {
    List<String> lines = new ArrayList<>();
    try (InputStream text =
        Objects.requireNonNull(EvasionTest.class.getResourceAsStream("evasions/" + file))) {
      for (String line : new String(text.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (!line.isEmpty()) {
          lines.add(line.replace('⏎', '\n').replace('␣', '\u00a0').replace("⌂", "/proc/self/root"));
        }
      }
    }
    return lines;
  }

  static List<String> destroys() throws IOException {
    return lines("destroys.txt");
  }

  /** Each does what {@code rm -rf x} does, inside the boundary too, and is read as that. */
  @ParameterizedTest
  @MethodSource("destroys")
  void whatDestroysAsksInsideTheBoundary(String script) {
    Verdict verdict = run("workspace-write", "on-request", script);
    assertThat(verdict.decision()).as(Scene.line(verdict)).isEqualTo(Decision.ASK);
    assertThat(run("danger-full-access", "never", script).decision()).isEqualTo(Decision.LOG);
  }

  static List<String> likeReads() throws IOException {
    return lines("looks-like-a-read.txt");
  }

  /** Each writes, or starts something, where a known-safe read is what it looks like. */
  @ParameterizedTest
  @MethodSource("likeReads")
  void whatOnlyLooksLikeAReadAsks(String script) {
    Verdict verdict = run("workspace-write", "untrusted", script);
    assertThat(verdict.decision()).as(Scene.line(verdict)).isEqualTo(Decision.ASK);
  }

  static List<String> reads() throws IOException {
    return lines("reads.txt");
  }

  @ParameterizedTest
  @MethodSource("reads")
  void whatOnlyReadsIsLetThrough(String script) {
    assertThat(Scene.line(run("workspace-write", "untrusted", script)))
        .isEqualTo("allow | known-safe | known-safe read");
  }

  static List<String> ordinary() throws IOException {
    return lines("ordinary.txt");
  }

  @ParameterizedTest
  @MethodSource("ordinary")
  void ordinaryWorkIsNotAskedAboutInsideTheBoundary(String script) {
    Verdict verdict = run("workspace-write", "on-request", script);
    assertThat(verdict.decision()).as(Scene.line(verdict)).isEqualTo(Decision.ALLOW);
  }

  static List<String> unreadCode() throws IOException {
    return lines("unread-code.txt");
  }

  @ParameterizedTest
  @MethodSource("unreadCode")
  void codeThatNobodyReadsAsksWhereNoBoundaryConfinesIt(String script) {
    assertThat(Scene.line(run("danger-full-access", "on-request", script)))
        .isEqualTo("ask | opaque-code | runs code that is not read, without a boundary");
    assertThat(run("workspace-write", "on-request", script).decision()).isEqualTo(Decision.ALLOW);
  }

  static List<String> noUnreadCode() throws IOException {
    return lines("no-unread-code.txt");
  }

  @ParameterizedTest
  @MethodSource("noUnreadCode")
  void whatHasNoSuchCodeDoesNotAsk(String script) {
    assertThat(run("danger-full-access", "on-request", script).decision())
        .isEqualTo(Decision.ALLOW);
  }

  private static Verdict run(String mode, String policy, String script) {
    return Scene.run(mode, policy, "bash", "-c", script);
  }
}
