package dev.cordon.session;

import dev.cordon.egress.Approach;
import dev.cordon.policy.Decision;
import dev.cordon.policy.Rules;
import dev.cordon.policy.SandboxMode;
import dev.cordon.sandbox.Denial;
import dev.cordon.sandbox.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks about what the boundary refused: all that one run met in one question, the network in one of
 * its own, and nothing twice. Not thread-safe.
 */
final class Escalations {
  /** Runs of one command that may be followed by questions before its refusals stand. */
  static final int MAX_ROUNDS = 10;

  private static final String BY_POLICY = "policy";
  private static final String REMEMBERED = "grant";

  private final Context context;
  private final Approver approver;
  private final Recorder recorder;
  private final Grants grants;
  private final List<String> argv;
  private final SandboxMode mode;
  private final Rules rules;
  private final List<Report.Escalation> answered = new ArrayList<>();
  private final List<Notice> notices;
  private final Set<String> asked = new HashSet<>();
  private boolean refusedByPerson;
  private int rounds;

  /**
   * Nothing asked yet.
   *
   * @param notices where what is to be said about refusals is added
   */
  Escalations(
      Context context,
      Approver approver,
      Recorder recorder,
      Grants grants,
      RunRequest request,
      List<Notice> notices) {
    this.context = context;
    this.approver = approver;
    this.recorder = recorder;
    this.grants = grants;
    this.argv = request.argv();
    this.mode = request.settings().sandboxMode();
    this.rules = request.rules();
    this.notices = notices;
  }

  /** What was asked so far, and the answers. */
  List<Report.Escalation> answered() {
    return answered;
  }

  /**
   * Whether the command may run at all. Asked in turn with other sessions: what one of them was
   * answered for the project meanwhile is not asked again.
   */
  Answer askToRun(Question question, Permit permit) throws IOException {
    try (Turn _ = approver.turn()) {
      grants.refresh();
      if (grants.covers(permit)) {
        return new Answer.Yes(Scope.PROJECT, context.user(), REMEMBERED);
      }
      Answer answer = approver.ask(question, () -> grants.coversMeanwhile(permit));
      if (answer == null) {
        return new Answer.Yes(Scope.PROJECT, context.user(), REMEMBERED);
      }
      if (answer instanceof Answer.Yes yes) {
        boolean beginning = yes.reach() == Grant.Reach.ANY_LAST;
        settle(Questions.runWidening(permit, beginning), answer, question.why(), permit);
      } else {
        refuse(Questions.runWidening(permit, false), (Answer.No) answer);
      }
      return answer;
    }
  }

  /**
   * Whether a running command may connect, while the connection waits. Not called while anything
   * else of this session asks.
   *
   * @param why the reason of a rule that asks; null when the host is only not listed
   * @param over whether nobody waits for the answer any more
   */
  Answer askToConnect(Approach approach, @Nullable String why, BooleanSupplier over)
      throws IOException {
    Widening widening = Questions.connecting(approach);
    try (Turn _ = approver.turn()) {
      grants.refresh();
      if (grants.coversHost(widening)) {
        return new Answer.Yes(Scope.PROJECT, context.user(), REMEMBERED);
      }
      Question question = Questions.connect(widening, approach, argv, why);
      Answer answer = approver.ask(question, whileHeld(widening, over));
      if (answer == null && over.getAsBoolean()) {
        return new Answer.No("the command has ended", false);
      }
      if (answer == null) {
        return new Answer.Yes(Scope.PROJECT, context.user(), REMEMBERED);
      }
      if (answer instanceof Answer.Yes yes) {
        if (yes.scope() != Scope.ONCE) {
          grants.openHost(widening);
        }
        recorder.escalated(widening, answer, grants.keep(widening, yes, question.why(), null));
        answered.add(escalation(widening, yes.text(), yes.who()));
      } else {
        refuse(widening, (Answer.No) answer);
      }
      return answer;
    }
  }

