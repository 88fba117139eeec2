/* Guarding one command: signals, reports, evidence, its end, and what has to be put away afterwards. */
#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct watch {
  const struct request *request;
  struct outcome *outcome;
  struct launched launched;
  struct streams streams;
  struct observer *observer;
  struct gate *gate; /* NULL when nothing outside is reached */
  int listener, command; /* descriptors, -1 when not there: of the listener, of the command's process */
  pid_t pid;          /* of the command, 0 when not known */
  int looks, stopped; /* looks left at whether it has stopped itself, and how often it had */
  int signals, registry;
  char *said; /* what was said before the command ran */
  size_t said_length;
  bool ended;
};

static void take_ready(struct watch *watch, struct msghdr *message) {
  watch->outcome->started = true;
  for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header != NULL; header = CMSG_NXTHDR(message, header)) {
    if (header->cmsg_level != SOL_SOCKET) continue;
    if (header->cmsg_type == SCM_RIGHTS) {
      memcpy(&watch->listener, CMSG_DATA(header), sizeof(int));
      fcntl(watch->listener, F_SETFD, FD_CLOEXEC);
      watch->observer = observer_new(watch->listener, watch->request, watch->registry, watch->launched.pid,
                                     watch->gate, watch->outcome);
    } else if (header->cmsg_type == SCM_CREDENTIALS) {
      struct ucred sender;
      memcpy(&sender, CMSG_DATA(header), sizeof sender);
      watch->command = (int)syscall(SYS_pidfd_open, sender.pid, 0);
      watch->pid = watch->command < 0 ? 0 : sender.pid;
    }
  }
}

