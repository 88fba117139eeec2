/* The ways in. See stage.h for what this program is. */
#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

/* Looks through the current directory while Java starts; most often that is the workspace.  */
static int start_search(const char *memory) {
  int found[2];
  if (pipe2(found, O_CLOEXEC) < 0) die_errno(errno, "cordon: cannot start");
  pid_t parent = getpid(), pid = fork();
  if (pid < 0) die_errno(errno, "cordon: cannot start");
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(125);
    char *here = getcwd(NULL, 0);
    if (here != NULL) search_write(here, memory, found[1]);
    _exit(0);
  }
  close(found[1]);
  return out_of_the_way(found[0]);
}

/* Java finds its three pipes here, one after the other: requests, answers, what the search found. */
#define FIRST_JAVA_FD 50

/* The JVM: its requests come in on one pipe, its answers go out on the other. */
struct java {
  pid_t pid;
  int requests, answers;
};

static struct java start_java(const char *memory, char **argv) {
  int found = start_search(memory), requests[2], answers[2];
  if (pipe2(requests, O_CLOEXEC) < 0 || pipe2(answers, O_CLOEXEC) < 0) die_errno(errno, "cordon: cannot start");
  for (int i = 0; i < 2; i++) {
    requests[i] = out_of_the_way(requests[i]);
    answers[i] = out_of_the_way(answers[i]);
  }
  pid_t parent = getpid(), pid = fork();
  if (pid < 0) die_errno(errno, "cordon: cannot start");
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(125);
    int const from[] = {requests[1], answers[0], found};
    for (int i = 0; i < 3; i++)
      if (dup2(from[i], FIRST_JAVA_FD + i) < 0) _exit(125);
    /* Ctrl-C is for the command. Java is started with -Xrs, so that it leaves these alone. */
    int const ignored[] = {SIGINT, SIGQUIT, SIGHUP, SIGTERM};
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) signal(ignored[i], SIG_IGN);
    execv(argv[0], argv);
    fprintf(stderr, "cordon: cannot start %s: %s\n", argv[0], strerror(errno));
    _exit(125);
  }
  close(requests[1]);
  close(answers[0]);
  close(found);
  return (struct java){pid, requests[0], answers[1]};
}

/* Waits for a request, or for a signal that ends us while nothing is running yet. */
static bool request_waits(const struct java *java, int signals) {
  for (;;) {
    struct pollfd sources[] = {{.fd = java->requests, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
    if (poll(sources, 2, -1) < 0) continue;
    if (sources[1].revents != 0) {
      struct signalfd_siginfo info;
      if (read(signals, &info, sizeof info) == sizeof info) {
        kill(java->pid, SIGKILL);
        signal((int)info.ssi_signo, SIG_DFL);
        sigset_t none;
        sigemptyset(&none);
        raise((int)info.ssi_signo);
        sigprocmask(SIG_SETMASK, &none, NULL);
      }
    }
    if (sources[0].revents & POLLIN) return true;
    if (sources[0].revents != 0) return false;
  }
}

static int wait_for(pid_t pid) {
  int status;
  while (waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) return 125;
  return WIFSIGNALED(status) ? 125 : WEXITSTATUS(status);
}

/* Runs one request. A command that a signal ended could not put the terminal back: then we do, if it is ours. */
static void run_request(struct request *request, struct ahead *ahead, const struct java *java,
                        struct outcome *outcome) {
  struct termios before;
  int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
  bool known = terminal >= 0 && tcgetattr(terminal, &before) == 0;
  supervise(request, ahead, java->requests, java->answers, outcome);
  if (known && outcome->exit_code > 128 && tcgetpgrp(terminal) == getpgrp()) tcsetattr(terminal, TCSADRAIN, &before);
  if (terminal >= 0) close(terminal);
}

/* `serve MEMORY -- JAVA ARGUMENT…` */
static int serve(const char *memory, char **argv) {
  struct java java = start_java(memory, argv);
  struct ahead ahead;
  ahead_begin(&ahead, memory, argv);
  sigset_t mask;
  sigemptyset(&mask);
  int const watched[] = {SIGINT, SIGQUIT, SIGHUP, SIGTERM};
  for (size_t i = 0; i < sizeof watched / sizeof *watched; i++) sigaddset(&mask, watched[i]);
  sigprocmask(SIG_BLOCK, &mask, NULL);
  int signals = signalfd(-1, &mask, SFD_CLOEXEC);
  while (request_waits(&java, signals)) {
    struct request request;
    if (!request_read(java.requests, &request, argv, environ)) break;
    /* All is said and on record: nobody needs to wait until the JVM has given its memory back. */
    if (request.leave != NULL) return atoi(request.leave);
    if (request.search != NULL) {
      search_write(request.search, request.memory, java.answers);
    } else if (request.judge != NULL) {
      search_judge(request.judge, request.memory, &request.before, java.answers);
    } else if (request.baselines != NULL) {
      baselines_write(request.baselines, java.answers);
    } else {
      struct outcome outcome;
      run_request(&request, &ahead, &java, &outcome);
      outcome_write(java.answers, &outcome);
      ahead_end(&ahead, &request);
      outcome_free(&outcome);
    }
    request_free(&request);
    sigprocmask(SIG_BLOCK, &mask, NULL);
  }
  return wait_for(java.pid);
}

/* `once REQUEST ANSWER`: the two are files. Ends, and ends the command, when the process that started it ends. */
static int once(const char *request_path, const char *answer_path) {
  int parent = (int)syscall(SYS_pidfd_open, getppid(), 0);
  int from = open(request_path, O_RDONLY | O_CLOEXEC);
  int to = open(answer_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (parent < 0 || from < 0 || to < 0) die_errno(errno, "cordon: cannot open the request");
  struct request request;
  char *none[] = {NULL};
  if (!request_read(from, &request, none, none)) die("cordon: the request is not whole");
  struct outcome outcome;
  supervise(&request, NULL, parent, -1, &outcome);
  outcome_write(to, &outcome);
  return outcome.exit_code;
}

int main(int argc, char **argv) {
  occupy_standard_streams();
  if (argc == 2 && strcmp(argv[1], "inner") == 0) return inner_main();
  if (argc >= 5 && strcmp(argv[1], "serve") == 0 && strcmp(argv[3], "--") == 0) return serve(argv[2], argv + 4);
  if (argc == 4 && strcmp(argv[1], "once") == 0) return once(argv[2], argv[3]);
  if (argc == 3 && strcmp(argv[1], "probe") == 0) return probe(argv[2]);
  if (argc == 4 && strcmp(argv[1], "search") == 0) {
    search_write(argv[2], argv[3], STDOUT_FILENO);
    return 0;
  }
  if (argc >= 4 && strcmp(argv[1], "judge") == 0) {
    struct strings known = {.at = argv + 4, .count = (size_t)argc - 4};
    search_judge(argv[2], argv[3], &known, STDOUT_FILENO);
    return 0;
  }
  if (argc == 3 && strcmp(argv[1], "baselines") == 0) {
    baselines_write(argv[2], STDOUT_FILENO);
    return 0;
  }
  fputs("usage: cordon-stage serve MEMORY -- JAVA ARGUMENT... | once REQUEST ANSWER | search FOLDER MEMORY |"
        " judge FOLDER MEMORY CLOSED... |"
        " baselines FOLDER | probe MECHANISM\n",
        stderr);
  return 2;
}