  private Approver.Elsewhere whileHeld(Widening widening, BooleanSupplier over) {
    return new Approver.Elsewhere() {
      @Override
      public boolean answered() throws IOException {
        return over.getAsBoolean() || grants.coversHostMeanwhile(widening);
      }

      @Override
      public String said() {
        return over.getAsBoolean() ? "not needed any more" : Approver.Elsewhere.super.said();
      }
    };
  }

  /** Asks about everything new that a yes could lift; true when something was opened. */
  boolean after(Plan plan, List<Denial> denials) throws IOException {
    if (rounds == MAX_ROUNDS) {
      return false;
    }
    rounds++;
    Widenings widenings = new Widenings(plan, context, argv);
    forbid(widenings, denials);
    List<Widening> wanted = wanted(widenings, denials);
    boolean opened = false;
    for (Widening widening : wanted) {
      opened |= grants.remembers(widening) && reopen(widening);
    }
    return wanted(widenings, denials).isEmpty()
        ? opened
        : askInTurn(widenings, denials, wanted) || opened;
  }

  /**
   * Waits for the turn and looks again at what there is to ask: another session may have been
   * answered for the project meanwhile, or made what is wanted.
   */
  private boolean askInTurn(Widenings widenings, List<Denial> denials, List<Widening> before)
      throws IOException {
    try (Turn _ = approver.turn()) {
      grants.refresh();
      boolean opened = false;
      for (Widening widening : before) {
        if (!asked.contains(widening.argument()) && grants.covers(widening)) {
          opened |= takeOver(widening);
        }
      }
      List<Widening> paths = new ArrayList<>();
      List<Widening> network = new ArrayList<>();
      for (Widening widening : wanted(widenings, denials)) {
        if (grants.remembers(widening) && reopen(widening)) {
          opened = true;
        } else {
          (widening.place() == null ? network : paths).add(widening);
        }
      }
      opened |= askForPaths(Shown.of(paths, home()));
      opened |= askForNetwork(network);
      return opened;
    }
  }

  /** What a yes could open, and nobody has said anything about. */
  private List<Widening> wanted(Widenings widenings, List<Denial> denials) {
    List<Widening> wanted = new ArrayList<>();
    for (Widening widening : widenings.all(denials)) {
      if (!grants.covers(widening)
          && !asked.contains(widening.argument())
          && grants.forbids(widening) == null) {
        wanted.add(widening);
      }
    }
    return wanted;
  }

  private void forbid(Widenings widenings, List<Denial> denials) throws IOException {
    Map<Forbidden, List<Widening>> forbidden = new EnumMap<>(Forbidden.class);
    for (Widening widening : widenings.all(denials)) {
      if (grants.covers(widening) || asked.contains(widening.argument())) {
        continue;
      }
      Rules.Answer ruled = ruledOut(widening);
      Forbidden why = grants.forbids(widening);
      if (ruled != null) {
        asked.add(widening.argument());
        refuse(widening, new Answer.No(ruled.reason(), false));
        notices.add(Questions.ruledOut(widening, ruled));
      } else if (why != null) {
        forbidden.computeIfAbsent(why, none -> new ArrayList<>()).add(widening);
      }
    }
    for (Map.Entry<Forbidden, List<Widening>> each : forbidden.entrySet()) {
      forbid(each.getKey(), each.getValue());
    }
  }

  /** INVARIANT: no yes opens what a rule denies to write. */
  private Rules.@Nullable Answer ruledOut(Widening widening) {
    if (widening.place() == null) {
      return null;
    }
    List<Path> paths = new ArrayList<>(List.of(Path.of(widening.argument())));
    for (String target : widening.targets()) {
      paths.add(Path.of(target));
    }
    Rules.Answer answer = rules.onEdit(paths);
    return answer != null && answer.decision() == Decision.DENY ? answer : null;
  }

  /** The requirements are above whoever could be asked. On record is what a question would list. */
  private void forbid(Forbidden why, List<Widening> widenings) throws IOException {
    for (int i = 0; i < widenings.size(); i++) {
      asked.add(widenings.get(i).argument());
      if (i < Shown.MAX_TARGETS) {
        refuse(widenings.get(i), new Answer.No(why.reason(), false));
      }
    }
    notices.add(Questions.forbidden(why, widenings));
  }

