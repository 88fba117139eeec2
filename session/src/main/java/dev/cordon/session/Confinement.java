package dev.cordon.session;

import dev.cordon.policy.EnvironmentPolicy;
import dev.cordon.policy.ProtectedPaths;
import dev.cordon.policy.SandboxMode;
import dev.cordon.policy.Settings;
import dev.cordon.sandbox.Additions;
import dev.cordon.sandbox.Before;
import dev.cordon.sandbox.Doorway;
import dev.cordon.sandbox.Environment;
import dev.cordon.sandbox.Host;
import dev.cordon.sandbox.HostSurvey;
import dev.cordon.sandbox.Outcome;
import dev.cordon.sandbox.Plan;
import dev.cordon.sandbox.Planner;
import dev.cordon.sandbox.Sandbox;
import dev.cordon.sandbox.Search;
import dev.cordon.sandbox.Stage;
import dev.cordon.sandbox.Unjudged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The boundary of one session: surveys the machine once, plans, runs, and looks at what was left.
 * Not thread-safe.
 */
public final class Confinement {
  private static final String BACKEND = "bubblewrap";

  private final Context context;
  private final Stage stage;
  private final Sandbox sandbox;
  private final Roots roots;
  private final List<Unjudged> late = new ArrayList<>();
  private @Nullable Before baseline;
  private @Nullable Host host;

  public Confinement(Context context, Stage stage, Sandbox sandbox, Roots roots) {
    this.context = context;
    this.stage = stage;
    this.sandbox = sandbox;
    this.roots = roots;
  }

  String backend() {
    return BACKEND;
  }

  /** A short name for the workspace, usable as a file name. */
  String workspaceName() {
    return Roots.name(roots.workspace());
  }

  /** What a command will find; also for {@code check}, which runs nothing. */
  public Plan plan(RunRequest request, Additions additions) throws SetupException {
    try {
      return Planner.plan(
          request.profile(), withOpened(host(request, additions), request, additions), additions);
    } catch (IOException unreadable) {
      throw new SetupException(
          "the workspace cannot be protected: " + unreadable.getMessage(),
          "what cannot be protected is not run; check the path");
    }
  }

  /** What was surveyed may have changed since: the next plan looks anew. */
  void forget() {
    host = null;
    baseline = null;
  }

  Outcome confine(Plan plan, RunRequest request, String session, @Nullable Doorway doorway)
      throws IOException {
    Before before = baseline;
    return sandbox.confine(
        plan,
        workspaceName(),
        before == null ? null : new Unjudged(session, true, before),
        doorway,
        request.command(),
        environment(request.settings(), session, true, doorway != null),
        request.directory());
  }

  Outcome release(RunRequest request, String session) throws IOException {
    return sandbox.release(
        request.command(),
        environment(request.settings(), session, false, false),
        request.directory());
  }

  /** What appeared where this session could write that the host would execute later. */
  List<Finding> aftermath() throws IOException {
    return baseline == null ? List.of() : Aftermath.inspect(baseline, stage);
  }

  /**
   * What sessions that were killed have left where {@code session} is to run, or has run. Each is
   * to be forgotten when what was found is on record.
   */
  List<Unjudged> killed(String session) throws IOException {
    List<Unjudged> killed = new ArrayList<>();
    for (Unjudged other : sandbox.unjudged()) {
      if (!other.live() && !other.session().equals(session) && other.baseline().touches(places())) {
        killed.add(other);
      }
    }
    late.addAll(killed);
    return killed;
  }

  List<Finding> aftermath(Unjudged other) throws IOException {
    return Aftermath.inspect(other.baseline(), stage);
  }

  /** All that a session left has been judged, and is on record. */
  void judged(String session) {
    sandbox.judged(session);
  }

  /**
   * Whether a git directory outside of the writable roots is opened; known once there is a plan.
   */
  boolean opensOutside() {
    return host != null && !host.opened().isEmpty();
  }

  private List<Path> places() {
    List<Path> places = new ArrayList<>(roots.writable());
    if (host != null) {
      places.addAll(host.opened());
    }
    return places;
  }

