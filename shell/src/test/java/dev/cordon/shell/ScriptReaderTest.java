package dev.cordon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which scripts for bash and sh are read, as what, and which are not, why and where. */
class ScriptReaderTest {

  private static String bash(String script) {
    return Shown.of(Shell.read(script.replace('⏎', '\n').replace('´', '`'), Dialect.BASH));
  }

  private static String posix(String script) {
    return Shown.of(Shell.read(script.replace('⏎', '\n').replace('´', '`'), Dialect.POSIX));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          ls -la src                          § [ls|-la|src]
          ls && cat a || pwd; wc -l &         § [ls][cat|a][pwd][wc|-l]
          ls # rm a                           § [ls]
          # rm a⏎ls                           § [ls]
          echo a#b                            § [echo|a#b]
          l\\s a\\ b \\$x                       § [ls|a b|$x]
          l\\⏎s                               § [ls]
          r''m "-""rf" x                      § [rm|-rf|x]
          echo "a\\"b\\x\\$c\\´"                 § [echo|a"b\\x$c`]
          echo $'a\\x41\\u00e9\\n\\101'          § [echo|aAé⏎A]
          echo $x "$x" a$x.b "a$x.b"          § [echo|…|¹|a….b|a¹.b]
          echo ${x} ${x:-y} "${x##*/}/z"      § [echo|…|…|¹/z]
          echo $1 $@ "$@" "$*" $? $# a$$ "$!" § [echo|…|…|…|¹|#|#|a¹|#]
          echo "${a[@]}" "${#a[@]}" ${!a}     § [echo|…|…|…]
          echo *.o a?b [ab]c x[1 ]            § [echo|*.o|a*b|*c|x[1|]]
          echo {a,b}.c {1..3} {} {x} a{       § [echo|*.c|*|{}|{x}|a{]
          echo ~ ~/a ~x/a a~ A=~/b "~"        § [echo|H~|H~/a|¹/a|a~|A=¹/b|~]
          echo $((1 + 2)) $(( (i+1)*2 ))      § [echo|¹|¹]
          echo $(ls a) "$(ls b)" ´ls c´       § [ls|a][ls|b][ls|c][echo|…|¹|…]
          echo "$(echo "$(ls)")"              § [ls][echo|¹][echo|¹]
          echo ´echo \\´ls\\´´                  § [ls][echo|…][echo|…]
          diff <(ls a) <(ls b) > >(tee c)     § [ls|a][ls|b][tee|c][diff|¹|¹ >¹]
          a=1 b=$x ls                         § [a=1 b=¹ ls]
          a=1; b+=2; c[0]=3; d=(1 $(ls))      § [a=1 ][b=¹ ][c=¹ ][ls][d=… ]
          export A=1 B="$x" C                 § [A=1 B=¹ export|A=1|B=¹|C]
          declare -a a=(1 2); local b         § [a=¹ declare|-a|a=¹][local|b]
          ls > a 2>> b < c 2>&1 >&- <> d      § [ls >a >b <c &1 &- >d]
          ls &> a; ls &>> b; ls >& c; ls >| d § [ls >a][ls >b][ls >c][ls >d]
          >a ls b                             § [ls|b >a]
          > a                                 § [ >a]
          ls 2 > a a2>b                       § [ls|2|a2 >a >b]
          cat <<< "a b"                       § [cat <<a b]
          cat <<A⏎x $y $(ls)⏎A⏎pwd            § [cat <<x ¹⏎][ls][pwd]
          cat <<'A'⏎$(ls) $x⏎A                § [cat <<$(ls) $x⏎]
          cat <<-A⏎→x⏎→A⏎pwd                  § [cat <<x⏎][pwd]
          cat <<A <<'B' | wc⏎a⏎A⏎b⏎B⏎ls       § [cat <<a⏎ <<b⏎][wc][ls]
          cat <<A⏎x\\⏎A⏎y⏎A                    § [cat <<xA⏎y⏎]
          (ls; cd a) && { pwd; }              § [ls][cd|a][pwd]
          (ls) > a; { ls; } 2>&1              § [ls][ >a][ls][ &1]
          if a; then b; elif c; then d; else e; fi § [a][b][c][d][e]
          if a⏎then b⏎fi > c                  § [a][b][ >c]
          while a; do b; done < c             § [a][b][ <c]
          until a⏎do⏎b⏎done                   § [a][b]
          for i in 1 $x $(ls); do a "$i"; done § [ls][a|¹]
          for i; do a; done                   § [a]
          for i⏎in a⏎do b; done               § [b]
          for ((i=0; i<3; i++)); do a; done   § [=¹ ][a]
          for PATH in .; do a; done           § [PATH=¹ ][a]
          select i in a b; do c; done         § [c]
          case $x in a) b;; (c|d) e;; *) f; esac § [b][e][f]
          case $(ls) in a*) b;& "$(pwd)") c;;& esac § [ls][b][pwd][c]
          case x in esac                      § ``
          f() { ls; }; f a                    § [ls][f|a]
          function g { ls; } 2>a; function h() (pwd) § [ls][ >a][pwd]
          f()⏎{⏎ls⏎}                          § [ls]
          ! ls; time ls; time -p ! ls         § [ls][ls][ls]
          ls |& wc                            § [ls][wc]
          [ a = b ] && [[ a = b ]]            § [[|a|=|b|]]
          [[ -f $(ls) && ( a < b || ! c ) ]]  § [ls]
          [[ $a =~ ^(a|b)+$ ]] && ls          § [ls]
          ((i++)); ls                         § [ls]
          echo if then fi do                  § [echo|if|then|fi|do]
          ''                                  § []
          echo a >&2                          § [echo|a &2]
          ${x:=a} b                           § [x=¹ ][…|b]
          é=1                                 § [é=1]
          echo é 漢字 😀                      § [echo|é|漢字|😀]
          git commit -m 'a – b “c”'           § [git|commit|-m|a – b “c”]
          "$V/bin/python" a                   § [¹/bin/python|a]
          ls;;                                § MALFORMED not expected here at 2
          ls )                                § MALFORMED not expected here at 3
          fi                                  § MALFORMED not expected here at 0
          ls | | wc                           § MALFORMED not expected here at 5
          && ls                               § MALFORMED not expected here at 0
          ls &&                               § MALFORMED script ends too early at 5
          if a; then b                        § MALFORMED script ends too early at 12
          (ls                                 § MALFORMED parenthesis without an end at 1
          echo $(ls                           § MALFORMED parenthesis without an end at 7
          echo 'a                             § MALFORMED quote without an end at 5
          echo "a                             § MALFORMED quote without an end at 5
          echo ´ls                            § MALFORMED backtick without an end at 5
          echo ${a                            § MALFORMED expansion without an end at 5
          cat <<A⏎b                           § MALFORMED here-document without an end at 4
          ls >                                § MALFORMED redirection without a target at 4
          echo a\\                            § MALFORMED backslash at the end at 6
          echo a(b)                           § MALFORMED not expected here at 6
          rm –rf a                            § MALFORMED character that looks like another at 3
          rm　-rf a                            § MALFORMED invisible character at 2
          echo “a”                            § MALFORMED character that looks like another at 5
          echo ；rm                           § MALFORMED character that looks like another at 5
          coproc ls                           § BEYOND coproc at 0
          alias ls=rm                         § BEYOND alias, which changes what names mean at 0
          echo $[1+1]                         § BEYOND arithmetic of an old kind at 5
          echo ${x@P}                         § BEYOND expansion that runs what a variable holds at 5
          echo $((echo a); (echo b))          § BEYOND arithmetic or a subshell at 5
          x='a[$(ls)]'; echo $((x))           § BEYOND arithmetic may run what a quoted text holds at 19
          x='a[$(ls)]'; [[ $x -eq 1 ]]        § BEYOND arithmetic may run what a quoted text holds at 14
          f() ls                              § BEYOND function without braces at 3
          cat <<$x⏎a⏎$x                       § BEYOND here-document with an unusual end at 4
          """)
  void scriptsOfBash(String script, String commands) {
    assertThat(bash(script.replace('→', '\t')).replace('\n', '⏎')).isEqualTo(commands);
  }

  /** What sh is on another machine may be another shell: where they differ nothing is claimed. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          ls $(pwd) | wc && (a; b) > c     § [pwd][ls|…][wc][a][b][ >c]
          f() { ls; }; f                   § [ls][f]
          [[ a && rm ]]                    § BEYOND a construct that sh may lack at 0
          ((a))                            § BEYOND a construct that sh may lack at 0
          function f { ls; }               § BEYOND a construct that sh may lack at 0
          select i in a; do b; done        § BEYOND a construct that sh may lack at 0
          ls |& wc                         § BEYOND pipe with standard error, which sh may lack at 4
          diff <(ls) a                     § BEYOND process substitution, which sh may lack at 6
          echo $'a\\nb'                    § BEYOND escapes that sh may not know at 5
          echo $'ab'                       § [echo|¹]
          time ls                          § [time|ls][time: ls]
          ls &>f rm                        § BEYOND redirection of both streams, which sh may read otherwise at 3
          echo {a,b}                       § [echo|*]
          """)
  void scriptsOfSh(String script, String commands) {
    assertThat(posix(script)).isEqualTo(commands);
  }

  @Test
  void whatFeedsWhatIsKnown() {
    Reading.Understood reading =
        (Reading.Understood) Shell.read("a | (b; c | d); e && f | g", Dialect.BASH);
    assertThat(
            reading.commands().stream()
                .map(c ->
                    c.program() + c.place().pipeline() + c.place().fed() + c.place().isolated())
                .toList())
        .containsExactly(
            "a1falsefalse",
            "b1truetrue",
            "c1truetrue",
            "d1truetrue",
            "e2falsefalse",
            "f3falsefalse",
            "g3truefalse");
  }

  @Test
  void whatMayRunMoreThanOnceIsKnown() {
    Reading.Understood reading =
        (Reading.Understood)
            Shell.read("a; while b; do c; done; f() { d; }; if e; then g; fi", Dialect.BASH);
    assertThat(
            reading.commands().stream()
                .filter(c -> c.place().repeated())
                .map(Command::program)
                .toList())
        .containsExactly("b", "c", "d");
    assertThat(reading.functions()).containsExactly("f");
  }

  @Test
  void aWordHoldsWhatRunsForIt() {
    Reading.Understood reading = (Reading.Understood) Shell.read("a \"$(b | c)\" d", Dialect.BASH);
    assertThat(
            reading.commands().getLast().words().get(1).commands().stream().map(Command::program))
        .containsExactly("b", "c");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 27, 127})
  void aControlCharacterIsNoScript(int character) {
    String control = String.valueOf((char) character);
    for (String script : List.of("ls " + control, "ls 'a" + control + "'", "l" + control + "s")) {
      assertThat(Shown.of(Shell.read(script, Dialect.BASH)))
          .startsWith("MALFORMED control character at ");
    }
  }

  @Test
  void invisibleAndBrokenCharactersAreNoScript() {
    for (String hidden :
        List.of("\u00a0", "\u200b", "\u202e", "\u2028", "\u3000", "\ufeff", "\udb40\udc41")) {
      assertThat(Shown.of(Shell.read("ls a" + hidden + "b", Dialect.BASH)))
          .isEqualTo("MALFORMED invisible character at 4");
      assertThat(Shown.of(Shell.read("ls 'a" + hidden + "'", Dialect.BASH)))
          .isEqualTo("MALFORMED invisible character at 5");
    }
    assertThat(Shown.of(Shell.read("ls \ud83d", Dialect.BASH)))
        .isEqualTo("MALFORMED broken character at 3");
    assertThat(Shown.of(Shell.read("ls\r\npwd", Dialect.BASH)))
        .isEqualTo("MALFORMED control character at 2");
  }

  @Test
  void depthCountAndLengthAreBounded() {
    assertThat(Shown.of(Shell.read("( ".repeat(10_000) + ")".repeat(10_000), Dialect.BASH)))
        .startsWith("TOO_LARGE nested deeper than 64 constructs");
    assertThat(Shown.of(Shell.read("$(".repeat(10_000), Dialect.BASH)))
        .startsWith("TOO_LARGE nested deeper than 64 constructs");
    assertThat(Shown.of(Shell.read("a;".repeat(25_001), Dialect.BASH)))
        .startsWith("TOO_LARGE more than 25000 commands");
    assertThat(Shown.of(Shell.read("a".repeat(Shell.MAX_LENGTH + 1), Dialect.BASH)))
        .startsWith("TOO_LARGE longer than 1048576 characters");
    assertThat(Shown.of(Shell.read("a".repeat(Shell.MAX_LENGTH), Dialect.BASH))).startsWith("[a");
  }
}
