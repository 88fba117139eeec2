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
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
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
  int fd = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  free(path);
  ssize_t length = fd < 0 ? -1 : read(fd, buffer, MAX_AHEAD_BYTES);
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

static int64_t millis(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void ahead_begin(struct ahead *ahead, const char *memory, char **argv) {
  memset(ahead, 0, sizeof *ahead);
  ahead->memory = memory;
  ahead->buffer = must(malloc(MAX_AHEAD_BYTES));
  ahead->view = recall(memory, ahead->buffer);
  if (ahead->view.count == 0) return;
  ahead->since = millis();
  ahead->begun = launch_ahead(&ahead->view, argv, &ahead->launched);
}

/* Ends what was begun, when it is not of use. */
void ahead_drop(struct ahead *ahead) {
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
  char word;
  ssize_t got;
  while ((got = read(ahead->launched.control, &word, 1)) < 0 && errno == EINTR) continue;
  return got == 1;
}

bool ahead_take(struct ahead *ahead, const struct request *request, int registry, const struct streams *streams,
                struct launched *launched) {
  if (!ahead->begun) return false;
  bool fits = !request->unconfined && !request->network && ahead->view.count <= request->view.count &&
              same(&ahead->view, &request->view, ahead->view.count) && millis() - ahead->since <= MAX_AHEAD_MILLIS &&
              is_ready(ahead) && launch_on(&ahead->launched, request, registry, streams);
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
