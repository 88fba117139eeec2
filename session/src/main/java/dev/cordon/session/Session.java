package dev.cordon.session;

import dev.cordon.audit.Journal;
import dev.cordon.audit.JournalException;
import dev.cordon.audit.Randomness;
import dev.cordon.policy.Action;
import dev.cordon.policy.ApprovalPolicy;
import dev.cordon.policy.Decision;
import dev.cordon.policy.NetworkAccess;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Posture;
import dev.cordon.policy.SandboxMode;
import dev.cordon.policy.Surroundings;
import dev.cordon.policy.Verdict;
import dev.cordon.sandbox.Denial;
import dev.cordon.sandbox.Outcome;
import dev.cordon.sandbox.Plan;
import dev.cordon.sandbox.Unjudged;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of one command: decide, ask, confine, run, attribute what was refused, escalate, record.
 * One session runs one command; not thread-safe.
 */
public final class Session {
  private static final int DENIED = 126;
  private static final int NOT_FOUND = 127;
  private static final int NOT_SET_UP = 125;
  private static final String NO_BACKEND = "none";

  private final Context context;
  private final Confinement confinement;
  private final @Nullable Planning planning;
  private final RunRequest request;
  private final String id;
  private final Recorder recorder;
  private final Grants grants;
  private final List<Notice> notices = new ArrayList<>();
  private final Escalations escalations;
  private final List<Finding> inherited = new ArrayList<>();
  private final List<Denial> denied = new ArrayList<>();
  private boolean recorded;
  private final Verdict verdict;
  private final long started = System.nanoTime();

  private Session(
      Context context,
      Confinement confinement,
      Approver approver,
      Journal journal,
      RunRequest request,
      Grants grants,
      @Nullable Planning planning) {
    this.context = context;
    this.confinement = confinement;
    this.request = request;
    this.grants = grants;
    this.planning = planning;
    Randomness randomness = Randomness.system();
    this.id = SessionId.next(randomness);
    this.recorder = new Recorder(journal, context, randomness, id, request);
    this.escalations = new Escalations(context, approver, recorder, grants, request, notices);
    this.verdict =
        Policy.decide(
            request.settings(),
            request.profile(),
            new Action.Run(request.argv()),
            surroundings(context, request));
  }

  /** What a decision on {@code request} depends on besides its settings. */
  public static Surroundings surroundings(Context context, RunRequest request) {
    String path = context.environment().get("PATH");
    return new Surroundings(
        context.home(), new HostPrograms(request.directory(), path), request.rules());
  }

  /**
   * Runs one command and waits for its end.
   *
   * @throws SetupException when nothing could be run
   * @throws IOException when the journal or the stage failed
   */
  public static Result run(
      Context context,
      Confinement confinement,
      Approver approver,
      Journal journal,
      RunRequest request)
      throws SetupException, IOException {
    Grants grants =
        new Grants(
            GrantBook.open(context.state(), confinement.workspaceName()),
            context,
            request.roots().workspace(),
            request.settings().limits());
    Planning planning =
        request.settings().sandboxMode() == SandboxMode.DANGER_FULL_ACCESS
            ? null
            : Planning.begin(confinement, request, grants.additions());
    try {
      return new Session(context, confinement, approver, journal, request, grants, planning)
          .runAndSettle();
    } finally {
      if (planning != null) {
        planning.finish();
      }
    }
  }

  private Result runAndSettle() throws SetupException, IOException {
    try {
      return run();
    } catch (SetupException refused) {
      throw refused.after(notices);
    } finally {
      recorder.settle();
    }
  }

  private Result run() throws SetupException, IOException {
    recorder.requested(verdict);
    if (verdict.decision() == Decision.DENY) {
      return refuse(verdict.reason(), "policy");
    }
    if (verdict.decision() == Decision.ASK) {
      Answer.No no = askToRun();
      if (no != null) {
        return refuse(
            verdict.reason() + "; " + no.reason(), no.asked() ? context.user() : "policy");
      }
    }
    if (planning == null) {
      judgeKilled();
      return finish(released(), SandboxMode.DANGER_FULL_ACCESS);
    }
    planning.finish();
    if (judgeKilled() || verdict.decision() == Decision.ASK) {
      // What was surveyed before somebody was asked, or something judged, is not what is there now.
      confinement.forget();
      Plan plan = confinement.plan(request, grants.additions());
      return finish(confined(plan), request.settings().sandboxMode());
    }
    return finish(confined(planning.plan()), request.settings().sandboxMode());
  }

  private Outcome released() throws IOException {
    recorder.settle();
    return confinement.release(request, id);
  }

  /** Runs with the network gate that the settings ask for, if any. */
  private Outcome confined(Plan first) throws SetupException, IOException {
    if (!request.settings().network().isGated()) {
      return confined(first, null);
    }
    NetworkGate gate = new NetworkGate(context, id, request, escalations, recorder);
    gate.checkPlace();
    Outcome outcome;
    try (gate) {
      outcome = confined(first, gate);
    }
    denied.addAll(gate.denied());
    boolean failed = !(outcome instanceof Outcome.Ran ran) || ran.exitCode() != 0;
    if (failed && !gate.unknown().isEmpty()) {
      notices.add(Questions.unreached(gate.unknown(), id));
    }
    JournalException lost = gate.lost();
    if (lost != null) {
      notices.add(Questions.connectionLost(lost));
    }
    return outcome;
  }

