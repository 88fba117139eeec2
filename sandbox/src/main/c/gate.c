/*
 * The stage's part in the network gate. Nothing is set up for a command that connects to nothing: the first call that
 * would leave its loopback is held while the relay is started in its network, and each call is held until the relay
 * waits where it leads. That a call is seen at all is a help, no guard: one that is not finds nobody waiting.
 */
#include "relay.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define TOKEN "gate"

struct gate {
  const char *door;
  pid_t command; /* in whose network the relay stands */
  int answers;   /* where the caller is told that the gate is wanted, or -1 when it knows */
  pid_t relay;
  int control;
  bool failed;
};

struct gate *gate_new(const char *door, pid_t command, int answers) {
  struct gate *gate = must(calloc(1, sizeof *gate));
  *gate = (struct gate){.door = door, .command = command, .answers = answers, .control = -1};
  return gate;
}

void gate_free(struct gate *gate) {
  if (gate == NULL) return;
  if (gate->control >= 0) close(gate->control);
  if (gate->relay > 0) {
    kill(gate->relay, SIGKILL);
    while (waitpid(gate->relay, NULL, 0) < 0 && errno == EINTR) continue;
  }
  free(gate);
}

static bool enter(pid_t pid, const char *kind, int type) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/ns/%s", pid, kind);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  bool entered = fd >= 0 && setns(fd, type) == 0;
  if (fd >= 0) close(fd);
  return entered;
}

/* In the network of the command, and the user namespace that network belongs to, but outside of its view. */
__attribute__((noreturn)) static void become_relay(const struct gate *gate, pid_t parent, int control) {
  prctl(PR_SET_NAME, "cordon-relay");
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  int const ignored[] = {SIGINT, SIGQUIT, SIGHUP, SIGTERM, SIGTSTP, SIGPIPE};
  for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) signal(ignored[i], SIG_IGN);
  int kept = fcntl(control, F_DUPFD, 3);
  if (kept != 3) dup2(control, 3);
  syscall(SYS_close_range, 4, ~0U, 0);
  int null = open("/dev/null", O_RDWR);
  for (int i = 0; i <= 2; i++) dup2(null, i);
  if (null > 3) close(null);
  bool inside = enter(gate->command, "user", CLONE_NEWUSER) && enter(gate->command, "net", CLONE_NEWNET);
  prctl(PR_SET_PDEATHSIG, SIGKILL); /* entering has taken that away */
  if (!inside || getppid() != parent || own_every_address() < 0) _exit(1);
  relay_run(3, gate->door);
}

static bool await(const struct gate *gate, int *answer) {
  ssize_t got;
  do got = recv(gate->control, answer, sizeof *answer, 0);
  while (got < 0 && errno == EINTR);
  return got == sizeof *answer;
}

static bool start(struct gate *gate) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return false;
  pid_t parent = getpid(), pid = fork();
  if (pid == 0) become_relay(gate, parent, ends[1]);
  close(ends[1]);
  gate->control = out_of_the_way(ends[0]);
  gate->relay = pid;
  int ready;
  if (pid < 0 || !await(gate, &ready)) return false;
  return gate->answers < 0 || write_whole(gate->answers, TOKEN, sizeof TOKEN);
}

static void name_program(pid_t pid, char *name) {
  char link[64], path[MAX_PATH_BYTES];
  snprintf(link, sizeof link, "/proc/%d/exe", pid);
  ssize_t length = readlink(link, path, sizeof path - 1);
  path[length < 0 ? 0 : length] = '\0';
  const char *slash = strrchr(path, '/');
  snprintf(name, MAX_PROGRAM, "%s", slash == NULL ? "" : slash + 1);
  for (char *c = name; *c != '\0'; c++)
    if (*c == '\n') *c = '?';
}

/* False when nobody can wait there: then the call must not be made. */
bool gate_expect(struct gate *gate, pid_t pid, const struct sockaddr_in6 *address) {
  if (gate->failed) return false;
  if (gate->relay == 0 && !start(gate)) {
    gate->failed = true;
    return false;
  }
  struct expectation expected = {.address = *address};
  name_program(pid, expected.program);
  int answer;
  bool told = send(gate->control, &expected, sizeof expected, MSG_NOSIGNAL) == sizeof expected && await(gate, &answer);
  if (!told) gate->failed = true;
  return told && answer == 0;
}
