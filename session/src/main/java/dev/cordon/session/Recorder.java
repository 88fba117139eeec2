package dev.cordon.session;

import dev.cordon.audit.Event;
import dev.cordon.audit.EventBuilder;
import dev.cordon.audit.EventId;
import dev.cordon.audit.Journal;
import dev.cordon.audit.JournalException;
import dev.cordon.audit.Randomness;
import dev.cordon.egress.Approach;
import dev.cordon.egress.Passage;
import dev.cordon.egress.Ruling;
import dev.cordon.policy.Posture;
import dev.cordon.policy.Verdict;
import dev.cordon.sandbox.Denial;
import dev.cordon.secrets.Redaction;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happens in one session into the journal, redacted and in the order of the calls. Not
 * thread-safe.
 */
final class Recorder {
  private static final String BY_POLICY = "policy";

  private final Journal journal;
  private final Context context;
  private final Randomness randomness;
  private final String session;
  private final RunRequest request;
  private final Event.Action action;
  private @Nullable Recording begun;

  Recorder(
      Journal journal, Context context, Randomness randomness, String session, RunRequest request) {
    this.journal = journal;
    this.context = context;
    this.randomness = randomness;
    this.session = session;
    this.request = request;
    this.action =
        new Event.Action(
            "run", Redaction.redactArguments(request.argv()), null, request.directory().toString());
  }

  /** Begins to write; nothing may run before {@link #settle} has returned. */
  void requested(Verdict verdict) {
    begun =
        Recording.append(
            journal, event(Event.Kind.RUN_REQUESTED).action(action).verdict(of(verdict)).build());
  }

  /** Returns when all that was to be recorded so far is in the journal. */
  void settle() throws JournalException {
    Recording pending = begun;
    begun = null;
    if (pending != null) {
      pending.settle();
    }
  }

  void refused(Verdict verdict, String reason, String by) throws JournalException {
    append(
        event(Event.Kind.REFUSAL)
            .action(action)
            .verdict(new Event.Verdict("deny", reason, verdict.rule(), by))
            .build());
    journal.sync();
  }

  /** A question beyond the boundary and its answer. */
  void escalated(Widening widening, Answer answer, @Nullable Instant expiry)
      throws JournalException {
    Event.Action wanted =
        new Event.Action(
            widening.kind().text(),
            Redaction.redactArguments(request.argv()),
            widening.recordedTarget(),
            request.directory().toString());
    List<Event> events = new ArrayList<>();
    events.add(
        event(Event.Kind.ESCALATION)
            .action(wanted)
            .verdict(new Event.Verdict("ask", "outside the boundary", null, BY_POLICY))
            .build());
    if (answer instanceof Answer.Yes yes) {
      events.add(
          event(Event.Kind.APPROVAL)
              .action(wanted)
              .verdict(new Event.Verdict("allow", "approved", null, yes.who()))
              .approval(new Event.Approval(yes.who(), yes.channel(), yes.scope().text(), expiry))
              .build());
    } else if (answer instanceof Answer.No no && widening.kind() != Widening.Kind.RUN) {
      // That a command is not to run at all is recorded once, as the refusal of the run.
      events.add(
          event(Event.Kind.REFUSAL)
              .action(wanted)
              .verdict(
                  new Event.Verdict(
                      "deny", no.reason(), null, no.asked() ? context.user() : BY_POLICY))
              .build());
    }
    append(events);
  }

  void finished(Report report, Verdict verdict, String backend) throws JournalException {
    List<Event.Denial> denials = new ArrayList<>();
    for (Denial denial : report.denied()) {
      denials.add(new Event.Denial(denial.kind().text(), denial.target(), denial.evidence()));
    }
    append(
        event(Event.Kind.RUN_FINISHED)
            .action(action)
            .effective(report.effective() == null ? null : of(report.effective()))
            .verdict(of(verdict))
            .enforcement(new Event.Enforcement(backend, report.proven()))
            .outcome(new Event.Outcome(report.exitCode(), report.durationMs(), denials))
            .build());
    journal.sync();
  }

  void notStarted(String reason) throws JournalException {
    append(
        event(Event.Kind.REFUSAL)
            .action(action)
            .verdict(new Event.Verdict("deny", Redaction.redact(reason), null, "boundary"))
            .build());
    journal.sync();
  }

  /** A connection that has ended, or was not made. */
  void connected(Passage passage) throws JournalException {
    Approach approach = passage.approach();
    InetAddress dialled = passage.dialled();
    append(
        event(Event.Kind.NETWORK)
            .action(
                new Event.Action(
                    Widening.Kind.NETWORK.text(),
                    Redaction.redactArguments(request.argv()),
                    NetworkGate.place(approach),
                    request.directory().toString()))
            .verdict(
                switch (passage.ruling()) {
                  case Ruling.Permitted yes ->
                      new Event.Verdict("allow", yes.by(), null, BY_POLICY);
                  case Ruling.Refused no ->
                      new Event.Verdict(
                          "deny", no.refusal().text() + ": " + no.reason(), null, BY_POLICY);
                })
            .connection(
                new Event.Connection(
                    approach.program(),
                    approach.protocol().text(),
                    approach.method(),
                    dialled == null ? null : dialled.getHostAddress(),
                    passage.sent(),
                    passage.received(),
                    passage.millis()))
            .build());
  }

  void note(String text, Path path) throws JournalException {
    append(
        event(Event.Kind.SESSION_NOTE)
            .action(
                new Event.Action(
                    "edit",
                    List.of(),
                    Redaction.redact(path.toString()),
                    request.directory().toString()))
            .note(Redaction.redact(text))
            .build());
  }

  private void append(Event... events) throws JournalException {
    append(List.of(events));
  }

  private void append(List<Event> events) throws JournalException {
    settle();
    journal.append(events);
  }

  private EventBuilder event(Event.Kind kind) {
    Instant now = context.clock().instant();
    return Event.builder(
            kind, EventId.next(now, randomness), now, context.endpoint(), context.user())
        .session(session)
        .project(request.roots().workspace().toString())
        .requested(of(request.settings().posture()));
  }

  private static Event.Posture of(Posture posture) {
    return new Event.Posture(
        posture.sandboxMode().text(), posture.approvalPolicy().text(), posture.network().text());
  }

  private static Event.Verdict of(Verdict verdict) {
    return new Event.Verdict(
        verdict.decision().text(), verdict.reason(), verdict.rule(), BY_POLICY);
  }
}
