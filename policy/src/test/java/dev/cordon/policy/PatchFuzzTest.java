package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cordon.testing.KeptInputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Patches that were damaged: at random, with seeds that stay the same, and coverage-guided
 * (CONTRIBUTING.md).
 */
class PatchFuzzTest {
  private static final int ROUNDS = 20_000;

  private static final List<String> LINES =
      List.of(
          "*** Begin Patch",
          "*** End Patch",
          "*** Add File: a",
          "*** Update File: src/b",
          "*** Move to: ../c",
          "*** Delete File: /etc/d",
          "*** End of File",
          "@@",
          "@@ f()",
          "+x",
          "-x",
          " x",
          "",
          "***",
          "*** Add File: ",
          "+*** Delete File: e",
          " *** Delete File: e");

  private static final String CHARACTERS = "*+-@ \n\r\t\0./a\u202e\ufffd\ud800\u00e4";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void eachTextIsReadOrRefusedAndNamesNoPathThatIsNotInIt(long seed) {
    Random random = new Random(seed);
    int understood = 0;
    for (int round = 0; round < ROUNDS; round++) {
      understood += check(text(random)) ? 1 : 0;
    }
    assertThat(understood).isGreaterThan(ROUNDS / 100).isLessThan(ROUNDS);
  }

  @Test
  void readsWhatWasKept() throws IOException {
    KeptInputs.of(getClass(), "").forEach(this::readsAnything);
  }

  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "*** Begin Patch\\x0A",
    "*** End Patch",
    "*** Add File: ",
    "*** Update File: ",
    "*** Delete File: ",
    "*** Move to: ",
    "*** End of File\\x0A",
    "@@ ",
    "\\x0D\\x0A"
  })
  void readsAnything(byte[] bytes) {
    check(new String(bytes, StandardCharsets.UTF_8));
  }

  /** Whether it was understood. */
  private static boolean check(String text) {
    Patch patch = Patch.read(text);
    if (patch instanceof Patch.Understood whole) {
      assertThat(headers(text)).as(text).isEqualTo(paths(whole));
      return true;
    }
    long lines = text.chars().filter(c -> c == '\n').count() + 2;
    assertThat(((Patch.NotUnderstood) patch).line()).as(text).isBetween(1, (int) lines);
    return false;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder("*** Begin Patch\n");
    int lines = random.nextInt(6);
    for (int i = 0; i < lines; i++) {
      text.append(LINES.get(random.nextInt(LINES.size()))).append('\n');
    }
    text.append("*** End Patch");
    int damages = random.nextInt(3);
    for (int i = 0; i < damages; i++) {
      int at = random.nextInt(text.length());
      char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
      if (random.nextBoolean()) {
        text.setCharAt(at, c);
      } else {
        text.insert(at, c);
      }
    }
    return text.toString();
  }

  /** What somebody who looks only at the beginnings of lines would say is touched. */
  private static List<String> headers(String text) {
    List<String> paths = new ArrayList<>();
    for (String line : text.split("\r?\n", -1)) {
      for (String header :
          List.of("*** Add File: ", "*** Update File: ", "*** Move to: ", "*** Delete File: ")) {
        if (line.startsWith(header)) {
          paths.add(line.substring(header.length()));
        }
      }
    }
    return paths;
  }

  private static List<String> paths(Patch.Understood patch) {
    List<String> paths = new ArrayList<>();
    for (Patch.Change change : patch.changes()) {
      paths.add(change.path());
    }
    return paths;
  }
}
