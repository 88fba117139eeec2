/*
 * Standard streams that are files of the host. A descriptor keeps the mount it was opened on, and /proc/self/fd opens
 * it again with any access: handed over as it is, a file that somebody redirected from or to would lie outside of the
 * boundary. So what is read is handed over from a read-only mount, and what is written goes through a pipe.
 */
#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kcmp.h>
#include <linux/mount.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool is_file(int fd, struct stat *status) { return fstat(fd, status) == 0 && S_ISREG(status->st_mode); }

static bool same_opening(int one, int other) {
  pid_t self = getpid();
  return syscall(SYS_kcmp, self, self, KCMP_FILE, one, other) == 0;
}

void streams_open(struct streams *streams) {
  for (int i = 0; i < OUTPUTS; i++) streams->pumps[i] = (struct pump){-1, -1, -1};
  for (int i = 0; i < OUTPUTS; i++) {
    struct stat status;
    int fd = i + 1;
    if (!is_file(fd, &status)) continue;
    if (fd == 2 && streams->pumps[0].in >= 0 && same_opening(1, 2)) {
      streams->pumps[1].in = dup(streams->pumps[0].in); /* what is said to both stays in its order */
      continue;
    }
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) die_errno(errno, "cannot set up the streams");
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    streams->pumps[i] = (struct pump){.out = ends[0], .in = ends[1], .to = fd};
  }
}

/* `error` is the descriptor at which the command's standard error is. */
void streams_take(const struct streams *streams, int error) {
  int const at[OUTPUTS] = {1, error};
  for (int i = 0; i < OUTPUTS; i++)
    if (streams->pumps[i].in >= 0 && dup2(streams->pumps[i].in, at[i]) < 0) die_errno(errno, "cannot hand over a stream");
}

void streams_launched(struct streams *streams) {
  for (int i = 0; i < OUTPUTS; i++) {
    if (streams->pumps[i].in >= 0) close(streams->pumps[i].in);
    streams->pumps[i].in = -1;
  }
}

/* Carries on what waits. A file that takes no more ends the pipe, as it would end the writing. */
void streams_pump(struct pump *pump) {
  static char chunk[1 << 16];
  for (;;) {
    ssize_t got = pump->out < 0 ? 0 : read(pump->out, chunk, sizeof chunk);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return;
    if (got > 0 && write_whole(pump->to, chunk, (size_t)got)) continue;
    if (pump->out >= 0) close(pump->out);
    pump->out = -1;
    return;
  }
}

/* The file behind standard input, opened once more on a mount of its own that is read-only; -1 when it has no name. */
static int read_only_opening(const struct stat *status) {
  char name[MAX_PATH_BYTES], link[32];
  ssize_t length = readlink("/proc/self/fd/0", name, sizeof name - 1);
  if (length <= 0 || name[0] != '/') return -1;
  name[length] = '\0';
  int root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
  int from = root < 0 ? -1 : path_open(root, name + 1, false);
  if (root >= 0) close(root);
  struct stat found;
  if (from < 0 || fstat(from, &found) < 0 || found.st_dev != status->st_dev || found.st_ino != status->st_ino) return -1;
  int tree = clone_tree(from);
  close(from);
  if (tree < 0 || set_attributes(tree, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV, 0, false) < 0) return -1;
  snprintf(link, sizeof link, "/proc/self/fd/%d", tree);
  int opened = open(link, O_RDONLY | O_CLOEXEC);
  close(tree);
  return opened;
}

/* A file without a name, such as a shell makes for a here-document: its content. */
static int copy_of(off_t size) {
  if (size > MAX_COPIED_INPUT) die("standard input is a file without a name, and too large to be copied");
  int copy = memfd_create("input", MFD_CLOEXEC);
  off_t offset = 0;
  while (copy >= 0 && offset < size) {
    char chunk[1 << 16];
    ssize_t got = pread(0, chunk, sizeof chunk, offset);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    if (!write_whole(copy, chunk, (size_t)got)) die_errno(errno, "cannot copy standard input");
    offset += got;
  }
  return copy;
}

void streams_seal_input(void) {
  struct stat status;
  if (!is_file(0, &status)) return;
  off_t offset = lseek(0, 0, SEEK_CUR);
  int opened = read_only_opening(&status);
  if (opened < 0) opened = copy_of(status.st_size);
  if (opened < 0 || lseek(opened, offset, SEEK_SET) < 0 || dup2(opened, 0) < 0)
    die_errno(errno, "cannot hand over standard input");
  close(opened);
}
