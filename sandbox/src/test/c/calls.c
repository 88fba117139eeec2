/* Makes the system calls named and says what each came to: `NAME ERRNO`, or `NAME ok`. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#define CALL(name, ...)                         \
  static long name(void) { return __VA_ARGS__; }

static char buffer[64];
static struct iovec piece = {buffer, sizeof buffer};

/* A child that waits, to be looked at. */
static long with_child(long (*attack)(pid_t)) {
  pid_t child = fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    pause();
  }
  errno = 0;
  long result = attack(child);
  int error = errno;
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  errno = error;
  return result;
}
static long attach(pid_t pid) { return syscall(SYS_ptrace, 16, pid, 0, 0); }
static long seize(pid_t pid) { return syscall(SYS_ptrace, 0x4206, pid, 0, 0); }
static long readv_of(pid_t pid) { return syscall(SYS_process_vm_readv, pid, &piece, 1, &piece, 1, 0); }
static long writev_of(pid_t pid) { return syscall(SYS_process_vm_writev, pid, &piece, 1, &piece, 1, 0); }
static long getfd_of(pid_t pid) { return syscall(438, (int)syscall(SYS_pidfd_open, pid, 0), 0, 0); }
static long kcmp_of(pid_t pid) { return syscall(SYS_kcmp, pid, getpid(), 0, 0, 0); }

