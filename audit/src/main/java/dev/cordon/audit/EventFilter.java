package dev.cordon.audit;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A question to the journal: events that meet every part that is not {@code null}.
 *
 * @param since not before this time
 * @param decision the verdict's decision: {@code allow}, {@code log}, {@code ask}, {@code deny}
 * @param kind the event's kind
 * @param session the session's id, or the start of it
 * @param host the host that the event's target is, whatever the port, or a domain it lies in
 * @param text words that occur, in any case, in the event's JSON-free text: arguments (joined by
 *     blanks), target, reason, rule, names, note, denials
 */
public record EventFilter(
    @Nullable Instant since,
    @Nullable String decision,
    Event.@Nullable Kind kind,
    @Nullable String session,
    @Nullable String host,
    @Nullable String text) {

  private static final String CONNECT = "connect";

  /** The filter that lets every event pass. */
  public static final EventFilter ALL = new EventFilter(null, null, null, null, null, null);

  /** Whether the event meets every part. */
  public boolean matches(Event event) {
    return (since == null || !event.time().isBefore(since))
        && (kind == null || event.kind() == kind)
        && decides(event.verdict())
        && isOfSession(event.session())
        && isAbout(event.action())
        && (text == null
            || words(event).toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
  }

  private boolean decides(Event.@Nullable Verdict verdict) {
    return decision == null || (verdict != null && verdict.decision().equals(decision));
  }

  private boolean isOfSession(@Nullable String id) {
    return session == null || (id != null && id.startsWith(session));
  }

  private boolean isAbout(Event.@Nullable Action action) {
    if (host == null) {
      return true;
    }
    String target = action == null || !action.kind().equals(CONNECT) ? null : action.target();
    int colon = target == null ? -1 : target.lastIndexOf(':');
    String name = target == null ? "" : colon < 0 ? target : target.substring(0, colon);
    String wanted = host.toLowerCase(Locale.ROOT);
    return name.equals(wanted) || name.equals("[" + wanted + "]") || name.endsWith("." + wanted);
  }

  private static String words(Event event) {
    StringBuilder words = new StringBuilder();
    add(words, event.endpoint(), event.user(), event.session(), event.project(), event.note());
    Event.Agent agent = event.agent();
    if (agent != null) {
      add(words, agent.name(), agent.version());
    }
    Event.Action action = event.action();
    if (action != null) {
      add(words, action.kind(), String.join(" ", action.arguments()), action.target());
      add(words, action.cwd());
    }
    Event.Verdict verdict = event.verdict();
    if (verdict != null) {
      add(words, verdict.reason(), verdict.rule(), verdict.by());
    }
    Event.Approval approval = event.approval();
    if (approval != null) {
      add(words, approval.who(), approval.channel());
    }
    Event.Outcome outcome = event.outcome();
    if (outcome != null) {
      for (Event.Denial denial : outcome.denials()) {
        add(words, denial.kind(), denial.target(), denial.evidence());
      }
    }
    return words.toString();
  }

  private static void add(StringBuilder words, @Nullable String... texts) {
    for (String text : texts) {
      if (text != null) {
        words.append(text).append('\n');
      }
    }
  }
}
