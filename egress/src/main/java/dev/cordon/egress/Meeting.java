package dev.cordon.egress;

import dev.cordon.egress.Approach.Protocol;
import dev.cordon.policy.HostName;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One connection at the gate, from its first byte to its end: finds out whom it is for, asks the
 * keeper, dials, and passes bytes on. One use, one thread.
 */
final class Meeting {

  private static final String WEBSOCKET = "websocket";
  private static final int DNS = 53;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final Gate gate;
  private final Wire client;
  private final Opening opening;
  private final Arrival arrival;
  private final long started = System.nanoTime();

  private Approach approach;
  private @Nullable Ruling ruling;
  private @Nullable Wire upstream;
  private @Nullable Exchange exchange;
  private @Nullable InetAddress dialled;
  private Answers answers = Answers.NOTHING;

  Meeting(Gate gate, Wire client, Arrival arrival) {
    this.gate = gate;
    this.client = client;
    this.opening = new Opening(client);
    this.arrival = arrival;
    this.approach = approach(literal(), arrival.port(), Protocol.TCP, null);
  }

  private String literal() {
    String text = arrival.destination().getHostAddress();
    String host = HostName.normal(text);
    return host == null ? text : host;
  }

  private Approach approach(String host, int port, Protocol protocol, @Nullable String method) {
    return new Approach(arrival.program(), host, port, protocol, method);
  }

  /** Serves the connection to its end. */
  void serve() throws IOException {
    if (arrival.port() == DNS) {
      answerLookups();
      return;
    }
    try {
      if (arrival.destination().equals(SyntheticNames.proxy())) {
        serveAsked();
      } else {
        serveCaptured();
      }
    } catch (RefusedException refused) {
      refuse(new Ruling.Refused(refused.refusal(), refused.detail(), Gate.hint(refused.refusal())));
    } finally {
      if (upstream != null) {
        gate.close(upstream);
      }
      recordEnd();
    }
  }

  private void recordEnd() {
    long millis = (System.nanoTime() - started) / 1_000_000;
    Ruling last = ruling;
    if (last == null) { // it ended before it said whom it is for
      last = new Ruling.Refused(Refusal.MALFORMED, "it ended before it began", "");
    }
    Exchange passed = exchange;
    long sent = passed == null ? 0 : passed.sent();
    long received = passed == null ? 0 : passed.received();
    gate.keeper().record(new Passage(approach, last, dialled, sent, received, millis));
  }

  /** Lookups over TCP, and what the relay hands over of those in datagrams: a length, a message. */
  private void answerLookups() throws IOException {
    try (Deadline deadline = Deadline.on(client, Opening.PATIENCE)) {
      while (!deadline.hasPassed()) {
        byte[] length = client.exactly(2);
        byte[] query = client.exactly((length[0] & 255) << 8 | (length[1] & 255));
        byte[] answer = gate.nameServer().answer(query);
        if (answer == null) {
          return;
        }
        client.write(new byte[] {(byte) (answer.length >> 8), (byte) answer.length});
        client.write(answer);
      }
    } catch (RefusedException ended) {
      // The last one was asked.
    }
  }

  /** Somebody connected to an address; what it says has to agree with whom the address is for. */
  private void serveCaptured() throws IOException, RefusedException {
    String name = gate.names().nameOf(arrival.destination());
    String host = name == null ? literal() : name;
    int port = arrival.port();
    approach = approach(host, port, Protocol.TCP, null);
    if (port == HTTP || port == HTTPS) {
      serveWeb(host, name != null, port);
      return;
    }
    permit(approach);
    dial(host, port);
    passInspected(host);
  }

  /** The web speaks first: what it is for is known before anything is decided. */
  private void serveWeb(String host, boolean named, int port) throws IOException, RefusedException {
    if (opening.first() == ClientHello.HANDSHAKE) {
      answers = Answers.TLS_ALERT;
      ClientHello hello = opening.hello();
      if (named && !hello.host().equals(host)) {
        throw mismatch(host, hello.host());
      }
      permit(approach(hello.host(), port, Protocol.TLS, null));
      dial(hello.host(), port);
      passAll();
      return;
    }
    answers = Answers.HTTP_403;
    HttpHead head = opening.head();
    checkForm(head);
    boolean literalHost = head.host().equals(literal());
    if (head.port() != port
        || (named ? !head.host().equals(host) : isAddress(head) && !literalHost)) {
      throw mismatch(host, head.host());
    }
    passRequest(head, true);
  }

  private static void checkUpgrade(HttpHead head) throws RefusedException {
    String upgrade = head.upgrade();
    boolean websocket = upgrade != null && upgrade.equalsIgnoreCase(WEBSOCKET);
    if (upgrade != null && (!websocket || !head.body().equals(HttpHead.Body.NONE))) {
      throw new RefusedException(Refusal.PROTOCOL, "a change of protocol to other than websocket");
    }
  }

  /** An address in the Host field has to be the one that was connected to. */
  private static boolean isAddress(HttpHead head) {
    String host = head.host();
    return host.indexOf(':') >= 0 || Character.isDigit(host.charAt(host.length() - 1));
  }

  private static void checkForm(HttpHead head) throws RefusedException {
    if (head.method().equals(HttpHead.CONNECT) || head.absolute()) {
      throw new RefusedException(Refusal.PROTOCOL, "a request for a proxy where there is none");
    }
    checkUpgrade(head);
  }

