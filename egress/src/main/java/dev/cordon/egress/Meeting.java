package dev.cordon.egress;

import dev.cordon.egress.Approach.Protocol;
import dev.cordon.policy.HostName;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection at the gate, from its first byte to its end: finds out whom it is for, asks the
 * keeper, dials, and passes bytes on. One use, one thread.
 */
final class Meeting {

  /** Waited for the bytes that say whom a connection is for. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Waited for a server that says nothing to a client that has gone. */
  static final Duration LINGER = Duration.ofSeconds(5);

  private static final String WEBSOCKET = "websocket";
  private static final String SWITCHING = "HTTP/1.1 101 ";
  private static final int DNS = 53;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final Gate gate;
  private final Wire client;
  private final Arrival arrival;
  private final long started = System.nanoTime();

  private Approach approach;
  private @Nullable Ruling ruling;
  private @Nullable Wire upstream;
  private @Nullable InetAddress dialled;
  private Answers answers = Answers.NOTHING;
  private long sent;
  private long received;
  private volatile boolean clientGone;

  Meeting(Gate gate, Wire client, Arrival arrival) {
    this.gate = gate;
    this.client = client;
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
    gate.keeper().record(new Passage(approach, last, dialled, sent, received, millis));
  }

  /** Lookups over TCP, and what the relay hands over of those in datagrams: a length, a message. */
  private void answerLookups() throws IOException {
    try (Deadline deadline = Deadline.on(client, PATIENCE)) {
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
    awaitBytes(1);
    if (client.pending()[0] == ClientHello.HANDSHAKE) {
      answers = Answers.TLS_ALERT;
      ClientHello hello = hello();
      if (named && !hello.host().equals(host)) {
        throw mismatch(host, hello.host());
      }
      permit(approach(hello.host(), port, Protocol.TLS, null));
      dial(hello.host(), port);
      exchange(this::pumpOut);
      return;
    }
    answers = Answers.HTTP_403;
    HttpHead head = head();
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
    awaitBytes(1);
    if (client.pending()[0] == Socks5.VERSION) {
      Socks5 request = within(() -> Socks5.read(client));
      String host = gate.names().meantBy(request.host());
      answers = Answers.SOCKS_REPLY;
      permit(approach(host, request.port(), Protocol.SOCKS, null));
      dial(host, request.port());
      Socks5.answer(client, Socks5.Reply.SUCCEEDED);
      passTunnel(host, request.port());
      return;
    }
    answers = Answers.HTTP_403;
    HttpHead head = head();
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
      awaitBytes(1);
      if (!passKnown(host)) {
        throw new RefusedException(Refusal.PROTOCOL, "neither TLS nor HTTP on port " + port);
      }
      return;
    }
    passInspected(host);
  }

  /** Lets the server speak while the client has not; the client's first bytes are looked at. */
  private void passInspected(String host) throws IOException, RefusedException {
    exchange(() -> {
      boolean spoken = client.pending().length > 0 || client.more(HttpHead.MAX_BYTES);
      if (!spoken || !sendChecked(host)) {
        pumpOut();
      }
    });
  }

  /** Something that is sent to the server while what it says comes back. */
  private interface Sending {
    void send() throws IOException, RefusedException;
  }

  /** Ends when the server has said all; what is refused on the way ends both. */
  private void exchange(Sending sending) throws IOException, RefusedException {
    Wire server = required(upstream);
    Pump in = new Pump(server, client);
    Thread reading = Thread.ofVirtual().start(in);
    boolean whole = false;
    try {
      sending.send();
      whole = true;
    } finally {
      if (!whole) {
        server.close();
      }
      awaitEnd(reading, in, server);
      received += in.passed();
    }
  }

  /** A server that says nothing to a client that has gone is not waited for for long. */
  private void awaitEnd(Thread reading, Pump in, Wire server) {
    long before = -1;
    try {
      while (!reading.join(LINGER)) {
        if (clientGone && in.passed() == before) {
          server.close();
        }
        before = in.passed();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Notices when the client goes while it waits for an answer; what else it sends is not read. */
  private Thread watchClient() {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            while (client.more(client.pending().length + 1)) {
              client.take(client.pending().length);
            }
            clientGone = true;
          } catch (IOException gone) {
            clientGone = true;
          }
        });
  }

  private void pumpOut() {
    Pump out = new Pump(client, required(upstream));
    out.run();
    sent += out.passed();
    clientGone = true;
  }

