package dev.cordon.cli;

import dev.cordon.policy.Rules;
import dev.cordon.policy.SandboxMode;
import dev.cordon.policy.Settings;
import dev.cordon.rules.RuleBook;
import dev.cordon.rules.WrittenRules;
import dev.cordon.sandbox.Architecture;
import dev.cordon.sandbox.Bubblewrap;
import dev.cordon.sandbox.Command;
import dev.cordon.sandbox.Sandbox;
import dev.cordon.sandbox.ServedStage;
import dev.cordon.sandbox.SpawnedStage;
import dev.cordon.sandbox.Stage;
import dev.cordon.session.Confinement;
import dev.cordon.session.Context;
import dev.cordon.session.Roots;
import dev.cordon.session.RunRequest;
import dev.cordon.session.SetupException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Wires one run together from flags, configuration and machine.
 *
 * @param context where it takes place
 * @param request what is to run
 * @param confinement its boundary
 */
record Setup(Context context, RunRequest request, Confinement confinement) {

  /** For {@code run}: this JVM stands behind the stage. */
  static Setup forRun(Context context, RunOptions options) throws UsageException, SetupException {
    return of(
        context,
        options,
        new ServedStage(memory(context)),
        new Command.Original(options.argv.size()));
  }

  /** For {@code check}: the stage is started where it is needed. */
  static Setup forCheck(Context context, RunOptions options) throws UsageException, SetupException {
    Path program = stageProgram();
    Stage stage =
        new SpawnedStage(program, context.state(), memory(context), builder -> builder.inheritIO());
    return of(context, options, stage, new Command.Words(options.argv));
  }

  /** Where searches remember what they have seen; the launcher names the same to the stage. */
  private static Path memory(Context context) {
    return context.state().resolve("run/search");
  }

  /** Where the launcher put the stage. */
  static Path stageProgram() throws SetupException {
    String app = System.getProperty("cordon.app");
    Path program = Path.of(app == null ? "" : app, "cordon-stage");
    if (app == null || !Files.isExecutable(program)) {
      throw new SetupException(
          "the stage is not where it should be: " + program, "start Cordon by its launcher");
    }
    return program;
  }

  private static Setup of(Context context, RunOptions options, Stage stage, Command command)
      throws UsageException, SetupException {
    Path directory = options.directory == null ? Path.of("") : options.directory;
    Path absolute = directory.toAbsolutePath().normalize();
    Settings settings = Configuration.settings(context, absolute, options);
    Roots roots =
        Roots.resolve(
            absolute, settings.writableRoots(), options.added, context.home(), context.state());
    RunRequest request =
        new RunRequest(
            settings,
            rules(context, settings, roots.workspace()),
            roots,
            roots.workspace(),
            options.argv,
            command);
    Sandbox sandbox =
        new Sandbox(
            stage,
            architecture(),
            bubblewrap(context, settings, roots),
            context.state().resolve("run/stubs"));
    return new Setup(context, request, new Confinement(context, stage, sandbox, roots));
  }

  private static Rules rules(Context context, Settings settings, Path workspace)
      throws SetupException {
    RuleBook book = RuleFiles.load(context, workspace);
    if (book.isEmpty()) {
      return Rules.NONE;
    }
    return new WrittenRules(
        book, workspace, context.home(), new HostLinks(), who(context, settings));
  }

  private static dev.cordon.rules.Context.Who who(Context context, Settings settings) {
    return new dev.cordon.rules.Context.Who(
        "", "", settings.sandboxMode().text(), settings.approvalPolicy().text(), context.user());
  }

  /** What rules are told about where and by whom something is done. */
  dev.cordon.rules.Context surroundings() {
    Path workspace = request.roots().workspace();
    return new dev.cordon.rules.Context(
        workspace, context.home(), workspace, who(context, request.settings()));
  }

  private static Path bubblewrap(Context context, Settings settings, Roots roots)
      throws SetupException {
    String path = context.environment().getOrDefault("PATH", "");
    Optional<Path> found = Bubblewrap.find(path, roots.writable());
    if (found.isEmpty() && settings.sandboxMode() != SandboxMode.DANGER_FULL_ACCESS) {
      throw new SetupException("bubblewrap not found", "sudo apt-get install bubblewrap");
    }
    return found.orElse(Path.of("/usr/bin/bwrap"));
  }

  private static Architecture architecture() throws SetupException {
    String name = System.getProperty("os.arch", "");
    Optional<Architecture> architecture = Architecture.of(name);
    if (architecture.isEmpty()) {
      throw new SetupException(
          "no system-call filter for " + name, "x86-64 and aarch64 are supported");
    }
    return architecture.get();
  }
}
