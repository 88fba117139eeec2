package dev.cordon.policy;

import dev.cordon.shell.Command;
import dev.cordon.shell.Programs;
import dev.cordon.shell.Reading;
import dev.cordon.shell.Redirect;
import dev.cordon.shell.Shell;
import dev.cordon.shell.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decision table's rows for commands, segment by segment; the strictest wins. */
final class Commands {

  static final String EMPTY_RULE = "empty-action";
  static final String INSIDE_WORKSPACE_WRITE = "inside workspace-write";
  static final String UNCONFINED = "danger-full-access runs without a boundary";

  private static final String INSIDE_READ_ONLY = "inside read-only";
  private static final String KNOWN_SAFE_RULE = "known-safe";
  private static final String SECRET_RULE = "secret-path";
  private static final String OPAQUE_RULE = "opaque-script";
  private static final String UNKNOWN_RULE = "unknown-program";
  private static final String CODE_RULE = "opaque-code";

  /** Words of a call of a shell that is nothing but its script. */
  private static final int SCRIPT_CALL_SIZE = 3;

  private final Settings settings;
  private final PermissionProfile profile;
  private final Path home;
  private final Programs programs;
  private final Rules rules;
  private final boolean sandboxed;

  Commands(Settings settings, PermissionProfile profile, Surroundings around) {
    this.home = around.home();
    this.programs = around.programs();
    this.rules = around.rules();
    this.settings = settings;
    this.profile = profile;
    this.sandboxed = settings.sandboxMode() != SandboxMode.DANGER_FULL_ACCESS;
  }

  Verdict decide(List<String> argv) {
    if (argv.isEmpty()) {
      return new Verdict(Decision.DENY, "no command given", EMPTY_RULE, sandboxed, List.of());
    }
    List<Segment> segments = new ArrayList<>();
    Reading reading = Shell.read(argv, programs);
    if (reading instanceof Reading.NotUnderstood trouble) {
      segments.add(notUnderstood(argv, trouble));
    } else {
      understood((Reading.Understood) reading, segments);
    }
    Segment strictest = strictest(segments);
    return new Verdict(
        strictest.decision(), strictest.reason(), strictest.rule(), sandboxed, segments);
  }

  private void understood(Reading.Understood reading, List<Segment> segments) {
    List<Command> commands = reading.commands();
    Course course = new Course(reading, profile.workspace(), home);
    boolean called = !reading.functions().isEmpty();
    Segment carrier = null;
    int depth = 0;
    for (int i = 0; i < commands.size(); i++) {
      Command command = commands.get(i);
      Standing standing = course.at(i);
      carrier = command.via().size() > depth ? carrier : null;
      if (!isOnlyItsScript(commands, i)) {
        // Under the name of a program that only reads may stand a function.
        Standing reads = called ? standing.lost() : standing;
        Segment segment = ruled(judge(commands, i, reads, carrier), command, standing);
        segments.add(segment);
        if (carrier == null && carries(command, segment)) {
          carrier = segment;
          depth = command.via().size();
        }
      } else if (!command.via().isEmpty()) {
        restrictShell(command, standing, segments);
      }
    }
  }

  /** Whether a rule allows it together with the command in its words ({@code docker exec}). */
  private static boolean carries(Command command, Segment segment) {
    return segment.decision() == Decision.ALLOW
        && segment.rule() != null
        && Shell.carries(Text.fold(command.program()));
  }

  /**
   * A shell that a script starts is what its script is, too, but rules may be about it. The
   * outermost one is how a script comes in, and no rule is meant for that.
   */
  private void restrictShell(Command command, Standing standing, List<Segment> segments) {
    Segment shell = ruled(inside(command.shown()), command, standing);
    if (shell.decision() != Decision.ALLOW) {
      segments.add(shell);
    }
  }

