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
import dev.cordon.policy.Verdict;
import dev.cordon.sandbox.Denial;
import dev.cordon.sandbox.Outcome;
import dev.cordon.sandbox.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way of one command: decide, ask, confine, run, attribute what was refused, escalate, record.
 * One session runs one command; not thread-safe.
 */
public final class Session {
  /** Questions asked about one command before its refusals stand. */
  static final int MAX_ESCALATIONS = 10;

  private static final int DENIED = 126;
  private static final int NOT_FOUND = 127;
  private static final int NOT_SET_UP = 125;
  private static final String NO_BACKEND = "none";
  private static final String REMEMBERED = "grant";

  private final Context context;
  private final Confinement confinement;
  private final Approver approver;
  private final RunRequest request;
  private final String id;
  private final Recorder recorder;
  private final Grants grants;
  private final List<Report.Escalation> escalations = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private final Set<String> asked = new HashSet<>();
  private boolean refusedByPerson;
  private final Verdict verdict;
  private final long started = System.nanoTime();

  private Session(
      Context context,
      Confinement confinement,
      Approver approver,
      Journal journal,
      RunRequest request)
      throws IOException {
    this.context = context;
    this.confinement = confinement;
    this.approver = approver;
    this.request = request;
    Randomness randomness = Randomness.system();
    this.id = SessionId.next(randomness);
    this.recorder = new Recorder(journal, context, randomness, id, request);
    this.grants = new Grants(GrantBook.open(context.state(), confinement.workspaceName()), context);
    this.verdict =
        Policy.decide(
            request.settings(), request.profile(), new Action.Run(request.argv()), context.home());
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
    return new Session(context, confinement, approver, journal, request).run();
  }

  private Result run() throws SetupException, IOException {
    recorder.requested(verdict);
    if (verdict.decision() == Decision.DENY) {
      return refuse(verdict.reason(), "policy");
    }
    if (verdict.decision() == Decision.ASK && !grants.coversRun(commandLine())) {
      Answer answer = askToRun();
      if (answer instanceof Answer.No no) {
        return refuse(
            verdict.reason() + "; " + no.reason(), no.asked() ? context.user() : "policy");
      }
    }
    return request.settings().sandboxMode() == SandboxMode.DANGER_FULL_ACCESS
        ? finish(confinement.release(request, id), SandboxMode.DANGER_FULL_ACCESS)
        : finish(confined(), request.settings().sandboxMode());
  }

  /** Runs, and runs again with what was approved, until nothing more is asked. */
  private Outcome confined() throws SetupException, IOException {
    while (true) {
      Plan plan = confinement.plan(request, grants.additions());
      Outcome outcome = confinement.confine(plan, request, id);
      if (!(outcome instanceof Outcome.Ran ran)
          || request.settings().approvalPolicy() == ApprovalPolicy.NEVER) {
        return outcome;
      }
      if (ran.exitCode() == 0 || asked.size() >= MAX_ESCALATIONS || !escalate(plan, ran)) {
        sayRefused(plan, ran);
        return outcome;
      }
    }
  }

  /** Asks about the first refusal that a yes could lift; true when there was a yes. */
  private boolean escalate(Plan plan, Outcome.Ran ran) throws IOException {
    Widenings widenings = new Widenings(plan, context, request.argv());
    for (Denial denial : ran.denials()) {
      Optional<Widening> possible = widenings.of(denial);
      if (possible.isPresent()
          && !grants.covers(possible.get())
          && asked.add(possible.get().argument())) {
        return grants.remembers(possible.get())
            ? reopen(possible.get())
            : put(possible.get(), plan);
      }
    }
    return false;
  }

  private boolean reopen(Widening widening) throws IOException {
    grants.reopen(widening);
    recorder.escalated(widening, new Answer.Yes(Scope.PROJECT, context.user(), REMEMBERED), null);
    escalations.add(escalation(widening, "yes, " + Scope.PROJECT.text(), REMEMBERED));
    return true;
  }

  /** The command may have gone on without it, or be unable to say why it failed. */
  private void sayRefused(Plan plan, Outcome.Ran ran) {
    if (refusedByPerson) {
      return; // who said no knows that something was refused
    }
    Widenings widenings = new Widenings(plan, context, request.argv());
    List<Denial> unasked = new ArrayList<>();
    for (Denial denial : ran.denials()) {
      Optional<Widening> possible = widenings.of(denial);
      boolean told = possible.isPresent() && asked.contains(possible.get().argument());
      if (!told && !Widenings.isRoutine(denial)) {
        unasked.add(denial);
      }
    }
    if (!unasked.isEmpty()) {
      notices.add(Questions.refused(unasked, id));
    }
  }

  private boolean put(Widening widening, Plan plan) throws IOException {
    boolean guarded = widening.path() != null && plan.readOnly().contains(widening.path());
    Answer answer =
        approver.ask(Questions.widening(widening, guarded, request.argv(), context.home()));
    if (answer instanceof Answer.Yes yes) {
      recorder.escalated(widening, answer, grants.take(widening, yes));
      escalations.add(escalation(widening, "yes, " + yes.scope().text(), yes.who()));
      return true;
    }
    Answer.No no = (Answer.No) answer;
    refusedByPerson |= no.asked();
    recorder.escalated(widening, answer, null);
    escalations.add(escalation(widening, "no", no.asked() ? context.user() : "policy"));
    if (!no.asked()) {
      notices.add(Questions.unasked(widening, no.reason()));
    }
    return false;
  }

  private static Report.Escalation escalation(Widening widening, String answer, String by) {
    return new Report.Escalation(
        widening.kind().text(), widening.target(), widening.argument(), answer, by);
  }

  private Answer askToRun() throws IOException {
    Widening widening = Questions.runWidening(commandLine());
    Answer answer = approver.ask(Questions.run(verdict, request, context.home()));
    if (answer instanceof Answer.Yes yes) {
      recorder.escalated(widening, answer, grants.take(widening, yes));
      escalations.add(escalation(widening, "yes, " + yes.scope().text(), yes.who()));
    } else {
      recorder.escalated(widening, answer, null);
      escalations.add(
          escalation(widening, "no", ((Answer.No) answer).asked() ? context.user() : "policy"));
    }
    return answer;
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
      return conclude(report(null, false, List.of(), List.of(), missing.exitCode()), mode);
    }
    Outcome.Ran ran = (Outcome.Ran) outcome;
    List<Finding> findings = ran.created() > 0 ? confinement.aftermath(request) : List.of();
    for (Finding finding : findings) {
      notices.add(Questions.finding(finding));
    }
    for (String path : ran.kept()) {
      notices.add(Questions.kept(path));
    }
    boolean proven = mode != SandboxMode.DANGER_FULL_ACCESS && ran.boundedProcesses();
    return conclude(report(effective(mode), proven, ran.denials(), findings, ran.exitCode()), mode);
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
  private Result conclude(Report report, SandboxMode mode) {
    String backend = mode == SandboxMode.DANGER_FULL_ACCESS ? NO_BACKEND : confinement.backend();
    try {
      for (Finding finding : report.findings()) {
        recorder.note(finding.what(), finding.path());
      }
      recorder.finished(report, verdict, backend);
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
    return new Report(
        id,
        request.settings().posture(),
        effective,
        proven,
        verdict,
        escalations,
        denied,
        findings,
        exitCode,
        (System.nanoTime() - started) / 1_000_000);
  }

  private String commandLine() {
    return ShellWords.exact(request.argv());
  }

  /** Exit code of a run that could not be set up. */
  public static int notSetUp() {
    return NOT_SET_UP;
  }
}
