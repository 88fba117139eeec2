package dev.cordon.policy;

import dev.cordon.shell.Reading;
import dev.cordon.shell.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The decision table's rows for commands, segment by segment; the strictest wins. */
final class Commands {

  static final String EMPTY_RULE = "empty-action";
  static final String INSIDE_WORKSPACE_WRITE = "inside workspace-write";
  static final String UNCONFINED = "danger-full-access runs without a boundary";

  private static final String INSIDE_READ_ONLY = "inside read-only";
  private static final String KNOWN_SAFE_RULE = "known-safe";
  private static final String SECRET_RULE = "secret-path";
  private static final String OPAQUE_RULE = "opaque-script";

  private final Settings settings;
  private final PermissionProfile profile;
  private final Path home;
  private final boolean sandboxed;

  Commands(Settings settings, PermissionProfile profile, Path home) {
    this.settings = settings;
    this.profile = profile;
    this.home = home;
    this.sandboxed = settings.sandboxMode() != SandboxMode.DANGER_FULL_ACCESS;
  }

  Verdict decide(List<String> argv) {
    if (argv.isEmpty()) {
      return new Verdict(Decision.DENY, "no command given", EMPTY_RULE, sandboxed, List.of());
    }
    List<Segment> segments = new ArrayList<>();
    Reading reading = Shell.read(argv);
    if (reading instanceof Reading.NotUnderstood trouble) {
      segments.add(opaque(argv, trouble));
    } else {
      understood(argv, ((Reading.Commands) reading).commands(), segments);
    }
    Segment strictest = strictest(segments);
    return new Verdict(
        strictest.decision(), strictest.reason(), strictest.rule(), sandboxed, segments);
  }

  private void understood(List<String> argv, List<List<String>> commands, List<Segment> segments) {
    boolean script = commands.size() > 1 || !commands.getFirst().equals(argv);
    if (script && KnownSafe.systemProgram(argv.getFirst()) == null) {
      // A shell from anywhere else may be any program: it is judged too.
      segments.add(plain(argv, Standing.in(profile.workspace())));
    }
    Standing standing = Standing.in(profile.workspace());
    for (int i = 0; i < commands.size(); i++) {
      segments.add(plain(commands.get(i), standing));
      standing = standing.after(commands.get(i), home);
    }
  }

  private static Segment strictest(List<Segment> segments) {
    Segment strictest = segments.getFirst();
    for (int i = 1; i < segments.size(); i++) {
      if (segments.get(i).decision().compareTo(strictest.decision()) > 0) {
        strictest = segments.get(i);
      }
    }
    return strictest;
  }

  private Segment opaque(List<String> argv, Reading.NotUnderstood trouble) {
    Dangerous danger = Dangerous.in(argv);
    if (danger != null) {
      return dangerous(argv, danger);
    }
    if (!onlyKnownSafeRuns()) {
      return inside(argv);
    }
    String why = "script not understood (".concat(trouble.reason()).concat(")");
    return new Segment(argv, Decision.ASK, why.concat(whoAsks()), OPAQUE_RULE);
  }

  private Segment plain(List<String> argv, Standing standing) {
    Dangerous danger = Dangerous.in(argv);
    if (danger != null) {
      return dangerous(argv, danger);
    }
    if (!onlyKnownSafeRuns()) {
      return inside(argv);
    }
    if (!KnownSafe.matches(argv) || KnownSafe.canBeReplaced(profile.writableRoots())) {
      return new Segment(argv, Decision.ASK, "not a known-safe read".concat(whoAsks()), null);
    }
    if (!standing.known()) {
      return new Segment(
          argv, Decision.ASK, "reads in a directory not known".concat(whoAsks()), null);
    }
    if (standing.moved() && KnownSafe.isGit(argv)) {
      return new Segment(argv, Decision.ASK, "git in another directory".concat(whoAsks()), null);
    }
    for (int i = 0; i < standing.directories().size(); i++) {
      SecretPaths.View view = new SecretPaths.View(standing.directories().get(i), home);
      String secret = SecretPaths.namedBy(argv, view);
      if (secret != null) {
        String why = "names a secret path (".concat(secret).concat(")");
        return new Segment(argv, Decision.ASK, why.concat(whoAsks()), SECRET_RULE);
      }
    }
    return new Segment(argv, Decision.ALLOW, "known-safe read", KNOWN_SAFE_RULE);
  }

  private Segment dangerous(List<String> argv, Dangerous danger) {
    Decision decision =
        settings.approvalPolicy() == ApprovalPolicy.NEVER ? Decision.LOG : Decision.ASK;
    return new Segment(argv, decision, danger.reason(), danger.rule());
  }

  private Segment inside(List<String> argv) {
    String reason =
        switch (settings.sandboxMode()) {
          case READ_ONLY -> INSIDE_READ_ONLY;
          case WORKSPACE_WRITE -> INSIDE_WORKSPACE_WRITE;
          case DANGER_FULL_ACCESS -> UNCONFINED;
        };
    return new Segment(argv, Decision.ALLOW, reason, null);
  }

  private boolean onlyKnownSafeRuns() {
    return switch (settings.approvalPolicy()) {
      case UNTRUSTED -> true;
      case ON_REQUEST -> settings.sandboxMode() == SandboxMode.READ_ONLY;
      case NEVER -> false;
    };
  }

  private String whoAsks() {
    return settings.approvalPolicy() == ApprovalPolicy.UNTRUSTED
        ? "; approval policy untrusted asks"
        : "; approval policy on-request asks in read-only";
  }
}
