package dev.cordon.rules;

import dev.cordon.shell.Assignment;
import dev.cordon.shell.Command;
import dev.cordon.shell.Redirect;
import dev.cordon.shell.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A reader for tests: words between spaces, commands between {@code ;}. {@code $X} in a word is one
 * word that is not known, {@code $@} any words, {@code *} a glob, {@code ~/} home, {@code >F} and
 * {@code <F} redirections, {@code A=b} in front an assignment, {@code sudo:git} a word behind sudo.
 */
final class Spaced implements CommandReader {

  static final Path WORKSPACE = Path.of("/ws");
  static final Path HOME = Path.of("/home/ana");
  static final Context.Who WHO =
      new Context.Who("codex", "Bash", "workspace-write", "on-request", "ana");
  static final Context CONTEXT = new Context(WORKSPACE, HOME, WORKSPACE, WHO);

  @Override
  public Line read(String line) {
    if (line.contains("\"")) {
      return new Line(List.of(), "a quote is not closed");
    }
    List<Command> commands = new ArrayList<>();
    for (String command : line.split(" ; ", -1)) {
      commands.add(command(command));
    }
    return new Line(commands, null);
  }

  static Command command(String line) {
    List<Assignment> assignments = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    List<Redirect> redirects = new ArrayList<>();
    List<String> via = new ArrayList<>();
    for (String text : line.strip().split(" +", -1)) {
      if (words.isEmpty() && text.matches("[A-Z]+=.*")) {
        String name = text.substring(0, text.indexOf('='));
        assignments.add(new Assignment(name, word(text.substring(name.length() + 1))));
      } else if (words.isEmpty() && text.matches("[a-z]+:[a-z]+")) {
        via.add(text.substring(0, text.indexOf(':')));
        words.add(word(text.substring(text.indexOf(':') + 1)));
      } else if (text.startsWith(">")) {
        redirects.add(new Redirect(Redirect.Kind.WRITE, word(text.substring(1))));
      } else if (text.startsWith("<")) {
        redirects.add(new Redirect(Redirect.Kind.READ, word(text.substring(1))));
      } else {
        words.add(word(text));
      }
    }
    Command.Place place = new Command.Place(0, 0, false, false, false);
    return new Command(assignments, words, redirects, place, via);
  }

  private static Word word(String text) {
    if (text.contains("$@")) {
      return new Word("", "", Word.Spread.ANY, false, text, List.of());
    }
    int unknown = text.indexOf("$X");
    if (unknown >= 0) {
      String end = text.substring(unknown + 2);
      return new Word(text.substring(0, unknown), end, Word.Spread.ONE, false, text, List.of());
    }
    boolean home = text.equals("~") || text.startsWith("~/");
    int star = text.indexOf('*');
    if (star >= 0) {
      String end = text.substring(text.lastIndexOf('*') + 1);
      return new Word(text.substring(0, star), end, Word.Spread.ALIKE, home, text, List.of());
    }
    return new Word(text, "", Word.Spread.KNOWN, home, text, List.of());
  }

  /** A book of one file of the person's own, as the second start finds it: packed, and unpacked. */
  static RuleBook book(String toml) throws Exception {
    RuleText file = new RuleText(toml, "rules.toml", RuleLayer.USER);
    CheckedRules read = CheckedRules.read(file, new Spaced());
    return RuleBook.of(List.of(CheckedRules.unpack(read.pack(), file.source(), file.layer())));
  }

  /** One rule with {@code action}, {@code match} and what else is given. */
  static String rule(String action, String rest) {
    return "[[rules]]\nid = \"r\"\naction = \"" + action + "\"\nreason = \"why\"\n" + rest + "\n";
  }

  /** What {@code book} says, in both ways. */
  static @Nullable Ruling judge(RuleBook book, Query query) {
    Ruling all = book.judge(query);
    Ruling one = book.decide(query);
    String said = all == null ? "nothing" : all.decision() + all.reason() + all.rule() + all.fit();
    String decided =
        one == null ? "nothing" : one.decision() + one.reason() + one.rule() + one.fit();
    if (!said.equals(decided)) {
      throw new AssertionError("judged as " + said + ", decided as " + decided);
    }
    return all;
  }

  /** What {@code book} says, as {@code decision | rule | reason}. */
  static String line(RuleBook book, Query query) {
    Ruling ruling = judge(book, query);
    return ruling == null
        ? "-"
        : ruling.decision().text() + " | " + ruling.rule() + " | " + ruling.reason();
  }

  /** The ids of all rules that match. */
  static List<String> ids(RuleBook book, Query query) {
    Ruling ruling = judge(book, query);
    List<String> ids = new ArrayList<>();
    for (Ruling.Match match : ruling == null ? List.<Ruling.Match>of() : ruling.matches()) {
      ids.add(match.rule().id());
    }
    return ids;
  }

  /** How well a query fits the only rule of {@code toml}, in lower case. */
  static String fit(String toml, Query query) throws Exception {
    Ruling ruling = judge(book(toml), query);
    return ruling == null ? "no" : ruling.fit().name().toLowerCase(Locale.ROOT);
  }
}