CALL(ptrace_traceme, syscall(SYS_ptrace, 0, 0, 0, 0))
CALL(ptrace_attach, with_child(attach))
CALL(ptrace_seize, with_child(seize))
CALL(ptrace_init, attach(1))
CALL(process_vm_readv_, with_child(readv_of))
CALL(process_vm_writev_, with_child(writev_of))
CALL(process_vm_writev_init, writev_of(1))
CALL(pidfd_getfd_, with_child(getfd_of))
CALL(kcmp_, with_child(kcmp_of))
CALL(io_uring_setup_, syscall(SYS_io_uring_setup, 1, calloc(1, 256)))
CALL(io_uring_enter_, syscall(SYS_io_uring_enter, -1, 0, 0, 0, 0, 0))
CALL(io_uring_register_, syscall(SYS_io_uring_register, -1, 0, 0, 0))
CALL(mount_, syscall(SYS_mount, "none", "/tmp", "tmpfs", 0, 0))
CALL(mount_remount, syscall(SYS_mount, "none", "/", NULL, 32 | 4096, 0))
CALL(umount_proc, syscall(SYS_umount2, "/proc", 2))
CALL(umount_root, syscall(SYS_umount2, "/", 2))
CALL(pivot_root_, syscall(SYS_pivot_root, ".", "."))
CALL(chroot_, syscall(SYS_chroot, "."))
CALL(move_mount_, syscall(SYS_move_mount, -1, "", -1, "", 0))
CALL(open_tree_, syscall(SYS_open_tree, -100, "/", 1))
CALL(open_tree_attr_, syscall(467, -100, "/", 1, 0, 0))
CALL(fsopen_, syscall(SYS_fsopen, "tmpfs", 0))
CALL(fsconfig_, syscall(SYS_fsconfig, -1, 0, 0, 0, 0))
CALL(fsmount_, syscall(SYS_fsmount, -1, 0, 0))
CALL(fspick_, syscall(SYS_fspick, -100, "/", 0))
CALL(mount_setattr_, syscall(442, -100, "/", 0, calloc(1, 32), 32))
CALL(setns_, syscall(SYS_setns, open("/proc/self/ns/net", O_RDONLY), 0))
CALL(unshare_user, syscall(SYS_unshare, CLONE_NEWUSER))
CALL(unshare_mount, syscall(SYS_unshare, CLONE_NEWNS))
CALL(unshare_pid, syscall(SYS_unshare, CLONE_NEWPID))
CALL(unshare_net, syscall(SYS_unshare, CLONE_NEWNET))
CALL(unshare_ipc, syscall(SYS_unshare, CLONE_NEWIPC))
CALL(unshare_uts, syscall(SYS_unshare, CLONE_NEWUTS))
CALL(unshare_cgroup, syscall(SYS_unshare, CLONE_NEWCGROUP))
CALL(unshare_time, syscall(SYS_unshare, 0x80))
CALL(unshare_user_high, syscall(SYS_unshare, CLONE_NEWUSER | 1ul << 40))
CALL(clone_user, syscall(SYS_clone, SIGCHLD | CLONE_NEWUSER, 0, 0, 0, 0))
CALL(clone_mount, syscall(SYS_clone, SIGCHLD | CLONE_NEWNS, 0, 0, 0, 0))
CALL(clone3_, syscall(SYS_clone3, calloc(1, 88), 88))
CALL(keyctl_, syscall(SYS_keyctl, 0, -3, 1))
CALL(add_key_, syscall(SYS_add_key, "user", "cordon", "x", 1, -3))
CALL(request_key_, syscall(SYS_request_key, "user", "cordon", NULL, -3))
CALL(bpf_, syscall(SYS_bpf, 0, calloc(1, 128), 128))
CALL(perf_event_open_, syscall(SYS_perf_event_open, calloc(1, 128), 0, -1, -1, 0))
CALL(userfaultfd_, syscall(SYS_userfaultfd, 1))
CALL(fanotify_init_, syscall(SYS_fanotify_init, 0, 0))
CALL(kexec_load_, syscall(SYS_kexec_load, 0, 0, 0, 0))
CALL(init_module_, syscall(SYS_init_module, buffer, 1, ""))
CALL(finit_module_, syscall(SYS_finit_module, 0, "", 0))
CALL(delete_module_, syscall(SYS_delete_module, "x", 0))
CALL(swapon_, syscall(SYS_swapon, "/dev/null", 0))
CALL(reboot_, syscall(SYS_reboot, 0xfee1dead, 672274793, 0, 0))
CALL(acct_, syscall(SYS_acct, "/tmp/acct"))
CALL(quotactl_, syscall(SYS_quotactl, 0x800001, "/dev/null", 0, 0))
CALL(syslog_, syscall(SYS_syslog, 3, buffer, 8))
CALL(settimeofday_, syscall(SYS_settimeofday, buffer, 0))
CALL(clock_settime_, syscall(SYS_clock_settime, 0, buffer))
CALL(adjtimex_, syscall(SYS_adjtimex, calloc(1, 256)))
CALL(sethostname_, syscall(SYS_sethostname, "x", 1))
CALL(setdomainname_, syscall(SYS_setdomainname, "x", 1))
CALL(open_by_handle_, syscall(SYS_open_by_handle_at, -100, calloc(1, 64), 0))
CALL(vhangup_, syscall(SYS_vhangup))
CALL(tiocsti, syscall(SYS_ioctl, 0, 0x5412ul, "x"))
CALL(tiocsti_high, syscall(SYS_ioctl, 0, 0x5412ul | 1ul << 32, "x"))
CALL(tioclinux, syscall(SYS_ioctl, 0, 0x541cul, "\2"))
CALL(tioclinux_high, syscall(SYS_ioctl, 0, 0x541cul | 0xfffful << 32, "\2"))
CALL(socket_packet, socket(17, SOCK_RAW, 0))
CALL(socket_vsock, socket(40, SOCK_STREAM, 0))
CALL(socket_alg, socket(38, SOCK_SEQPACKET, 0))
CALL(socket_bluetooth, socket(31, SOCK_RAW, 0))
CALL(socket_kcm, socket(41, SOCK_DGRAM, 0))
CALL(socket_high_family, syscall(SYS_socket, 40ul | 1ul << 32, SOCK_STREAM, 0))
CALL(socket_raw, socket(AF_INET, SOCK_RAW, 1))
CALL(socket_unix, socket(AF_UNIX, SOCK_STREAM, 0))
CALL(socketpair_, socketpair(AF_UNIX, SOCK_STREAM, 0, (int[2]){0}))
CALL(mknod_char, mknod("node", S_IFCHR | 0600, 0x103))
CALL(mknod_block, mknod("node", S_IFBLK | 0600, 0x800))
CALL(mknod_fifo, mknod("fifo", S_IFIFO | 0600, 0))
CALL(setuid_other, setuid(getuid() + 1))
CALL(setgid_other, setgid(getgid() + 1))
CALL(setgroups_, syscall(SYS_setgroups, 0, 0))
CALL(capset_, syscall(SYS_capset, (struct __user_cap_header_struct[]){{0x20080522, 0}},
                      (struct __user_cap_data_struct[]){{~0u, ~0u, 0}, {~0u, ~0u, 0}}))
