package dev.cordon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.shell.Command;
import dev.cordon.shell.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which paths a pattern names, alone and in the words of a command. */
class PathMatchTest {

  private static String rule(String action, String pattern) {
    return Spaced.rule(action, "match.path = \"" + pattern + "\"");
  }

  private static String paths(String action, String pattern, String... paths) throws Exception {
    List<Path> list = new ArrayList<>();
    for (String path : paths) {
      list.add(Path.of(path));
    }
    return Spaced.fit(rule(action, pattern), Query.paths(list, Spaced.CONTEXT));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # pattern      | path                  | deny    | allow
          src/a.txt      | /ws/src/a.txt       | certain | certain
          src/a.txt      | /ws/SRC/A.TXT       | certain | certain
          ./src/a.txt    | /ws/src/a.txt       | certain | certain
          src/a.txt      | /other/src/a.txt      | no      | no
          src/a.txt      | /ws/x/src/a.txt     | no      | no
          src/*          | /ws/src/a.txt       | certain | certain
          src/*          | /ws/src             | no      | no
          src/*          | /ws/src/b/a.txt     | no      | no
          src/**         | /ws/src/b/a.txt     | certain | certain
          src/**         | /ws/src             | certain | no
          src/           | /ws/src/b/a.txt     | certain | certain
          src/**/a.txt   | /ws/src/a.txt       | certain | certain
          src/**/a.txt   | /ws/src/b/c/a.txt   | certain | certain
          src/**/a.txt   | /ws/src/b/c/b.txt   | no      | no
          **/.env        | /ws/.env            | certain | certain
          **/.env        | /ws/a/b/.env        | certain | certain
          **/.env        | /etc/.env             | certain | no
          **/.env        | /ws/a/.envrc        | no      | no
          **/.env*       | /ws/a/.envrc        | certain | certain
          .env           | /ws/a/.env          | no      | no
          a?.txt         | /ws/ab.txt          | certain | certain
          a?.txt         | /ws/a.txt           | no      | no
          *.{pem,key}    | /ws/a.pem           | certain | certain
          *.{pem,key}    | /ws/a.key           | certain | certain
          *.{pem,key}    | /ws/a.crt           | no      | no
          {a,b/{c,d}}/x  | /ws/b/d/x           | certain | certain
          ~/.ssh/**      | /home/ana/.ssh/id     | certain | certain
          ~/.ssh/**      | /home/ana/.ssh        | certain | no
          ~/.ssh/**      | /home/bob/.ssh/id     | no      | no
          ~              | /home/ana             | certain | certain
          ~              | /home/ana/x           | no      | no
          /etc/**        | /etc/passwd           | certain | certain
          /etc/**        | /ws/etc/passwd      | no      | no
          /              | /                     | certain | certain
          /**            | /anything/at/all      | certain | certain
          **             | /ws/a               | certain | certain
          **             | /etc/a                | certain | no
          /ws/../etc   | /etc                  | error   | error
          """)
  void aPatternNamesPaths(String pattern, String path, String deny, String allow) throws Exception {
    if (deny.equals("error")) {
      assertThat(error(rule("deny", pattern))).contains("has .. in it");
      return;
    }
    assertThat(paths("deny", pattern, path)).as("deny").isEqualTo(deny);
    assertThat(paths("allow", pattern, path)).as("allow").isEqualTo(allow);
  }

  private static String error(String toml) {
    try {
      Spaced.book(toml);
      return "";
    } catch (Exception e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void onePathIsEnoughToDenyAndAllAreNeededToAllow() throws Exception {
    assertThat(paths("deny", "src/**", "/ws/src/a", "/etc/b")).isEqualTo("certain");
    assertThat(paths("allow", "src/**", "/ws/src/a", "/etc/b")).isEqualTo("no");
    assertThat(paths("allow", "src/**", "/ws/src/a", "/ws/src/b")).isEqualTo("certain");
    assertThat(paths("allow", "src/**")).isEqualTo("no");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          **/.env   | cat .env              | certain
          **/.env   | cat a/.env            | certain
          **/.env   | cat a/../.ENV         | certain
          **/.env   | cat /etc/.env         | certain
          **/.env   | cat ~/.env            | certain
          **/.env   | tool --file=.env      | certain
          **/.env   | tool --file=a,b/.env  | certain
          **/.env   | tool -f.env           | certain
          **/.env   | curl -d @.env u       | certain
          **/.env   | git show HEAD:.env    | certain
          **/.env   | cat <.env             | certain
          **/.env   | echo >.env            | certain
          **/.env   | ./.env                | certain
          **/.env   | cat .env.example      | no
          **/.env   | cat env               | no
          **/.env   | cat *.txt             | no
          **/.env   | cat .e*               | possible
          **/.env   | cat a/.*              | possible
          **/.env   | cat *                 | possible
          **/.env   | cat *v                | possible
          **/.env   | cat a/*/.env          | possible
          **/.env   | cat $X/.env           | possible
          **/.env   | cat $X                | blind
          **/.env   | cat $@                | blind
          **/.env   | cat a/$X              | blind
          **/.env   | cat $X.txt            | no
          **/.env   | $X                    | blind
          ~/.ssh/** | cat ~/.ssh/id_rsa     | certain
          ~/.ssh/** | ls ~/.ssh             | certain
          ~/.ssh/** | ls ~/.s*              | possible
          ~/.ssh/** | ls *.txt              | no
          ~/.ssh/** | ls ~/x*               | no
          ~/.ssh/** | cat ../home/ana/.ssh/x | certain
          ~/.ssh/** | cat $X/file.txt       | blind
          ~/.ssh/** | cat readme            | no
          /dev/sd?  | dd if=x of=/dev/sda   | certain
          src/**    | rm -r src             | certain
          src/**    | rm -r .               | no
          secret    | cat /proc/self/cwd/secret | certain
          secret    | cat /proc/42/cwd/./secret | certain
          secret    | cat /proc/self/task/7/cwd/secret | certain
          secret    | cat ⌂/ws/secret | certain
          secret    | cat /proc/self/cwd/a/../secret | certain
          secret    | tool --file=/proc/self/cwd/secret | certain
          secret    | cat /proc/self/status | no
          secret    | curl file:///ws/secret | certain
          secret    | curl file://localhost/ws/secret | certain
          secret    | curl FILE:/ws/%73ecret | certain
          secret    | curl file:///ws/public | no
          secret    | git add :/secret      | certain
          secret    | git add :(top)secret  | certain
          secret    | git add :(top,icase)SECRET | certain
          secret    | git add :!secret      | no
          secret    | git add :(exclude)secret | no
          secret    | git show :secret      | certain
          secret    | git add :/public      | no
          """)
  void aRuleThatRestrictsSeesPathsInWords(String pattern, String command, String fit)
      throws Exception {
    String spelled = command.replace("⌂", "/proc/self/root");
    Query query = Query.command(Spaced.command(spelled), Spaced.CONTEXT);

    assertThat(Spaced.fit(rule("deny", pattern), query)).isEqualTo(fit);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cat src/a            | certain
          cat src/a src/b      | certain
          cat src/a >src/b     | certain
          cat                  | certain
          cat src/a /etc/b     | no
          cat src/../../etc/b  | no
          cat -n src/a         | no
          cat $X               | no
          cat src/*            | no
          cat src/a >b         | no
          cat ~/src/a          | no
          less src/a           | no
          """)
  void aRuleThatAllowsACommandOnPathsKnowsAllOfThem(String command, String fit) throws Exception {
    String toml = Spaced.rule("allow", "match.command = [\"cat\"]\nmatch.path = \"src/**\"");

    assertThat(Spaced.fit(toml, Query.command(Spaced.command(command), Spaced.CONTEXT)))
        .isEqualTo(fit);
  }

  @Test
  void aPathAloneAllowsNoCommand() throws Exception {
    Query query = Query.command(Spaced.command("cat src/a"), Spaced.CONTEXT);

    assertThat(Spaced.fit(rule("allow", "src/**"), query)).isEqualTo("no");
  }

  @Test
  void inADirectoryNotKnownARelativePathMayBeAnyAndIsNeverAllowed() throws Exception {
    Context lost = new Context(Spaced.WORKSPACE, Spaced.HOME, null, Spaced.WHO);
    Query query = Query.command(Spaced.command("cat src/a"), lost);
    String allow = Spaced.rule("allow", "match.command = [\"cat\"]\nmatch.path = \"src/**\"");

    assertThat(Spaced.fit(rule("deny", "src/**"), query)).isEqualTo("certain");
    assertThat(Spaced.fit(allow, query)).isEqualTo("no");
    assertThat(Spaced.fit(rule("deny", "/etc/a"), query)).isEqualTo("blind");
    assertThat(Spaced.fit(rule("deny", "/etc/b"), query)).isEqualTo("no");
    assertThat(Spaced.fit(rule("deny", "/etc/**"), query)).isEqualTo("blind");
  }

  @Test
  void wildcardsThatGitExpandsAreSeen() throws Exception {
    Word quoted = Word.of("sec*t");
    Command.Place place = new Command.Place(0, 0, false, false, false);
    List<Word> words = List.of(Word.of("git"), Word.of("add"), quoted);
    Command command = new Command(List.of(), words, List.of(), place, List.of());

    assertThat(Spaced.fit(rule("deny", "secret"), Query.command(command, Spaced.CONTEXT)))
        .isEqualTo("possible");
    assertThat(Spaced.fit(rule("deny", "public"), Query.command(command, Spaced.CONTEXT)))
        .isEqualTo("no");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # command               | deny    | allow
          cat link                | certain | no
          cat --file=link         | certain | no
          cat sub/link            | certain | no
          cat <link               | certain | no
          cat public              | no      | no
          cat open/a              | no      | certain
          cat open/link           | certain | no
          """)
  void aLinkIsWhereItLeads(String command, String deny, String allow) throws Exception {
    Links links =
        path -> path.getFileName().toString().equals("link") ? Path.of("/ws/secret") : null;
    Context context =
        new Context(Spaced.WORKSPACE, Spaced.HOME, Spaced.WORKSPACE, links, Spaced.WHO);
    Query query = Query.command(Spaced.command(command), context);
    String open = Spaced.rule("allow", "match.command = [\"cat\"]\nmatch.path = \"open/**\"");

    assertThat(Spaced.fit(rule("deny", "secret"), query)).isEqualTo(deny);
    assertThat(Spaced.fit(open, query)).isEqualTo(allow);
  }

  @Test
  void anEditThroughALinkIsAnEditOfWhereItLeads() throws Exception {
    Links links = path -> path.equals(Path.of("/ws/link")) ? Path.of("/ws/secret") : null;
    Context context =
        new Context(Spaced.WORKSPACE, Spaced.HOME, Spaced.WORKSPACE, links, Spaced.WHO);
    Query query = Query.paths(List.of(Path.of("/ws/link")), context);

    assertThat(Spaced.fit(rule("deny", "secret"), query)).isEqualTo("certain");
    assertThat(Spaced.fit(rule("allow", "link"), query)).isEqualTo("no");
  }

  @Test
  void manyPathsAreFoundByTheirLastName() throws Exception {
    StringBuilder toml = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      toml.append("[[rules]]\nid = \"r")
          .append(i)
          .append("\"\naction = \"deny\"\nreason = \"why\"\n");
      toml.append("match.path = [\"**/n").append(i).append("\", \"m").append(i).append("\"]\n");
    }
    RuleBook book = Spaced.book(toml.toString());

    assertThat(Spaced.line(book, Query.command(Spaced.command("cat a/n42 m77"), Spaced.CONTEXT)))
        .isEqualTo("deny | r42 | why");
    assertThat(Spaced.ids(book, Query.command(Spaced.command("cat a/n42 m77"), Spaced.CONTEXT)))
        .containsExactly("r42", "r77");
    assertThat(Spaced.ids(book, Query.command(Spaced.command("cat $X"), Spaced.CONTEXT)))
        .hasSize(100);
    assertThat(Spaced.line(book, Query.paths(List.of(Path.of("/ws/m3")), Spaced.CONTEXT)))
        .isEqualTo("deny | r3 | why");
  }
}
