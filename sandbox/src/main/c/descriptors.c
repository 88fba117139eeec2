/* Keeping our own descriptors apart from those of the caller. */
#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define FIRST_FREE 100 /* above all numbers with a fixed meaning */

/*
 * A standard stream that the caller has closed is /dev/null, open the wrong way round, so that using it fails as ever:
 * else the first thing we open takes its number, and the command would be handed a pipe of ours as its own.
 */
void occupy_standard_streams(void) {
  for (int fd = 0; fd <= 2; fd++)
    if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd) _exit(125);
}

/* Moves a descriptor above those with a fixed number, which may be the caller's, or taken later. */
int out_of_the_way(int fd) {
  int moved = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, FIRST_FREE);
  if (moved < 0) return fd; /* too few are allowed for there to be others */
  close(fd);
  return moved;
}
