/*
 * Starting the command: new namespaces, the view, bubblewrap.
 *
 * The outer user namespace (uid 0 inside is the caller outside) exists to mount overlays and to bound the number of
 * processes; bubblewrap makes a second one below it, maps the caller's own uid, and drops every capability, so the
 * command can undo nothing of this. Its own monitor is the first process of the PID namespace: the kernel keeps Ctrl-C
 * and Ctrl-\ away from it, it reaps what has lost its parent, and everything ends with it. The monitor stays in the
 * outer user namespace, where the command has no right to look into it.
 *
 * bubblewrap reads the whole mount table for each mount of a binding or a flag: all it is left to do is two.
 */
#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int write_file(const char *path, const char *text) {
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return -errno;
  ssize_t written = write(fd, text, strlen(text));
  int error = written < 0 ? -errno : 0;
  close(fd);
  return error;
}

static void map_identity(uid_t uid, gid_t gid) {
  char line[32];
  int error = write_file("/proc/self/setgroups", "deny");
  if (error < 0 && error != -ENOENT) die_errno(error, "cannot set up the user namespace");
  snprintf(line, sizeof line, "0 %u 1\n", uid);
  if ((error = write_file("/proc/self/uid_map", line)) < 0) die_errno(error, "cannot map the user");
  snprintf(line, sizeof line, "0 %u 1\n", gid);
  if ((error = write_file("/proc/self/gid_map", line)) < 0) die_errno(error, "cannot map the group");
}

static void loopback_up(void) {
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  struct ifreq interface = {0};
  strcpy(interface.ifr_name, "lo");
  if (fd < 0 || ioctl(fd, SIOCGIFFLAGS, &interface) < 0) die_errno(errno, "cannot set up the loopback interface");
  interface.ifr_flags |= IFF_UP | IFF_RUNNING;
  if (ioctl(fd, SIOCSIFFLAGS, &interface) < 0) die_errno(errno, "cannot set up the loopback interface");
  close(fd);
}

/*
 * Bounds processes and threads. pid_max belongs to the PID namespace since Linux 6.14 and holds whoever started it;
 * before that RLIMIT_NPROC holds an ordinary user, counted per user namespace since Linux 5.14, and nothing holds root.
 */
static bool bound_processes(unsigned limit, uid_t caller) {
  char line[16], host[16] = "";
  snprintf(line, sizeof line, "%u\n", limit);
  int before = open("/proc/sys/kernel/ns_last_pid", O_RDONLY | O_CLOEXEC);
  if (before >= 0) close(before);
  int fd = open("/proc/sys/kernel/pid_max", O_RDWR | O_CLOEXEC);
  bool done = false;
  if (fd >= 0) {
    done = write(fd, line, strlen(line)) > 0 && pread(fd, host, sizeof host - 1, 0) > 0 &&
           (unsigned)atoi(host) == limit;
    close(fd);
  }
  struct rlimit rlimit = {limit, limit};
  if (caller != 0 && setrlimit(RLIMIT_NPROC, &rlimit) == 0) done = true;
  return done;
}

static int sealed_memory(const char *name, const void *bytes, size_t count, int as) {
  int fd = memfd_create(name, 0);
  if (fd < 0 || (count > 0 && write(fd, bytes, count) != (ssize_t)count) || lseek(fd, 0, SEEK_SET) < 0)
    die_errno(errno, "cannot hand over the %s", name);
  if (dup2(fd, as) < 0) die_errno(errno, "cannot hand over the %s", name);
  if (fd != as) close(fd);
  return as;
}

