/*
 * Baselines: what the places that a session may write to held before it began.
 *
 * Java compares with it when the session ends, and judges what is new. A session that is killed has no end, and two at
 * once see what the other has made; so the baseline lies in Cordon's own state from before the first name is made
 * until all that is new has been judged. A lock on it says that its session lives. It is written when the command is
 * about to make a first name, which then waits: a command that makes none costs nothing.
 */
#include "stage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define UNFINISHED ".new"
#define FORGOTTEN_SECONDS 60 /* after which an unfinished file is nobody's any more */

/* When a process began, in ticks since the machine did: with its number it is the process's own. 0 when it is gone. */
static unsigned long long start_of(pid_t pid) {
  char path[32], text[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t got = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
  if (fd >= 0) close(fd);
  if (got <= 0) return 0;
  text[got] = '\0';
  char *at = strrchr(text, ')');
  unsigned long long start = 0;
  static const char fields[] = " %*c%*d%*d%*d%*d%*d%*u%*u%*u%*u%*u%*u%*u%*d%*d%*d%*d%*d%*d%llu";
  return at != NULL && sscanf(at + 1, fields, &start) == 1 ? start : 0;
}

/* All tokens of a baseline: the process its session ends with, then pairs of a kind and a path. */
static char *content(const struct request *request, pid_t command, size_t *length) {
  char *text = NULL;
  FILE *to = must(open_memstream(&text, length));
  fprintf(to, "%d %llu", command, start_of(command));
  fputc('\0', to);
  for (size_t i = 0; i < request->before.count; i++) {
    const char *line = request->before.at[i], *space = must(strchr(line, ' '));
    fwrite(line, 1, (size_t)(space - line), to);
    fputc('\0', to);
    fwrite(space + 1, 1, strlen(space), to);
  }
  return fclose(to) == 0 ? text : must(NULL);
}

static int open_new(const char *path) {
  int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, fd = open(path, flags, 0600);
  if (fd >= 0 || errno != ENOENT) return fd;
  char *folder = must(strndup(path, (size_t)(strrchr(path, '/') - path)));
  mkdir(folder, 0700);
  free(folder);
  return open(path, flags, 0600);
}

/* The lock of this session; a second command of it takes a new one. */
static int held = -1;

bool baseline_keep(const struct request *request, pid_t command) {
  if (request->baseline == NULL) return true;
  char *next = NULL;
  size_t length = 0;
  char *text = content(request, command, &length);
  if (asprintf(&next, "%s" UNFINISHED, request->baseline) < 0) die("out of memory");
  int fd = open_new(next);
  bool kept = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 && write_whole(fd, text, length) &&
              rename(next, request->baseline) == 0;
  int error = errno;
  if (kept) {
    if (held >= 0) close(held);
    held = fd;
  } else if (fd >= 0) {
    unlink(next);
    close(fd);
  }
  free(next);
  free(text);
  errno = error;
  return kept;
}

/* Whether the process that a session ends with is gone, and with it everything inside; it may be dying just now. */
static bool ended(const char *process) {
  int pid = 0;
  unsigned long long start = 0;
  if (sscanf(process, "%d %llu", &pid, &start) != 2) return true;
  int fd = (int)syscall(SYS_pidfd_open, pid, 0);
  if (fd < 0) return true;
  struct pollfd end = {.fd = fd, .events = POLLIN};
  bool gone = start_of(pid) != start || poll(&end, 1, MAX_ENDING_SECONDS * 1000) > 0;
  close(fd);
  return gone;
}

static char *read_all(int fd, size_t *length) {
  struct stat status;
  if (fstat(fd, &status) < 0 || status.st_size <= 0) return NULL;
  char *text = must(malloc((size_t)status.st_size + 1));
  ssize_t got = read(fd, text, (size_t)status.st_size);
  *length = got < 0 ? 0 : (size_t)got;
  text[*length] = '\0';
  return text;
}

static void say(FILE *out, const char *token) { fwrite(token, 1, strlen(token) + 1, out); }

/* Whether somebody holds the file, or has put another in its place since it was opened. */
static bool is_held(int folder, const char *name, int fd) {
  struct stat opened, there;
  return flock(fd, LOCK_SH | LOCK_NB) < 0 || fstat(fd, &opened) < 0 || fstatat(folder, name, &there, 0) < 0 ||
         opened.st_ino != there.st_ino;
}

static void describe(int folder, const char *name, int fd, FILE *out) {
  bool live = is_held(folder, name, fd);
  size_t length = 0;
  char *text = read_all(fd, &length);
  if (text != NULL && length > strlen(text)) {
    size_t head = strlen(text) + 1;
    say(out, "file");
    say(out, name);
    say(out, "live");
    say(out, live || !ended(text) ? "1" : "0");
    fwrite(text + head, 1, length - head, out);
  }
  free(text);
}

static void tidy(int folder, const char *name, int fd) {
  struct stat status;
  if (fstat(fd, &status) == 0 && status.st_mtim.tv_sec + FORGOTTEN_SECONDS < time(NULL)) unlinkat(folder, name, 0);
}

void baselines_write(const char *path, int to) {
  int copy = dup(to);
  FILE *out = must(fdopen(copy, "w"));
  DIR *folder = opendir(path);
  for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
    if (entry->d_name[0] == '.') continue;
    int fd = openat(dirfd(folder), entry->d_name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) continue;
    if (ends_with(entry->d_name, UNFINISHED)) tidy(dirfd(folder), entry->d_name, fd);
    else describe(dirfd(folder), entry->d_name, fd, out);
    close(fd);
  }
  if (folder != NULL) closedir(folder);
  say(out, "end");
  fclose(out);
}
