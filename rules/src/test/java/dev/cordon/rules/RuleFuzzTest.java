package dev.cordon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.ConfigException;
import dev.cordon.shell.Command;
import dev.cordon.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Broken input, put together from pieces: it is refused with a place, or it is judged. */
class RuleFuzzTest {

  private static final String FILE =
      """
      [[rules]]
      id = "r"
      match.command = ["git", ["push", "-f"], "*", "**"]
      match.whole = true
      match.path = ["**/.e{n,x}v", "~/a/", "/**"]
      match.host = ["**.a.io", "*", "::1"]
      match.tool = "a*?"
      when = 'command.exists(w, w.matches("a+"))'
      action = "deny"
      reason = "why"
      examples = ["git push", "a"]
      on_failure = "open"
      """;

  private static String mixed(String text, Random random, int count) {
    String[] pieces = text.split("(?<=[\\[\\]{}(),.=\"'*\n ])", -1);
    StringBuilder mixed = new StringBuilder();
    for (int i = 0; i < count; i++) {
      mixed.append(pieces[random.nextInt(pieces.length)]);
      if (random.nextInt(40) == 0) {
        mixed.append((char) random.nextInt(0x10000));
      }
    }
    return mixed.toString();
  }

  @Test
  void aFileIsReadOrRefused() {
    Random random = new Random(11);
    String[] lines = FILE.split("(?<=\n)", -1);
    int refused = 0;
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder("[[rules]]\n");
      for (int i = 1; i < lines.length; i++) {
        String line = lines[i];
        if (random.nextInt(3) == 0) {
          int at = random.nextInt(line.length() + 1);
          line = line.substring(0, at) + mixed(FILE, random, 2) + line.substring(at);
        }
        text.append(random.nextInt(4) == 0 ? "" : line);
      }
      try {
        RuleBook book = Spaced.book(text.toString());
        book.judge(Query.command(Spaced.command("git push x"), Spaced.CONTEXT));
      } catch (ConfigException e) {
        refused++;
      } catch (Exception e) {
        throw new AssertionError(text.toString(), e);
      }
    }
    assertThat(refused).isBetween(1000, 2000);
  }

  @Test
  void hostileWordsAreJudged() throws Exception {
    RuleBook book =
        Spaced.book(
            Spaced.rule("deny", "match.command = [\"*\", \"push\", [\"--force\", \"-f\", \"x\"]]")
                + Spaced.rule("ask", "match.path = [\"**/.e{n,x}v\", \"~/a/\", \"/b/*\"]")
                    .replace("\"r\"", "\"s\"")
                + Spaced.rule("allow", "match.command = [\"/bin/ls\"]\nmatch.path = \"**\"")
                    .replace("\"r\"", "\"t\"")
                + Spaced.rule("deny", "match.path = [\"a/e\", \"**/f/**\"]")
                    .replace("\"r\"", "\"u\"")
                + Spaced.rule("log", "match.path = \"*/a\"").replace("\"r\"", "\"v\"")
                + Spaced.rule("deny", "match.path = \"e*\"").replace("\"r\"", "\"w\""));
    Random random = new Random(13);
    String letters = "\0\n/~.-=:,@*?\u202e\ud800\uffff\u2013 aef";
    Word.Spread[] spreads = Word.Spread.values();
    for (int round = 0; round < 20_000; round++) {
      List<Word> words = new ArrayList<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        Word.Spread spread = spreads[random.nextInt(spreads.length)];
        String text = text(letters, random);
        String tail = spread == Word.Spread.KNOWN ? "" : text(letters, random);
        boolean home = text.startsWith("~");
        words.add(new Word(text, tail, spread, home, text + "*" + tail, List.of()));
      }
      Command.Place place = new Command.Place(0, 0, false, false, false);
      Command command = new Command(List.of(), words, List.of(), place, List.of());
      Spaced.judge(book, Query.command(command, Spaced.CONTEXT));
      Spaced.judge(book, Query.host(text(letters, random), Spaced.CONTEXT));
    }
    List<Word> many = new ArrayList<>(List.of(Word.of("/")));
    for (int i = 0; i < 20_000; i++) {
      many.add(Word.of("a/b/.env"));
    }
    Command.Place place = new Command.Place(0, 0, false, false, false);
    Command command = new Command(List.of(), many, List.of(), place, List.of());

    assertThat(Spaced.ids(book, Query.command(command, Spaced.CONTEXT))).containsExactly("s");
    assertThat(
            Spaced.ids(
                book, Query.command(Command.of(List.of("x", "/".repeat(1 << 20))), Spaced.CONTEXT)))
        .isEmpty();
  }

  @Test
  void whatTheIndexLeavesOutDoesNotFit() throws Exception {
    Random random = new Random(17);
    String[] words = {
      "git",
      "/bin/git",
      "push",
      "-f",
      "-uf",
      "--force",
      "a",
      "a/.env",
      "~/a",
      "$X",
      "$@",
      "b*",
      "/b/c"
    };
    StringBuilder toml = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      toml.append("[[rules]]\nid = \"r").append(i).append("\"\nreason = \"why\"\naction = \"");
      toml.append(random.nextInt(3) == 0 ? "allow" : "deny").append("\"\n");
      if (random.nextInt(3) > 0) {
        toml.append("match.command = [");
        for (int t = random.nextInt(4); t >= 0; t--) {
          String word = List.of("*", "git", "push", "-f", "a", "-fu").get(random.nextInt(6));
          String other = List.of("*", "git", "push", "--force", "a", "/b/c").get(random.nextInt(6));
          toml.append("[\"").append(word).append("\", \"").append(other).append("\"], ");
        }
        toml.append("]\nmatch.whole = ").append(random.nextBoolean()).append('\n');
      } else {
        String path = List.of("**/.env", "a", "~/a", "/b/*", "**", "*/c*").get(random.nextInt(6));
        toml.append("match.path = \"").append(path).append("\"\n");
      }
    }
    List<CompiledRule> rules = new ArrayList<>();
    RuleText file = new RuleText(toml.toString(), "r.toml", RuleLayer.USER);
    RuleFile.read(file, keys -> rules.add(RuleReader.read(keys, RuleLayer.USER)));
    RuleBook book = Spaced.book(toml.toString());
    for (int round = 0; round < 2000; round++) {
      StringBuilder line = new StringBuilder();
      for (int i = random.nextInt(5); i >= 0; i--) {
        line.append(words[random.nextInt(words.length)]).append(' ');
      }
      Query query = Query.command(Spaced.command(line.toString()), Spaced.CONTEXT);
      List<String> fitting = new ArrayList<>();
      for (CompiledRule rule : rules) {
        if (rule.fit(query, new NamedPaths(query)) != Fit.NO) {
          fitting.add(rule.rule().id());
        }
      }
      assertThat(Spaced.ids(book, query)).as(line.toString()).isEqualTo(fitting);
    }
  }

  private static String text(String letters, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
