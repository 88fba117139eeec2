package dev.cordon.session;

import dev.cordon.audit.Event;
import dev.cordon.audit.EventFilter;
import dev.cordon.audit.Journal;
import dev.cordon.audit.JournalCursor;
import dev.cordon.audit.JournalEntry;
import dev.cordon.audit.JournalReader;
import dev.cordon.policy.ApprovalPolicy;
import dev.cordon.policy.ConfigFile;
import dev.cordon.policy.Layer;
import dev.cordon.policy.Layers;
import dev.cordon.policy.Requirements;
import dev.cordon.policy.Rules;
import dev.cordon.policy.SandboxMode;
import dev.cordon.policy.Settings;
import dev.cordon.sandbox.Architecture;
import dev.cordon.sandbox.Command;
import dev.cordon.sandbox.Sandbox;
import dev.cordon.sandbox.SpawnedStage;
import dev.cordon.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sessions in the real boundary, with a person who answers from a script. */
final class SessionRoom implements AutoCloseable {
  final Path root;
  final Path work;
  final Path outside;
  final Path state;

  /** Headline and details of each question, in the order they were asked. */
  final List<Question> asked = new ArrayList<>();

  Instant now = Instant.parse("2026-01-31T08:00:00Z");
  private final List<Path> added = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private Answer otherwise = no();

  /** What people have written. */
  Rules rules = Rules.NONE;

  private Requirements requirements = Requirements.none();
  private Happening happening = () -> {};

  SessionRoom() throws IOException {
    // Not /tmp: a confined command has one of its own.
    root = Files.createTempDirectory(Path.of("/var/tmp"), "cordon-session-").toRealPath();
    work = Files.createDirectory(root.resolve("work"));
    outside = Files.createDirectory(root.resolve("outside"));
    state = Files.createDirectories(root.resolve("home/.cordon"));
  }

  private SessionRoom(SessionRoom other, Path work) {
    this.root = other.root;
    this.work = work;
    this.outside = other.outside;
    this.state = other.state;
  }

  /** The same room with another workspace; not to be closed. */
  SessionRoom in(Path workspace) {
    return new SessionRoom(this, workspace);
  }

  /** Adds a writable root. */
  void add(Path directory) {
    added.add(directory);
  }

  /** The floor from now on. */
  void require(String text) throws Exception {
    requirements = Requirements.parse(text, "requirements.toml");
  }

  /** A session that waits when it has run a script. */
  Meanwhile meanwhile(String name, String script) {
    return meanwhile(name, script, "true");
  }

  Meanwhile meanwhile(String name, String script, String last) {
    return new Meanwhile(this, name, script, last);
  }

  /** Runs a script on the host. */
  void host(String script, Path directory) {
    Programs.command("sh", "-c", script)
        .in(directory)
        .with("GIT_AUTHOR_NAME", "a")
        .with("GIT_AUTHOR_EMAIL", "a@example.com")
        .with("GIT_COMMITTER_NAME", "a")
        .with("GIT_COMMITTER_EMAIL", "a@example.com")
        .run()
        .succeeded();
  }

  /** The next answer. */
  void answer(Answer answer) {
    answers.add(answer);
  }

  /** What is answered when the script is at its end. */
  void otherwise(Answer answer) {
    otherwise = answer;
  }

  static Answer yes(Scope scope) {
    return new Answer.Yes(scope, "ana", "terminal");
  }

  static Answer no() {
    return new Answer.No("refused at the terminal", true);
  }

  static Answer nobody() {
    return new Answer.No("there is no terminal to ask on", false);
  }

  /** Runs a script of {@code sh} with {@code $0} as the folder outside. */
  Result run(String script) throws Exception {
    return run(SandboxMode.WORKSPACE_WRITE, ApprovalPolicy.ON_REQUEST, script);
  }

  Result run(SandboxMode mode, ApprovalPolicy policy, String script) throws Exception {
    List<String> argv = List.of("sh", "-c", script, outside.toString());
    Layer flags = ConfigFile.parse("", "flags").withSandboxMode(mode).withApprovalPolicy(policy);
    Settings settings =
        Layers.resolve(
            Settings.defaults(), Layer.empty(), Layer.empty(), Layer.empty(), flags, requirements);
    Context context = context();
    Roots roots = Roots.resolve(work, List.of(), added, context.home(), state);
    SpawnedStage stage =
        new SpawnedStage(
            Path.of("../sandbox/target/native/cordon-stage").toRealPath(),
            state,
            state.resolve("run/search"),
            builder ->
                builder
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD));
    Sandbox sandbox =
        new Sandbox(
            stage,
            Architecture.of(System.getProperty("os.arch")).orElseThrow(),
            Programs.require("bwrap"),
            state.resolve("run/stubs"));
    return Session.run(
        context,
        new Confinement(context, stage, sandbox, roots),
        this::reply,
        Journal.open(state.resolve("journal")),
        new RunRequest(settings, rules, roots, work, argv, new Command.Words(argv)));
  }

  List<Event> events(Event.Kind kind) throws IOException {
    List<Event> events = new ArrayList<>();
    EventFilter filter = new EventFilter(null, null, kind, null, null, null);
    try (JournalCursor cursor = new JournalReader(state.resolve("journal")).oldestFirst(filter)) {
      while (cursor.hasNext()) {
        events.add(((JournalEntry.Line) cursor.next()).event());
      }
    }
    return events;
  }

  /** The targets of the last question, relative to the folder outside. */
  List<String> listed() {
    List<String> targets = new ArrayList<>();
    for (Question.Line line : asked.getLast().lines()) {
      if (!line.label().isEmpty() && !line.label().equals("target")) {
        break;
      }
      targets.add(line.text().replace(outside + "/", ""));
    }
    return targets;
  }

  /** One detail of the last question. */
  String detail(String label) {
    return asked.getLast().lines().stream()
        .filter(line -> line.label().equals(label))
        .map(Question.Line::text)
        .findFirst()
        .orElse("");
  }

  /** What happens on the machine while the next question stands. */
  void meanwhile(Happening happening) {
    this.happening = happening;
  }

  /** Something that may fail. */
  interface Happening {
    void happen() throws IOException;
  }

  private Answer reply(Question question) {
    asked.add(question);
    try {
      Happening now = happening;
      happening = () -> {};
      now.happen();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answers.isEmpty() ? otherwise : answers.removeFirst();
  }

  private Context context() {
    return new Context(
        root.resolve("home"),
        state,
        List.of(state),
        Map.copyOf(System.getenv()),
        Map.of(),
        List.of(),
        null,
        "ana",
        "here",
        InstantSource.fixed(now));
  }

  @Override
  public void close() {
    Programs.run("rm", "-rf", "--one-file-system", root.toString()).succeeded();
  }
}
