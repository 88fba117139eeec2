package dev.cordon.session;

import dev.cordon.audit.Sha256;
import dev.cordon.policy.EnvironmentPolicy;
import dev.cordon.policy.ProtectedPaths;
import dev.cordon.policy.SandboxMode;
import dev.cordon.policy.Settings;
import dev.cordon.sandbox.Additions;
import dev.cordon.sandbox.Environment;
import dev.cordon.sandbox.Host;
import dev.cordon.sandbox.HostSurvey;
import dev.cordon.sandbox.Outcome;
import dev.cordon.sandbox.Plan;
import dev.cordon.sandbox.Planner;
import dev.cordon.sandbox.Sandbox;
import dev.cordon.sandbox.Search;
import dev.cordon.sandbox.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  /** Hex characters of a hash that tell workspaces apart: 64 bits. */
  private static final int NAME_CHARS = 16;

  private final Context context;
  private final Stage stage;
  private final Sandbox sandbox;
  private final Roots roots;
  private final List<Path> absentBefore = new ArrayList<>();
  private @Nullable List<Search> searches;
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
    byte[] path = roots.workspace().toString().getBytes(StandardCharsets.UTF_8);
    return Sha256.hash(path).substring(0, NAME_CHARS);
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

  Outcome confine(Plan plan, RunRequest request, String session) throws IOException {
    return sandbox.confine(
        plan,
        workspaceName(),
        request.command(),
        environment(request.settings(), session, true),
        request.directory());
  }

  Outcome release(RunRequest request, String session) throws IOException {
    return sandbox.release(
        request.command(), environment(request.settings(), session, false), request.directory());
  }

  /** What appeared in the writable roots that the host would execute later. */
  List<Finding> aftermath(RunRequest request) throws IOException {
    List<Finding> findings = new ArrayList<>();
    if (searches != null) {
      for (Search before : searches) {
        findings.addAll(
            Aftermath.inspect(before, stage.search(before.root()), absentBefore, opened()));
      }
    }
    return findings;
  }

  private List<Path> opened() {
    Host surveyed = host;
    return surveyed == null ? List.of() : surveyed.opened();
  }

  /** The next step when the boundary could not be set up. */
  String hint(String reason) {
    return reason.contains("Unknown option")
        ? "this bubblewrap is too old; 0.4 or newer is needed"
        : "run `cordon doctor`: it tries each mechanism and names the fix";
  }

  /** What an approval opens is looked through as the workspace is, in read-only mode too. */
  private Host host(RunRequest request, Additions additions) throws IOException {
    boolean writes = request.settings().sandboxMode() == SandboxMode.WORKSPACE_WRITE;
    if (host == null || (!writes && searches == null && !additions.writable().isEmpty())) {
      List<Search> found = new ArrayList<>();
      if (writes || !additions.writable().isEmpty()) {
        for (Path root : roots.writable()) {
          found.add(stage.search(root));
        }
        rememberAbsent();
        searches = found;
      }
      host =
          HostSurvey.survey(
              request.profile(), found, context.home(), context.temporary(), context.own());
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
        whole = HostSurvey.withOpened(whole, request.profile(), stage.search(path));
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

  private void rememberAbsent() {
    for (Path root : roots.writable()) {
      for (ProtectedPaths.Entry entry : ProtectedPaths.builtIn().entries()) {
        Path path = root.resolve(entry.path());
        if (entry.absent() == ProtectedPaths.Absent.WATCH
            && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
          absentBefore.add(path);
        }
      }
    }
  }

  private Environment environment(Settings settings, String session, boolean confined) {
    Map<String, String> set = new HashMap<>();
    set.put("CORDON_SESSION", session);
    if (confined) {
      set.put("CORDON_SANDBOX", settings.sandboxMode().text());
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
