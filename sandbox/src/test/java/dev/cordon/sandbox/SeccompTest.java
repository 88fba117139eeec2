package dev.cordon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The verdict of each filter on each call, by executing the program. */
final class SeccompTest {
  private static final int ALLOW = FilterProgram.ALLOW;
  private static final int KILL = FilterProgram.KILL_PROCESS;
  private static final int NOTIFY = FilterProgram.NOTIFY;
  private static final int EPERM = FilterProgram.refuse(1);
  private static final int ENOSYS = FilterProgram.refuse(38);
  private static final int EAFNOSUPPORT = FilterProgram.refuse(97);

  private static final int I386 = 0x4000_0003;
  private static final int ARM = 0x4000_0028;
  private static final long GARBAGE = 0xdead_beefL << 32;

  /** Refused or not by what they are asked for; the others do not depend on arguments. */
  private static final Set<Syscall> BY_ARGUMENT =
      EnumSet.of(
          Syscall.UNSHARE,
          Syscall.CLONE,
          Syscall.IOCTL,
          Syscall.SOCKET,
          Syscall.OPEN,
          Syscall.OPENAT,
          Syscall.CREAT,
          Syscall.MKNOD,
          Syscall.MKNODAT,
          Syscall.CHMOD,
          Syscall.FCHMOD,
          Syscall.FCHMODAT,
          Syscall.FCHMODAT2);

  /** Allowed in any case: named only by the observing filter. */
  private static final Set<Syscall> NEVER_REFUSED =
      EnumSet.of(
          Syscall.MKDIR,
          Syscall.RMDIR,
          Syscall.UNLINK,
          Syscall.SYMLINK,
          Syscall.LINK,
          Syscall.RENAME,
          Syscall.CHOWN,
          Syscall.LCHOWN,
          Syscall.TRUNCATE,
          Syscall.MKDIRAT,
          Syscall.UNLINKAT,
          Syscall.SYMLINKAT,
          Syscall.LINKAT,
          Syscall.RENAMEAT,
          Syscall.RENAMEAT2,
          Syscall.FCHOWNAT,
          Syscall.CONNECT,
          Syscall.SENDTO,
          Syscall.KILL,
          Syscall.TKILL,
          Syscall.TGKILL);