  /** {@code sh -c SCRIPT} of the system is what its script is, and that follows in the list. */
  private boolean isOnlyItsScript(List<Command> commands, int index) {
    Command command = commands.get(index);
    List<String> literal = command.literal();
    boolean follows =
        index + 1 < commands.size()
            && commands.get(index + 1).via().size() == command.via().size() + 1;
    return follows
        && literal != null
        && literal.size() == SCRIPT_CALL_SIZE
        && command.assignments().isEmpty()
        && command.redirects().isEmpty()
        && (literal.get(1).equals("-c") || literal.get(1).equals("-lc"))
        && isShell(KnownSafe.systemProgram(literal.getFirst()))
        && programs.isSystem(literal.getFirst());
  }

  private static boolean isShell(@Nullable String program) {
    return program != null
        && (program.equals("sh") || program.equals("bash") || program.equals("zsh"));
  }

  /** Of those that are as strict, one that says what is wrong with it goes before the table. */
  private static Segment strictest(List<Segment> segments) {
    Segment strictest = segments.getFirst();
    for (int i = 1; i < segments.size(); i++) {
      Segment other = segments.get(i);
      int stricter = other.decision().compareTo(strictest.decision());
      if (stricter > 0 || (stricter == 0 && strictest.rule() == null && other.rule() != null)) {
        strictest = other;
      }
    }
    return strictest;
  }

  private Segment notUnderstood(List<String> argv, Reading.NotUnderstood trouble) {
    String why = "script not understood (".concat(trouble.reason()).concat(")");
    boolean never = settings.approvalPolicy() == ApprovalPolicy.NEVER;
    if (never && rules.restrictCommands()) {
      // INVARIANT: what may be forbidden, and nobody can be asked about, does not happen.
      return new Segment(
          argv, Decision.DENY, why.concat(", and rules may forbid what it does"), OPAQUE_RULE);
    }
    return atLeastAsks(argv, why, OPAQUE_RULE);
  }

  /** The judgement together with what the rules say: the strictest wins. */
  private Segment ruled(Segment judged, Command command, Standing standing) {
    if (command.words().isEmpty() && command.redirects().isEmpty()) {
      return judged;
    }
    Rules.Answer written = written(command, standing);
    if (written == null) {
      return judged;
    }
    Rules.Answer answer = written.under(settings.approvalPolicy());
    // An allow stands in place of the table, and of nothing else.
    boolean holds =
        answer.decision() == Decision.ALLOW
            ? judged.rule() == null
            : answer.decision().compareTo(judged.decision()) >= 0;
    return holds
        ? new Segment(judged.argv(), answer.decision(), answer.reason(), answer.rule())
        : judged;
  }

  /** What the rules say wherever it may run: the strictest, and an allow only where it is sure. */
  private Rules.@Nullable Answer written(Command command, Standing standing) {
    Rules.Answer strictest = inAny(command, standing);
    boolean home = command.namesHome();
    for (int i = 1; home && i < standing.homes().size(); i++) {
      Command other = command.withHome(standing.homes().get(i).toString());
      strictest = stricter(strictest, inAny(other, standing));
    }
    if (home && standing.homes().isEmpty()) {
      strictest = stricter(strictest, inAny(command.withHome(null), standing));
    }
    boolean allows = strictest != null && strictest.decision() == Decision.ALLOW;
    return allows && (standing.moved() || hasInput(command)) ? null : strictest;
  }

  private Rules.@Nullable Answer inAny(Command command, Standing standing) {
    if (!standing.known()) {
      return rules.onCommand(command, null);
    }
    Rules.Answer strictest = null;
    for (int i = 0; i < standing.directories().size(); i++) {
      strictest = stricter(strictest, rules.onCommand(command, standing.directories().get(i)));
    }
    return strictest;
  }

  private static Rules.@Nullable Answer stricter(
      Rules.@Nullable Answer one, Rules.@Nullable Answer other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.decision().compareTo(one.decision()) > 0 ? other : one;
  }

