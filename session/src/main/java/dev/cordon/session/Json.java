package dev.cordon.session;

import dev.cordon.audit.JsonWriter;
import dev.cordon.policy.Posture;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Verdict;
import dev.cordon.secrets.Redaction;

/** JSON forms that several documents share. */
public final class Json {
  private Json() {}

  /** A posture as an object. */
  public static void posture(JsonWriter json, Posture posture) {
    json.beginObject()
        .field("sandbox_mode", posture.sandboxMode().text())
        .field("approval_policy", posture.approvalPolicy().text())
        .field("network", posture.network().text())
        .endObject();
  }

  /** The segments of a verdict as an array, without secrets. */
  public static void segments(JsonWriter json, Verdict verdict) {
    json.beginArray();
    for (Segment segment : verdict.segments()) {
      json.beginObject()
          .field("argv", Redaction.redactArguments(segment.argv()))
          .field("verdict", segment.decision().text())
          .field("reason", segment.reason())
          .field("rule", segment.rule())
          .endObject();
    }
    json.endArray();
  }
}
