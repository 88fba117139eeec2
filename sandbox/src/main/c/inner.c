/*
 * The innermost part: runs inside bubblewrap, with no capability left and the refusing filter in force. It installs
 * the observing filter, hands its listener to the supervisor outside, and becomes the command.
 */
#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (1UL << 5)
#endif
#define SCOPE_ABSTRACT_UNIX_SOCKET (1ULL << 0) /* both since Linux 6.12, Landlock ABI 6 */
#define SCOPE_SIGNAL (1ULL << 1)

/* What FD_INNER holds: this, the observing program, the other program, the arguments. */
struct description {
  uint32_t observe, no_unix, arguments, shared_network;
};

static void put(int fd, const void *bytes, size_t count) {
  if (!write_whole(fd, bytes, count)) die_errno(errno, "cannot hand over the command");
}

void inner_describe(const struct request *request) {
  int fd = memfd_create("command", 0);
  if (fd < 0) die_errno(errno, "cannot hand over the command");
  struct description description = {(uint32_t)request->observe.count, (uint32_t)request->no_unix.count,
                                    (uint32_t)request->argv.count, request->network};
  put(fd, &description, sizeof description);
  put(fd, request->observe.at, request->observe.count);
  put(fd, request->no_unix.at, request->no_unix.count);
  for (size_t i = 0; i < request->argv.count; i++) put(fd, request->argv.at[i], strlen(request->argv.at[i]) + 1);
  if (lseek(fd, 0, SEEK_SET) < 0 || dup2(fd, FD_INNER) < 0) die_errno(errno, "cannot hand over the command");
  if (fd != FD_INNER) close(fd);
}

static long install(const unsigned char *program, size_t count, unsigned long flags) {
  struct sock_fprog filter = {(unsigned short)(count / sizeof(struct sock_filter)), (struct sock_filter *)program};
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &filter);
}

static int install_observer(const unsigned char *program, size_t count) {
  if (count == 0) return -1;
  long fd = install(program, count,
                    SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV);
  if (fd < 0 && errno == EINVAL) fd = install(program, count, SECCOMP_FILTER_FLAG_NEW_LISTENER);
  if (fd < 0) die_errno(errno, "cannot install the observing filter");
  return (int)fd;
}

static bool landlock_scope(uint64_t scoped) {
  struct {
    uint64_t handled_access_fs, handled_access_net, scoped;
  } ruleset = {.scoped = scoped};
  int fd = (int)syscall(SYS_landlock_create_ruleset, &ruleset, sizeof ruleset, 0);
  if (fd < 0) return false;
  if (syscall(SYS_landlock_restrict_self, fd, 0) < 0) die_errno(errno, "cannot restrict signals and sockets");
  close(fd);
  return true;
}

/* `kill(0, …)` reaches the whole process group, whatever PID namespace its members are in. */
static void refuse_group_signals(void) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_kill, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args)), /* a pid: the low half */
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  if (install((const unsigned char *)code, sizeof code, 0) < 0) die_errno(errno, "cannot restrict signals");
}

/*
 * The command shares the caller's process group, so that the terminal treats them as one job: its signals to the group
 * must not reach the caller. Abstract sockets belong to the network namespace; when that is the host's, they are put out
 * of reach, too. Landlock does both; where it is too old, filters do, and `kill 0` is refused altogether.
 */
static void keep_to_itself(bool shared_network, const unsigned char *no_unix, size_t count) {
  if (landlock_scope(SCOPE_SIGNAL | (shared_network ? SCOPE_ABSTRACT_UNIX_SOCKET : 0))) return;
  refuse_group_signals();
  if (shared_network && install(no_unix, count, 0) < 0) die_errno(errno, "cannot restrict sockets");
}

static void report_ready(int listener) {
  char word = REPORT_READY;
  struct iovec data = {&word, 1};
  union {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
  } control = {0};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1};
  if (listener >= 0) {
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof control.bytes;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &listener, sizeof listener);
  }
  if (sendmsg(FD_REPORT, &message, 0) < 0) die_errno(errno, "cannot report to the supervisor");
}

/* Whether a program of this name is where execvp looks: a folder it may not enter is no refusal of a program. */
static bool is_there(const char *name) {
  if (strchr(name, '/') != NULL) return true;
  const char *at = getenv("PATH");
  while (at != NULL) {
    const char *end = strchrnul(at, ':');
    char path[MAX_PATH_BYTES];
    int length = snprintf(path, sizeof path, "%.*s/%s", (int)(end - at), at, name);
    if (length < (int)sizeof path && access(end == at ? name : path, F_OK) == 0) return true;
    at = *end == '\0' ? NULL : end + 1;
  }
  return false;
}

void inner_execute(char **argv, int report) {
  execvp(argv[0], argv);
  int error = errno;
  if (error == EACCES && !is_there(argv[0])) error = ENOENT;
  char word[2] = {REPORT_NO_EXEC, (char)error};
  if (send(report, word, sizeof word, 0) < 0) _exit(125);
  _exit(error == ENOENT || error == ENOTDIR ? 127 : 126);
}

static unsigned char *read_description(size_t *length) {
  struct stat status;
  if (fstat(FD_INNER, &status) < 0) die_errno(errno, "cannot read the command");
  unsigned char *bytes = must(malloc((size_t)status.st_size + 1));
  size_t used = 0;
  while (used < (size_t)status.st_size) {
    ssize_t got = read(FD_INNER, bytes + used, (size_t)status.st_size - used);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) die("the command did not arrive whole");
    used += (size_t)got;
  }
  *length = used;
  return bytes;
}

int inner_main(void) {
  size_t length;
  unsigned char *bytes = read_description(&length);
  const struct description *description = (const struct description *)bytes;
  const unsigned char *observe = bytes + sizeof *description, *no_unix = observe + description->observe;
  char *at = (char *)no_unix + description->no_unix;
  struct strings argv = {0};
  for (uint32_t i = 0; i < description->arguments; i++, at += strlen(at) + 1) strings_add(&argv, at);
  fcntl(FD_REPORT, F_SETFD, FD_CLOEXEC);
  keep_to_itself(description->shared_network, no_unix, description->no_unix);
  int saved = fcntl(2, F_DUPFD_CLOEXEC, 100);
  if (saved < 0 || dup2(FD_STDERR, 2) < 0) die_errno(errno, "cannot restore standard error");
  int listener = install_observer(observe, description->observe);
  report_ready(listener);
  if (listener >= 0) close(listener);
  /* INVARIANT: the command inherits its three streams and nothing else; a host descriptor would be a way out. */
  if (syscall(SYS_close_range, 3, ~0U, 1U << 2 /* CLOSE_RANGE_CLOEXEC */) < 0) die_errno(errno, "cannot close");
  inner_execute(argv.at, FD_REPORT);
  return 125;
}
