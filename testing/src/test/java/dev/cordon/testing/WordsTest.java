package dev.cordon.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      quoteCharacter = '`',
      value = {
        "a  b\tc = a|b|c",
        "'a b' c = a b|c",
        "'' x = |x",
        "a'b'\"c\" = abc",
        "\"a $V b\" = a two words b",
        "$V = two words",
        "pre${V}post = pretwo wordspost",
        "'$V' = $V",
        "\\$V a\\ b = $V|a b",
        "\"\\\"\\\\\\$V\\n\" = \"\\$V\\n",
        "cost$ $. = cost$|$.",
      })
  void aLineIsSplitAsAShellWould(String line, String expected) {
    List<String> words = Words.split(line, name -> name.equals("V") ? "two words" : "?" + name);
    assertThat(String.join("|", words)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'open", "\"open", "end\\", "${open"})
  void whatIsNotClosedIsRefused(String line) {
    assertThatThrownBy(() -> Words.split(line, name -> ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
