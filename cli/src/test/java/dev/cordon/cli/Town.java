package dev.cordon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network with hosts that look public, a name server, and web servers, for one call of Cordon: a
 * network namespace of its own, with a real dnsmasq and real TLS.
 *
 * <p>{@code good.test} and {@code other.test} are 93.184.216.34 and .35, {@code home.test} is
 * 10.1.2.3, {@code meta.test} 169.254.169.254. Each answers on 80, 443 and 2222 (a greeting first).
 */
final class Town {
  private static final String SCRIPT =
      """
      set -e
      ip link set lo up
      for address in 93.184.216.34 93.184.216.35 10.1.2.3 169.254.169.254; do
        ip addr add $address/32 dev lo
      done
      echo nameserver 127.0.0.1 > $TOWN/resolv.conf
      mount --bind $TOWN/resolv.conf /etc/resolv.conf
      dnsmasq --no-daemon --no-resolv --no-hosts --pid-file= \\
        --listen-address=127.0.0.1 --bind-interfaces --conf-file=/dev/null \\
        --address=/good.test/93.184.216.34 --address=/other.test/93.184.216.35 \\
        --address=/home.test/10.1.2.3 --address=/meta.test/169.254.169.254 \\
        < /dev/null > $TOWN/dnsmasq.log 2>&1 &
      names=$!
      python3 $TOWN/servers.py $TOWN < /dev/null > $TOWN/servers.log 2>&1 &
      servers=$!
      n=0
      until [ -e $TOWN/ready ] && getent hosts good.test > /dev/null; do sleep 0.05; n=$((n + 1)); [ $n -lt 600 ] || exit 99; done
      rm -f $TOWN/ready
      code=0
      "$@" || code=$?
      kill $names $servers || code=98
      exit $code
      """;

  private static final String SERVERS =
      """
      import http.server, pathlib, socketserver, ssl, sys, threading
      town = pathlib.Path(sys.argv[1])

      class Web(http.server.BaseHTTPRequestHandler):
        def answer(self):
          length = int(self.headers.get('Content-Length') or 0)
          body = f"{self.server.kind} {self.command} {self.headers['Host']} {self.path} "
          body = body.encode() + self.rfile.read(length) + b'\\n'
          self.send_response(200)
          self.send_header('Content-Length', str(len(body)))
          self.end_headers()
          if self.command != 'HEAD': self.wfile.write(body)
        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer

      class Greeter(socketserver.StreamRequestHandler):
        def handle(self):
          self.wfile.write(b'220 hello\\n')
          self.wfile.write(b'heard ' + self.rfile.readline())

      def serve(server, kind):
        server.kind = kind
        threading.Thread(target=server.serve_forever, daemon=True).start()

      class Many(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

      context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      context.load_cert_chain(town / 'cert.pem', town / 'key.pem')
      for address in ('93.184.216.34', '93.184.216.35', '10.1.2.3', '169.254.169.254'):
        serve(http.server.ThreadingHTTPServer((address, 80), Web), 'http')
        secure = http.server.ThreadingHTTPServer((address, 443), Web)
        secure.socket = context.wrap_socket(secure.socket, server_side=True)
        serve(secure, 'https')
        serve(Many((address, 2222), Greeter), 'greeter')
      (town / 'ready').touch()
      threading.Event().wait()
      """;

  private final CliRoom room;
  private final Path place;

  /** A town in the room, where everything of it lies in {@code town}. */
  Town(CliRoom room) throws IOException {
    this.room = room;
    this.place = room.root.resolve("town");
    room.write(place.resolve("town.sh"), SCRIPT);
    room.write(place.resolve("servers.py"), SERVERS);
    room.set("TOWN", place.toString());
    room.program(
            List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=town",
                "-addext",
                "subjectAltName=DNS:good.test,DNS:other.test,DNS:home.test,DNS:meta.test",
                "-keyout",
                place.resolve("key.pem").toString(),
                "-out",
                place.resolve("cert.pem").toString()))
        .run()
        .succeeded();
    for (String name : List.of("SSL_CERT_FILE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")) {
      room.set(name, certificate().toString());
    }
  }

  /** What its servers are trusted by. */
  Path certificate() {
    return place.resolve("cert.pem");
  }

  /** Calls Cordon in it. */
  List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "-rmn",
                "sh",
                place.resolve("town.sh").toString(),
                BuiltProgram.cordon().toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  CliRoom room() {
    return room;
  }
}