  /** A program that is fed may take its orders from there. */
  private static boolean hasInput(Command command) {
    boolean text = command.place().fed();
    for (int i = 0; i < command.redirects().size(); i++) {
      text |= command.redirects().get(i).kind() == Redirect.Kind.TEXT;
    }
    return text;
  }

  /**
   * @param carrier what a rule has allowed that the command is only carried by; null when there is
   *     none
   */
  private Segment judge(
      List<Command> commands, int index, Standing standing, @Nullable Segment carrier) {
    Command command = commands.get(index);
    List<String> shown = command.shown();
    Danger danger = Danger.of(commands, index, standing.directories());
    if (danger != null) {
      return atLeastAsks(shown, danger.reason(), danger.rule());
    }
    if (runsWhatIsNotKnown(command)) {
      return atLeastAsks(shown, "which program runs is not known", UNKNOWN_RULE);
    }
    if (!sandboxed && Interpreters.hasInlineCode(commands, index)) {
      return atLeastAsks(shown, "runs code that is not read, without a boundary", CODE_RULE);
    }
    if (carrier != null) {
      return new Segment(shown, Decision.ALLOW, carrier.reason(), carrier.rule());
    }
    return onlyKnownSafeRuns() ? read(command, shown, standing) : inside(shown);
  }

  private static boolean runsWhatIsNotKnown(Command command) {
    return !command.words().isEmpty()
        && !command.words().getFirst().isKnown()
        && command.program().isEmpty();
  }

  private Segment read(Command command, List<String> shown, Standing standing) {
    List<String> argv = command.literal();
    if (argv == null
        || !KnownSafe.matches(argv)
        || !command.assignments().isEmpty()
        || !programs.isSystem(argv.getFirst())
        || KnownSafe.canBeReplaced(profile.writableRoots())) {
      return new Segment(shown, Decision.ASK, "not a known-safe read".concat(whoAsks()), null);
    }
    List<String> named = new ArrayList<>(argv);
    for (int i = 0; i < command.redirects().size(); i++) {
      Redirect redirect = command.redirects().get(i);
      if (!onlyReads(redirect)) {
        return new Segment(shown, Decision.ASK, "writes to a file".concat(whoAsks()), null);
      }
      if (redirect.kind() == Redirect.Kind.READ) {
        named.add(redirect.target().text());
      }
    }
    if (!standing.known()) {
      return new Segment(
          shown, Decision.ASK, "reads in a directory not known".concat(whoAsks()), null);
    }
    if (standing.moved() && KnownSafe.isGit(argv)) {
      return new Segment(shown, Decision.ASK, "git in another directory".concat(whoAsks()), null);
    }
    for (int i = 0; i < standing.directories().size(); i++) {
      SecretPaths.View view = new SecretPaths.View(standing.directories().get(i), home);
      String secret = SecretPaths.namedBy(named, view);
      if (secret != null) {
        String why = "names a secret path (".concat(secret).concat(")");
        return new Segment(shown, Decision.ASK, why.concat(whoAsks()), SECRET_RULE);
      }
    }
    return new Segment(shown, Decision.ALLOW, "known-safe read", KNOWN_SAFE_RULE);
  }

  private static boolean onlyReads(Redirect redirect) {
    Word target = redirect.target();
    boolean known = target.isKnown() && !target.home();
    return switch (redirect.kind()) {
      case READ -> known && !target.text().startsWith("/dev/");
      case TEXT -> target.isKnown();
      case DUPLICATE -> known;
      case WRITE -> target.is("/dev/null");
    };
  }

  /** What asks in every mode. Under {@code never} nobody is asked, and a reviewer sees it. */
  private Segment atLeastAsks(List<String> shown, String reason, String rule) {
    Decision decision =
        settings.approvalPolicy() == ApprovalPolicy.NEVER ? Decision.LOG : Decision.ASK;
    return new Segment(shown, decision, reason, rule);
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
