package dev.cordon.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened on an endpoint, in the model {@code cordon.event/1}.
 *
 * <p>Texts are taken as they are: redact before an event is made, since the journal hashes what it
 * is given. Every text is bounded ({@link #MAX_TEXT_CHARS}, {@link #MAX_ARGUMENT_BYTES}, {@link
 * #MAX_DENIALS}) when the record is made, and what was cut says so. Immutable.
 *
 * @param id a UUIDv7, see {@link EventId}
 * @param time when it happened; kept in milliseconds
 * @param kind what sort of event it is
 * @param endpoint the machine's name
 * @param user the name of the user on whose behalf it happened
 * @param session the session it belongs to, if any
 * @param agent the coding agent at work, if known
 * @param project the project's directory or name, if known
 * @param action what was to be done
 * @param requested the posture that was asked for
 * @param effective the posture that was enforced
 * @param verdict what was decided
 * @param approval what a person answered
 * @param enforcement which boundary held
 * @param outcome how it ended
 * @param connection what passed the network gate
 * @param note free text, for what no other field can say
 */
public record Event(
    String id,
    Instant time,
    Kind kind,
    String endpoint,
    String user,
    @Nullable String session,
    @Nullable Agent agent,
    @Nullable String project,
    @Nullable Action action,
    @Nullable Posture requested,
    @Nullable Posture effective,
    @Nullable Verdict verdict,
    @Nullable Approval approval,
    @Nullable Enforcement enforcement,
    @Nullable Outcome outcome,
    @Nullable Connection connection,
    @Nullable String note) {

  /** The name and version of the model, the value of the field {@code schema}. */
  public static final String SCHEMA = "cordon.event/1";

  /** UTF-16 units kept of any one text except arguments. Linux paths end at 4096 bytes. */
  public static final int MAX_TEXT_CHARS = 4096;

  /** UTF-8 bytes kept of all arguments of one action together, each counted with one byte more. */
  public static final int MAX_ARGUMENT_BYTES = 16 * 1024;

  /** Denials kept in one outcome. */
  public static final int MAX_DENIALS = 32;

  /** Bounds the texts and rounds the time down to a millisecond. */
  public Event {
    id = Bounds.text(id);
    time = Timestamp.inMillis(time);
    endpoint = Bounds.text(endpoint);
    user = Bounds.text(user);
    session = Bounds.optional(session);
    project = Bounds.optional(project);
    note = Bounds.optional(note);
  }

  /** The sorts of events. */
  public enum Kind {
    /** A command or session was asked for and judged; carries the verdict. */
    RUN_REQUESTED("run_requested"),
    /** A command or session ended; carries the outcome. */
    RUN_FINISHED("run_finished"),
    /** An action exceeded the boundary and was put to an approver. */
    ESCALATION("escalation"),
    /** An approver said yes. */
    APPROVAL("approval"),
    /** An approval that still held was taken back; carries what it was. */
    REVOCATION("revocation"),
    /**
     * An action was refused, by policy, by a person, or because the boundary could not be set up.
     */
    REFUSAL("refusal"),
    /** A connection ended, or was not made; carries what passed. */
    NETWORK("network"),
    /** Something worth recording about the session or the journal itself. */
    SESSION_NOTE("session_note");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The word used in JSON and on the command line. */
    public String text() {
      return text;
    }

    /** The kind with this word, or {@code null} when there is none. */
    public static @Nullable Kind parse(String text) {
      for (Kind kind : values()) {
        if (kind.text.equals(text)) {
          return kind;
        }
      }
      return null;
    }
  }

  /** A coding agent: its name and, if known, its version. */
  public record Agent(String name, @Nullable String version) {
    /** Bounds the texts. */
    public Agent {
      name = Bounds.text(name);
      version = Bounds.optional(version);
    }
  }

  /**
   * What was to be done.
   *
   * @param kind {@code run}, {@code edit}, {@code read}, {@code connect}, …
   * @param arguments the exact argv of a command, or the operands of another action; only the head
   *     when {@code cut} is set
   * @param target the path or host aimed at, if there is one
   * @param cwd the working directory
   * @param cut what the arguments were before they were cut, or {@code null} when they are whole
   */
  public record Action(
      String kind, List<String> arguments, @Nullable String target, String cwd, @Nullable Cut cut) {
    /** Bounds the texts and, when the arguments are too long, keeps their head and their digest. */
    public Action {
      kind = Bounds.text(kind);
      target = Bounds.optional(target);
      cwd = Bounds.text(cwd);
      List<String> kept = Bounds.head(arguments);
      if (cut == null && !kept.equals(arguments)) {
        cut = Bounds.describe(arguments);
      }
      arguments = List.copyOf(kept);
    }

    /** An action whose arguments are bounded here. */
    public Action(String kind, List<String> arguments, @Nullable String target, String cwd) {
      this(kind, arguments, target, cwd, null);
    }
  }

  /**
   * What arguments were before they were cut.
   *
   * @param arguments how many there were
   * @param bytes their length in UTF-8, each followed by one NUL as in {@code /proc/PID/cmdline}
   * @param sha256 the SHA-256 of those bytes, in lower-case hex
   */
  public record Cut(int arguments, long bytes, String sha256) {}

  /** The two dials and the network, in the words of the command line. */
  public record Posture(String sandboxMode, String approvalPolicy, String network) {
    /** Bounds the texts. */
    public Posture {
      sandboxMode = Bounds.text(sandboxMode);
      approvalPolicy = Bounds.text(approvalPolicy);
      network = Bounds.text(network);
    }
  }

  /**
   * What was decided.
   *
   * @param decision {@code allow}, {@code log}, {@code ask} or {@code deny}
   * @param reason why
   * @param rule the id of the rule that decided, if one did
   * @param by who decided: {@code policy}, a person, …
   */
  public record Verdict(String decision, String reason, @Nullable String rule, String by) {
    /** Bounds the texts. */
    public Verdict {
      decision = Bounds.text(decision);
      reason = Bounds.text(reason);
      rule = Bounds.optional(rule);
      by = Bounds.text(by);
    }
  }

  /**
   * What an approver answered.
   *
   * @param who the person
   * @param channel {@code terminal}, {@code queue}, {@code slack}, …
   * @param scope {@code once}, {@code session} or {@code project}
   * @param expiry when the grant ends, or {@code null} when its scope alone ends it
   */
  public record Approval(String who, String channel, String scope, @Nullable Instant expiry) {
    /** Bounds the texts and rounds the expiry down to a millisecond. */
    public Approval {
      who = Bounds.text(who);
      channel = Bounds.text(channel);
      scope = Bounds.text(scope);
      expiry = expiry == null ? null : Timestamp.inMillis(expiry);
    }
  }

  /** The boundary that held, and whether it was proven to hold. */
  public record Enforcement(String backend, boolean proven) {
    /** Bounds the text. */
    public Enforcement {
      backend = Bounds.text(backend);
    }
  }

  /**
   * How a command ended.
   *
   * @param exitCode the command's own, or 128+n for signal n
   * @param durationMs from start to end, in milliseconds
   * @param denials what the boundary refused, the first {@link #MAX_DENIALS}
   * @param denialsTotal how many there were in all
   */
  public record Outcome(int exitCode, long durationMs, List<Denial> denials, int denialsTotal) {
    /** Keeps the first denials. */
    public Outcome {
      denialsTotal = Math.max(denialsTotal, denials.size());
      denials = List.copyOf(denials.subList(0, Math.min(denials.size(), MAX_DENIALS)));
    }

    /** An outcome with all its denials. */
    public Outcome(int exitCode, long durationMs, List<Denial> denials) {
      this(exitCode, durationMs, denials, denials.size());
    }
  }

  /**
   * What passed the network gate.
   *
   * @param program the name of the program that connected; empty when it is not known
   * @param protocol {@code tls}, {@code http}, {@code connect}, {@code socks}, {@code tcp}
   * @param method of an HTTP request, or {@code null} when there was none to be seen
   * @param address the address that was dialled, or {@code null} when none was
   * @param sent bytes that went out
   * @param received bytes that came in
   * @param durationMs from its beginning to its end, in milliseconds
   */
  public record Connection(
      String program,
      String protocol,
      @Nullable String method,
      @Nullable String address,
      long sent,
      long received,
      long durationMs) {
    /** Bounds the texts. */
    public Connection {
      program = Bounds.text(program);
      protocol = Bounds.text(protocol);
      method = Bounds.optional(method);
      address = Bounds.optional(address);
    }
  }

  /** One thing the boundary refused: what kind, aimed at what, and how we know. */
  public record Denial(String kind, String target, String evidence) {
    /** Bounds the texts. */
    public Denial {
      kind = Bounds.text(kind);
      target = Bounds.text(target);
      evidence = Bounds.text(evidence);
    }
  }

  /** An event under construction with the fields every event has. */
  public static EventBuilder builder(
      Kind kind, String id, Instant time, String endpoint, String user) {
    return new EventBuilder(kind, id, time, endpoint, user);
  }

  /** Writes this event as one JSON object. */
  public void writeTo(JsonWriter json) {
    json.beginObject();
    EventJson.fields(json, this);
    json.endObject();
  }

  /** This event as one line of JSON, without a line end. */
  public String toJson() {
    JsonWriter json = new JsonWriter();
    writeTo(json);
    return json.toString();
  }

  /**
   * Reads an event back from its JSON. Fields this version does not know are passed over.
   *
   * @throws EventFormatException when the text is not a whole {@value #SCHEMA} object
   */
  public static Event parse(String json) throws EventFormatException {
    return EventReader.read(json.getBytes(StandardCharsets.UTF_8)).event();
  }
}