  static Stream<Arguments> onArguments() {
    return Stream.of(
        arguments(Syscall.CLONE, ALLOW, new long[] {0x0100_0011}),
        arguments(Syscall.CLONE, ALLOW, new long[] {0x003d_0f00}), // a thread of glibc
        arguments(Syscall.CLONE, EPERM, new long[] {0x1000_0011}), // user
        arguments(Syscall.CLONE, EPERM, new long[] {0x0002_0011}), // mount
        arguments(Syscall.CLONE, EPERM, new long[] {GARBAGE | 0x4000_0000}), // network
        arguments(Syscall.UNSHARE, ALLOW, new long[] {0x200}), // files
        arguments(Syscall.UNSHARE, EPERM, new long[] {0x80}), // time
        arguments(Syscall.UNSHARE, EPERM, new long[] {0x0200_0000}), // cgroup
        arguments(Syscall.UNSHARE, EPERM, new long[] {0x0400_0000}), // uts
        arguments(Syscall.UNSHARE, EPERM, new long[] {0x0800_0000}), // ipc
        arguments(Syscall.UNSHARE, EPERM, new long[] {0x2000_0000}), // pid
        arguments(Syscall.UNSHARE, EPERM, new long[] {0xffff_ffff_ffff_ffffL}),
        arguments(Syscall.IOCTL, ALLOW, new long[] {0, 0x5413}), // window size
        arguments(Syscall.IOCTL, EPERM, new long[] {0, 0x5412}),
        arguments(Syscall.IOCTL, EPERM, new long[] {0, 0x5412 | 1L << 32}),
        arguments(Syscall.IOCTL, EPERM, new long[] {0, 0x5412 | GARBAGE}),
        arguments(Syscall.IOCTL, EPERM, new long[] {0, 0x541c | 1L << 63}),
        arguments(Syscall.SOCKET, ALLOW, new long[] {1}),
        arguments(Syscall.SOCKET, ALLOW, new long[] {2}),
        arguments(Syscall.SOCKET, ALLOW, new long[] {10}),
        arguments(Syscall.SOCKET, ALLOW, new long[] {16}),
        arguments(Syscall.SOCKET, EAFNOSUPPORT, new long[] {0}),
        arguments(Syscall.SOCKET, EAFNOSUPPORT, new long[] {17}),
        arguments(Syscall.SOCKET, EAFNOSUPPORT, new long[] {38}),
        arguments(Syscall.SOCKET, EAFNOSUPPORT, new long[] {40 | GARBAGE}),
        arguments(Syscall.SOCKET, EAFNOSUPPORT, new long[] {-1}),
        arguments(Syscall.OPEN, ALLOW, new long[] {0, 0, 04000}), // a mode that does not count
        arguments(Syscall.OPEN, ALLOW, new long[] {0, 0102, 0755}),
        arguments(Syscall.OPEN, EPERM, new long[] {0, 0102, 04755}),
        arguments(Syscall.OPENAT, ALLOW, new long[] {-100, 0, 02, 04000}),
        arguments(Syscall.OPENAT, EPERM, new long[] {-100, 0, 0101, 04000}),
        arguments(Syscall.OPENAT, EPERM, new long[] {-100, 0, 020200001, 06755}), // O_TMPFILE
        arguments(Syscall.CREAT, EPERM, new long[] {0, 04755}),
        arguments(Syscall.CHMOD, ALLOW, new long[] {0, 02755}),
        arguments(Syscall.CHMOD, EPERM, new long[] {0, 04755 | GARBAGE}),
        arguments(Syscall.FCHMOD, EPERM, new long[] {3, 06755}),
        arguments(Syscall.FCHMODAT, EPERM, new long[] {-100, 0, 04000}),
        arguments(Syscall.FCHMODAT2, EPERM, new long[] {-100, 0, 04000}),
        arguments(Syscall.MKNOD, EPERM, new long[] {0, 0104755}),
        arguments(Syscall.MKNODAT, EPERM, new long[] {-100, 0, 0104755}),
        arguments(Syscall.MKNODAT, ALLOW, new long[] {-100, 0, 0010644}));
  }

