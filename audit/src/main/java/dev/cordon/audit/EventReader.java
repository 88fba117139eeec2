package dev.cordon.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link EventJson} writes. Strict about the fields it knows; the others are passed
 * over, so that a newer writer does no harm.
 */
final class EventReader {
  private EventReader() {}

  static JournalLine read(byte[] utf8) throws EventFormatException {
    JsonObject json = JsonObject.parse(utf8);
    Long seq = json.optionalInteger("seq");
    return new JournalLine(seq == null ? 0 : seq, json.optionalText("prev"), event(json));
  }

  private static Event event(JsonObject json) throws EventFormatException {
    if (!Event.SCHEMA.equals(json.optionalText("schema"))) {
      throw new EventFormatException("the field schema is not " + Event.SCHEMA);
    }
    return new Event(
        json.text("id"),
        time(json.text("time")),
        kind(json.text("kind")),
        json.text("endpoint"),
        json.text("user"),
        json.optionalText("session"),
        agent(json.optionalObject("agent")),
        json.optionalText("project"),
        action(json.optionalObject("action")),
        posture(json.optionalObject("requested")),
        posture(json.optionalObject("effective")),
        verdict(json.optionalObject("verdict")),
        approval(json.optionalObject("approval")),
        enforcement(json.optionalObject("enforcement")),
        outcome(json.optionalObject("outcome")),
        connection(json.optionalObject("connection")),
        json.optionalText("note"));
  }

  private static Instant time(String text) throws EventFormatException {
    try {
      return Timestamp.inMillis(Instant.parse(text));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new EventFormatException("not a valid time: " + text, e);
    }
  }

  private static Event.Kind kind(String text) throws EventFormatException {
    Event.Kind kind = Event.Kind.parse(text);
    if (kind == null) {
      throw new EventFormatException("unknown kind of event: " + text);
    }
    return kind;
  }

  private static Event.@Nullable Agent agent(@Nullable JsonObject json)
      throws EventFormatException {
    return json == null ? null : new Event.Agent(json.text("name"), json.optionalText("version"));
  }

  private static Event.@Nullable Action action(@Nullable JsonObject json)
      throws EventFormatException {
    if (json == null) {
      return null;
    }
    return new Event.Action(
        json.text("kind"),
        json.list("arguments", String.class),
        json.optionalText("target"),
        json.text("cwd"),
        cut(json.optionalObject("cut")));
  }

  private static Event.@Nullable Cut cut(@Nullable JsonObject json) throws EventFormatException {
    return json == null
        ? null
        : new Event.Cut(json.smallInteger("arguments"), json.integer("bytes"), json.text("sha256"));
  }

  private static Event.@Nullable Posture posture(@Nullable JsonObject json)
      throws EventFormatException {
    return json == null
        ? null
        : new Event.Posture(
            json.text("sandbox_mode"), json.text("approval_policy"), json.text("network"));
  }

  private static Event.@Nullable Verdict verdict(@Nullable JsonObject json)
      throws EventFormatException {
    return json == null
        ? null
        : new Event.Verdict(
            json.text("decision"), json.text("reason"), json.optionalText("rule"), json.text("by"));
  }

  private static Event.@Nullable Approval approval(@Nullable JsonObject json)
      throws EventFormatException {
    if (json == null) {
      return null;
    }
    String expiry = json.optionalText("expiry");
    return new Event.Approval(
        json.text("who"),
        json.text("channel"),
        json.text("scope"),
        expiry == null ? null : time(expiry));
  }

  private static Event.@Nullable Enforcement enforcement(@Nullable JsonObject json)
      throws EventFormatException {
    return json == null ? null : new Event.Enforcement(json.text("backend"), json.flag("proven"));
  }

  private static Event.@Nullable Outcome outcome(@Nullable JsonObject json)
      throws EventFormatException {
    if (json == null) {
      return null;
    }
    List<Event.Denial> denials = new ArrayList<>();
    for (JsonObject denial : json.list("denials", JsonObject.class)) {
      denials.add(
          new Event.Denial(denial.text("kind"), denial.text("target"), denial.text("evidence")));
    }
    return new Event.Outcome(
        json.smallInteger("exit_code"),
        json.integer("duration_ms"),
        denials,
        json.smallInteger("denials_total"));
  }

  private static Event.@Nullable Connection connection(@Nullable JsonObject json)
      throws EventFormatException {
    return json == null
        ? null
        : new Event.Connection(
            json.text("program"),
            json.text("protocol"),
            json.optionalText("method"),
            json.optionalText("address"),
            json.integer("sent"),
            json.integer("received"),
            json.integer("duration_ms"));
  }
}
