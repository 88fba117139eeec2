package dev.cordon.sandbox;

/**
 * The system-call filters of the boundary, assembled for one architecture. Immutable.
 *
 * <p>Calls of a foreign architecture (i386 and x32 on x86-64) end the process: their numbers mean
 * something else and would walk around every other line.
 */
final class Seccomp {
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;
  private static final int EAFNOSUPPORT = 97;

  /** x32 calls carry this bit in their number. */
  private static final int X32_BIT = 0x4000_0000;

  /** Every {@code CLONE_NEW*} flag: time, mount, cgroup, uts, ipc, user, pid, network. */
  private static final int NEW_NAMESPACES = 0x7e02_0080;

  /** Simulates typing on the terminal: {@code TIOCSTI}, and the selection calls of the console. */
  private static final int TIOCSTI = 0x5412;

  private static final int TIOCLINUX = 0x541c;

  /**
   * Address families a confined process may use: unix, inet, inet6, netlink. Others (vsock,
   * bluetooth, alg, …) are not bounded by a network namespace or are only attack surface.
   */
  private static final int[] FAMILIES = {1, 2, 10, 16};

  private static final int AF_UNIX = 1;

  /** What a command stops itself with; the same number on both architectures. */
  private static final int SIGSTOP = 19;

  private static final int SIGTSTP = 20;

  /** Opening for writing, creating, truncating: {@code O_WRONLY | O_RDWR | O_CREAT | O_TRUNC}. */
  private static final int OPEN_CHANGES = 01 | 02 | 0100 | 01000;

  /** {@code O_CREAT | __O_TMPFILE}: only with one of these does a mode count. */
  private static final int OPEN_MAKES = 0100 | 020000000;

  /** {@code S_ISUID}. */
  private static final int SET_USER_ID = 04000;

  private static final Syscall[] REFUSED = {
    Syscall.PTRACE,
    Syscall.PROCESS_VM_READV,
    Syscall.PROCESS_VM_WRITEV,
    Syscall.KCMP,
    Syscall.PIDFD_GETFD,
    Syscall.IO_URING_SETUP,
    Syscall.IO_URING_ENTER,
    Syscall.IO_URING_REGISTER,
    Syscall.MOUNT,
    Syscall.UMOUNT2,
    Syscall.PIVOT_ROOT,
    Syscall.MOVE_MOUNT,
    Syscall.OPEN_TREE,
    Syscall.OPEN_TREE_ATTR,
    Syscall.FSOPEN,
    Syscall.FSCONFIG,
    Syscall.FSMOUNT,
    Syscall.FSPICK,
    Syscall.MOUNT_SETATTR,
    Syscall.SETNS,
    Syscall.KEYCTL,
    Syscall.ADD_KEY,
    Syscall.REQUEST_KEY,
    Syscall.BPF,
    Syscall.PERF_EVENT_OPEN,
    Syscall.USERFAULTFD,
    Syscall.FANOTIFY_INIT,
    Syscall.KEXEC_LOAD,
    Syscall.KEXEC_FILE_LOAD,
    Syscall.INIT_MODULE,
    Syscall.FINIT_MODULE,
    Syscall.DELETE_MODULE,
    Syscall.IOPL,
    Syscall.IOPERM,
    Syscall.SWAPON,
    Syscall.SWAPOFF,
    Syscall.REBOOT,
    Syscall.ACCT,
    Syscall.QUOTACTL,
    Syscall.QUOTACTL_FD,
    Syscall.SYSLOG,
    Syscall.SETTIMEOFDAY,
    Syscall.CLOCK_SETTIME,
    Syscall.CLOCK_ADJTIME,
    Syscall.ADJTIMEX,
    Syscall.SETHOSTNAME,
    Syscall.SETDOMAINNAME,
    Syscall.OPEN_BY_HANDLE_AT,
    Syscall.LOOKUP_DCOOKIE,
    Syscall.NFSSERVCTL,
    Syscall.VHANGUP,
  };

  private static final Syscall[] OBSERVED = {
    Syscall.CREAT,
    Syscall.MKDIR,
    Syscall.MKNOD,
    Syscall.RMDIR,
    Syscall.UNLINK,
    Syscall.SYMLINK,
    Syscall.LINK,
    Syscall.RENAME,
    Syscall.CHMOD,
    Syscall.CHOWN,
    Syscall.LCHOWN,
    Syscall.TRUNCATE,
    Syscall.MKDIRAT,
    Syscall.MKNODAT,
    Syscall.UNLINKAT,
    Syscall.SYMLINKAT,
    Syscall.LINKAT,
    Syscall.RENAMEAT,
    Syscall.RENAMEAT2,
    Syscall.FCHMODAT,
    Syscall.FCHMODAT2,
    Syscall.FCHOWNAT,
    Syscall.CONNECT,
  };

  private final Architecture architecture;

  Seccomp(Architecture architecture) {
    this.architecture = architecture;
  }

