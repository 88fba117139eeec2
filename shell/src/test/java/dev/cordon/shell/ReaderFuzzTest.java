package dev.cordon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cordon.testing.KeptInputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Coverage-guided: with {@code JAZZER_FUZZ=1} it looks for new inputs, without it goes through
 * those that were kept (CONTRIBUTING.md).
 */
class ReaderFuzzTest {

  /** What a run of ten minutes kept: each input reached something that no other did. */
  @Test
  void readsWhatWasKept() throws IOException {
    List<byte[]> kept = KeptInputs.of(getClass(), "");
    kept.forEach(this::readsAnything);
    assertThat(kept).hasSizeGreaterThan(2_000);
  }

  @FuzzTest(maxDuration = "10m")
  void readsAnything(byte[] bytes) {
    String script = new String(bytes, StandardCharsets.UTF_8);
    for (Dialect dialect : Dialect.values()) {
      Reading reading = Shell.read(script, dialect);
      if (reading instanceof Reading.NotUnderstood trouble) {
        assertThat(trouble.offset()).isBetween(0, Math.max(script.length(), Shell.MAX_LENGTH));
        continue;
      }
      for (Command command : ((Reading.Understood) reading).commands()) {
        check(command);
      }
    }
  }

  private static void check(Command command) {
    assertThat(command.words().size() + command.assignments().size() + command.redirects().size())
        .isPositive();
    assertThat(command.via().size()).isLessThanOrEqualTo(Inner.MAX_WRAPPERS + 1);
    List<String> literal = command.literal();
    for (int i = 0; i < command.words().size(); i++) {
      Word word = command.words().get(i);
      assertThat(word.isKnown() && !word.tail().isEmpty()).isFalse();
      assertThat(literal == null || literal.get(i).equals(word.text())).isTrue();
    }
  }
}
