/*
 * Mount points made on the host so that a protected path which does not exist yet cannot come into being.
 *
 * A registry file per workspace lists them; a shared lock on it says that a session is using them. Whoever leaves last
 * (or finds them abandoned) removes them, so they outlive neither kill -9 nor the first of several sessions to end:
 * removing a directory that is a mount point in another session would take that session's protection away.
 */
#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static char *read_registry(int fd, size_t *length) {
  struct stat status;
  if (fstat(fd, &status) < 0 || status.st_size <= 0) return NULL;
  char *text = must(malloc((size_t)status.st_size + 1));
  ssize_t got = pread(fd, text, (size_t)status.st_size, 0);
  *length = got < 0 ? 0 : (size_t)got;
  text[*length] = '\0';
  return text;
}

static bool as_made(int folder, const char *name, off_t size) {
  char text[2];
  if (size != sizeof text) return size == 0;
  int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  bool same = fd >= 0 && read(fd, text, sizeof text) == sizeof text && memcmp(text, ".\n", sizeof text) == 0;
  if (fd >= 0) close(fd);
  return same;
}

/* Negative errno when it is still as it was made and cannot be removed. What has changed belongs to somebody else. */
static int remove_entry(int folder, const char *name) {
  struct stat status;
  if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) < 0) return 0;
  if (S_ISDIR(status.st_mode))
    return unlinkat(folder, name, AT_REMOVEDIR) == 0 || errno == ENOTEMPTY ? 0 : -errno;
  bool ours = S_ISSOCK(status.st_mode) || (S_ISREG(status.st_mode) && as_made(folder, name, status.st_size));
  if (!ours) return 0;
  return unlinkat(folder, name, 0) == 0 ? 0 : -errno;
}

/* Only what is still as it was made goes: an empty directory, an empty file, a socket, a file holding a dot. Follows no link. */
static void remove_stub(const char *path, struct strings *kept) {
  const char *slash = strrchr(path, '/');
  if (slash == NULL) return;
  char *parent = must(strndup(path, (size_t)(slash - path) + 1));
  int root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
  int folder = root < 0 ? -errno : path_open(root, parent, false);
  free(parent);
  if (root >= 0) close(root);
  if (folder < 0) return; /* gone, or replaced by something that is not ours */
  int error = remove_entry(folder, slash + 1);
  close(folder);
  if (error < 0 && kept != NULL) strings_add(kept, must(strdup(path)));
}

/* Newest first, so that a directory is empty when its turn comes. */
static void remove_all(int fd, struct strings *kept) {
  size_t length;
  char *text = read_registry(fd, &length);
  if (text == NULL) return;
  for (size_t end = length; end > 0;) {
    size_t start = end - 1;
    while (start > 0 && text[start - 1] != '\0') start--;
    if (text[start] != '\0') remove_stub(text + start, kept);
    end = start;
  }
  if (ftruncate(fd, 0) < 0 && kept != NULL) strings_add(kept, must(strdup("(registry)")));
  free(text);
}

int stubs_join(const char *registry) {
  int fd = open(registry, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) die_errno(errno, "cannot open %s", registry);
  if (flock(fd, LOCK_EX | LOCK_NB) == 0) remove_all(fd, NULL);
  if (flock(fd, LOCK_SH) < 0) die_errno(errno, "cannot lock %s", registry);
  return fd;
}

void stubs_record(int registry, const char *path) {
  size_t length = strlen(path) + 1;
  if (write(registry, path, length) != (ssize_t)length) die_errno(errno, "cannot record the mount point %s", path);
}

void stubs_leave(const char *registry, int fd, struct strings *kept) {
  (void)registry;
  if (flock(fd, LOCK_EX | LOCK_NB) == 0) remove_all(fd, kept);
  close(fd);
}

void stubs_sweep(const char *registry) {
  int fd = open(registry, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return;
  if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
    remove_all(fd, NULL);
    unlink(registry);
  }
  close(fd);
}
