package dev.cordon.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "a<ESC>[31mb<ESC>[0m, ab",
    "<ESC>[?1049h<ESC>[Hx, x",
    "<ESC>]0;title<BEL>x, x",
    "<ESC>]8;;https://example.com<ESC>\\link<ESC>]8;;<ESC>\\, link",
    "<ESC>(Bx<ESC>=y, xy",
    "ü€, ü€",
    "cut<ESC>[3, cut",
  })
  void controlSequencesAreLeftOut(String terminal, String expected) {
    byte[] bytes =
        terminal
            .replace("<ESC>", "\u001b")
            .replace("<BEL>", "\u0007")
            .getBytes(StandardCharsets.UTF_8);
    PlainText whole = new PlainText();
    whole.append(bytes);
    assertThat(whole).hasToString(expected);

    PlainText pieces = new PlainText();
    for (byte b : bytes) {
      pieces.append(new byte[] {b});
    }
    assertThat(pieces).hasToString(expected);
  }
}
