package dev.cordon.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Event} under construction. Every setter takes {@code null} for absent. Not thread-safe.
 */
public final class EventBuilder {
  private final Event.Kind kind;
  private final String id;
  private final Instant time;
  private final String endpoint;
  private final String user;
  private @Nullable String session;
  private Event.@Nullable Agent agent;
  private @Nullable String project;
  private Event.@Nullable Action action;
  private Event.@Nullable Posture requested;
  private Event.@Nullable Posture effective;
  private Event.@Nullable Verdict verdict;
  private Event.@Nullable Approval approval;
  private Event.@Nullable Enforcement enforcement;
  private Event.@Nullable Outcome outcome;
  private Event.@Nullable Connection connection;
  private @Nullable String note;

  EventBuilder(Event.Kind kind, String id, Instant time, String endpoint, String user) {
    this.kind = kind;
    this.id = id;
    this.time = time;
    this.endpoint = endpoint;
    this.user = user;
  }

  /** Sets the session's id. */
  public EventBuilder session(@Nullable String session) {
    this.session = session;
    return this;
  }

  /** Sets the coding agent. */
  public EventBuilder agent(Event.@Nullable Agent agent) {
    this.agent = agent;
    return this;
  }

  /** Sets the project. */
  public EventBuilder project(@Nullable String project) {
    this.project = project;
    return this;
  }

  /** Sets what was to be done. */
  public EventBuilder action(Event.@Nullable Action action) {
    this.action = action;
    return this;
  }

  /** Sets the posture asked for. */
  public EventBuilder requested(Event.@Nullable Posture requested) {
    this.requested = requested;
    return this;
  }

  /** Sets the posture enforced. */
  public EventBuilder effective(Event.@Nullable Posture effective) {
    this.effective = effective;
    return this;
  }

  /** Sets what was decided. */
  public EventBuilder verdict(Event.@Nullable Verdict verdict) {
    this.verdict = verdict;
    return this;
  }

  /** Sets what a person answered. */
  public EventBuilder approval(Event.@Nullable Approval approval) {
    this.approval = approval;
    return this;
  }

  /** Sets which boundary held. */
  public EventBuilder enforcement(Event.@Nullable Enforcement enforcement) {
    this.enforcement = enforcement;
    return this;
  }

  /** Sets how it ended. */
  public EventBuilder outcome(Event.@Nullable Outcome outcome) {
    this.outcome = outcome;
    return this;
  }

  /** Sets what passed the network gate. */
  public EventBuilder connection(Event.@Nullable Connection connection) {
    this.connection = connection;
    return this;
  }

  /** Sets the free text. */
  public EventBuilder note(@Nullable String note) {
    this.note = note;
    return this;
  }

  /** The event. */
  public Event build() {
    return new Event(
        id,
        time,
        kind,
        endpoint,
        user,
        session,
        agent,
        project,
        action,
        requested,
        effective,
        verdict,
        approval,
        enforcement,
        outcome,
        connection,
        note);
  }
}
