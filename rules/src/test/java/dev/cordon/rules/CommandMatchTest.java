package dev.cordon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.shell.Command;
import dev.cordon.shell.Word;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which commands a pattern of tokens is about: loosely to restrict, strictly to allow. */
class CommandMatchTest {

  private static final String FORCE =
      "match.command = [\"git\", \"push\", [\"--force\", \"-f\", \"--force-with-lease\"]]";

  private static String fit(String action, String match, String command) throws Exception {
    return Spaced.fit(
        Spaced.rule(action, match), Query.command(Spaced.command(command), Spaced.CONTEXT));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          git push --force origin main | certain
          git push origin main --force | certain
          git push origin main -f | certain
          git push -uf origin main | certain
          git push --force-with-lease=main:abc origin | certain
          git push --force=x | certain
          git push --forc | certain
          git push --f | certain
          git --no-pager push -f | certain
          git -C x push --force | certain
          git -c a=b -C x push --force | certain
          git --git-dir=x push --force | certain
          git --git-dir x push --force | certain
          git --force push | certain
          git push -- --force | certain
          /usr/bin/git push --force | certain
          ./bin/git push --force | certain
          GIT push --force | certain
          Git push --force | certain
          A=b git push --force | certain
          sudo:git push --force | certain
          git push --force >x | certain
          git push origin main | no
          git push --force-if-includes | no
          git push --follow-tags | no
          git push --no-force | no
          git push -F origin | no
          git pull --force | no
          git stash push --force | no
          git fetch origin push --force | no
          gitx push --force | no
          git-x push --force | no
          git | no
          git push | no
          hub push --force | no
          git push $X | blind
          git push --fo$X | possible
          git push -$X | possible
          git push -u$X | possible
          git push origin $X | blind
          git $X --force | blind
          git $@ | blind
          git push $@ | blind
          git --$X push -f | possible
          git push * | blind
          git push *f | possible
          git push --x$X | no
          git push x$X | no
          git push origin *.txt | no
          git push -* | possible
          git fetch $X | no
          $X push --force | blind
          $X push origin | no
          $@ | blind
          /usr/bin/$X push --force | blind
          $X/git push --force | blind
          $X/hub push --force | no
          """)
  void aRuleThatRestrictsSeesEverySpelling(String command, String fit) throws Exception {
    assertThat(fit("deny", FORCE, command)).isEqualTo(fit);
    assertThat(fit("ask", FORCE, command)).isEqualTo(fit);
    assertThat(fit("log", FORCE, command)).isEqualTo(fit);
  }

  @ParameterizedTest(name = "{0} / {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "rm", "-rf" | rm -rf x | certain
          "rm", "-rf" | rm -fr x | certain
          "rm", "-rf" | rm -r -f x | certain
          "rm", "-rf" | rm x -rvf | certain
          "rm", "-rf" | rm -r x | no
          "rm", "-rf" | rm -f x | no
          "find", "*", "-delete" | find . -name x -delete | certain
          "find", "*", "-delete" | find . -name delete | no
          "find", "-exec" | find . -exec rm | certain
          "find", "-exec" | find . -execdir rm | no
          "npm", "publish" | npm --tag next publish | certain
          "npm", "publish" | npm run publish | no
          "npm", "run", "*", "--watch" | npm run dev --watch | certain
          "npm", "run", "*", "--watch" | npm run --watch | no
          "npm", "run", "**" | npm run | certain
          "npm", "run", "**" | npm run dev -x | certain
          "npm", "run", "**" | npm test | no
          "*", "--dangerous" | anything a --dangerous | certain
          "*", "--dangerous" | anything a | no
          "curl", "--output=x" | curl --output=x u | certain
          "curl", "--output=x" | curl --output x u | certain
          "curl", "--output=x" | curl --outp=x u | certain
          "curl", "--output=x" | curl --output=y u | no
          "curl", "--output=x" | curl --output y u | no
          ["git", "hub"], "push" | hub push | certain
          ["git", "hub"], "push" | git push | certain
          ["git", "hub"], "push" | gh push | no
          "/opt/x/run" | /opt/x/run a | certain
          "/opt/x/run" | /opt/y/../x/run a | certain
          "/opt/x/run" | run a | certain
          "/opt/x/run" | /opt/y/run a | no
          "apt", ["install", "-i"] | apt -i x | certain
          "apt", ["install", "-i"] | apt install x | certain
          "apt", ["install", "-i"] | apt remove x | no
          "docker", "compose", "down" | docker compose -f a.yml down | certain
          "docker", "compose", "down" | docker compose up down | no
          """)
  void otherPatternsThatRestrict(String tokens, String command, String fit) throws Exception {
    assertThat(fit("deny", "match.command = [" + tokens + "]", command)).isEqualTo(fit);
  }

