package dev.cordon.sandbox.attack;

import dev.cordon.policy.GitProtection;
import dev.cordon.policy.NetworkAccess;
import dev.cordon.policy.PermissionProfile;
import dev.cordon.policy.SandboxMode;
import dev.cordon.sandbox.Additions;
import dev.cordon.sandbox.Architecture;
import dev.cordon.sandbox.Command;
import dev.cordon.sandbox.Doorway;
import dev.cordon.sandbox.Environment;
import dev.cordon.sandbox.Host;
import dev.cordon.sandbox.HostSurvey;
import dev.cordon.sandbox.Looking;
import dev.cordon.sandbox.Outcome;
import dev.cordon.sandbox.Planner;
import dev.cordon.sandbox.Sandbox;
import dev.cordon.sandbox.Search;
import dev.cordon.sandbox.SpawnedStage;
import dev.cordon.testing.OrdinaryUser;
import dev.cordon.testing.Programs;
import dev.cordon.testing.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A workspace, something outside of it, and the real boundary around commands that work there.
 * Everything is on the host's disk, under a folder of its own, and gone when it is closed.
 */
final class Room implements AutoCloseable {
  private static final Path BASE = Path.of("/var/tmp");

  private final OrdinaryUser user;
  private final Caller caller;
  private final Path folder;
  private SandboxMode mode = SandboxMode.WORKSPACE_WRITE;
  private NetworkAccess network = NetworkAccess.OFF;
  private GitProtection git = GitProtection.CONFIG;
  private final List<Path> roots = new ArrayList<>();
  private final List<Path> own = new ArrayList<>();
  private final Map<String, String> environment;
  private Path input = Path.of("/dev/null");
  private @Nullable Doorway doorway;
  private Additions additions = Additions.NONE;
  private List<String> starter = List.of();
  private Path directory;

  private Room(Room other, Path root) {
    this.caller = other.caller;
    this.user = other.user;
    this.folder = other.folder;
    this.environment = other.environment;
    this.directory = root;
    roots.add(root);
  }

