package dev.cordon.bench;

import dev.cordon.policy.Action;
import dev.cordon.policy.ConfigException;
import dev.cordon.policy.PermissionProfile;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Rules;
import dev.cordon.policy.Settings;
import dev.cordon.policy.Surroundings;
import dev.cordon.policy.Verdict;
import dev.cordon.rules.CommandReader;
import dev.cordon.rules.Context;
import dev.cordon.rules.Links;
import dev.cordon.rules.RuleBook;
import dev.cordon.rules.RuleLayer;
import dev.cordon.rules.RuleText;
import dev.cordon.rules.WrittenRules;
import dev.cordon.shell.Dialect;
import dev.cordon.shell.Programs;
import dev.cordon.shell.Reading;
import dev.cordon.shell.Shell;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a verdict costs in a running JVM: the script read, judged, and held against the rules. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@State(Scope.Benchmark)
public class VerdictBenchmark {

  /** Two hundred bytes of what agents send. */
  static final String ORDINARY =
      "cd src && for f in *.c; do gcc -O2 -c \"$f\" -o \"../build/$(basename \"$f\" .c).o\" 2>>errors.log"
          + " || exit 1; done; git status --short | head -n 20 > ../status.txt; echo \"done: $?\" >&2 && pwd";

  /** Words that are not known. */
  static final String UNKNOWN = "git push \"$REMOTE\" \"$BRANCH\"";

  /** How many rules there are. */
  @Param({"0", "1000"})
  public int rules;

  /** The script, by name. */
  @Param({"ordinary", "unknown"})
  public String script = "";

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
  private Action action = new Action.Run(List.of("true"));
  private Surroundings around = surroundings(Rules.NONE);

  /** Reads the rules. */
  @Setup
  public void prepare() throws ConfigException {
    String text = script.equals("ordinary") ? ORDINARY : UNKNOWN;
    action = new Action.Run(List.of("bash", "-c", text));
    around = surroundings(rules == 0 ? Rules.NONE : rules(rules));
  }

  /** One verdict. */
  @Benchmark
  public Verdict verdict() {
    return Policy.decide(settings, profile, action, around);
  }

  private static Surroundings surroundings(Rules rules) {
    return new Surroundings(Path.of("/home/ana"), Programs.BY_NAME, rules);
  }

  private WrittenRules rules(int count) throws ConfigException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
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
    RuleText file = new RuleText(text.toString(), "bench", RuleLayer.USER);
    RuleBook book = RuleBook.load(List.of(file), VerdictBenchmark::read);
    return new WrittenRules(book, workspace, Path.of("/home/ana"), Links.NONE, Context.Who.NOBODY);
  }

  private static CommandReader.Line read(String line) {
    Reading reading = Shell.read(line, Dialect.BASH);
    return reading instanceof Reading.Understood understood
        ? new CommandReader.Line(understood.commands(), null)
        : new CommandReader.Line(List.of(), "not understood");
  }
}