  /** The next step when the boundary could not be set up. */
  String hint(String reason) {
    if (reason.contains("Can't chdir")) {
      return "inside root has no rights beyond its own: let the folder's owner enter it";
    }
    if (reason.startsWith("cannot protect ") && reason.endsWith("Permission denied")) {
      return "a workspace has to be yours: name one with -C DIR, or only read with -s read-only";
    }
    return reason.contains("Unknown option")
        ? "this bubblewrap is too old; 0.4 or newer is needed"
        : "run `cordon doctor`: it tries each mechanism and names the fix";
  }

  /** What an approval opens is looked through as the workspace is, in read-only mode too. */
  private Host host(RunRequest request, Additions additions) throws IOException {
    boolean opens =
        request.settings().sandboxMode() == SandboxMode.WORKSPACE_WRITE
            || !additions.writable().isEmpty();
    if (host == null || (opens && baseline == null)) {
      List<Search> found = new ArrayList<>();
      if (opens) {
        for (Path root : roots.writable()) {
          found.add(stage.search(root));
        }
      }
      host =
          HostSurvey.survey(
              request.profile(), found, stage, context.home(), context.temporary(), context.own());
      if (opens) {
        found.addAll(host.outside());
        baseline = before(found, host.opened());
      }
    }
    return host;
  }

  private Host withOpened(Host surveyed, RunRequest request, Additions additions)
      throws IOException {
    Host whole = surveyed;
    for (Path path : additions.writable()) {
      if (!additions.made().contains(path)
          && !isInRoots(path)
          && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        Search search = stage.search(path);
        whole = HostSurvey.withOpened(whole, request.profile(), search);
        remember(search);
      }
    }
    return whole;
  }

  private boolean isInRoots(Path path) {
    for (Path root : roots.writable()) {
      if (path.startsWith(root)) {
        return true;
      }
    }
    return false;
  }

  /** What appears in a folder that a yes has opened is judged, too. */
  private void remember(Search search) {
    Before before = baseline;
    if (before != null && !before.isAbout(search.root())) {
      baseline = before.with(search);
    }
  }

  /**
   * INVARIANT: asked only once everything has been looked through. What another session has made by
   * then is new for this one too, unless the other has judged it.
   */
  private Before before(List<Search> found, List<Path> opened) throws IOException {
    List<Unjudged> others = new ArrayList<>(late);
    others.addAll(sandbox.unjudged());
    Before before = new Before(found, absent(found), opened);
    return others.isEmpty() ? before : before.without(others);
  }

  private List<Path> absent(List<Search> found) {
    List<Path> absent = new ArrayList<>();
    for (Search search : found) {
      for (Path entry : search.hidden()) {
        for (Path path : ProtectedPaths.builtIn().belowFound(search.root(), entry)) {
          if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            absent.add(path);
          }
        }
      }
    }
    for (Path root : roots.writable()) {
      for (ProtectedPaths.Entry entry : ProtectedPaths.builtIn().entries()) {
        Path path = root.resolve(entry.path());
        if (entry.absent() == ProtectedPaths.Absent.WATCH
            && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
          absent.add(path);
        }
      }
    }
    return absent;
  }

  private Environment environment(
      Settings settings, String session, boolean confined, boolean gated) {
    Map<String, String> set = new HashMap<>();
    set.put("CORDON_SESSION", session);
    if (confined) {
      set.put("CORDON_SANDBOX", settings.sandboxMode().text());
    }
    if (gated) {
      set.putAll(ProxyVariables.all());
    }
    EnvironmentPolicy policy = settings.environment();
    if (policy.keepsAll()) {
      set.putAll(context.restored());
      return new Environment(true, context.unset(), List.of(), set);
    }
    List<String> kept = new ArrayList<>();
    for (Map.Entry<String, String> variable :
        policy.apply(context.environment()).kept().entrySet()) {
      boolean original = !context.restored().containsKey(variable.getKey());
      if (original && variable.getValue().equals(context.environment().get(variable.getKey()))) {
        kept.add(variable.getKey());
      } else {
        set.put(variable.getKey(), variable.getValue());
      }
    }
    return new Environment(false, List.of(), kept, set);
  }
}
