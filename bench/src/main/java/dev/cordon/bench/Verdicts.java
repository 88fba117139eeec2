package dev.cordon.bench;

import dev.cordon.policy.Action;
import dev.cordon.policy.ConfigException;
import dev.cordon.policy.PermissionProfile;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Settings;
import dev.cordon.policy.Surroundings;
import dev.cordon.rules.CommandReader;
import dev.cordon.rules.Context;
import dev.cordon.rules.RuleBook;
import dev.cordon.rules.RuleLayer;
import dev.cordon.rules.RuleText;
import dev.cordon.rules.WrittenRules;
import dev.cordon.shell.Dialect;
import dev.cordon.shell.Programs;
import dev.cordon.shell.Reading;
import dev.cordon.shell.Shell;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a verdict costs in a running JVM: the script read, judged, and held against 1,000 rules. */
final class Verdicts {
  private static final int RULES = 1_000;
  private static final int WARM_UP = 20_000;
  private static final int MEASURED = 50_000;
  private static final int HOSTILE_LENGTH = 1_000_000;

  /** Two hundred bytes of what agents send. */
  private static final String ORDINARY =
      "cd src && for f in *.c; do gcc -O2 -c \"$f\" -o \"../build/$(basename \"$f\" .c).o\" 2>>errors.log"
          + " || exit 1; done; git status --short | head -n 20 > ../status.txt; echo \"done: $?\" >&2 && pwd";

  private static final List<String> HOSTILE =
      List.of("(", "$(", "a;", "{a,", "[a", "'", "\"$(", "`", "<<a\n", "eval ", "${a:-", "rm $x\n");

  private final Settings settings = Settings.defaults();
  private final Path workspace = Path.of("/home/ana/project");
  private final PermissionProfile profile =
      new PermissionProfile(
          settings.sandboxMode(),
          workspace,
          List.of(workspace),
          settings.network(),
          true,
          true,
          settings.gitProtection());

  void print() throws ConfigException {
    line(ORDINARY, "a known command, " + ORDINARY.length() + " bytes");
    line("git push \"$REMOTE\" \"$BRANCH\"", "a command with words that are not known");
    long worst = 0;
    String which = "";
    for (String part : HOSTILE) {
      String script = part.repeat(HOSTILE_LENGTH / part.length());
      long best = Long.MAX_VALUE;
      for (int i = 0; i < 3; i++) {
        long start = System.nanoTime();
        Shell.read(script, Dialect.BASH);
        best = Math.min(best, System.nanoTime() - start);
      }
      if (best > worst) {
        worst = best;
        which = part.strip();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "1 MB of hostile script, the worst of %d (%s): %.1f ms (aim 100)%n",
        HOSTILE.size(),
        which,
        worst / 1e6);
  }

  private void line(String script, String what) throws ConfigException {
    Surroundings around = new Surroundings(Path.of("/home/ana"), Programs.BY_NAME, rules());
    Action action = new Action.Run(List.of("bash", "-c", script));
    long[] times = new long[MEASURED];
    for (int i = -WARM_UP; i < MEASURED; i++) {
      long start = System.nanoTime();
      Policy.decide(settings, profile, action, around);
      if (i >= 0) {
        times[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(times);
    System.out.printf(
        Locale.ROOT,
        "a verdict with %d rules, %s: p50 %.1f us, p99 %.1f us (aim 50)%n",
        RULES,
        what,
        times[MEASURED / 2] / 1e3,
        times[MEASURED - MEASURED / 100] / 1e3);
  }

  private WrittenRules rules() throws ConfigException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < RULES; i++) {
      String match =
          i % 10 == 0
              ? "match.path = \"area" + i + "/**\""
              : "match.command = [\"tool"
                  + i % 200
                  + "\", \"verb"
                  + i
                  + "\", [\"--force\", \"-f\"]]";
      text.append("[[rules]]\nid = \"r").append(i).append("\"\n").append(match);
      text.append("\naction = \"deny\"\nreason = \"because\"\n\n");
    }
    CommandReader reader = line -> read(line);
    RuleBook book =
        RuleBook.load(List.of(new RuleText(text.toString(), "bench", RuleLayer.USER)), reader);
    return new WrittenRules(book, workspace, Path.of("/home/ana"), Context.Who.NOBODY);
  }

  private static CommandReader.Line read(String line) {
    Reading reading = Shell.read(line, Dialect.BASH);
    return reading instanceof Reading.Understood understood
        ? new CommandReader.Line(understood.commands(), null)
        : new CommandReader.Line(List.of(), "not understood");
  }
}
