package dev.cordon.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The JSON form of an {@link Event}: absent parts are left out. {@link EventReader} reads it. */
final class EventJson {
  private EventJson() {}

  /** Writes the event's fields into the object that is open. */
  static void fields(JsonWriter json, Event event) {
    json.field("schema", Event.SCHEMA)
        .field("id", event.id())
        .field("time", Timestamp.text(event.time()))
        .field("kind", event.kind().text())
        .field("endpoint", event.endpoint())
        .field("user", event.user())
        .optional("session", event.session());
    agent(json, event.agent());
    json.optional("project", event.project());
    action(json, event.action());
    posture(json, "requested", event.requested());
    posture(json, "effective", event.effective());
    verdict(json, event.verdict());
    approval(json, event.approval());
    enforcement(json, event.enforcement());
    outcome(json, event.outcome());
    connection(json, event.connection());
    json.optional("note", event.note());
  }

  private static void agent(JsonWriter json, Event.@Nullable Agent agent) {
    if (agent != null) {
      json.name("agent")
          .beginObject()
          .field("name", agent.name())
          .optional("version", agent.version())
          .endObject();
    }
  }

  private static void action(JsonWriter json, Event.@Nullable Action action) {
    if (action == null) {
      return;
    }
    json.name("action")
        .beginObject()
        .field("kind", action.kind())
        .field("arguments", action.arguments())
        .optional("target", action.target())
        .field("cwd", action.cwd());
    Event.Cut cut = action.cut();
    if (cut != null) {
      json.name("cut")
          .beginObject()
          .field("arguments", cut.arguments())
          .field("bytes", cut.bytes())
          .field("sha256", cut.sha256())
          .endObject();
    }
    json.endObject();
  }

  private static void posture(JsonWriter json, String name, Event.@Nullable Posture posture) {
    if (posture != null) {
      json.name(name)
          .beginObject()
          .field("sandbox_mode", posture.sandboxMode())
          .field("approval_policy", posture.approvalPolicy())
          .field("network", posture.network())
          .endObject();
    }
  }

  private static void verdict(JsonWriter json, Event.@Nullable Verdict verdict) {
    if (verdict != null) {
      json.name("verdict")
          .beginObject()
          .field("decision", verdict.decision())
          .field("reason", verdict.reason())
          .optional("rule", verdict.rule())
          .field("by", verdict.by())
          .endObject();
    }
  }

  private static void approval(JsonWriter json, Event.@Nullable Approval approval) {
    if (approval != null) {
      Instant expiry = approval.expiry();
      json.name("approval")
          .beginObject()
          .field("who", approval.who())
          .field("channel", approval.channel())
          .field("scope", approval.scope())
          .optional("expiry", expiry == null ? null : Timestamp.text(expiry))
          .endObject();
    }
  }

  private static void enforcement(JsonWriter json, Event.@Nullable Enforcement enforcement) {
    if (enforcement != null) {
      json.name("enforcement")
          .beginObject()
          .field("backend", enforcement.backend())
          .field("proven", enforcement.proven())
          .endObject();
    }
  }

  private static void outcome(JsonWriter json, Event.@Nullable Outcome outcome) {
    if (outcome == null) {
      return;
    }
    json.name("outcome")
        .beginObject()
        .field("exit_code", outcome.exitCode())
        .field("duration_ms", outcome.durationMs())
        .name("denials")
        .beginArray();
    for (Event.Denial denial : outcome.denials()) {
      json.beginObject()
          .field("kind", denial.kind())
          .field("target", denial.target())
          .field("evidence", denial.evidence())
          .endObject();
    }
    json.endArray().field("denials_total", outcome.denialsTotal()).endObject();
  }

  private static void connection(JsonWriter json, Event.@Nullable Connection connection) {
    if (connection != null) {
      json.name("connection")
          .beginObject()
          .field("program", connection.program())
          .field("protocol", connection.protocol())
          .optional("method", connection.method())
          .optional("address", connection.address())
          .field("sent", connection.sent())
          .field("received", connection.received())
          .field("duration_ms", connection.durationMs())
          .endObject();
    }
  }
}