  /** Checks and sends what is known to be TLS or HTTP. False when it is neither. */
  private boolean sendChecked(String host) throws IOException, RefusedException {
    if (client.pending()[0] == ClientHello.HANDSHAKE) {
      checkHello(host);
      return false;
    }
    if (!isRequest()) {
      return false;
    }
    HttpHead head = head();
    checkHead(host, head);
    if (head.upgrade() != null) {
      throw new RefusedException(Refusal.PROTOCOL, "a websocket on a port of its own");
    }
    sendRequest(head);
    watchClient();
    return true;
  }

  private boolean isRequest() throws IOException {
    HttpHead.Likeness likeness = HttpHead.likeness(client.pending(), client.pending().length);
    while (likeness == HttpHead.Likeness.MAYBE && client.more(HttpHead.MAX_BYTES)) {
      likeness = HttpHead.likeness(client.pending(), client.pending().length);
    }
    return likeness == HttpHead.Likeness.YES;
  }

  private boolean passKnown(String host) throws IOException, RefusedException {
    if (client.pending()[0] == ClientHello.HANDSHAKE) {
      answers = Answers.TLS_ALERT;
      checkHello(host);
      exchange(this::pumpOut);
      return true;
    }
    if (!isRequest()) {
      return false;
    }
    answers = Answers.HTTP_403;
    HttpHead head = head();
    checkHead(host, head);
    passRequest(head, false);
    return true;
  }

  private void checkHello(String host) throws IOException, RefusedException {
    ClientHello hello = hello();
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
    if (head.upgrade() == null) {
      exchange(() -> {
        sendRequest(head);
        watchClient();
      });
      return;
    }
    sendHead(head);
    if (switches()) {
      exchange(this::pumpOut);
    } else {
      exchange(this::watchClient);
    }
  }

  /**
   * Whether the server agrees to change the protocol. INVARIANT: until it has, nothing but the one
   * request goes to it.
   */
  private boolean switches() throws IOException {
    Wire server = required(upstream);
    boolean open = true;
    while (open && server.pending().length < SWITCHING.length()) {
      open = server.more(HttpHead.MAX_BYTES);
    }
    String begin = new String(server.pending(), StandardCharsets.ISO_8859_1);
    return begin.startsWith(SWITCHING);
  }

  private void sendHead(HttpHead head) throws IOException {
    client.take(head.length());
    byte[] rewritten = head.rewritten();
    required(upstream).write(rewritten);
    sent += rewritten.length;
  }

  private void sendRequest(HttpHead head) throws IOException, RefusedException {
    sendHead(head);
    HttpBody body = new HttpBody(client, required(upstream));
    try {
      body.pass(head.body());
    } finally {
      sent += body.passed();
    }
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
    upstream = gate.track(made.channel());
    dialled = made.address();
  }

  private static Wire required(@Nullable Wire wire) {
    if (wire == null) {
      throw new IllegalStateException("nothing was dialled");
    }
    return wire;
  }

  private void awaitBytes(int count) throws IOException, RefusedException {
    within(() -> {
      while (client.pending().length < count) {
        if (!client.more(HttpHead.MAX_BYTES)) {
          throw new RefusedException(Refusal.MALFORMED, "it ended before it began");
        }
      }
      return count;
    });
  }

  private ClientHello hello() throws IOException, RefusedException {
    return within(() -> {
      ClientHello hello = ClientHello.read(client.pending(), client.pending().length);
      while (hello == null) {
        needMore(ClientHello.MAX_BYTES + 1);
        hello = ClientHello.read(client.pending(), client.pending().length);
      }
      return hello;
    });
  }

  private HttpHead head() throws IOException, RefusedException {
    return within(() -> {
      HttpHead head = HttpHead.read(client.pending(), client.pending().length);
      while (head == null) {
        needMore(HttpHead.MAX_BYTES + 1);
        head = HttpHead.read(client.pending(), client.pending().length);
      }
      return head;
    });
  }

  private void needMore(int most) throws IOException, RefusedException {
    if (!client.more(most)) {
      throw new RefusedException(Refusal.MALFORMED, "it ended before it said whom it is for");
    }
  }

  /** Something that has to come in time. */
  private interface Reading<T> {
    T read() throws IOException, RefusedException;
  }

  private <T> T within(Reading<T> reading) throws IOException, RefusedException {
    try (Deadline deadline = Deadline.on(client, PATIENCE)) {
      try {
        return reading.read();
      } catch (IOException closed) {
        if (deadline.hasPassed()) {
          throw new RefusedException(
              Refusal.SLOW, "it did not say whom it is for within " + PATIENCE.toSeconds() + " s");
        }
        throw closed;
      }
    }
  }

  /** Tells whoever is inside, in the way of what is spoken. */
  private void refuse(Ruling.Refused refused) throws IOException {
    Ruling said = ruling;
    Ruling.Refused told = said instanceof Ruling.Refused no ? no : refused;
    ruling = told;
    answers.tell(client, told);
  }
}