  @ParameterizedTest
  @MethodSource("onArguments")
  void theRefusingFilterLooksAtTheHalfThatCounts(Syscall call, int verdict, long[] arguments) {
    for (Architecture architecture : Architecture.values()) {
      if (call.number(architecture) >= 0) {
        Machine machine = new Machine(new Seccomp(architecture).refusing());
        assertThat(machine.run(architecture.audit(), call.number(architecture), arguments))
            .as("%s", architecture)
            .isEqualTo(verdict);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theRefusingFilterRefusesEachCallItNames(Architecture architecture) {
    Machine machine = new Machine(new Seccomp(architecture).refusing());
    for (Syscall call : Syscall.values()) {
      int number = call.number(architecture);
      if (number < 0 || BY_ARGUMENT.contains(call)) {
        continue;
      }
      int expected =
          switch (call) {
            case CLONE3, OPENAT2 -> ENOSYS;
            default -> NEVER_REFUSED.contains(call) ? ALLOW : EPERM;
          };
      for (long[] arguments : List.of(new long[] {}, new long[] {-1, -1, -1, -1, -1, -1})) {
        assertThat(machine.run(architecture.audit(), number, arguments))
            .as("%s", call)
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFilterKillsForeignCalls(Architecture architecture) {
    Seccomp seccomp = new Seccomp(architecture);
    for (byte[] program :
        List.of(seccomp.refusing(), seccomp.observing(), seccomp.withoutUnixSockets())) {
      Machine machine = new Machine(program);
      for (int foreign : new int[] {I386, ARM, 0, -1, architecture.audit() ^ 1}) {
        for (int number : new int[] {0, 1, 11, 39, 101, 117}) {
          assertThat(machine.run(foreign, number)).isEqualTo(KILL);
        }
      }
      assertThat(machine.size()).isLessThan(512);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "X86_64")
  void x32CallsAreKilledWhicheverTheyAre(Architecture architecture) {
    Machine machine = new Machine(new Seccomp(architecture).refusing());
    for (int number :
        new int[] {
          0x4000_0000, 0x4000_0000 | 101, 0x4000_0000 | 521, 0x7fff_ffff, -1, 0x8000_0000
        }) {
      assertThat(machine.run(architecture.audit(), number)).as("%x", number).isEqualTo(KILL);
    }
    assertThat(machine.run(architecture.audit(), 0x3fff_ffff)).isEqualTo(ALLOW);
  }

  @ParameterizedTest
  @EnumSource
  void theObservingFilterShowsOrAllowsAndNeverRefuses(Architecture architecture) {
    Machine machine = new Machine(new Seccomp(architecture).observing());
    List<Syscall> shown = new ArrayList<>();
    for (Syscall call : Syscall.values()) {
      if (call.number(architecture) >= 0) {
        int verdict =
            machine.run(architecture.audit(), call.number(architecture), -1, -1, -1, -1, -1, -1);
        assertThat(verdict).as("%s", call).isIn(ALLOW, NOTIFY);
        if (verdict == NOTIFY) {
          shown.add(call);
        }
      }
    }
    assertThat(shown)
        .contains(
            Syscall.OPENAT,
            Syscall.MKDIRAT,
            Syscall.RENAMEAT2,
            Syscall.UNLINKAT,
            Syscall.LINKAT,
            Syscall.CONNECT,
            Syscall.SENDTO)
        .doesNotContain(Syscall.OPENAT2, Syscall.IOCTL, Syscall.CLONE, Syscall.SOCKET);
  }

  @ParameterizedTest
  @EnumSource
  void readingAndPlainSendingAreNotShown(Architecture architecture) {
    Machine machine = new Machine(new Seccomp(architecture).observing());
    int audit = architecture.audit();
    int openat = Syscall.OPENAT.number(architecture);
    int sendto = Syscall.SENDTO.number(architecture);
    assertThat(machine.run(audit, openat, -100, 0, 02000000)).isEqualTo(ALLOW);
    assertThat(machine.run(audit, openat, -100, 0, 01)).isEqualTo(NOTIFY);
    assertThat(machine.run(audit, openat, -100, 0, 01000)).isEqualTo(NOTIFY);
    assertThat(machine.run(audit, sendto, 3, 1, 1, 0, 0, 0)).isEqualTo(ALLOW);
    assertThat(machine.run(audit, sendto, 3, 1, 1, 0, 1, 16)).isEqualTo(NOTIFY);
    assertThat(machine.run(audit, sendto, 3, 1, 1, 0, 1L << 40, 16)).isEqualTo(NOTIFY);
  }

  @ParameterizedTest
  @EnumSource
  void ofSignalsOnlyThoseThatStopAreShown(Architecture architecture) {
    Machine machine = new Machine(new Seccomp(architecture).observing());
    for (int signal = 0; signal <= 64; signal++) {
      int expected = signal == 19 || signal == 20 ? NOTIFY : ALLOW;
      for (Syscall call : List.of(Syscall.KILL, Syscall.TKILL)) {
        assertThat(machine.run(architecture.audit(), call.number(architecture), 1, signal))
            .isEqualTo(expected);
      }
      int tgkill = Syscall.TGKILL.number(architecture);
      assertThat(machine.run(architecture.audit(), tgkill, 1, 20, signal)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theFallbackForASharedNetworkTakesUnixSocketsAwayAndNothingElse(Architecture architecture) {
    Machine machine = new Machine(new Seccomp(architecture).withoutUnixSockets());
    int socket = Syscall.SOCKET.number(architecture);
    assertThat(machine.run(architecture.audit(), socket, 1)).isEqualTo(EPERM);
    assertThat(machine.run(architecture.audit(), socket, 1 | GARBAGE)).isEqualTo(EPERM);
    assertThat(machine.run(architecture.audit(), socket, 2)).isEqualTo(ALLOW);
    assertThat(machine.run(architecture.audit(), Syscall.CONNECT.number(architecture)))
        .isEqualTo(ALLOW);
  }
}
