package dev.cordon.cli;

import dev.cordon.audit.JsonWriter;
import dev.cordon.policy.Action;
import dev.cordon.policy.NetworkAccess;
import dev.cordon.policy.Policy;
import dev.cordon.policy.SandboxMode;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Verdict;
import dev.cordon.sandbox.Additions;
import dev.cordon.sandbox.Operation;
import dev.cordon.sandbox.Plan;
import dev.cordon.session.Json;
import dev.cordon.session.Session;
import dev.cordon.session.SetupException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code cordon check}: what would happen and why; runs nothing. */
final class CheckCommand {
  private static final Plan NO_BOUNDARY =
      new Plan(List.of(Path.of("/")), List.of(), List.of(), true, List.of(), List.of());

  private CheckCommand() {}

  static int run(List<String> arguments, Console console) throws UsageException, SetupException {
    RunOptions options = RunOptions.parse("check", arguments);
    if (options.help) {
      console.out().print(Help.CHECK);
      return 0;
    }
    Setup setup = Setup.forCheck(Workplace.context(), options);
    Verdict verdict =
        options.patch == null ? command(setup) : PatchFile.judge(options.patch, setup);
    Plan plan =
        setup.request().settings().sandboxMode() == SandboxMode.DANGER_FULL_ACCESS
            ? NO_BOUNDARY
            : setup.confinement().plan(setup.request(), Additions.NONE);
    console.out().println(options.json ? json(setup, verdict, plan) : text(setup, verdict, plan));
    return 0;
  }

  private static Verdict command(Setup setup) {
    return Policy.decide(
        setup.request().settings(),
        setup.request().profile(),
        new Action.Run(setup.request().argv()),
        Session.surroundings(setup.context(), setup.request()));
  }

  private static String json(Setup setup, Verdict verdict, Plan plan) {
    JsonWriter json =
        new JsonWriter()
            .beginObject()
            .field("verdict", verdict.decision().text())
            .field("reason", verdict.reason())
            .field("rule", verdict.rule())
            .field("sandboxed", verdict.sandboxed());
    json.name("requested");
    Json.posture(json, setup.request().settings().posture());
    json.name("segments");
    Json.segments(json, verdict);
    json.name("plan")
        .beginObject()
        .field("writable", texts(plan.writable()))
        .field("read_only", texts(refused(plan)))
        .field("hidden", texts(plan.hidden()))
        .field("network", network(setup, plan))
        .endObject();
    return json.endObject().toString();
  }

  private static String text(Setup setup, Verdict verdict, Plan plan) {
    StringBuilder text = new StringBuilder(verdict.decision().text());
    text.append(": ").append(verdict.reason());
    String rule = verdict.rule();
    if (rule != null) {
      text.append(" (").append(rule).append(')');
    }
    text.append("\n  posture   ").append(setup.request().settings().sandboxMode().text());
    text.append(", ").append(setup.request().settings().approvalPolicy().text());
    text.append("\n  sandboxed ").append(verdict.sandboxed() ? "yes" : "no");
    text.append("\n  network   ").append(network(setup, plan));
    text.append("\n  writable  ").append(String.join(", ", texts(plan.writable())));
    text.append("\n  protected ")
        .append(refused(plan).size())
        .append(" paths inside (--json lists them)");
    if (verdict.segments().size() > 1) {
      for (Segment segment : verdict.segments()) {
        text.append("\n  part      ").append(String.join(" ", segment.argv()));
        text.append(": ").append(segment.decision().text()).append(", ").append(segment.reason());
      }
    }
    return text.toString();
  }

  /** What is in force, which may be more than was asked for. */
  private static String network(Setup setup, Plan plan) {
    NetworkAccess asked = setup.request().settings().network();
    return (plan.sharedNetwork() ? NetworkAccess.FULL : asked).text();
  }

  /** What cannot be written: of paths that are only guarded where they exist, those that do. */
  private static List<Path> refused(Plan plan) {
    Set<String> whereTheyExist = new HashSet<>();
    for (Operation operation : plan.operations()) {
      if (operation.kind() == Operation.Kind.SHUT) {
        whereTheyExist.add(operation.argument());
      }
    }
    List<Path> refused = new ArrayList<>();
    for (Path path : plan.readOnly()) {
      if (!whereTheyExist.contains(path.toString())
          || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        refused.add(path);
      }
    }
    return refused;
  }

  private static List<String> texts(List<Path> paths) {
    List<String> texts = new ArrayList<>();
    for (Path path : paths) {
      texts.add(path.toString());
    }
    return texts;
  }
}
