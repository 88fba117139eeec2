/* Forks until it is refused, ends what it made, and says how many there were and why it stopped. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ENOUGH 20000 /* ends a test that nothing else ends */

int main(void) {
  int made = 0;
  while (made < ENOUGH) {
    pid_t child = fork();
    if (child < 0) break;
    if (child == 0) {
      pause();
      _exit(0);
    }
    made++;
  }
  const char *reason = strerrorname_np(errno);
  signal(SIGTERM, SIG_IGN);
  kill(-1, SIGTERM);
  while (wait(NULL) > 0) continue;
  printf("%d %s\n", made, made < ENOUGH ? reason : "unbounded");
  return 0;
}
