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
#include <poll.h>
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
#include <sys/time.h>
#include <unistd.h>

static int write_file(const char *path, const char *text) {
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return -errno;
  ssize_t written = write(fd, text, strlen(text));
  int error = written < 0 ? -errno : 0;
  close(fd);
  return error;
}

/* The caller, as the host sees it. */
struct identity {
  uid_t uid;
  gid_t gid;
};

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

/* What needs nothing but the namespaces. */
static void begin(bool network, struct identity identity) {
  map_identity(identity.uid, identity.gid);
  if (mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) < 0) die_errno(errno, "cannot separate the mounts");
  if (!network) loopback_up();
  tree_begin();
}

/* All the rest; `done` tokens of the view are built already. */
static void enter(const struct request *request, int registry, size_t done, struct identity identity) {
  streams_seal_input();
  if (request->pids > 0 && !bound_processes(request->pids, identity.uid)) {
    char word = REPORT_UNBOUNDED;
    if (send(FD_REPORT, &word, 1, 0) < 0) die_errno(errno, "cannot report");
  }
  tree_use_stubs(request, registry);
  tree_operate(&request->view, done);
  tree_end();
  execute_bubblewrap(request, identity.uid, identity.gid);
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

/* What is said from here on goes to the supervisor. */
static void redirect(int report, int errors) {
  if (dup2(report, FD_REPORT) < 0 || dup2(2, FD_STDERR) < 0 || dup2(errors, 2) < 0)
    die_errno(errno, "cannot hand over descriptors");
}

static void hand_over(const struct request *request) {
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

/* The two ends of what a supervisor and a launched process have in common. */
struct ends {
  int report[2], errors[2];
};

static struct ends open_ends(void) {
  struct ends ends;
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.report) < 0 || pipe2(ends.errors, O_CLOEXEC) < 0)
    die_errno(errno, "cannot set up the launch");
  for (int i = 0; i < 2; i++) {
    ends.report[i] = out_of_the_way(ends.report[i]);
    ends.errors[i] = out_of_the_way(ends.errors[i]);
  }
  int yes = 1;
  if (setsockopt(ends.report[0], SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes) < 0)
    die_errno(errno, "cannot set up the launch");
  return ends;
}

static struct launched launched(pid_t pid, const struct ends *ends, int control) {
  close(ends->report[1]);
  close(ends->errors[1]);
  return (struct launched){.pid = pid, .report = ends->report[0], .errors = ends->errors[0], .control = control};
}

#define NAMESPACES (CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP)

static pid_t clone_into(int namespaces) { return (pid_t)syscall(SYS_clone, SIGCHLD | namespaces, 0, 0, 0, 0); }

static void become_child(void) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

struct launched launch(const struct request *request, const struct streams *streams, int registry) {
  struct ends ends = open_ends();
  struct identity identity = {geteuid(), getegid()};
  pid_t supervisor = getpid();
  pid_t pid = clone_into(request->unconfined ? 0 : NAMESPACES | (request->network ? 0 : CLONE_NEWNET));
  if (pid < 0) {
    int error = errno;
    pid = fork(); /* the reason goes the way of every other */
    if (pid == 0) dup2(ends.errors[1], STDERR_FILENO);
    if (pid <= 0) die_errno(error, "cannot create the namespaces of the boundary");
  }
  if (pid == 0) {
    become_child();
    if (request->unconfined && getppid() != supervisor) _exit(125);
    if (!request->unconfined) streams_take(streams, 2);
    redirect(ends.report[1], ends.errors[1]);
    hand_over(request);
    if (request->unconfined) unconfined(request);
    begin(request->network, identity);
    enter(request, registry, 0, identity);
    _exit(125);
  }
  return launched(pid, &ends, -1);
}

/* What goes to a process that was begun ahead, before the request. */
enum { HANDED_REGISTRY, HANDED_OUTPUTS, HANDED = HANDED_OUTPUTS + OUTPUTS };
union handed {
  char bytes[CMSG_SPACE(HANDED * sizeof(int))];
  struct cmsghdr align;
};

/* Receives descriptors; -1 for those that were not sent. Ends when nobody needs us. */
static void receive_handed(int control, int *handed) {
  char which[HANDED];
  union handed space = {0};
  struct iovec data = {which, sizeof which};
  struct msghdr message = {
      .msg_iov = &data, .msg_iovlen = 1, .msg_control = space.bytes, .msg_controllen = sizeof space.bytes};
  if (recvmsg(control, &message, MSG_CMSG_CLOEXEC) != sizeof which) _exit(0);
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  size_t arrived = header == NULL ? 0 : (header->cmsg_len - CMSG_LEN(0)) / sizeof(int), taken = 0;
  for (int i = 0; i < HANDED; i++) {
    handed[i] = -1;
    if (!which[i]) continue;
    if (taken == arrived) die("the descriptors of the launch did not arrive");
    memcpy(&handed[i], CMSG_DATA(header) + taken++ * sizeof(int), sizeof(int));
  }
}