CALL(file_capability, setxattr("mine", "security.capability", "\1\0\0\2\377\377\377\377\0\0\0\0\0\0\0\0\0\0\0", 20, 0))
CALL(chmod_setuid, chmod("mine", 04755))
CALL(fchmod_setuid, fchmod(open("mine", O_RDONLY), 06755))
CALL(fchmodat_setuid, fchmodat(AT_FDCWD, "mine", 04711, 0))
CALL(fchmodat2_setuid, syscall(452, AT_FDCWD, "mine", 04711, 0))
CALL(open_setuid, open("new1", O_CREAT | O_WRONLY, 04755))
CALL(tmpfile_setuid, open(".", O_TMPFILE | O_WRONLY, 04755))
CALL(creat_setuid, syscall(SYS_openat, AT_FDCWD, "new2", O_CREAT | O_WRONLY, 04755))
CALL(mknod_setuid, mknod("new3", S_IFREG | 04755, 0))
CALL(openat2_setuid, syscall(SYS_openat2, AT_FDCWD, "new4", (uint64_t[]){O_CREAT | O_WRONLY, 04755, 0}, 24))
CALL(chmod_plain, chmod("mine", 0755))
CALL(signal_init, kill(1, SIGKILL))

#define NAMED(name) {#name, name}
static struct {
  const char *name;
  long (*call)(void);
} const calls[] = {
    NAMED(ptrace_traceme), NAMED(ptrace_attach), NAMED(ptrace_seize), NAMED(ptrace_init),
    NAMED(process_vm_readv_), NAMED(process_vm_writev_), NAMED(process_vm_writev_init), NAMED(pidfd_getfd_),
    NAMED(kcmp_), NAMED(io_uring_setup_), NAMED(io_uring_enter_), NAMED(io_uring_register_), NAMED(mount_),
    NAMED(mount_remount), NAMED(umount_proc), NAMED(umount_root), NAMED(pivot_root_), NAMED(chroot_),
    NAMED(move_mount_), NAMED(open_tree_), NAMED(open_tree_attr_), NAMED(fsopen_), NAMED(fsconfig_),
    NAMED(fsmount_), NAMED(fspick_), NAMED(mount_setattr_), NAMED(setns_), NAMED(unshare_user),
    NAMED(unshare_mount), NAMED(unshare_pid), NAMED(unshare_net), NAMED(unshare_ipc), NAMED(unshare_uts),
    NAMED(unshare_cgroup), NAMED(unshare_time), NAMED(unshare_user_high), NAMED(clone_user), NAMED(clone_mount),
    NAMED(clone3_), NAMED(keyctl_), NAMED(add_key_), NAMED(request_key_), NAMED(bpf_), NAMED(perf_event_open_),
    NAMED(userfaultfd_), NAMED(fanotify_init_), NAMED(kexec_load_), NAMED(init_module_), NAMED(finit_module_),
    NAMED(delete_module_), NAMED(swapon_), NAMED(reboot_), NAMED(acct_), NAMED(quotactl_), NAMED(syslog_),
    NAMED(settimeofday_), NAMED(clock_settime_), NAMED(adjtimex_), NAMED(sethostname_), NAMED(setdomainname_),
    NAMED(open_by_handle_), NAMED(vhangup_), NAMED(tiocsti), NAMED(tiocsti_high), NAMED(tioclinux),
    NAMED(tioclinux_high), NAMED(socket_packet), NAMED(socket_vsock), NAMED(socket_alg), NAMED(socket_bluetooth),
    NAMED(socket_kcm), NAMED(socket_high_family), NAMED(socket_raw), NAMED(socket_unix), NAMED(socketpair_),
    NAMED(mknod_char), NAMED(mknod_block), NAMED(mknod_fifo), NAMED(setuid_other), NAMED(setgid_other),
    NAMED(setgroups_), NAMED(capset_), NAMED(file_capability), NAMED(chmod_setuid), NAMED(fchmod_setuid),
    NAMED(fchmodat_setuid), NAMED(fchmodat2_setuid), NAMED(open_setuid), NAMED(tmpfile_setuid),
    NAMED(creat_setuid), NAMED(mknod_setuid), NAMED(openat2_setuid), NAMED(chmod_plain), NAMED(signal_init),
};

int main(int argc, char **argv) {
  close(open("mine", O_CREAT | O_WRONLY, 0644));
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    if (argc > 1 && strcmp(argv[1], calls[i].name) != 0) continue;
    fflush(stdout);
    errno = 0;
    long result = calls[i].call();
    const char *name = result >= 0 ? "ok" : strerrorname_np(errno);
    if (result == 0 && strncmp(calls[i].name, "clone_", 6) == 0) _exit(0);
    printf("%s %s\n", calls[i].name, name);
  }
  return 0;
}