static void take_report(struct watch *watch) {
  char word[2] = {0};
  struct iovec data = {word, sizeof word};
  union {
    char bytes[CMSG_SPACE(sizeof(int)) + CMSG_SPACE(sizeof(struct ucred))];
    struct cmsghdr align;
  } control = {0};
  struct msghdr message = {
      .msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
  ssize_t got = recvmsg(watch->launched.report, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) {
    close(watch->launched.report);
    watch->launched.report = -1;
  } else if (word[0] == REPORT_READY) {
    take_ready(watch, &message);
  } else if (word[0] == REPORT_UNBOUNDED) {
    watch->outcome->bounded = false;
  } else if (word[0] == REPORT_NO_EXEC) {
    watch->outcome->not_found = true;
    free(watch->outcome->error);
    watch->outcome->error = must(strdup(strerror(word[1])));
  }
}

static void take_errors(struct watch *watch) {
  char chunk[512];
  ssize_t got = read(watch->launched.errors, chunk, sizeof chunk);
  if (got < 0 && errno == EINTR) return;
  if (got <= 0) {
    close(watch->launched.errors);
    watch->launched.errors = -1;
    return;
  }
  size_t room = MAX_ERROR_BYTES - watch->said_length;
  size_t kept = (size_t)got < room ? (size_t)got : room;
  memcpy(watch->said + watch->said_length, chunk, kept);
  watch->said_length += kept;
  watch->said[watch->said_length] = '\0';
}

static void expect_stop(struct watch *watch) {
  watch->looks = watch->pid > 0 ? STOP_LOOKS : 0;
  watch->stopped = 0;
}

/* Two looks in a row: the first may see what a shell has just continued together with us. */
static void look_for_stop(struct watch *watch) {
  pid_t group;
  watch->looks--;
  watch->stopped = job_stopped(watch->pid, &group) ? watch->stopped + 1 : 0;
  if (watch->stopped < 2) return;
  watch->looks = 0;
  job_suspend(group, watch->command);
}

static void reap(struct watch *watch) {
  int status, stops = watch->request->unconfined ? WUNTRACED : 0;
  if (waitpid(watch->launched.pid, &status, WNOHANG | stops) != watch->launched.pid) return;
  if (WIFSTOPPED(status)) {
    expect_stop(watch);
    return;
  }
  watch->ended = true;
  watch->outcome->exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* A signal from the terminal has reached the command already; one sent to us is meant for it. */
static void take_signal(struct watch *watch) {
  struct signalfd_siginfo info;
  if (read(watch->signals, &info, sizeof info) != sizeof info) return;
  int signal = (int)info.ssi_signo;
  if (signal == SIGCHLD) {
    reap(watch);
  } else if (info.ssi_code == SI_KERNEL && signal != SIGHUP) {
    return;
  } else if (watch->command >= 0) {
    syscall(SYS_pidfd_send_signal, watch->command, signal, NULL, 0);
  } else if (signal == SIGTERM || signal == SIGINT || signal == SIGHUP || signal == SIGQUIT) {
    kill(watch->launched.pid, SIGKILL);
  }
}

static void step(struct watch *watch, int caller) {
  struct pollfd sources[] = {
      {.fd = watch->signals, .events = POLLIN},
      {.fd = watch->launched.report, .events = POLLIN},
      {.fd = watch->outcome->started ? -1 : watch->launched.errors, .events = POLLIN},
      {.fd = watch->listener, .events = POLLIN},
      {.fd = caller, .events = POLLIN},
      {.fd = watch->streams.pumps[0].out, .events = POLLIN},
      {.fd = watch->streams.pumps[1].out, .events = POLLIN},
  };
  int ready = poll(sources, sizeof sources / sizeof *sources, watch->looks > 0 ? STOP_LOOK_MILLIS : -1);
  if (ready < 0) return;
  if (ready == 0) {
    look_for_stop(watch);
    return;
  }
  if (sources[4].revents != 0) {
    kill(watch->launched.pid, SIGKILL); /* nobody is left to answer to */
    waitpid(watch->launched.pid, NULL, 0);
    watch->ended = true;
    return;
  }
  for (int i = 0; i < OUTPUTS; i++)
    if (sources[5 + i].revents != 0) streams_pump(&watch->streams.pumps[i]);
  if (sources[1].revents != 0) take_report(watch);
  if (sources[2].revents != 0) take_errors(watch);
  if (sources[3].revents & POLLIN) {
    if (observer_step(watch->observer)) expect_stop(watch);
  } else if (sources[3].revents != 0) {
    observer_free(watch->observer);
    watch->observer = NULL;
    watch->listener = -1;
  }
  if (sources[0].revents != 0) take_signal(watch);
}

/* What came in before the end but was not read before it was noticed. */
static void drain(struct watch *watch) {
  for (int i = 0; i < OUTPUTS; i++) streams_pump(&watch->streams.pumps[i]);
  struct pollfd report = {.fd = watch->launched.report, .events = POLLIN};
  while (report.fd >= 0 && poll(&report, 1, 0) > 0) {
    take_report(watch);
    report.fd = watch->launched.report;
  }
  struct pollfd errors = {.fd = watch->launched.errors, .events = POLLIN};
  while (errors.fd >= 0 && poll(&errors, 1, 0) > 0) {
    take_errors(watch);
    errors.fd = watch->launched.errors;
  }
}

static void conclude(struct watch *watch) {
  struct outcome *outcome = watch->outcome;
  if (outcome->started || outcome->error != NULL) return;
  while (watch->said_length > 0 && watch->said[watch->said_length - 1] == '\n')
    watch->said[--watch->said_length] = '\0';
  char *text = NULL;
  if (watch->said_length > 0) text = strdup(watch->said);
  else if (asprintf(&text, "the boundary ended before the command ran (status %d)", outcome->exit_code) < 0)
    text = NULL;
  outcome->error = must(text);
}

void supervise(const struct request *request, struct ahead *ahead, int caller, int answers, struct outcome *outcome) {
  memset(outcome, 0, sizeof *outcome);
  outcome->bounded = !request->unconfined;
  struct watch watch = {.request = request, .outcome = outcome, .listener = -1, .command = -1};
  watch.said = must(malloc(MAX_ERROR_BYTES + 1));
  watch.said[0] = '\0';
  sigset_t mask;
  sigemptyset(&mask);
  int const watched[] = {SIGCHLD, SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGALRM, SIGWINCH};
  for (size_t i = 0; i < sizeof watched / sizeof *watched; i++) sigaddset(&mask, watched[i]);
  sigprocmask(SIG_BLOCK, &mask, NULL);
  watch.signals = signalfd(-1, &mask, SFD_CLOEXEC);
  watch.registry = request->stubs == NULL ? -1 : stubs_join(request);
  for (int i = 0; i < OUTPUTS; i++) watch.streams.pumps[i] = (struct pump){-1, -1, -1};
  if (!request->unconfined) streams_open(&watch.streams);
  if (ahead == NULL || !ahead_take(ahead, request, watch.registry, &watch.streams, &watch.launched))
    watch.launched = launch(request, &watch.streams, watch.registry);
  streams_launched(&watch.streams);
  /* INVARIANT: no relay stands in the network of the host. */
  if (request->gate != NULL && !request->network && !request->unconfined)
    watch.gate = gate_new(request->gate, watch.launched.pid, answers);
  while (!watch.ended) step(&watch, caller);
  drain(&watch);
  conclude(&watch);
  if (watch.registry >= 0) stubs_leave(request, watch.registry, &outcome->kept);
  observer_free(watch.observer);
  gate_free(watch.gate);
  int const open[] = {watch.launched.report, watch.launched.errors, watch.command, watch.signals};
  for (size_t i = 0; i < sizeof open / sizeof *open; i++)
    if (open[i] >= 0) close(open[i]);
  free(watch.said);
}

static void put(FILE *to, const char *text) { fwrite(text, 1, strlen(text) + 1, to); }

static void put_number(FILE *to, const char *name, uint64_t number) {
  char text[24];
  snprintf(text, sizeof text, "%llu", (unsigned long long)number);
  put(to, name);
  put(to, text);
}

void outcome_write(int fd, const struct outcome *outcome) {
  char *text = NULL;
  size_t length = 0;
  FILE *to = must(open_memstream(&text, &length));
  put_number(to, "exit", (uint64_t)outcome->exit_code);
  put_number(to, "started", outcome->started);
  put_number(to, "not-found", outcome->not_found);
  put_number(to, "bounded", outcome->bounded);
  put_number(to, "created", outcome->created);
  if (outcome->error != NULL) {
    put(to, "error");
    put(to, outcome->error);
  }
  for (size_t i = 0; i < outcome->denials.count; i++) {
    if (i % 3 == 0) put(to, "denied");
    put(to, outcome->denials.at[i]);
  }
  for (size_t i = 0; i < outcome->kept.count; i++) {
    put(to, "kept");
    put(to, outcome->kept.at[i]);
  }
  put(to, "end");
  fclose(to);
  write_whole(fd, text, length); /* nobody is left to answer to when that fails */
  free(text);
}

static void free_strings(struct strings *list) {
  for (size_t i = 0; i < list->count; i++) free(list->at[i]);
  free(list->at);
}

void outcome_free(struct outcome *outcome) {
  free(outcome->error);
  free_strings(&outcome->denials);
  free_strings(&outcome->kept);
}
