/* What this kernel lets the caller do, tried by doing it: each mechanism in a process of its own. */
#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Ends with 0 when the mechanism works; says what was seen either way. */
static void said(bool works, const char *text) {
  puts(text);
  fflush(stdout);
  _exit(works ? 0 : 1);
}

static void failed(const char *what) {
  char text[160];
  snprintf(text, sizeof text, "%s: %s", what, strerror(errno));
  said(false, text);
}

static void new_namespaces(void) {
  char map[32];
  snprintf(map, sizeof map, "0 %u 1\n", geteuid());
  if (unshare(CLONE_NEWUSER) < 0) failed("a user namespace");
  int fd = open("/proc/self/uid_map", O_WRONLY | O_CLOEXEC);
  if (fd < 0 || write(fd, map, strlen(map)) < 0) failed("mapping the user");
  close(fd);
  if (unshare(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP) < 0)
    failed("mount, network, pid, ipc, uts and cgroup namespaces");
}

static void try_namespaces(void) {
  new_namespaces();
  said(true, "user, mount, network, pid, ipc, uts and cgroup namespaces were made");
}

/* What a profile without capabilities forbids, as AppArmor gives one to who may not make user namespaces. */
static void try_mount(void) {
  new_namespaces();
  int tree = new_tmpfs("0755", "64k");
  if (tree < 0) {
    errno = -tree;
    failed("a mount in a user namespace");
  }
  said(true, "a mount in a user namespace was made");
}

/* Two read-only layers, as the view shows the host's folders. */
static void try_overlay(void) {
  new_namespaces();
  int lower = open("/usr", O_PATH | O_DIRECTORY | O_CLOEXEC);
  int empty = new_tmpfs("0755", "64k");
  if (lower < 0 || empty < 0) failed("a tmpfs");
  int tree = read_only_overlay(lower, empty);
  if (tree < 0) {
    errno = -tree;
    failed("an overlay in a user namespace");
  }
  struct stat shown;
  if (fstatat(tree, "bin", &shown, 0) < 0) failed("looking through an overlay");
  said(true, "an overlay was mounted in a user namespace and shows what lies below");
}

/* A filter that refuses one harmless call, and one that hands it to a listener. */
static void try_seccomp(void) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getpgid, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EXDEV),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof code / sizeof *code, code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) failed("no_new_privs");
  if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) < 0) failed("a filter");
  errno = 0;
  if (syscall(SYS_getpgid, 0) != -1 || errno != EXDEV) said(false, "a filter was installed and refused nothing");
  code[2] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
  if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program) < 0)
    failed("a filter with a listener");
  said(true, "a filter refused a call, and a listener was made");
}

static void try_landlock(void) {
  long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (abi < 0) failed("Landlock");
  char text[64];
  snprintf(text, sizeof text, "ABI %ld", abi);
  said(true, text);
}

int probe(const char *mechanism) {
  static const struct {
    const char *name;
    void (*attempt)(void);
  } known[] = {{"namespaces", try_namespaces},
               {"mount", try_mount},
               {"overlay", try_overlay},
               {"seccomp", try_seccomp},
               {"landlock", try_landlock}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(mechanism, known[i].name) == 0) known[i].attempt();
  fprintf(stderr, "unknown mechanism %s\n", mechanism);
  return 2;
}
