package dev.cordon.session;

import dev.cordon.audit.JournalException;
import dev.cordon.egress.Approach;
import dev.cordon.egress.Gate;
import dev.cordon.egress.Keeper;
import dev.cordon.egress.Passage;
import dev.cordon.egress.Refusal;
import dev.cordon.egress.Ruling;
import dev.cordon.policy.ApprovalPolicy;
import dev.cordon.policy.Decision;
import dev.cordon.policy.NetworkAccess;
import dev.cordon.policy.NetworkRule;
import dev.cordon.policy.NetworkRules;
import dev.cordon.policy.Rules;
import dev.cordon.sandbox.Denial;
import dev.cordon.sandbox.Doorway;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the network gate of one session: which connections may be made, by the rules, by whoever is
 * asked while they are held, and what becomes of them on record. Thread-safe; while the command
 * runs nobody else asks, grants or records.
 */
final class NetworkGate implements Doorway, Keeper, AutoCloseable {

  /** Denials kept for the report and the notices. */
  private static final int MAX_DENIED = 256;

  /** Places that a no is remembered for: whoever goes on asking about others gets one, too. */
  private static final int MAX_REFUSED = 256;

  /** What the path of a unix socket may have (unix(7)), a little below. */
  private static final int MAX_SOCKET_BYTES = 100;

  private static final String ENDED = "the command has ended";

  private final Path socket;
  private final NetworkAccess mode;
  private final NetworkRules listed;
  private final Rules rules;
  private final ApprovalPolicy approvals;
  private final Escalations escalations;
  private final Recorder recorder;
  private final Set<String> refused = new HashSet<>();
  private final Set<String> known = new HashSet<>();
  private final List<Denial> denied = new ArrayList<>();
  private final Object question = new Object();
  private @Nullable Gate gate;
  private @Nullable JournalException lost;
  private volatile boolean over;

  NetworkGate(
      Context context, String session, RunRequest request, Escalations asks, Recorder recorder) {
    this.socket = context.state().resolve("run").resolve("gate").resolve(session);
    this.mode = request.settings().network();
    this.listed = request.settings().networkRules();
    this.rules = request.rules();
    this.approvals = request.settings().approvalPolicy();
    this.escalations = asks;
    this.recorder = recorder;
  }

  @Override
  public Path socket() {
    return socket;
  }

