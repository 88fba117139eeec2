package dev.cordon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which scripts for zsh are read, as what, and which are not, why and where. */
class PlainReaderTest {

  private static Reading read(String script) {
    return Shell.read(script, Dialect.ZSH);
  }

  /** Commands in brackets, words separated by bars; line ends are written as ⏎, backticks as ´. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          ls                           § [ls]
          ls -la src                   § [ls|-la|src]
          `  ls   -l  `                § [ls|-l]
          ls && cat a                  § [ls][cat|a]
          ls&&cat a                    § [ls][cat|a]
          ls || cat a; pwd | wc -l     § [ls][cat|a][pwd][wc|-l]
          ls;cat a|wc                  § [ls][cat|a][wc]
          ls⏎cat a⏎                    § [ls][cat|a]
          ⏎⏎ls⏎⏎cat a                  § [ls][cat|a]
          echo 'a b'                   § [echo|a b]
          echo "a b"                   § [echo|a b]
          echo a'b'"c"d                § [echo|abcd]
          echo ''                      § [echo|]
          echo "" ''                   § [echo||]
          echo 'a && b; c | d > e $f'  § [echo|a && b; c | d > e $f]
          echo "a && b; c | d > e"     § [echo|a && b; c | d > e]
          echo 'a"b' "c'd"             § [echo|a"b|c'd]
          echo 'a⏎b'                   § [echo|a⏎b]
          echo '*' "?" '~' '#' '\\'    § [echo|*|?|~|#|\\]
          'ls' -l                      § [ls|-l]
          l's'                         § [ls]
          ./run a/b,c:d+e@f%g          § [./run|a/b,c:d+e@f%g]
          env A=1 run                  § [env|A=1|run]
          dd if=a of=b                 § [dd|if=a|of=b]
          echo if then fi              § [echo|if|then|fi]
          'if' a                       § [if|a]
          echo 1 2.5 -3                § [echo|1|2.5|-3]
          echo azAZ09                  § [echo|azAZ09]
          echo 'é ü 漢 😀'              § [echo|é ü 漢 😀]
          git log --format='%h %s'     § [git|log|--format=%h %s]
          """)
  void plainScriptsAreReadAsTheirCommands(String script, String commands) {
    Reading reading = read(script.replace('⏎', '\n'));

    assertThat(Shown.of(reading).replace('\n', '⏎')).isEqualTo(commands);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          ls > a            § 3 § redirect
          ls >> a           § 3 § redirect
          cat < a           § 4 § redirect
          ls 2>a            § 4 § redirect
          ls >& a           § 3 § redirect
          ls &> a           § 3 § background or redirect
          cat <<X⏎a⏎X       § 4 § redirect
          cat <<< a         § 4 § redirect
          cat <(ls)         § 4 § redirect
          (ls)              § 0 § subshell
          f() ls            § 1 § subshell
          echo $(ls)        § 5 § expansion
          echo ´ls´         § 5 § expansion
          echo $HOME        § 5 § expansion
          echo ${HOME}      § 5 § expansion
          echo $((1))       § 5 § expansion
          echo $'a'         § 5 § expansion
          echo $"a"         § 5 § expansion
          echo "$HOME"      § 6 § expansion
          echo "a$(ls)"     § 7 § expansion
          ls &              § 3 § background or redirect
          ls & pwd          § 3 § background or redirect
          ls |& wc          § 3 § pipe with standard error
          ls;;              § 2 § case separator
          { ls; }           § 0 § braces
          echo {a,b}        § 5 § braces
          ls *.c            § 3 § glob
          ls a?             § 4 § glob
          ls [ab]           § 3 § glob
          [ -f a ]          § 0 § glob
          [[ a ]]           § 0 § glob
          ls ~              § 3 § tilde
          echo a\\ b        § 6 § backslash
          echo "a\\"b"      § 7 § backslash
          echo ^a           § 5 § caret
          echo a # b        § 7 § comment
          # ls              § 0 § comment
          ls a#b            § 4 § comment
          =ls               § 0 § leading equals sign
          echo =ls          § 5 § leading equals sign
          ! ls              § 0 § exclamation mark
          echo a!b          § 6 § exclamation mark
          A=1 ls            § 0 § assignment
          A=1               § 0 § assignment
          A+=1 ls           § 0 § assignment
          'A=1' ls          § 0 § assignment
          ls; A=1 b         § 4 § assignment
          '' a              § 0 § empty command name
          if true           § 0 § reserved word
          ls && while a     § 6 § reserved word
          time ls           § 0 § reserved word
          function a        § 0 § reserved word
          noglob ls         § 0 § reserved word
          - ls              § 0 § reserved word
          && ls             § 0 § operator with nothing before it
          ; ls              § 0 § operator with nothing before it
          | ls              § 0 § operator with nothing before it
          ls && && pwd      § 6 § operator with nothing before it
          ls ; ; pwd        § 5 § operator with nothing before it
          ls |              § 3 § operator with nothing after it
          ls &&             § 3 § operator with nothing after it
          ls;               § 2 § operator with nothing after it
          ls &&⏎pwd         § 3 § operator at the end of a line
          ls |⏎wc           § 3 § operator at the end of a line
          echo 'a           § 5 § quote without an end
          echo "a           § 5 § quote without an end
          ``                § 0 § empty script
          `   `             § 0 § empty script
          ⏎⏎                § 0 § empty script
          echo é            § 5 § character outside ascii
          """)
  void everythingElseIsNotUnderstoodWithReasonAndPlace(String script, int offset, String reason) {
    String text = script == null ? "" : script.replace('⏎', '\n').replace('´', '`');
    assertThat(read(text))
        .isEqualTo(new Reading.NotUnderstood(Reading.Trouble.BEYOND, reason, offset));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "case",
        "coproc",
        "do",
        "done",
        "elif",
        "else",
        "esac",
        "fi",
        "for",
        "function",
        "if",
        "in",
        "select",
        "then",
        "time",
        "until",
        "while",
        "always",
        "end",
        "foreach",
        "nocorrect",
        "noglob",
        "repeat",
        "-"
      })
  void aReservedWordIsOneOnlyWhereACommandNameStands(String word) {
    assertThat(read(word + " ls"))
        .isEqualTo(new Reading.NotUnderstood(Reading.Trouble.BEYOND, "reserved word", 0));
    assertThat(read("ls; " + word))
        .isEqualTo(new Reading.NotUnderstood(Reading.Trouble.BEYOND, "reserved word", 4));
    assertThat(read("ls " + word))
        .satisfies(reading -> assertThat(Shown.of(reading)).isEqualTo("[ls|" + word + "]"));
    assertThat(Shown.of(read("'" + word + "' ls"))).isEqualTo("[" + word + "|ls]");
  }

  @Test
  void whatCannotBeSeenIsNotUnderstood() {
    assertThat(read("ls \u007f"))
        .isEqualTo(new Reading.NotUnderstood(Reading.Trouble.BEYOND, "control character", 3));
    assertThat(read("ls '\u007f'"))
        .isEqualTo(new Reading.NotUnderstood(Reading.Trouble.BEYOND, "control character", 4));
    assertThat(read("ls\r\npwd"))
        .isEqualTo(new Reading.NotUnderstood(Reading.Trouble.BEYOND, "control character", 2));
    assertThat(read("ls \u0000"))
        .isEqualTo(new Reading.NotUnderstood(Reading.Trouble.BEYOND, "control character", 3));
    assertThat(read("ls '\u001b[2K'"))
        .isEqualTo(new Reading.NotUnderstood(Reading.Trouble.BEYOND, "control character", 4));
    assertThat(read("ls \"\u0007\""))
        .isEqualTo(new Reading.NotUnderstood(Reading.Trouble.BEYOND, "control character", 4));
    assertThat(read("ls '\u0085'"))
        .isEqualTo(new Reading.NotUnderstood(Reading.Trouble.BEYOND, "control character", 4));
    for (String space :
        List.of("\u00a0", "\u3000", "\u2003", "\u200b", "\u202e", "\u2066", "\ufeff")) {
      assertThat(read("ls '" + space + "'"))
          .isEqualTo(new Reading.NotUnderstood(Reading.Trouble.BEYOND, "invisible character", 4));
      assertThat(read("ls " + space))
          .isEqualTo(
              new Reading.NotUnderstood(Reading.Trouble.BEYOND, "character outside ascii", 3));
    }
    assertThat(read("ls '\ud83d"))
        .isEqualTo(new Reading.NotUnderstood(Reading.Trouble.BEYOND, "broken character", 4));
    for (String broken : List.of("\ufffd", "\ud83d", "\ude00", "\ude00\ud83d")) {
      assertThat(read("ls '" + broken + "'"))
          .isEqualTo(new Reading.NotUnderstood(Reading.Trouble.BEYOND, "broken character", 4));
    }
  }
}