  @ParameterizedTest(name = "{0} / {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "git", "log" | git log | certain
          "git", "log" | git log --oneline x | certain
          "git", "log" | /usr/bin/git log | certain
          "git", "log" | git log $X | certain
          "git", "log" | git log $@ | certain
          "git", "log" | git log >/dev/null | certain
          "git", "log" | timeout:git log | certain
          "git", "log" | git -C x log | no
          "git", "log" | git --no-pager log | no
          "git", "log" | git | no
          "git", "log" | git logs | no
          "git", "log" | GIT log | no
          "git", "log" | ./git log | no
          "git", "log" | /ws/git log | no
          "git", "log" | /usr/bin/../../ws/git log | no
          "git", "log" | $X log | no
          "git", "log" | git $X | no
          "git", "log" | git $@ log | no
          "git", "log" | git lo$X | no
          "git", "log" | git l* | no
          "git", "log" | PAGER=x git log | no
          "git", "log" | sudo:git log | no
          "git", "log" | xargs:git log | no
          "git", "log" | git log >x | no
          "git", "log" | git log <x | no
          "rm", "-f" | rm -f x | certain
          "rm", "-f" | rm x -f | no
          "rm", "-f" | rm -rf x | no
          "npm", "run", "*" | npm run dev | certain
          "npm", "run", "*" | npm run | no
          "npm", "run", "*" | npm run $X | no
          "./gradlew", "test" | ./gradlew test | certain
          "./gradlew", "test" | gradlew test | no
          "./gradlew", "test" | /ws/gradlew test | no
          "cat", "~/x" | cat ~/x | no
          """)
  void aRuleThatAllowsTakesWordForWord(String tokens, String command, String fit) throws Exception {
    assertThat(fit("allow", "match.command = [" + tokens + "]", command)).isEqualTo(fit);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          allow | npm run test | certain
          allow | npm run test x | no
          allow | npm run | no
          allow | npm run test $X | no
          allow | npm run test $@ | no
          deny | npm run test | certain
          deny | npm run test x | no
          deny | npm run -s test | no
          deny | npm run $X | blind
          deny | npm run $X x | no
          deny | npm run test $@ | blind
          deny | npm $@ | blind
          deny | npm $@ x | no
          deny | npm run t* | possible
          """)
  void aWholePatternLeavesNoWordOver(String action, String command, String fit) throws Exception {
    String match = "match.command = [\"npm\", \"run\", \"test\"]\nmatch.whole = true";

    assertThat(fit(action, match, command)).isEqualTo(fit);
  }

  @Test
  void aDenialThatRestsOnNothingKnownAsks() throws Exception {
    RuleBook book = Spaced.book(Spaced.rule("deny", FORCE));

    assertThat(Spaced.line(book, query("git push --force"))).isEqualTo("deny | r | why");
    assertThat(Spaced.line(book, query("git push --fo$X")))
        .isEqualTo("deny | r | why (a word that is not known may make it so)");
    assertThat(Spaced.line(book, query("git push $X")))
        .isEqualTo("ask | r | why (a word that is not known may make it so)");
    assertThat(Spaced.line(book, query("$X push --force")))
        .isEqualTo("ask | r | why (a word that is not known may make it so)");
  }

  @Test
  void tenThousandWordsAreOnePass() throws Exception {
    List<Word> words = new ArrayList<>(List.of(Word.of("git")));
    for (int i = 0; i < 10_000; i++) {
      words.add(new Word("", "", Word.Spread.ANY, false, "$@", List.of()));
    }
    Command.Place place = new Command.Place(0, 0, false, false, false);
    Command command = new Command(List.of(), words, List.of(), place, List.of());
    StringBuilder tokens = new StringBuilder("match.command = [\"git\"");
    for (int i = 1; i < RuleReader.MAX_TOKENS; i++) {
      tokens.append(", \"t").append(i).append('"');
    }
    RuleBook book = Spaced.book(Spaced.rule("deny", tokens + "]"));

    assertThat(Spaced.line(book, Query.command(command, Spaced.CONTEXT))).startsWith("ask | r");
  }

  private static Query query(String command) {
    return Query.command(Spaced.command(command), Spaced.CONTEXT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          make test  | make test V=1               | certain
          make test  | make test -j4               | certain
          make test  | make test -f evil           | no
          make test  | make test -kf evil          | no
          make test  | make test -fevil            | no
          make test  | make test --file=evil       | no
          make test  | make test --makef evil      | no
          make test  | make test -C sub            | no
          make test  | make test $X                | no
          make test  | make test a$X               | certain
          mvn test   | mvn test -Dtest=a           | certain
          mvn test   | mvn test -f other/pom.xml   | no
          go test    | go test -v -count=1 ./...   | certain
          go test    | go test -exec evil ./...    | no
          npm test   | npm test -- a               | certain
          npm test   | npm test --prefix evil      | no
          cargo test | cargo test --manifest-path x | no
          pytest     | pytest -x -vv a             | certain
          pytest     | pytest -p evil              | no
          git status | git status --short          | certain
          touch a    | touch a -f b                | certain
          """)
  void anAllowDoesNotTakeInWhatRunsSomethingElse(String tokens, String command, String fit)
      throws Exception {
    String toml =
        Spaced.rule("allow", "match.command = [\"" + tokens.replace(" ", "\", \"") + "\"]");

    assertThat(Spaced.fit(toml, Query.command(Spaced.command(command), Spaced.CONTEXT)))
        .isEqualTo(fit);
  }

  @Test
  void anOptionThatIsAmongTheTokensIsMeant() throws Exception {
    String toml = Spaced.rule("allow", "match.command = [\"make\", \"-C\", \"sub\", \"test\"]");

    assertThat(Spaced.fit(toml, Query.command(Spaced.command("make -C sub test"), Spaced.CONTEXT)))
        .isEqualTo("certain");
  }
}