  private Room(Caller caller, Path base) {
    this.caller = caller;
    this.user = OrdinaryUser.create();
    try {
      this.folder = Files.createTempDirectory(base, "cordon-room-").toRealPath();
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      for (String name : List.of("workspace", "outside", "home", "state", "scratch")) {
        Files.createDirectory(folder.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.directory = workspace();
    this.environment =
        Map.of(
            "PATH",
            "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            "HOME",
            home().toString(),
            "LANG",
            "C.UTF-8",
            "OUTSIDE",
            outside().toString());
    roots.add(workspace());
    own();
    host("printf untouched > outside/file; mkdir outside/folder");
  }

  static Room of(Caller caller) {
    return new Room(caller, BASE);
  }

  /** A room below {@code /tmp}, which a boundary replaces by one of its own. */
  static Room inTmp(Caller caller) {
    return new Room(caller, Path.of("/tmp"));
  }

  Room readOnly() {
    mode = SandboxMode.READ_ONLY;
    return this;
  }

  Room onHostNetwork() {
    network = NetworkAccess.FULL;
    return this;
  }

  Room withRoot(Path root) {
    roots.add(root);
    return this;
  }

  Room withOwn(Path path) {
    own.add(path);
    return this;
  }

  Room with(Additions added) {
    additions = added;
    return this;
  }

  /** A script that starts the boundary, as {@code "$@"}, in the folder of the room. */
  Room startedBy(String script) {
    starter = List.of("/bin/sh", "-c", "cd " + folder + "; " + script, "sh");
    return this;
  }

  Room protectingAllOfGit() {
    git = GitProtection.ALL;
    return this;
  }

  /** The workspace becomes {@code path}, below the folder of this room. */
  Room at(String path) {
    directory = folder.resolve(path);
    roots.set(0, directory);
    return this;
  }

  /** The same room with another workspace; not to be closed. */
  Room in(String path) {
    return new Room(this, folder.resolve(path));
  }

  /** The workspace, wherever it is. */
  Path root() {
    return roots.getFirst();
  }

  Path folder() {
    return folder;
  }

  Path workspace() {
    return folder.resolve("workspace");
  }

  Path outside() {
    return folder.resolve("outside");
  }

  Path home() {
    return folder.resolve("home");
  }

  OrdinaryUser user() {
    return user;
  }

  /** Runs a script on the host, in the folder of the room, as the caller. */
  Result host(String script) {
    return Programs.command(asCaller(List.of("/bin/sh", "-c", script)))
        .in(folder)
        .with("HOME", home().toString())
        .with("GIT_CONFIG_NOSYSTEM", "1")
        .with("GIT_CONFIG_GLOBAL", "/dev/null")
        .with("GIT_AUTHOR_NAME", "a")
        .with("GIT_AUTHOR_EMAIL", "a@example.com")
        .with("GIT_COMMITTER_NAME", "a")
        .with("GIT_COMMITTER_EMAIL", "a@example.com")
        .run()
        .succeeded();
  }

  /** Runs a script inside the boundary. */
  Ran run(String script) {
    return execute(List.of("/bin/sh", "-c", script));
  }

  /** Runs {@code src/test/python/NAME.py} inside the boundary. */
  Ran python(String name, String... arguments) {
    List<String> words =
        new ArrayList<>(List.of("/usr/bin/python3", Workshop.script(name).toString()));
    words.addAll(List.of(arguments));
    return execute(words);
  }

  /** Where connections of the next commands go. */
  Room doorway(Doorway gate) {
    doorway = gate;
    return this;
  }

  /** What the next commands read from. */
  Room input(Path file) {
    input = file;
    return this;
  }

  /** Runs words inside the boundary. */
  Ran execute(List<String> words) {
    return execute(new Command.Words(words));
  }

  private Ran execute(Command command) {
    try {
      Path scratch = Files.createTempDirectory(folder.resolve("scratch"), "run");
      Path out = Files.createFile(scratch.resolve("out"));
      Path err = Files.createFile(scratch.resolve("err"));
      SpawnedStage stage =
          new SpawnedStage(
              Workshop.stage(),
              scratch,
              scratch.resolve("memory"),
              builder -> {
                own();
                List<String> words = new ArrayList<>(starter);
                words.addAll(builder.command());
                builder.command(asCaller(words));
                builder.redirectInput(input.toFile());
                builder.redirectOutput(out.toFile()).redirectError(err.toFile());
              });
      Outcome outcome =
          sandbox(stage)
              .confine(
                  Planner.plan(profile(), survey(), additions),
                  "room",
                  null,
                  doorway,
                  command,
                  new Environment(false, List.of(), List.of(), environment),
                  directory);
      return new Ran(outcome, text(out), text(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Sandbox sandbox(SpawnedStage stage) {
    Architecture architecture = Architecture.of(System.getProperty("os.arch")).orElseThrow();
    return new Sandbox(
        stage, architecture, Programs.require("bwrap"), folder.resolve("state/stubs"));
  }

  PermissionProfile profile() {
    return new PermissionProfile(mode, roots.getFirst(), roots, network, true, true, git);
  }

  Host survey() throws IOException {
    List<Search> searches = roots.stream().map(this::search).toList();
    return HostSurvey.survey(profile(), searches, this::search, home(), null, own);
  }

  /** What the caller sees of a writable root. */
  Search search(Path root) {
    return Looking.read(
        Programs.command(
                asCaller(
                    List.of(
                        Workshop.stage().toString(),
                        "search",
                        root.toString(),
                        folder.resolve("memory").toString())))
            .run()
            .succeeded()
            .stdoutBytes());
  }

  List<String> asCaller(List<String> command) {
    return caller == Caller.ORDINARY ? user.command(command) : List.copyOf(command);
  }

  private void own() {
    if (caller == Caller.ORDINARY) {
      user.own(folder);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    Workshop.remove(folder);
    user.close();
  }
}
