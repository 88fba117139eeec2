package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a command is, what it sees of other processes, and what is left of it. */
final class ProcessesTest {
  private static Rooms rooms;

  @BeforeAll
  static void open() {
    rooms = new Rooms();
  }

  @AfterAll
  static void close() {
    rooms.close();
  }

  @ParameterizedTest
  @EnumSource
  void noCapabilityIsLeftAndNoneCanBeGained(Caller caller) {
    try (Room room = Room.of(caller)) {
      String status = room.run("cat /proc/self/status").succeeded().out();
      assertThat(status.lines().map(line -> line.replaceAll("\\s+", " ")).toList())
          .contains(
              "CapInh: 0000000000000000",
              "CapPrm: 0000000000000000",
              "CapEff: 0000000000000000",
              "CapBnd: 0000000000000000",
              "CapAmb: 0000000000000000",
              "NoNewPrivs: 1",
              "Seccomp: 2");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "su -c id            | ",
        "sudo -n id          | ",
        "unshare -Ur id      | Operation not permitted",
        "unshare -r id       | Operation not permitted",
        "unshare -m id       | Operation not permitted",
        "nsenter -t 1 -m id  | Permission denied",
        "nsenter -t $$ -m id | Operation not permitted",
        "ls -l /proc/1/fd/   | Permission denied",
        "cat /proc/1/environ | Permission denied",
        "stat -L /proc/1/root | Permission denied",
        "chroot / id         | Operation not permitted",
        "mount -t tmpfs x /tmp | /tmp: ",
        "umount /proc        | must be superuser",
        "umount -l /         | must be superuser",
        "mknod n b 8 0       | Operation not permitted",
        "hostname other      | must be root",
        "bwrap --ro-bind / / id | ermi",
        "setpriv --reuid=1 id | Invalid argument",
        "dmesg               | ermi",
        "date -s 2000-01-01  | Operation not permitted",
        "echo 1 > /proc/self/oom_score_adj && echo -1000 > /proc/self/oom_score_adj | ",
      })
  void aStepUpIsRefused(String command, String reason) {
    for (Caller caller : Caller.values()) {
      Room room = rooms.emptied(caller);
      Ran ran = room.run(command);
      assertThat(ran.out()).as("%s as %s", command, caller).doesNotContain("uid=");
      assertThat(ran.exitCode()).as("%s as %s", command, caller).isNotZero();
      assertThat(ran.err()).as("%s as %s", command, caller).contains(reason == null ? "" : reason);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProgramThatChangesItsUserIsRunAsTheCallerInstead(Caller caller) {
    try (Room room = Room.of(caller)) {
      // The kernel's own flag: a set-user-ID program of the host starts without it.
      Ran ran =
          room.run("test -u /usr/bin/su && su --version >/dev/null; grep Uid /proc/self/status");
      String uid = room.host("id -u").stdout().strip();
      assertThat(ran.out()).isEqualTo(String.join("\t", "Uid:", uid, uid, uid, uid) + "\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void processesOfTheHostAreNeitherSeenNorReached(Caller caller) throws IOException {
    Process victim = new ProcessBuilder(Programs.require("sleep").toString(), "300").start();
    try (Room room = Room.of(caller)) {
      Ran ran =
          room.run(
              "kill -0 " + victim.pid() + "; ls -d /proc/" + victim.pid() + "; kill -9 -1; true");
      assertThat(ran.err()).contains("No such process").contains("No such file");
      String seen = room.run("ls /proc | grep -c '^[0-9]'").out().strip();
      assertThat(Integer.parseInt(seen)).isLessThan(8);
      assertThat(victim.isAlive()).isTrue();
    } finally {
      victim.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sleep 300 & echo $! > pid                             ",
        "nohup sleep 300 >/dev/null 2>&1 & true                ",
        "setsid sleep 300 >/dev/null 2>&1 < /dev/null & true   ",
        "(setsid sh -c '(sleep 300 &) & exit' &) ; true        ",
        "trap '' TERM HUP INT; setsid sh -c \"trap '' TERM HUP INT; sleep 300\" & true",
      })
  void nothingOutlivesTheCommand(String script) {
    for (Caller caller : Caller.values()) {
      Room room = rooms.emptied(caller);
      String time = caller == Caller.ROOT ? "300.1777" : "300.2777";
      String marked = script.replace("300", time);
      room.run(marked).succeeded();
      assertThat(Programs.run("pgrep", "-f", "sleep " + time).stdout())
          .as("%s as %s", script, caller)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "exit 7, 7",
    "kill -9 $$, 137",
    "kill -TERM $$, 143",
    "kill -SEGV $$, 139",
    "exec false, 1",
    "ulimit -c unlimited; kill -ABRT $$, 134",
  })
  void theEndOfTheCommandIsToldAsItWas(String script, int exitCode) {
    for (Caller caller : Caller.values()) {
      Room room = rooms.emptied(caller);
      assertThat(room.run(script).exitCode()).isEqualTo(exitCode);
      assertThat(room.host("find outside home state -name 'core*'").stdout()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void orphansAreReaped(Caller caller) {
    try (Room room = Room.of(caller)) {
      Ran ran =
          room.run(
              "for i in $(seq 50); do (true &); done; i=0; while ps -eo stat | grep -q Z; do i=$((i+1));"
                  + " [ $i -lt 1000 ] || exit 1; done");
      assertThat(ran.exitCode()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aForkBombEndsInside(Caller caller) {
    try (Room room = Room.of(caller)) {
      Ran ran = room.execute(List.of(Workshop.program("forks").toString()));
      assertThat(ran.exitCode()).isZero();
      assertThat(ran.ran().boundedProcesses()).isTrue();
      assertThat(ran.out()).matches("\\d+ EAGAIN\n");
      int made = Integer.parseInt(ran.out().substring(0, ran.out().indexOf(' ')));
      assertThat(made).isBetween(1000, 4096);
    }
  }

  @BeforeAll
  static void everythingIsThere() {
    for (String program :
        List.of(
            "bwrap",
            "cc",
            "dmesg",
            "hostname",
            "mount",
            "nsenter",
            "pgrep",
            "ps",
            "su",
            "unshare")) {
      Programs.require(program);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "exec \"$@\" < outside",
    "exec \"$@\" 2< outside",
  })
  void aFolderAsStandardStreamRefusesTheRun(String starter) {
    for (Caller caller : Caller.values()) {
      try (Room room = Room.of(caller).startedBy(starter)) {
        assertThat(room.run("true").notStarted())
            .contains("is a directory: a confined command would reach the host through it");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheThreeStreamsAreOpen(Caller caller) {
    // What the caller holds open: a folder, a file for writing, a socket's worth of others.
    try (Room room =
        Room.of(caller).startedBy("exec \"$@\" 3< outside 5<> outside/file 7< / 9> outside/held")) {
      assertThat(room.run("echo x > /proc/self/fd/3/file; echo x >&5").err())
          .contains("nonexistent", "Bad file descriptor");
      assertThat(room.run("exec ls /proc/self/fd").out().lines())
          .containsExactly("0", "1", "2", "3"); // 3: the folder that ls itself reads
    }
  }

  @ParameterizedTest
  @EnumSource
  void theFirstProcessKeepsNothingOfTheHost(Caller caller) {
    try (Room room = Room.of(caller)) {
      Ran ran = room.run("cat /proc/1/environ | tr '\\0' '\\n' | sort; cat /proc/1/mem | head -c1");
      assertThat(ran.out().lines().map(line -> line.replaceFirst("=.*", "")).toList())
          .isSubsetOf("HOME", "LANG", "OUTSIDE", "PATH");
    }
  }
}