static void execute_bubblewrap(const struct request *request, uid_t uid, gid_t gid) {
  char user[16], group[16], filter[16], program[32];
  snprintf(user, sizeof user, "%u", uid);
  snprintf(group, sizeof group, "%u", gid);
  snprintf(filter, sizeof filter, "%d", FD_FILTER);
  snprintf(program, sizeof program, "/proc/self/fd/%d", FD_STAGE);
  struct strings line = {0};
  char *const words[] = {(char *)request->bwrap, "--unshare-user", "--uid", user, "--gid", group, "--die-with-parent",
                         "--dev-bind", "/", "/", "--remount-ro", "/proc", "--cap-drop", "ALL", "--seccomp", filter,
                         "--chdir", (char *)request->cwd, "--", program, "inner", NULL};
  for (char *const *word = words; *word != NULL; word++) strings_add(&line, *word);
  execve(request->bwrap, line.at, request->env.at);
  die_errno(errno, "cannot start %s", request->bwrap);
}

static void enter(const struct request *request, int registry, uid_t uid, gid_t gid) {
  map_identity(uid, gid);
  if (mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) < 0) die_errno(errno, "cannot separate the mounts");
  streams_seal_input();
  if (!request->network) loopback_up();
  if (request->pids > 0 && !bound_processes(request->pids, uid)) {
    char word = REPORT_UNBOUNDED;
    if (send(FD_REPORT, &word, 1, 0) < 0) die_errno(errno, "cannot report");
  }
  tree_build(request, registry);
  execute_bubblewrap(request, uid, gid);
}

/* A directory as standard stream would be a door into the host's own mounts. */
static void refuse_directories(void) {
  int const streams[] = {0, 1, FD_STDERR};
  for (int i = 0; i <= 2; i++) {
    struct stat status;
    if (fstat(streams[i], &status) == 0 && S_ISDIR(status.st_mode))
      die("standard stream %d is a directory: a confined command would reach the host through it", i);
  }
}

static void hand_over(const struct request *request, const struct streams *streams, int report, int errors) {
  if (!request->unconfined) streams_take(streams);
  if (dup2(report, FD_REPORT) < 0 || dup2(2, FD_STDERR) < 0 || dup2(errors, 2) < 0)
    die_errno(errno, "cannot hand over descriptors");
  refuse_directories();
  int self = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  if (self < 0 || dup2(self, FD_STAGE) < 0) die_errno(errno, "cannot open myself");
  sealed_memory("filter", request->deny.at, request->deny.count, FD_FILTER);
  inner_describe(request);
}

static void unconfined(const struct request *request) {
  if (request->cwd != NULL && chdir(request->cwd) < 0) die_errno(errno, "cannot enter %s", request->cwd);
  environ = request->env.at;
  char word = REPORT_READY;
  if (send(FD_REPORT, &word, 1, 0) < 0) die_errno(errno, "cannot report");
  fcntl(FD_REPORT, F_SETFD, FD_CLOEXEC);
  dup2(FD_STDERR, 2);
  close(FD_STDERR);
  inner_execute(request->argv.at, FD_REPORT);
}

struct launched launch(const struct request *request, const struct streams *streams, int registry) {
  int report[2], errors[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, report) < 0 || pipe2(errors, O_CLOEXEC) < 0)
    die_errno(errno, "cannot set up the launch");
  int yes = 1;
  if (setsockopt(report[0], SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes) < 0)
    die_errno(errno, "cannot set up the launch");
  uid_t uid = geteuid();
  gid_t gid = getegid();
  int namespaces = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP |
                   (request->network ? 0 : CLONE_NEWNET);
  pid_t supervisor = getpid();
  pid_t pid = (pid_t)syscall(SYS_clone, SIGCHLD | (request->unconfined ? 0 : namespaces), 0, 0, 0, 0);
  if (pid < 0) {
    int error = errno;
    pid = fork(); /* the reason goes the way of every other */
    if (pid == 0) dup2(errors[1], STDERR_FILENO);
    if (pid <= 0) die_errno(error, "cannot create the namespaces of the boundary");
  }
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (request->unconfined && getppid() != supervisor) _exit(125);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    hand_over(request, streams, report[1], errors[1]);
    if (request->unconfined) unconfined(request);
    else enter(request, registry, uid, gid);
    _exit(125);
  }
  close(report[1]);
  close(errors[1]);
  return (struct launched){.pid = pid, .report = report[0], .errors = errors[0]};
}
