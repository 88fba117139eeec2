package dev.cordon.sandbox;

/**
 * The system calls that Cordon's filters name, with their numbers.
 *
 * <p>Source: the kernel's {@code asm/unistd_64.h} (x86-64) and {@code asm-generic/unistd.h}
 * (aarch64); -1 where an architecture does not have the call.
 */
enum Syscall {
  PTRACE(101, 117),
  PROCESS_VM_READV(310, 270),
  PROCESS_VM_WRITEV(311, 271),
  KCMP(312, 272),
  PIDFD_GETFD(438, 438),
  IO_URING_SETUP(425, 425),
  IO_URING_ENTER(426, 426),
  IO_URING_REGISTER(427, 427),
  MOUNT(165, 40),
  UMOUNT2(166, 39),
  PIVOT_ROOT(155, 41),
  MOVE_MOUNT(429, 429),
  OPEN_TREE(428, 428),
  OPEN_TREE_ATTR(467, 467),
  FSOPEN(430, 430),
  FSCONFIG(431, 431),
  FSMOUNT(432, 432),
  FSPICK(433, 433),
  MOUNT_SETATTR(442, 442),
  SETNS(308, 268),
  UNSHARE(272, 97),
  CLONE(56, 220),
  CLONE3(435, 435),
  KEYCTL(250, 219),
  ADD_KEY(248, 217),
  REQUEST_KEY(249, 218),
  BPF(321, 280),
  PERF_EVENT_OPEN(298, 241),
  USERFAULTFD(323, 282),
  KEXEC_LOAD(246, 104),
  KEXEC_FILE_LOAD(320, 294),
  INIT_MODULE(175, 105),
  FINIT_MODULE(313, 273),
  DELETE_MODULE(176, 106),
  IOPL(172, -1),
  IOPERM(173, -1),
  SWAPON(167, 224),
  SWAPOFF(168, 225),
  REBOOT(169, 142),
  ACCT(163, 89),
  QUOTACTL(179, 60),
  QUOTACTL_FD(443, 443),
  SYSLOG(103, 116),
  SETTIMEOFDAY(164, 170),
  CLOCK_SETTIME(227, 112),
  CLOCK_ADJTIME(305, 266),
  ADJTIMEX(159, 171),
  SETHOSTNAME(170, 161),
  SETDOMAINNAME(171, 162),
  OPEN_BY_HANDLE_AT(304, 265),
  LOOKUP_DCOOKIE(212, 18),
  NFSSERVCTL(180, 42),
  VHANGUP(153, 58),
  FANOTIFY_INIT(300, 262),
  SOCKET(41, 198),
  IOCTL(16, 29),
  OPEN(2, -1),
  CREAT(85, -1),
  MKDIR(83, -1),
  MKNOD(133, -1),
  RMDIR(84, -1),
  UNLINK(87, -1),
  SYMLINK(88, -1),
  LINK(86, -1),
  RENAME(82, -1),
  CHMOD(90, -1),
  CHOWN(92, -1),
  LCHOWN(94, -1),
  TRUNCATE(76, 45),
  OPENAT(257, 56),
  OPENAT2(437, 437),
  MKDIRAT(258, 34),
  MKNODAT(259, 33),
  UNLINKAT(263, 35),
  SYMLINKAT(266, 36),
  LINKAT(265, 37),
  RENAMEAT(264, 38),
  RENAMEAT2(316, 276),
  FCHMOD(91, 52),
  FCHMODAT(268, 53),
  FCHMODAT2(452, 452),
  FCHOWNAT(260, 54),
  CONNECT(42, 203),
  SENDTO(44, 206),
  KILL(62, 129),
  TKILL(200, 130),
  TGKILL(234, 131);

  private final int x8664;
  private final int aarch64;

  Syscall(int x8664, int aarch64) {
    this.x8664 = x8664;
    this.aarch64 = aarch64;
  }

  /** The number on {@code architecture}, or -1. */
  int number(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> x8664;
      case AARCH64 -> aarch64;
    };
  }
}