  /** What no confined process may do, whatever its mode. */
  byte[] refusing() {
    FilterProgram program = start();
    for (Syscall call : REFUSED) {
      if (has(call)) {
        program.returnIfEqual(number(call), FilterProgram.refuse(EPERM));
      }
    }
    // The flags of clone3 lie in memory, out of a filter's sight; C libraries fall back to clone.
    program.returnIfEqual(number(Syscall.CLONE3), FilterProgram.refuse(ENOSYS));
    refuseArgument(program, Syscall.CLONE, 0, NEW_NAMESPACES);
    refuseArgument(program, Syscall.UNSHARE, 0, NEW_NAMESPACES);
    refuseSetUserId(program);
    program
        .skipUnlessEqual(number(Syscall.IOCTL), 6)
        .loadArgument(1)
        .returnIfEqual(TIOCSTI, FilterProgram.refuse(EPERM))
        .returnIfEqual(TIOCLINUX, FilterProgram.refuse(EPERM))
        .end(FilterProgram.ALLOW);
    program.skipUnlessEqual(number(Syscall.SOCKET), 2 + 2 * FAMILIES.length).loadArgument(0);
    for (int family : FAMILIES) {
      program.returnIfEqual(family, FilterProgram.ALLOW);
    }
    return program.end(FilterProgram.refuse(EAFNOSUPPORT)).end(FilterProgram.ALLOW).toBytes();
  }

  /**
   * INVARIANT: no program comes into being that the host would run as its owner, most of all as
   * root. The mode openat2 asks for lies in memory, out of a filter's sight; programs fall back to
   * openat.
   */
  private void refuseSetUserId(FilterProgram program) {
    program.returnIfEqual(number(Syscall.OPENAT2), FilterProgram.refuse(ENOSYS));
    refuseArgument(program, Syscall.CHMOD, 1, SET_USER_ID);
    refuseArgument(program, Syscall.FCHMOD, 1, SET_USER_ID);
    refuseArgument(program, Syscall.FCHMODAT, 2, SET_USER_ID);
    refuseArgument(program, Syscall.FCHMODAT2, 2, SET_USER_ID);
    refuseArgument(program, Syscall.MKNOD, 1, SET_USER_ID);
    refuseArgument(program, Syscall.MKNODAT, 2, SET_USER_ID);
    refuseArgument(program, Syscall.CREAT, 1, SET_USER_ID);
    refuseNewSetUserId(program, Syscall.OPEN, 1);
    refuseNewSetUserId(program, Syscall.OPENAT, 2);
  }

  private void refuseNewSetUserId(FilterProgram program, Syscall call, int flags) {
    if (has(call)) {
      program
          .skipUnlessEqual(number(call), 6)
          .loadArgument(flags)
          .skipUnlessAnyBit(OPEN_MAKES, 3)
          .loadArgument(flags + 1)
          .returnIfAnyBit(SET_USER_ID, FilterProgram.refuse(EPERM))
          .end(FilterProgram.ALLOW);
    }
  }

  /**
   * What the supervisor is shown, to know which path or host a refusal was about. Enforces nothing.
   */
  byte[] observing() {
    FilterProgram program = start();
    for (Syscall call : OBSERVED) {
      if (has(call)) {
        program.returnIfEqual(number(call), FilterProgram.NOTIFY);
      }
    }
    if (has(Syscall.OPEN)) {
      observeFlags(program, Syscall.OPEN, 1);
    }
    observeFlags(program, Syscall.OPENAT, 2);
    observeStops(program, Syscall.KILL, 1);
    observeStops(program, Syscall.TKILL, 1);
    observeStops(program, Syscall.TGKILL, 2);
    // A datagram with an address of its own.
    return program
        .skipUnlessEqual(number(Syscall.SENDTO), 7)
        .loadArgument(4)
        .returnUnlessEqual(0, FilterProgram.NOTIFY)
        .loadArgumentHigh(4)
        .returnUnlessEqual(0, FilterProgram.NOTIFY)
        .end(FilterProgram.ALLOW)
        .end(FilterProgram.ALLOW)
        .toBytes();
  }

  /**
   * No unix socket at all: for a shared network on a kernel before 6.12, which cannot scope
   * abstract sockets.
   */
  byte[] withoutUnixSockets() {
    return start()
        .skipUnlessEqual(number(Syscall.SOCKET), 4)
        .loadArgument(0)
        .returnIfEqual(AF_UNIX, FilterProgram.refuse(EPERM))
        .end(FilterProgram.ALLOW)
        .end(FilterProgram.ALLOW)
        .toBytes();
  }

  private FilterProgram start() {
    FilterProgram program =
        new FilterProgram()
            .loadArchitecture()
            .returnUnlessEqual(architecture.audit(), FilterProgram.KILL_PROCESS)
            .loadNumber();
    if (architecture == Architecture.X86_64) {
      program.returnIfAtLeast(X32_BIT, FilterProgram.KILL_PROCESS);
    }
    return program;
  }

  private void refuseArgument(FilterProgram program, Syscall call, int argument, int bits) {
    if (has(call)) {
      program
          .skipUnlessEqual(number(call), 4)
          .loadArgument(argument)
          .returnIfAnyBit(bits, FilterProgram.refuse(EPERM))
          .end(FilterProgram.ALLOW);
    }
  }

  private void observeFlags(FilterProgram program, Syscall call, int argument) {
    program
        .skipUnlessEqual(number(call), 4)
        .loadArgument(argument)
        .returnIfAnyBit(OPEN_CHANGES, FilterProgram.NOTIFY)
        .end(FilterProgram.ALLOW);
  }

  private void observeStops(FilterProgram program, Syscall call, int argument) {
    program
        .skipUnlessEqual(number(call), 6)
        .loadArgument(argument)
        .returnIfEqual(SIGSTOP, FilterProgram.NOTIFY)
        .returnIfEqual(SIGTSTP, FilterProgram.NOTIFY)
        .end(FilterProgram.ALLOW);
  }

  private boolean has(Syscall call) {
    return call.number(architecture) >= 0;
  }

  private int number(Syscall call) {
    return call.number(architecture);
  }
}
