package dev.cordon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which commands a script that is not understood seems to hold. A line end is written {@code ⏎}.
 */
class GlimpseTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          rm -f $x            § [rm|-f|$x]
          a $(rm -f b) c      § [a|$][rm|-f|b][c]
          a "$(rm -f b) c" d  § [a|][rm|-f|b][ c|d]
          a "x ´rm -f b´ y" d § [a|x ][rm|-f|b][ y|d]
          a ´rm -f b´ c       § [a][rm|-f|b][c]
          a "(rm)" b          § [a|(rm)|b]
          a "$" b             § [a|$|b]
          a "$x" b            § [a|$x|b]
          (cd x && rm -f b)   § [cd|x][rm|-f|b]
          a) rm -f b          § [a][rm|-f|b]
          a & rm -f b         § [a][rm|-f|b]
          a |& rm -f b        § [a][rm|-f|b]
          a⏎rm -f b           § [a][rm|-f|b]
          a \\⏎rm             § [a|rm]
          r\\⏎m -f b          § [rm|-f|b]
          r\\m -f b           § [rm|-f|b]
          "r\\m" -f           § [rm|-f]
          rm\\                § [rm]
          a \\;               § [a|;]
          a\\b                § [ab]
          'r'm -f 'a b'       § [rm|-f|a b]
          rm 'a b             § [rm|a b]
          rm "a b             § [rm|a b]
          a ''                § [a|]
          a ""                § [a|]
          >x rm -f b          § [rm|-f|b]
          rm -f b >x          § [rm|-f|b]
          rm <x -f            § [rm|-f]
          rm > x -f           § [rm|-f]
          rm >&2 -f           § [rm|-f]
          rm 2>x -f           § [rm|2|-f]
          rm >'x y' -f        § [rm|-f]
          a >; b c            § [a][b|c]
          cat <(rm -f b)      § [cat][rm|-f|b]
          a # rm -f b         § [a]
          a # x⏎rm -f b       § [a][rm|-f|b]
          a#b c               § [a#b|c]
          # x                 § ``
          X=1 rm -f b         § [rm|-f|b]
          X=1 Y+=2 rm         § [rm]
          X[1]=2 rm           § [rm]
          _x=1 rm             § [rm]
          X_1=1 rm            § [rm]
          1=2 rm              § [1=2|rm]
          =2 rm               § [=2|rm]
          a/b=c rm            § [a/b=c|rm]
          rm X=1              § [rm|X=1]
          if rm -f b; then c  § [rm|-f|b][c]
          ! rm -f b           § [rm|-f|b]
          { rm -f b; }        § [rm|-f|b]
          [[ rm ]]            § [rm|]]]
          while ]] rm         § [rm]
          rm if               § [rm|if]
          """)
  void everythingThatCouldBeACommandIsOne(String script, String commands) {
    StringBuilder shown = new StringBuilder();
    String text = script.replace('⏎', '\n').replace('´', '`');
    for (List<String> command : Shell.glimpse(text)) {
      shown.append('[').append(String.join("|", command)).append(']');
    }
    assertThat(shown.toString()).isEqualTo(commands);
  }
}
