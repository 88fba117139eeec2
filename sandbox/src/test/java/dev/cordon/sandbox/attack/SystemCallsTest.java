package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each dangerous system call, made for real inside the boundary, and the kernel's answer. */
final class SystemCallsTest {
  private static final Map<Caller, Map<String, String>> ANSWERS = new EnumMap<>(Caller.class);
  private static final Map<Caller, Room> ROOMS = new EnumMap<>(Caller.class);

  @BeforeAll
  static void callThemAll() {
    String program = Workshop.program("calls").toString();
    for (Caller caller : Caller.values()) {
      Room room = Room.of(caller);
      ROOMS.put(caller, room);
      Map<String, String> answers = new LinkedHashMap<>();
      room.execute(List.of(program))
          .succeeded()
          .out()
          .lines()
          .map(line -> line.split(" ", 2))
          .forEach(words -> answers.put(words[0], words[1]));
      ANSWERS.put(caller, answers);
    }
  }

  @AfterAll
  static void close() {
    ROOMS.values().forEach(Room::close);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "ptrace_traceme, EPERM",
    "ptrace_attach, EPERM",
    "ptrace_seize, EPERM",
    "ptrace_init, EPERM",
    "process_vm_readv_, EPERM",
    "process_vm_writev_, EPERM",
    "process_vm_writev_init, EPERM",
    "pidfd_getfd_, EPERM",
    "kcmp_, EPERM",
    "io_uring_setup_, EPERM",
    "io_uring_enter_, EPERM",
    "io_uring_register_, EPERM",
    "mount_, EPERM",
    "mount_remount, EPERM",
    "umount_proc, EPERM",
    "umount_root, EPERM",
    "pivot_root_, EPERM",
    "chroot_, EPERM",
    "move_mount_, EPERM",
    "open_tree_, EPERM",
    "open_tree_attr_, EPERM",
    "fsopen_, EPERM",
    "fsconfig_, EPERM",
    "fsmount_, EPERM",
    "fspick_, EPERM",
    "mount_setattr_, EPERM",
    "setns_, EPERM",
    "unshare_user, EPERM",
    "unshare_mount, EPERM",
    "unshare_pid, EPERM",
    "unshare_net, EPERM",
    "unshare_ipc, EPERM",
    "unshare_uts, EPERM",
    "unshare_cgroup, EPERM",
    "unshare_time, EPERM",
    "unshare_user_high, EPERM",
    "clone_user, EPERM",
    "clone_mount, EPERM",
    "clone3_, ENOSYS",
    "keyctl_, EPERM",
    "add_key_, EPERM",
    "request_key_, EPERM",
    "bpf_, EPERM",
    "perf_event_open_, EPERM",
    "userfaultfd_, EPERM",
    "fanotify_init_, EPERM",
    "kexec_load_, EPERM",
    "init_module_, EPERM",
    "finit_module_, EPERM",
    "delete_module_, EPERM",
    "swapon_, EPERM",
    "reboot_, EPERM",
    "acct_, EPERM",
    "quotactl_, EPERM",
    "syslog_, EPERM",
    "settimeofday_, EPERM",
    "clock_settime_, EPERM",
    "adjtimex_, EPERM",
    "sethostname_, EPERM",
    "setdomainname_, EPERM",
    "open_by_handle_, EPERM",
    "vhangup_, EPERM",
    "tiocsti, EPERM",
    "tiocsti_high, EPERM",
    "tioclinux, EPERM",
    "tioclinux_high, EPERM",
    "socket_packet, EAFNOSUPPORT",
    "socket_vsock, EAFNOSUPPORT",
    "socket_alg, EAFNOSUPPORT",
    "socket_bluetooth, EAFNOSUPPORT",
    "socket_kcm, EAFNOSUPPORT",
    "socket_high_family, EAFNOSUPPORT",
    "socket_raw, EPERM",
    "mknod_char, EPERM",
    "mknod_block, EPERM",
    "setuid_other, EINVAL",
    "setgid_other, EINVAL",
    "setgroups_, EPERM",
    "capset_, EPERM",
    "file_capability, EPERM",
    "chmod_setuid, EPERM",
    "fchmod_setuid, EPERM",
    "fchmodat_setuid, EPERM",
    "fchmodat2_setuid, EPERM",
    "open_setuid, EPERM",
    "tmpfile_setuid, EPERM",
    "creat_setuid, EPERM",
    "mknod_setuid, EPERM",
    "openat2_setuid, ENOSYS",
  })
  void isRefused(String call, String errno) {
    for (Caller caller : Caller.values()) {
      assertThat(answer(caller, call)).as("as %s", caller).isEqualTo(errno);
    }
  }

  @ParameterizedTest
  @CsvSource({"socket_unix", "socketpair_", "mknod_fifo", "chmod_plain"})
  void isLeftToOrdinaryPrograms(String call) {
    for (Caller caller : Caller.values()) {
      assertThat(answer(caller, call)).as("as %s", caller).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @EnumSource
  void noFileTheHostCouldRunAsSomebodyElseIsMade(Caller caller) {
    String found = ROOMS.get(caller).host("find workspace -perm /4000 -printf '%p %m\\n'").stdout();
    assertThat(found).isEmpty();
  }

  private static String answer(Caller caller, String call) {
    return ANSWERS.getOrDefault(caller, Map.of()).getOrDefault(call, "no answer");
  }
}
