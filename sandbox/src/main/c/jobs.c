/*
 * A command that stops itself, as a shell does when told to suspend. Whoever started us waits for us alone and cannot
 * see it, and the command, in a PID namespace of its own, cannot give the terminal back to our process group: to it
 * that group has no number. So we give the terminal back, stop as the job we are, and let it go on when we do.
 */
#include "stage.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

bool job_stopped(pid_t pid, pid_t *group) {
  char name[32], text[512], state;
  int parent;
  snprintf(name, sizeof name, "/proc/%d/stat", pid);
  int fd = open(name, O_RDONLY | O_CLOEXEC);
  ssize_t length = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
  if (fd >= 0) close(fd);
  if (length <= 0) return false;
  text[length] = '\0';
  const char *rest = strrchr(text, ')');
  return rest != NULL && sscanf(rest + 1, " %c %d %d", &state, &parent, group) == 3 && state == 'T';
}

void job_suspend(pid_t group, int command) {
  pid_t ours = getpgrp();
  int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
  bool front = terminal >= 0 && group != ours && tcgetpgrp(terminal) == group;
  void (*before)(int) = signal(SIGTTOU, SIG_IGN);
  if (front) tcsetpgrp(terminal, ours);
  kill(0, SIGTSTP); /* goes on when the shell outside continues us, or at once when there is none */
  if (front && tcgetpgrp(terminal) == ours) tcsetpgrp(terminal, group);
  signal(SIGTTOU, before);
  if (terminal >= 0) close(terminal);
  syscall(SYS_pidfd_send_signal, command, SIGCONT, NULL, 0);
}