  /** Somebody asked the gate itself, as a proxy. */
  private void serveAsked() throws IOException, RefusedException {
    if (opening.first() == Socks5.VERSION) {
      Socks5 request = opening.socks();
      String host = gate.names().meantBy(request.host());
      answers = Answers.SOCKS_REPLY;
      permit(approach(host, request.port(), Protocol.SOCKS, null));
      dial(host, request.port());
      Socks5.answer(client, Socks5.Reply.SUCCEEDED);
      passTunnel(host, request.port());
      return;
    }
    answers = Answers.HTTP_403;
    HttpHead head = opening.head();
    if (!head.method().equals(HttpHead.CONNECT)) {
      if (!head.absolute()) {
        throw new RefusedException(Refusal.PROTOCOL, "a request that is not one for a proxy");
      }
      checkUpgrade(head);
      passRequest(head, true);
      return;
    }
    String host = gate.names().meantBy(head.host());
    permit(approach(host, head.port(), Protocol.CONNECT, null));
    dial(host, head.port());
    client.take(head.length());
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    passTunnel(host, head.port());
  }

  /** A tunnel to a web port has to speak as the web does; on others the server may speak first. */
  private void passTunnel(String host, int port) throws IOException, RefusedException {
    answers = Answers.NOTHING;
    if (port == HTTP || port == HTTPS) {
      if (!passKnown(host)) {
        throw new RefusedException(Refusal.PROTOCOL, "neither TLS nor HTTP on port " + port);
      }
      return;
    }
    passInspected(host);
  }

  /** Lets the server speak while the client has not; the client's first bytes are looked at. */
  private void passInspected(String host) throws IOException, RefusedException {
    Exchange open = open();
    open.pass(() -> {
      if (!opening.spoken() || !sendChecked(open, host)) {
        open.sendAll();
      }
    });
  }

  /** Checks and sends what is known to be TLS or HTTP. False when it is neither. */
  private boolean sendChecked(Exchange open, String host) throws IOException, RefusedException {
    if (client.pending()[0] == ClientHello.HANDSHAKE) {
      checkHello(host);
      return false;
    }
    if (!opening.isRequest()) {
      return false;
    }
    HttpHead head = opening.head();
    checkHead(host, head);
    if (head.upgrade() != null) {
      throw new RefusedException(Refusal.PROTOCOL, "a websocket on a port of its own");
    }
    open.sendRequest(head);
    return true;
  }

  private boolean passKnown(String host) throws IOException, RefusedException {
    if (opening.first() == ClientHello.HANDSHAKE) {
      answers = Answers.TLS_ALERT;
      checkHello(host);
      passAll();
      return true;
    }
    if (!opening.isRequest()) {
      return false;
    }
    answers = Answers.HTTP_403;
    HttpHead head = opening.head();
    checkHead(host, head);
    passRequest(head, false);
    return true;
  }

  private void checkHello(String host) throws IOException, RefusedException {
    ClientHello hello = opening.hello();
    if (!hello.host().equals(host)) {
      throw mismatch(host, hello.host());
    }
  }

  private void checkHead(String host, HttpHead head) throws RefusedException {
    checkForm(head);
    if (!head.host().equals(host)) {
      throw mismatch(host, head.host());
    }
    permit(approach(host, approach.port(), Protocol.HTTP, method(head)));
  }

  /** What begins as a GET and then carries anything in both directions is no GET. */
  private static String method(HttpHead head) {
    return head.upgrade() == null ? head.method() : head.method() + " " + WEBSOCKET;
  }

  private static RefusedException mismatch(String host, String said) {
    return new RefusedException(
        Refusal.MISMATCH, "it was made to " + host + " and says that it is for " + said);
  }

  /** Passes one request on, and the answer back. */
  private void passRequest(HttpHead head, boolean toBeDialled)
      throws IOException, RefusedException {
    if (toBeDialled) {
      permit(approach(head.host(), head.port(), Protocol.HTTP, method(head)));
      dial(head.host(), head.port());
    }
    answers = Answers.NOTHING;
    Exchange open = open();
    if (head.upgrade() == null) {
      open.pass(() -> open.sendRequest(head));
    } else {
      open.passWebsocket(head);
    }
  }

  private void passAll() throws IOException, RefusedException {
    Exchange open = open();
    open.pass(open::sendAll);
  }

  private Exchange open() {
    if (exchange == null) {
      throw new IllegalStateException("nothing was dialled");
    }
    return exchange;
  }

  private void permit(Approach wanted) throws RefusedException {
    approach = wanted;
    Ruling said = gate.keeper().decide(wanted);
    ruling = said;
    if (said instanceof Ruling.Refused no) {
      throw new RefusedException(no.refusal(), no.reason());
    }
  }

  private void dial(String host, int port) throws RefusedException {
    boolean anyAddress = ruling instanceof Ruling.Permitted yes && yes.anyAddress();
    Dialer.Dialled made = gate.dialer().dial(host, port, anyAddress);
    Wire server = gate.track(made.channel());
    upstream = server;
    exchange = new Exchange(client, server);
    dialled = made.address();
  }

  /** Tells whoever is inside, in the way of what is spoken. */
  private void refuse(Ruling.Refused refused) throws IOException {
    Ruling said = ruling;
    Ruling.Refused told = said instanceof Ruling.Refused no ? no : refused;
    ruling = told;
    answers.tell(client, told);
  }
}
