package dev.cordon.session;

import dev.cordon.audit.JsonWriter;
import dev.cordon.policy.Posture;
import dev.cordon.policy.Verdict;
import dev.cordon.sandbox.Denial;
import dev.cordon.secrets.Redaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one run, as {@code --report} writes it: without secrets, also where one is part of a
 * path.
 *
 * @param session the session's id
 * @param requested the posture asked for
 * @param effective the posture enforced; null when nothing ran
 * @param proven whether every mechanism of it was seen to be in force
 * @param verdict what was decided about the command
 * @param escalations what was asked for beyond the boundary
 * @param denied what the boundary refused in the end
 * @param findings what the session left that would execute later
 * @param exitCode what Cordon exits with
 * @param durationMs milliseconds from the decision to the end
 */
public record Report(
    String session,
    Posture requested,
    @Nullable Posture effective,
    boolean proven,
    Verdict verdict,
    List<Escalation> escalations,
    List<Denial> denied,
    List<Finding> findings,
    int exitCode,
    long durationMs) {
  public Report {
    escalations = List.copyOf(escalations);
    denied = recorded(denied);
    findings = List.copyOf(findings);
  }

  private static List<Denial> recorded(List<Denial> denials) {
    List<Denial> recorded = new ArrayList<>();
    for (Denial denial : denials) {
      String target = Redaction.redact(denial.target());
      recorded.add(new Denial(denial.kind(), target, denial.evidence()));
    }
    return List.copyOf(recorded);
  }

  /**
   * One question beyond the boundary and its answer.
   *
   * @param opens exactly what a yes opened or would have opened
   */
  public record Escalation(String kind, String target, String opens, String answer, String by) {}

  /** One JSON document on one line. */
  public String toJson() {
    JsonWriter json = new JsonWriter().beginObject().field("session", session);
    json.name("requested");
    Json.posture(json, requested);
    json.name("effective");
    if (effective == null) {
      json.value((String) null);
    } else {
      Json.posture(json, effective);
    }
    json.field("proven", proven);
    decisions(json);
    escalations(json);
    denied(json);
    findings(json);
    return json.field("exit_code", exitCode)
        .field("duration_ms", durationMs)
        .endObject()
        .toString();
  }

  private void decisions(JsonWriter json) {
    json.name("decisions").beginArray();
    json.beginObject()
        .field("verdict", verdict.decision().text())
        .field("reason", verdict.reason())
        .field("rule", verdict.rule())
        .field("by", "policy");
    json.name("segments");
    Json.segments(json, verdict);
    json.endObject().endArray();
  }

  private void escalations(JsonWriter json) {
    json.name("escalations").beginArray();
    for (Escalation escalation : escalations) {
      json.beginObject()
          .field("kind", escalation.kind())
          .field("target", escalation.target())
          .field("opens", escalation.opens())
          .field("answer", escalation.answer())
          .field("by", escalation.by())
          .endObject();
    }
    json.endArray();
  }

  private void denied(JsonWriter json) {
    json.name("denied").beginArray();
    for (Denial denial : denied) {
      json.beginObject()
          .field("kind", denial.kind().text())
          .field("target", denial.target())
          .field("evidence", denial.evidence())
          .endObject();
    }
    json.endArray();
  }

  private void findings(JsonWriter json) {
    json.name("left_behind").beginArray();
    for (Finding finding : findings) {
      json.beginObject()
          .field("path", Redaction.redact(finding.path().toString()))
          .field("what", Redaction.redact(finding.what()))
          .field("disarmed", finding.disarmed())
          .endObject();
    }
    json.endArray();
  }
}