  private Path home() {
    return Place.real(context.home());
  }

  /** Opens what was answered elsewhere. */
  private boolean takeOver(Widening widening) throws IOException {
    if (!grants.covers(widening)) {
      return reopen(widening);
    }
    remembered(widening);
    return true;
  }

  private boolean reopen(Widening widening) throws IOException {
    if (grants.open(widening) != null) {
      return false;
    }
    remembered(widening);
    return true;
  }

  private void remembered(Widening widening) throws IOException {
    asked.add(widening.argument());
    Answer.Yes yes = new Answer.Yes(Scope.PROJECT, context.user(), REMEMBERED);
    recorder.escalated(widening, yes, null);
    answered.add(escalation(widening, yes.text(), REMEMBERED));
  }

  private boolean askForPaths(Shown shown) throws IOException {
    return !shown.listed().isEmpty()
        && put(Questions.writing(shown, argv, home()), shown.listed(), shown.beyond());
  }

  private boolean askForNetwork(List<Widening> network) throws IOException {
    return !network.isEmpty() && put(Questions.network(network.getFirst(), argv), network, 0);
  }

  /** One question, one answer, for each of {@code widenings}. */
  private boolean put(Question question, List<Widening> widenings, int beyond) throws IOException {
    Answer answer = approver.ask(question, () -> grants.coversMeanwhile(widenings));
    boolean opened = false;
    if (answer == null) {
      for (Widening widening : widenings) {
        opened |= takeOver(widening);
      }
      return opened;
    }
    for (Widening widening : widenings) {
      asked.add(widening.argument());
      opened |= settle(widening, answer, question.why(), null);
    }
    if (answer instanceof Answer.No no) {
      refusedByPerson |= no.asked();
      if (!no.asked()) {
        notices.add(Questions.unasked(widenings, beyond, no.reason(), mode));
      }
    }
    return opened;
  }

  /** Carries out and records one answer; true when something was opened. */
  private boolean settle(Widening widening, Answer answer, String why, @Nullable Permit permit)
      throws IOException {
    if (!(answer instanceof Answer.Yes yes)) {
      refuse(widening, (Answer.No) answer);
      return false;
    }
    String hindrance = grants.open(widening);
    if (hindrance != null) {
      refuse(widening, new Answer.No(hindrance, false));
      notices.add(Questions.hindered(widening, hindrance));
      return false;
    }
    recorder.escalated(widening, answer, grants.keep(widening, yes, why, permit));
    answered.add(escalation(widening, yes.text(), yes.who()));
    return true;
  }

  private void refuse(Widening widening, Answer.No no) throws IOException {
    recorder.escalated(widening, no, null);
    answered.add(escalation(widening, "no", no.asked() ? context.user() : BY_POLICY));
  }

  /** The command may have gone on without it, or be unable to say why it failed. */
  void sayRefused(Plan plan, List<Denial> denials, String session) {
    if (refusedByPerson) {
      return; // who said no knows that something was refused
    }
    Widenings widenings = new Widenings(plan, context, argv);
    List<Denial> unasked = new ArrayList<>();
    for (Denial denial : denials) {
      boolean told = widenings.of(denial).filter(this::wasAsked).isPresent();
      if (!told && !Widenings.isRoutine(denial)) {
        unasked.add(denial);
      }
    }
    if (!unasked.isEmpty()) {
      notices.add(Questions.refused(unasked, session, home(), mode, grants.mayOpenPaths()));
    }
  }

  private boolean wasAsked(Widening widening) {
    for (String argument : asked) {
      if (argument.equals(widening.argument())
          || (widening.path() != null && Gathering.isBelow(widening.path(), Path.of(argument)))) {
        return true;
      }
    }
    return false;
  }

  private static Report.Escalation escalation(Widening widening, String answer, String by) {
    return new Report.Escalation(
        widening.kind().text(), widening.recordedTarget(), widening.recordedArgument(), answer, by);
  }
}
