/*
 * The boundary begun ahead: while Java starts and decides, a process makes the namespaces and shows in them what the
 * last session began its view with, which is the host as nearly every session sees it. When the request comes and
 * begins with the very same operations, the process goes on from there; otherwise it is ended, and everything is made
 * as ever. It runs nothing, changes nothing on the host, and decides nothing: what is remembered is only a guess at
 * what Java will ask for.
 */
#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define FILE_NAME "view"

/* Whether an operation is one of those every view begins with: it looks at the host's own folders alone. */
static bool is_beginning(const char *name, const char *argument) {
  if (strcmp(name, "mask") == 0) return strncmp(argument, "/proc/", strlen("/proc/")) == 0;
  if (strcmp(name, "tmpfs") == 0)
    return ends_with(argument, " /sys") || ends_with(argument, " /run") || ends_with(argument, " /tmp");
  return strcmp(name, "show") == 0 || strcmp(name, "proc") == 0 || strcmp(name, "devices") == 0;
}

static size_t beginning_of(const struct strings *view) {
  size_t count = 0;
  while (count + 1 < view->count && is_beginning(view->at[count], view->at[count + 1])) count += 2;
  return count;
}

/* Beside the folder of what searches remember. */
static char *path_of(const char *memory) {
  const char *slash = strrchr(memory, '/');
  char *path = NULL;
  if (slash == NULL || asprintf(&path, "%.*s/" FILE_NAME, (int)(slash - memory), memory) < 0) return NULL;
  return path;
}

/* What was remembered, as tokens in `buffer`; nothing when there is nothing, or it is not whole. */
static struct strings recall(const char *memory, char *buffer) {
  struct strings view = {0};
  char *path = path_of(memory);
  int fd = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  free(path);
  struct stat status;
  bool plain = fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
  ssize_t length = plain ? read(fd, buffer, MAX_AHEAD_BYTES) : -1;
  if (fd >= 0) close(fd);
  if (length <= 0 || length == MAX_AHEAD_BYTES || buffer[length - 1] != '\0') return view;
  for (char *at = buffer; at < buffer + length; at += strlen(at) + 1) strings_add(&view, at);
  if (view.count != beginning_of(&view)) view.count = 0;
  return view;
}

static bool same(const struct strings *one, const struct strings *other, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(one->at[i], other->at[i]) != 0) return false;
  return true;
}

/* Remembers how `request` begins. Nothing but time is lost when that fails. */
static void remember(const char *memory, const struct strings *view, size_t count) {
  char *path = path_of(memory), *fresh = NULL;
  if (path == NULL || asprintf(&fresh, "%s.%d", path, (int)getpid()) < 0) die("out of memory");
  int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  bool written = fd >= 0;
  for (size_t i = 0; written && i < count; i++) written = write_whole(fd, view->at[i], strlen(view->at[i]) + 1);
  if (fd >= 0) close(fd);
  if (!written || rename(fresh, path) < 0) unlink(fresh);
  free(fresh);
  free(path);
}

/* The host's mount table: a view begun with another is not what Java will have looked at. NULL: it cannot be read. */
static char *mount_table(void) {
  int fd = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);
  size_t capacity = 1 << 14, length = 0;
  char *table = fd < 0 ? NULL : must(malloc(capacity));
  ssize_t got = -1;
  while (table != NULL && (got = read(fd, table + length, capacity - length - 1)) > 0) {
    length += (size_t)got;
    if (capacity - length < 4096 && capacity < MAX_MOUNT_TABLE) table = must(realloc(table, capacity *= 2));
  }
  if (fd >= 0) close(fd);
  if (got == 0) table[length] = '\0';
  if (got != 0) free(table);
  return got == 0 ? table : NULL;
}

static bool same_mounts(const struct ahead *ahead) {
  char *now = mount_table();
  bool same = now != NULL && ahead->mounts != NULL && strcmp(now, ahead->mounts) == 0;
  free(now);
  return same;
}

void ahead_begin(struct ahead *ahead, const char *memory, char **argv) {
  memset(ahead, 0, sizeof *ahead);
  ahead->memory = memory;
  ahead->buffer = must(malloc(MAX_AHEAD_BYTES));
  ahead->view = recall(memory, ahead->buffer);
  if (ahead->view.count == 0) return;
  ahead->mounts = mount_table();
  ahead->begun = ahead->mounts != NULL && launch_ahead(&ahead->view, argv, &ahead->launched);
}

/* Ends what was begun, when it is not of use. */
static void ahead_drop(struct ahead *ahead) {
  if (!ahead->begun) return;
  ahead->begun = false;
  kill(ahead->launched.pid, SIGKILL);
  close(ahead->launched.control);
  close(ahead->launched.report);
  close(ahead->launched.errors);
  while (waitpid(ahead->launched.pid, NULL, 0) < 0 && errno == EINTR) continue;
}

/* It has said that it is ready: one that failed is of no use, and says why when it is tried again. */
static bool is_ready(const struct ahead *ahead) {
  struct pollfd said = {.fd = ahead->launched.control, .events = POLLIN};
  char word;
  return poll(&said, 1, AHEAD_WAIT_MILLIS) == 1 && read(ahead->launched.control, &word, 1) == 1;
}

bool ahead_take(struct ahead *ahead, const struct request *request, int registry, const struct streams *streams,
                struct launched *launched) {
  if (!ahead->begun) return false;
  bool fits = !request->unconfined && !request->network && ahead->view.count <= request->view.count &&
              same(&ahead->view, &request->view, ahead->view.count) && same_mounts(ahead) && is_ready(ahead) &&
              launch_on(&ahead->launched, request, registry, streams);
  if (!fits) {
    ahead_drop(ahead);
    return false;
  }
  ahead->begun = false;
  *launched = ahead->launched;
  return true;
}

void ahead_end(struct ahead *ahead, const struct request *request) {
  size_t count = request->unconfined || request->network ? 0 : beginning_of(&request->view);
  if (ahead->memory != NULL && (count != ahead->view.count || !same(&ahead->view, &request->view, count)))
    remember(ahead->memory, &request->view, count);
  ahead->memory = NULL; /* the first request of a session is as that of the next will be */
}
