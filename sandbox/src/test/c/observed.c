/*
 * Makes watched calls in ways that might confuse or hang whoever watches: paths nobody can read, interrupted calls,
 * names that change while they are looked at. Ends with 0 when each call came to what the kernel alone would say.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define THREADS 16
#define ROUNDS 200

static int wrong;
static void expect(const char *what, long result, int error) {
  int got = result < 0 ? errno : 0;
  if (got == error) return;
  printf("%s: %s instead of %s\n", what, strerrorname_np(got), error ? strerrorname_np(error) : "success");
  wrong = 1;
}

static void hostile_paths(void) {
  char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  munmap(page + 4096, 4096);
  memset(page, 'a', 4096);
  expect("a path without an end", mkdir(page + 4000, 0755), EFAULT);
  strcpy(page + 4096 - 6, "edges");
  expect("a path at the edge", mkdir(page + 4096 - 6, 0755), 0);
  expect("no path", mkdir(NULL, 0755), EFAULT);
  expect("an address of the kernel", mkdir((char *)0xffff888000000000ul, 0755), EFAULT);
  expect("an empty path", mkdir("", 0755), ENOENT);
  char longest[8192];
  memset(longest, 'b', sizeof longest - 1);
  longest[sizeof longest - 1] = '\0';
  expect("a path too long", mkdir(longest, 0755), ENAMETOOLONG);
  longest[256] = '\0';
  expect("a name too long", mkdir(longest, 0755), ENAMETOOLONG);
  expect("a descriptor that is none", mkdirat(12345, "x", 0755), EBADF);
  expect("a negative descriptor", mkdirat(-3, "x", 0755), EBADF);
  expect("a name with odd bytes", mkdir("\n\t\377\1", 0755), 0);
  symlink("loop", "loop");
  expect("a loop", mkdir("loop/x", 0755), ELOOP);
  expect("an address without a length", connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)1, 0), EINVAL);
  expect("an address nobody can read", connect(socket(AF_INET, SOCK_DGRAM, 0), (struct sockaddr *)1, 16), EFAULT);
  expect("an address too long", connect(socket(AF_INET, SOCK_DGRAM, 0), (struct sockaddr *)page, 100000), EINVAL);
}

static void nothing(int number) { (void)number; }

static void interrupted(void) {
  struct sigaction action = {.sa_handler = nothing, .sa_flags = SA_RESTART};
  sigaction(SIGALRM, &action, NULL);
  struct itimerval often = {{0, 200}, {0, 200}}, never = {{0, 0}, {0, 0}};
  setitimer(ITIMER_REAL, &often, NULL);
  for (int i = 0; i < ROUNDS; i++) {
    char name[32];
    snprintf(name, sizeof name, "i%d", i);
    expect("an interrupted mkdir", mkdir(name, 0755), 0);
    expect("an interrupted rename", rename(name, "target"), 0);
    expect("an interrupted rmdir", rmdir("target"), 0);
  }
  setitimer(ITIMER_REAL, &never, NULL);
}

static char shared[64];
static volatile int stop;

static void *flip(void *unused) {
  (void)unused;
  while (!stop) {
    strcpy(shared, "mine");
    strcpy(shared, "/etc/new");
  }
  return NULL;
}

static void racing(void) {
  pthread_t other;
  pthread_create(&other, NULL, flip, NULL);
  for (int i = 0; i < ROUNDS; i++)
    if (mkdir(shared, 0755) < 0 && errno != EEXIST && errno != EROFS && errno != ENOENT && errno != EACCES)
      expect("a racing mkdir", -1, EROFS);
  stop = 1;
  pthread_join(other, NULL);
}

static void *many(void *number) {
  char name[32];
  for (int i = 0; i < ROUNDS / 4; i++) {
    snprintf(name, sizeof name, "t%ld-%d", (long)number, i);
    close(open(name, O_CREAT | O_WRONLY, 0644));
    unlink(name);
  }
  return NULL;
}

static void killed_while_calling(void) {
  for (int i = 0; i < 50; i++) {
    pid_t child = fork();
    if (child == 0)
      for (;;) mkdir("/etc/k", 0755);
    for (int spin = 0; spin < i * 1000; spin++) __asm__ volatile("");
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
  }
}

int main(void) {
  hostile_paths();
  interrupted();
  racing();
  pthread_t threads[THREADS];
  for (long i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, many, (void *)i);
  for (long i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
  killed_while_calling();
  expect("a call at the end", mkdir("end", 0755), 0);
  return wrong;
}