  /** Refuses a place for the socket that the kernel would not take, before anything has run. */
  void checkPlace() throws SetupException {
    int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_SOCKET_BYTES) {
      throw new SetupException(
          "the network gate needs a shorter place: " + socket + " has " + length + " bytes",
          "set CORDON_HOME to a folder whose path is " + (length - MAX_SOCKET_BYTES) + " shorter");
    }
  }

  @Override
  public synchronized void open() throws IOException {
    if (gate == null) {
      Files.createDirectories(
          socket.resolveSibling(""),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      gate = Gate.open(socket, this, InetAddress::getAllByName, SearchedDomains.ofHost());
    }
  }

  @Override
  public Ruling decide(Approach approach) {
    NetworkRules.Judgement judged = listed.judge(approach.host(), approach.port());
    Rules.Answer said = rules.onHost(approach.host());
    Ruling.Refused no = forbidden(approach, judged, said);
    if (no != null) {
      return no;
    }
    NetworkRule rule = judged.rule();
    boolean asks = said != null && said.decision() == Decision.ASK;
    if (rule != null && !asks) {
      return new Ruling.Permitted(rule.source() + " " + rule.text(), judged.byExactName());
    }
    if (said != null && !asks) {
      return new Ruling.Permitted("rule " + said.rule(), false);
    }
    if (mode == NetworkAccess.REPORT && !asks) {
      return new Ruling.Permitted("network.mode report: not listed", false);
    }
    return ask(approach, asks ? said : null);
  }

  private Ruling.@Nullable Refused forbidden(
      Approach approach, NetworkRules.Judgement judged, Rules.@Nullable Answer said) {
    NetworkRule rule = judged.rule();
    if (judged.listing() == NetworkRules.Listing.DENIED && rule != null) {
      return new Ruling.Refused(
          Refusal.DENIED,
          approach.host() + " is denied by " + rule.source() + " " + rule.text(),
          "who wrote that line can change it");
    }
    if (said != null && said.decision() == Decision.DENY) {
      return new Ruling.Refused(Refusal.DENIED, said.reason(), "rule " + said.rule() + " decides");
    }
    return forbiddenMethod(approach);
  }

  private Ruling.@Nullable Refused forbiddenMethod(Approach approach) {
    String method = approach.method();
    if (listed.methods().isEmpty() || (method != null && listed.permits(method))) {
      return null;
    }
    String only = "only " + String.join(", ", listed.methods()) + " may be used";
    return new Ruling.Refused(
        Refusal.METHOD,
        method == null ? only + ", and what this connection asks for is not seen" : only,
        "network.methods lists them");
  }

  /** One question at a time: connections to one host wait for one answer. */
  private Ruling ask(Approach approach, Rules.@Nullable Answer why) {
    synchronized (question) {
      return askInTurn(approach, why);
    }
  }

  private Ruling askInTurn(Approach approach, Rules.@Nullable Answer why) {
    String place = place(approach);
    if (over) {
      return notListed(approach, ENDED);
    }
    if (refused.contains(place)) {
      return notListed(approach, "it was refused before in this session");
    }
    if (refused.size() == MAX_REFUSED) {
      return notListed(approach, "too many others were refused in this session");
    }
    if (approvals == ApprovalPolicy.NEVER) {
      return notListed(approach, "approval policy never asks nobody");
    }
    try {
      Answer answer =
          escalations.askToConnect(approach, why == null ? null : why.reason(), () -> over);
      if (answer instanceof Answer.Yes yes) {
        return new Ruling.Permitted("a yes, " + yes.scope().text(), false);
      }
      refused.add(place);
      Answer.No no = (Answer.No) answer;
      if (no.asked()) {
        synchronized (this) {
          known.add(place);
        }
      }
      return notListed(approach, no.reason());
    } catch (IOException failed) {
      return notListed(approach, "nobody could be asked: " + failed.getMessage());
    }
  }

  private static Ruling.Refused notListed(Approach approach, String reason) {
    return new Ruling.Refused(
        Refusal.UNLISTED,
        place(approach) + " is not listed; " + reason,
        "allow it with network.domains = { \"" + listing(approach) + "\" = \"allow\" }");
  }

  private static String listing(Approach approach) {
    boolean web = approach.port() == 80 || approach.port() == 443;
    return web ? approach.host() : place(approach);
  }

  /** Host and port, as they are asked about and remembered. */
  static String place(Approach approach) {
    String host = approach.host();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + approach.port();
  }

  @Override
  public synchronized void record(Passage passage) {
    if (passage.ruling() instanceof Ruling.Refused no && denied.size() < MAX_DENIED) {
      denied.add(
          new Denial(
              Denial.Kind.CONNECT,
              place(passage.approach()),
              "gate: " + no.refusal().text() + ", " + no.reason()));
    }
    try {
      recorder.connected(passage);
    } catch (JournalException failed) {
      lost = failed;
    }
  }

  /** What was refused, in the order it ended. */
  synchronized List<Denial> denied() {
    return List.copyOf(denied);
  }

  /** What was refused without a no from a person, who would know of it. */
  synchronized List<Denial> unknown() {
    List<Denial> unknown = new ArrayList<>();
    for (Denial denial : denied) {
      if (!known.contains(denial.target())) {
        unknown.add(denial);
      }
    }
    return unknown;
  }

  /** Why a connection is not on record; null when all are. */
  synchronized @Nullable JournalException lost() {
    return lost;
  }

  @Override
  public void close() {
    over = true;
    Gate open;
    synchronized (this) {
      open = gate;
    }
    if (open != null) {
      open.close();
    }
  }
}