  /** Runs, and runs again with what was approved, until nothing more is asked. */
  private Outcome confined(Plan first, @Nullable NetworkGate gate)
      throws SetupException, IOException {
    if (confinement.opensOutside()) {
      judgeKilled();
    }
    for (Plan plan = first; ; plan = confinement.plan(request, grants.additions())) {
      recorder.settle();
      Outcome outcome = confinement.confine(plan, request, id, gate);
      if (!(outcome instanceof Outcome.Ran ran)
          || request.settings().approvalPolicy() == ApprovalPolicy.NEVER) {
        return outcome;
      }
      List<Denial> denials = gate == null ? ran.denials() : writes(ran.denials());
      if (ran.exitCode() == 0 || !escalations.after(plan, denials)) {
        escalations.sayRefused(plan, denials, id);
        return outcome;
      }
    }
  }

  /** The gate has asked about connections while they were made. */
  private static List<Denial> writes(List<Denial> denials) {
    List<Denial> writes = new ArrayList<>();
    for (Denial denial : denials) {
      if (denial.kind() == Denial.Kind.WRITE) {
        writes.add(denial);
      }
    }
    return writes;
  }

  /**
   * Does what sessions that were killed could not do any more: looks at what they have left. False
   * when there was none.
   */
  private boolean judgeKilled() throws IOException {
    List<Unjudged> found = confinement.killed(id);
    for (Unjudged killed : found) {
      for (Finding finding : confinement.aftermath(killed)) {
        Finding named = finding.leftBy(killed.session());
        recorder.note(named.what(), named.path());
        inherited.add(named);
        notices.add(Questions.finding(named));
      }
      confinement.judged(killed.session());
    }
    return !found.isEmpty();
  }

  /** Why the command may not run; null when there is, or was, a yes. */
  private Answer.@Nullable No askToRun() throws IOException {
    Permit permit = Permit.of(request, verdict, context);
    if (grants.covers(permit)) {
      return null;
    }
    Question question = Questions.run(verdict, request, permit, context.home());
    if (!(escalations.askToRun(question, permit) instanceof Answer.No no)) {
      // INVARIANT: a yes is to the scripts that were there when the question was put.
      boolean changed = !Permit.of(request, verdict, context).content().equals(permit.content());
      return changed ? new Answer.No(Grants.CHANGED, false) : null;
    }
    return no;
  }

  private Result refuse(String reason, String by) throws JournalException {
    recorder.refused(verdict, reason, by);
    notices.add(new Notice("denied: " + reason, Questions.hint(by)));
    return new Result(report(null, false, List.of(), List.of(), DENIED), notices);
  }

  private Result finish(Outcome outcome, SandboxMode mode) throws SetupException, IOException {
    boolean began = outcome instanceof Outcome.Ran;
    grants.tidy(began, began && ((Outcome.Ran) outcome).exitCode() == 0);
    if (outcome instanceof Outcome.NotStarted failed) {
      recorder.notStarted(failed.reason());
      throw new SetupException(
          Questions.firstLine(failed.reason()), confinement.hint(failed.reason()));
    }
    if (outcome instanceof Outcome.NotExecutable missing) {
      String said = Questions.notExecutable(request.argv().getFirst(), missing);
      notices.add(new Notice(said, whyMissing(missing, mode)));
      Report report = report(null, false, List.of(), List.of(), missing.exitCode());
      return conclude(report, List.of(), mode);
    }
    Outcome.Ran ran = (Outcome.Ran) outcome;
    List<Finding> findings = List.of();
    if (ran.created() > 0) {
      findings = confinement.aftermath();
      judgeKilled();
    }
    for (Finding finding : findings) {
      notices.add(Questions.finding(finding));
    }
    for (String path : ran.kept()) {
      notices.add(Questions.kept(path));
    }
    boolean proven = mode != SandboxMode.DANGER_FULL_ACCESS && ran.boundedProcesses();
    denied.addAll(ran.denials());
    Report report = report(effective(mode), proven, denied, findings, ran.exitCode());
    Result result = conclude(report, findings, mode);
    if (ran.created() > 0 && recorded) {
      confinement.judged(id);
    }
    return result;
  }

  private @Nullable String whyMissing(Outcome.NotExecutable missing, SandboxMode mode)
      throws SetupException {
    return missing.exitCode() == NOT_FOUND && mode != SandboxMode.DANGER_FULL_ACCESS
        ? HiddenProgram.hint(
            confinement.plan(request, grants.additions()),
            request,
            context.environment().get("PATH"))
        : null;
  }

  /** The command has run: its exit code stands, and what could not be recorded is said. */
  private Result conclude(Report report, List<Finding> findings, SandboxMode mode) {
    String backend = mode == SandboxMode.DANGER_FULL_ACCESS ? NO_BACKEND : confinement.backend();
    try {
      for (Finding finding : findings) {
        recorder.note(finding.what(), finding.path());
      }
      recorder.finished(report, verdict, backend);
      recorded = true;
    } catch (JournalException lost) {
      notices.add(
          new Notice("the end of this run is not on record: " + lost.getMessage(), lost.hint()));
    }
    return new Result(report, notices);
  }

  private Posture effective(SandboxMode mode) {
    NetworkAccess network =
        grants.additions().network() ? NetworkAccess.FULL : request.settings().network();
    return new Posture(mode, request.settings().approvalPolicy(), network);
  }

  private Report report(
      @Nullable Posture effective,
      boolean proven,
      List<Denial> denied,
      List<Finding> findings,
      int exitCode) {
    List<Finding> all = new ArrayList<>(inherited);
    all.addAll(findings);
    return new Report(
        id,
        request.settings().posture(),
        effective,
        proven,
        verdict,
        escalations.answered(),
        denied,
        all,
        exitCode,
        (System.nanoTime() - started) / 1_000_000);
  }

  /** Exit code of a run that could not be set up. */
  public static int notSetUp() {
    return NOT_SET_UP;
  }
}