static bool send_handed(int control, const int *handed) {
  char which[HANDED];
  union handed space = {0};
  struct iovec data = {which, sizeof which};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1};
  size_t count = 0;
  int sent[HANDED];
  for (int i = 0; i < HANDED; i++) {
    which[i] = handed[i] >= 0;
    if (which[i]) sent[count++] = handed[i];
  }
  if (count > 0) {
    message.msg_control = space.bytes;
    message.msg_controllen = CMSG_SPACE(count * sizeof(int));
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(count * sizeof(int));
    memcpy(CMSG_DATA(header), sent, count * sizeof(int));
  }
  return sendmsg(control, &message, MSG_NOSIGNAL) == sizeof which;
}

/* As the innermost part of the command will find it: nothing of ours but what has a fixed place. */
static void keep_only(int control) {
  if (dup2(control, FD_CONTROL) < 0 || fcntl(FD_CONTROL, F_SETFD, FD_CLOEXEC) < 0 ||
      syscall(SYS_close_range, 3, FD_STAGE - 1, 0) < 0 || syscall(SYS_close_range, FD_CONTROL + 1, ~0U, 0) < 0)
    die_errno(errno, "cannot hand over descriptors");
}

/* Waits until it is known what for, and goes on. */
static void go_on(size_t done, char **argv, struct identity identity) {
  char ready = 1;
  int handed[HANDED];
  struct request request;
  if (!write_whole(FD_CONTROL, &ready, 1)) _exit(0);
  struct pollfd wanted = {.fd = FD_CONTROL, .events = POLLIN};
  if (poll(&wanted, 1, MAX_AHEAD_MILLIS) != 1) _exit(0); /* the host may look otherwise by now */
  receive_handed(FD_CONTROL, handed);
  if (!request_read(FD_CONTROL, &request, argv, environ)) _exit(0);
  close(FD_CONTROL);
  struct streams streams;
  for (int i = 0; i < OUTPUTS; i++) streams.pumps[i] = (struct pump){-1, handed[HANDED_OUTPUTS + i], -1};
  streams_take(&streams, FD_STDERR);
  hand_over(&request);
  enter(&request, handed[HANDED_REGISTRY], done, identity);
}

/* Makes the namespaces and the beginning of a view, and waits for the rest; false when that cannot be. */
bool launch_ahead(const struct strings *beginning, char **argv, struct launched *begun) {
  int control[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, control) < 0) return false;
  for (int i = 0; i < 2; i++) control[i] = out_of_the_way(control[i]);
  struct timeval const patience = {.tv_usec = AHEAD_WAIT_MILLIS * 1000};
  setsockopt(control[0], SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  struct ends ends = open_ends();
  struct identity identity = {geteuid(), getegid()};
  pid_t pid = clone_into(NAMESPACES | CLONE_NEWNET);
  if (pid == 0) {
    become_child();
    redirect(ends.report[1], ends.errors[1]);
    keep_only(control[1]);
    begin(false, identity);
    tree_operate(beginning, 0);
    go_on(beginning->count, argv, identity);
    _exit(125);
  }
  close(control[1]);
  *begun = launched(pid, &ends, control[0]);
  if (pid > 0) return true;
  close(control[0]);
  close(ends.report[0]);
  close(ends.errors[0]);
  return false;
}

/* Tells what was begun ahead what for; false when it is not there any more. */
bool launch_on(struct launched *begun, const struct request *request, int registry, const struct streams *streams) {
  int handed[HANDED] = {[HANDED_REGISTRY] = registry};
  for (int i = 0; i < OUTPUTS; i++) handed[HANDED_OUTPUTS + i] = streams->pumps[i].in;
  bool told = send_handed(begun->control, handed);
  for (size_t sent = 0; told && sent < request->length;) {
    ssize_t some = send(begun->control, request->buffer + sent, request->length - sent, MSG_NOSIGNAL);
    told = some > 0 || (some < 0 && errno == EINTR);
    if (some > 0) sent += (size_t)some;
  }
  if (told) {
    close(begun->control);
    begun->control = -1;
  }
  return told;
}
