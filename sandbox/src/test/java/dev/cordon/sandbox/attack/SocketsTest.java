package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets and shared objects of the host are out of reach; those of the command itself work. */
final class SocketsTest {
  private static Rooms rooms;

  @BeforeAll
  static void open() {
    rooms = new Rooms();
  }

  @AfterAll
  static void close() {
    rooms.close();
  }

  private static final String CONNECT =
      "python3 -c 'import socket,sys; s=socket.socket(socket.AF_UNIX, %s); s.connect(sys.argv[1])' %s";

  @BeforeAll
  static void everythingIsThere() {
    for (String program : List.of("bash", "curl", "getent", "ip", "ipcmk", "python3")) {
      Programs.require(program);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/run, false",
    "/var/tmp, false",
    "/tmp, false",
    "/tmp/.X11-unix, false",
    "home, true",
    "outside, true",
    "workspace, true",
    "/run, true",
  })
  void aSocketOfTheHostIsNotReached(String place, boolean network) throws IOException {
    for (Caller caller : Caller.values()) {
      try (Room room = Room.of(caller)) {
        if (network) {
          room.onHostNetwork();
        }
        Path folder = place.startsWith("/") ? Path.of(place) : room.folder().resolve(place);
        boolean made = Files.notExists(folder);
        Files.createDirectories(folder);
        Path socket = folder.resolve("s" + UUID.randomUUID().toString().substring(0, 8));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
          server.bind(UnixDomainSocketAddress.of(socket));
          Files.setPosixFilePermissions(
              socket, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
          server.configureBlocking(false);
          for (String kind : new String[] {"socket.SOCK_STREAM", "socket.SOCK_DGRAM"}) {
            Ran ran = room.run(CONNECT.formatted(kind, socket));
            assertThat(ran.exitCode()).as("%s as %s", place, caller).isNotZero();
            assertThat(ran.err())
                .containsAnyOf(
                    "Connection refused", "No such file", "Permission denied", "not permitted");
          }
          assertThat(server.accept()).as("nothing arrived").isNull();
        } finally {
          Files.deleteIfExists(socket);
          if (made) {
            Files.deleteIfExists(folder);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAbstractSocketOfTheHostIsNotReached(boolean network) throws Exception {
    String name = "cordon-" + UUID.randomUUID();
    Process server =
        new ProcessBuilder(
                "/usr/bin/python3",
                "-u",
                "-c",
                "import socket\ns=socket.socket(socket.AF_UNIX)\ns.bind('\\0"
                    + name
                    + "')\ns.listen()\nprint('ready')\ns.accept()\nprint('reached')")
            .start();
    try {
      assertThat(server.inputReader().readLine()).isEqualTo("ready");
      for (Caller caller : Caller.values()) {
        try (Room room = Room.of(caller)) {
          if (network) {
            room.onHostNetwork();
          }
          Ran ran =
              room.run(
                  CONNECT
                      .formatted("socket.SOCK_STREAM", "x")
                      .replace("sys.argv[1]", "\"\\0" + name + "\""));
          assertThat(ran.err()).containsAnyOf("Connection refused", "Operation not permitted");
        }
      }
      assertThat(server.isAlive()).isTrue();
    } finally {
      server.destroyForcibly();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLoopbackOfTheHostIsNotReached(Caller caller) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Room room = Room.of(caller)) {
      Ran ran = room.run("curl -sS --max-time 5 http://127.0.0.1:" + server.getLocalPort());
      assertThat(ran.exitCode()).isEqualTo(7);
      assertThat(ran.err()).contains("Failed to connect");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "curl -sS --max-time 5 http://192.0.2.1              | 192.0.2.1:80",
        "curl -sS --max-time 5 http://[2001:db8::1]:8080     | [2001:db8::1]:8080",
        "bash -c 'echo > /dev/tcp/192.0.2.7/443'             | 192.0.2.7:443",
        "bash -c 'echo > /dev/udp/192.0.2.7/4000'            | 192.0.2.7:4000",
        "python3 -c 'import socket; socket.socket(2,2).sendto(b\"x\",(\"192.0.2.9\",9))' | 192.0.2.9:9",
        "python3 -c 'import socket; socket.socket(2,2).sendmsg([b\"x\"],[],0,(\"192.0.2.9\",9))' | ",
        "python3 -c 'import socket; socket.socket(2,2).sendto(b\"x\",(\"255.255.255.255\",9))' | 255.255.255.255:9",
        "python3 -c 'import socket; s=socket.socket(2,3,1)'  | ",
        "python3 -c 'import socket; s=socket.socket(17,3,0)' | ",
        "getent hosts example.com                            | ",
        "ip link add d type dummy || exit 1                  | ",
      })
  void nothingOutsideIsReached(String script, String target) {
    for (Caller caller : Caller.values()) {
      Room room = rooms.of(caller);
      Ran ran = room.run(script);
      assertThat(ran.exitCode()).as("%s as %s: %s", script, caller, ran).isNotZero();
      if (target != null) {
        assertThat(ran.denials()).extracting("target").contains(target);
        assertThat(ran.err()).containsAnyOf("nreachable", "Couldn't connect");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void ipcObjectsOfTheHostAreNotSeen(Caller caller) {
    try (Room room = Room.of(caller)) {
      String id = room.host("ipcmk -Q | tr -dc 0-9").stdout().strip();
      try {
        assertThat(room.run("ipcs -q | grep -c 0x").out()).isEqualTo("0\n");
        assertThat(room.run("ipcmk -M 1024 >/dev/null && ipcs -m | grep -c 0x").out())
            .isEqualTo("1\n");
      } finally {
        room.host("ipcrm -q " + id);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void socketsBetweenTheCommandsOwnProcessesWork(Caller caller) {
    try (Room room = Room.of(caller)) {
      Ran ran = room.python("sockets");
      assertThat(ran.succeeded().out().lines())
          .containsExactly(
              "stream workspace",
              "dgram workspace",
              "stream tmp",
              "stream abstract",
              "socketpair",
              "descriptor",
              "tcp",
              "tcp6",
              "udp",
              "listen any");
    }
  }
}
