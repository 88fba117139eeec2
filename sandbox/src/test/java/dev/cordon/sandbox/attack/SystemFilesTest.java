package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /proc}, {@code /sys} and {@code /dev}: nothing of the machine is changed through them. */
final class SystemFilesTest {
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
  @ValueSource(
      strings = {
        "/proc/sys/kernel/core_pattern",
        "/proc/sys/kernel/hostname",
        "/proc/sys/kernel/modprobe",
        "/proc/sys/kernel/pid_max",
        "/proc/sys/kernel/ns_last_pid",
        "/proc/sys/kernel/randomize_va_space",
        "/proc/sys/vm/drop_caches",
        "/proc/sys/vm/overcommit_memory",
        "/proc/sys/fs/suid_dumpable",
        "/proc/sys/net/ipv4/ip_forward",
        "/proc/sys/user/max_user_namespaces",
        "/proc/irq/default_smp_affinity",
        "/proc/mtrr",
        "/proc/1/oom_score_adj",
        "/proc/1/mem",
        "/proc/1/uid_map",
        "/proc/self/uid_map",
        "/proc/self/setgroups",
        "/proc/self/attr/exec",
      })
  void aKernelFileCannotBeWritten(String file) {
    for (Caller caller : Caller.values()) {
      Room room = rooms.of(caller);
      String before = room.host("cat /proc/sys/kernel/core_pattern").stdout();
      Ran ran = room.run("test -e " + file + " || exit 9; echo 1 > " + file);
      if (ran.exitCode() == 9) {
        assertThat(room.host("test ! -e " + file + " || echo there").stdout()).isEmpty();
      } else {
        assertThat(ran.exitCode()).as("%s as %s", file, caller).isNotZero();
        assertThat(ran.err())
            .containsAnyOf("Read-only file system", "Permission denied", "not permitted");
      }
      assertThat(room.host("cat /proc/sys/kernel/core_pattern").stdout()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/proc/kcore",
        "/proc/keys",
        "/proc/key-users",
        "/proc/kmsg",
        "/proc/kallsyms",
        "/proc/sysrq-trigger",
        "/proc/timer_list",
        "/proc/kpageflags",
        "/proc/sched_debug",
      })
  void aFileThatTellsOfTheHostIsEmpty(String file) {
    for (Caller caller : Caller.values()) {
      Room room = rooms.of(caller);
      Ran ran =
          room.run(
              "test -e "
                  + file
                  + " || exit 0; head -c 1 "
                  + file
                  + "; echo b > "
                  + file
                  + "; true");
      assertThat(ran.out()).as("%s as %s", file, caller).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyHarmlessDevicesAreThere(Caller caller) {
    try (Room room = Room.of(caller)) {
      List<String> devices =
          room.run(
                  "for f in $(find /dev ! -type l); do if [ -c $f ] || [ -b $f ]; then echo $f; fi; done")
              .out()
              .lines()
              .toList();
      assertThat(devices)
          .isSubsetOf(
              "/dev/console",
              "/dev/full",
              "/dev/null",
              "/dev/ptmx",
              "/dev/pts/ptmx",
              "/dev/random",
              "/dev/tty",
              "/dev/urandom",
              "/dev/zero");
      assertThat(devices)
          .contains("/dev/null", "/dev/tty", "/dev/urandom", "/dev/zero", "/dev/full");
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofSysOnlyTheProcessorIsThere(Caller caller) {
    try (Room room = Room.of(caller)) {
      assertThat(room.run("ls /sys /sys/devices").out()).doesNotContain("kernel", "class", "block");
      Ran ran =
          room.run("f=$(find /sys -type f -perm -200 | head -1); test -z \"$f\" || echo 1 > $f");
      assertThat(ran.out()).isEmpty();
      assertThat(room.run("nproc").out()).isEqualTo(room.host("nproc").stdout());
    }
  }

  @ParameterizedTest
  @EnumSource
  void sharedMemoryAndTemporaryFilesAreTheSessionsOwn(Caller caller) {
    try (Room room = Room.of(caller)) {
      room.host("echo host > /dev/shm/cordon-probe-$$; echo $$ > number");
      String number = room.host("cat number").stdout().strip();
      try {
        Ran ran = room.run("ls /dev/shm /tmp; echo x > /dev/shm/mine-x; echo x > /tmp/mine-x");
        assertThat(ran.succeeded().out()).isEqualTo("/dev/shm:\n\n/tmp:\n");
        assertThat(room.host("ls /dev/shm /tmp").stdout()).doesNotContain("mine-x");
        assertThat(room.run("cat /tmp/mine-x").err()).contains("No such file");
      } finally {
        room.host("rm -f /dev/shm/cordon-probe-" + number);
      }
    }
  }

  @Test
  void aRoomInTmpIsAloneThere() {
    try (Room room = Room.inTmp(Caller.ORDINARY)) {
      Ran ran = room.run("ls /tmp; ls ..; echo x > ../new; ls ..");
      assertThat(ran.out())
          .isEqualTo(room.folder().getFileName() + "\nworkspace\nnew\nworkspace\n");
      assertThat(room.host("ls").stdout()).doesNotContain("new");
    }
  }
}
