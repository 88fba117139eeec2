package dev.cordon.cli;

import dev.cordon.policy.Action;
import dev.cordon.policy.ConfigException;
import dev.cordon.policy.Decision;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Verdict;
import dev.cordon.rules.Expectation;
import dev.cordon.rules.Imported;
import dev.cordon.rules.Lint;
import dev.cordon.rules.Query;
import dev.cordon.rules.RuleBook;
import dev.cordon.rules.RuleLayer;
import dev.cordon.rules.RuleText;
import dev.cordon.rules.Ruling;
import dev.cordon.session.Context;
import dev.cordon.session.Session;
import dev.cordon.session.SetupException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code cordon rules check}, {@code test} and {@code import}. */
final class RulesCommand {
  /** Something is wrong with what was looked at. */
  private static final int FOUND = 1;

  private static final long MAX_BYTES = 16 << 20;
  private static final String HINT = "cordon rules --help tells more";

  private RulesCommand() {}

  static int run(List<String> arguments, Console console) throws UsageException, SetupException {
    if (arguments.isEmpty()) {
      throw new UsageException("rules: check, test or import?", HINT);
    }
    List<String> rest = arguments.subList(1, arguments.size());
    if (arguments.contains("--help") || arguments.contains("-h")) {
      console.out().print(Help.RULES);
      return 0;
    }
    return switch (arguments.getFirst()) {
      case "check" -> check(rest, console);
      case "test" -> test(rest, console);
      case "import" -> carryOver(rest, console);
      default -> throw new UsageException("rules: unknown '" + arguments.getFirst() + "'", HINT);
    };
  }

  private static int check(List<String> files, Console console)
      throws UsageException, SetupException {
    Context context = Workplace.context();
    RuleBook book =
        files.isEmpty()
            ? RuleFiles.loadWithExamples(context, Path.of("").toAbsolutePath())
            : RuleFiles.load(texts(files));
    List<Lint> lints = Lint.of(book);
    for (Lint lint : lints) {
      console.out().println(lint.place() + ": " + lint.kind().text() + ": " + lint.problem());
      console.out().println("  hint: " + lint.hint());
    }
    int count = book.rules().size();
    console
        .out()
        .println(
            count + (count == 1 ? " rule" : " rules") + (lints.isEmpty() ? ", nothing odd" : ""));
    return lints.isEmpty() ? 0 : FOUND;
  }

  private static List<RuleText> texts(List<String> files) throws UsageException, SetupException {
    List<RuleText> texts = new ArrayList<>();
    for (String file : files) {
      texts.add(new RuleText(read(file), file, RuleLayer.USER));
    }
    return texts;
  }

  private static String read(String file) throws UsageException, SetupException {
    if (file.startsWith("-")) {
      throw new UsageException("unknown flag " + file, HINT);
    }
    try {
      return Configuration.read(Path.of(file), MAX_BYTES);
    } catch (InvalidPathException wrong) {
      throw new UsageException("not a path: " + file, HINT);
    }
  }

  private static int test(List<String> arguments, Console console)
      throws UsageException, SetupException {
    if (arguments.isEmpty()) {
      throw new UsageException("rules test: which file?", HINT);
    }
    String file = arguments.getLast();
    List<String> flags = new ArrayList<>(arguments.subList(0, arguments.size() - 1));
    flags.addAll(List.of("--", "true"));
    Context context = Workplace.context();
    Setup setup = Setup.forCheck(context, RunOptions.parse("check", flags));
    RuleBook book = RuleFiles.load(context, setup.request().roots().workspace());
    List<Expectation> expected;
    try {
      expected = Expectation.parse(read(file), file);
    } catch (ConfigException wrong) {
      throw new SetupException(String.valueOf(wrong.getMessage()), wrong.hint());
    }
    int failed = 0;
    for (Expectation.Result result :
        Expectation.run(expected, (kind, subject) -> judge(setup, book, kind, subject))) {
      if (!result.passed()) {
        failed++;
        console.out().println(result.describe());
      }
    }
    console.out().println((expected.size() - failed) + " passed, " + failed + " failed");
    return failed == 0 ? 0 : FOUND;
  }

  private static Verdict judge(Setup setup, RuleBook book, Expectation.Kind kind, String subject) {
    return switch (kind) {
      case COMMAND -> decide(setup, new Action.Run(List.of("bash", "-c", subject)));
      case PATH ->
          decide(
              setup,
              new Action.Edit(
                  List.of(
                      setup.request().directory().resolve(expanded(setup, subject)).normalize())));
      case HOST -> ruled(book.judge(Query.host(subject, setup.surroundings())));
      case TOOL -> ruled(book.judge(Query.tool(setup.surroundings().withTool(subject))));
    };
  }

  private static Path expanded(Setup setup, String path) {
    return path.startsWith("~/")
        ? setup.context().home().resolve(path.substring(2))
        : Path.of(path);
  }

  private static Verdict decide(Setup setup, Action action) {
    return Policy.decide(
        setup.request().settings(),
        setup.request().profile(),
        action,
        Session.surroundings(setup.context(), setup.request()));
  }

  private static Verdict ruled(@Nullable Ruling ruling) {
    return ruling == null
        ? new Verdict(Decision.ALLOW, "no rule is about it", null, true, List.of())
        : new Verdict(ruling.decision(), ruling.reason(), ruling.rule(), true, List.of());
  }

  private static int carryOver(List<String> arguments, Console console)
      throws UsageException, SetupException {
    if (arguments.size() != 2) {
      throw new UsageException("rules import: codex, claude or gemini, and a file", HINT);
    }
    String file = arguments.getLast();
    String text = read(file);
    Imported imported;
    try {
      imported =
          switch (arguments.getFirst()) {
            case "codex" -> Imported.codexRules(text, file, RuleFiles.reader());
            case "claude" -> Imported.claudePermissions(text, file, RuleFiles.reader());
            case "gemini" -> Imported.geminiPolicy(text, file, RuleFiles.reader());
            default ->
                throw new UsageException(
                    "rules import: unknown '" + arguments.getFirst() + "'", HINT);
          };
    } catch (ConfigException wrong) {
      throw new SetupException(String.valueOf(wrong.getMessage()), wrong.hint());
    }
    console.out().print(imported.toml());
    boolean all = true;
    for (Imported.Entry entry : imported.report()) {
      String note = entry.note().isEmpty() ? "" : " (" + entry.note() + ")";
      console
          .err()
          .println(
              file
                  + ":"
                  + entry.line()
                  + ": "
                  + entry.outcome().text()
                  + ": "
                  + entry.what()
                  + note);
      all &= entry.outcome() == Imported.Outcome.CARRIED;
    }
    return all ? 0 : FOUND;
  }
}
