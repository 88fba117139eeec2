/* Makes a call with the number of the x32 architecture, and reports only when that came back. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 2) return 2;
#if defined(__x86_64__)
  long result = syscall(0x40000000 | strtol(argv[1], NULL, 0), 0, 0, 0, 0, 0, 0);
  printf("came back with %ld\n", result);
#else
  raise(SIGSYS); /* no such calls here */
#endif
  return 0;
}
