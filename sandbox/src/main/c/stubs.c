/*
 * Mount points made on the host so that a protected path which does not exist yet cannot come into being.
 *
 * A registry file per workspace lists them, and the writable roots they are for; a shared lock on it says that a
 * session is using them. Whoever leaves last removes them, so they outlive neither kill -9 (the next session finds them
 * abandoned) nor the first of several sessions to end: removing a directory that is a mount point in another session
 * would take that session's protection away. For the same reason one that lies in the roots of another workspace's
 * session is handed over to it. Joining and leaving take turns, by a lock on the folder of the registries.
 *
 * A session holds its own roots open, and tidies up there: somebody may have renamed one meanwhile.
 */
#include "stage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
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
static int remove_entry(struct spare *spare, int folder, const char *name) {
  struct stat status;
  if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) < 0) return 0;
  if (S_ISDIR(status.st_mode))
    return spare_take_folder(spare, folder, name) || unlinkat(folder, name, AT_REMOVEDIR) == 0 || errno == ENOTEMPTY ? 0 : -errno;
  bool ours = S_ISSOCK(status.st_mode) || (S_ISREG(status.st_mode) && as_made(folder, name, status.st_size));
  if (!ours) return 0;
  return unlinkat(folder, name, 0) == 0 ? 0 : -errno;
}

/* The writable roots of this session, as long as it lasts. */
static struct held {
  const char *path; /* the request's */
  int fd;
} *held;
static size_t held_count;

static void hold(const char *path) {
  int fd = open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) return;
  held = must(realloc(held, (held_count + 1) * sizeof *held));
  held[held_count++] = (struct held){path, fd};
}

static void let_go(void) {
  while (held_count > 0) close(held[--held_count].fd);
}

/* Opens the folder that `path` is in, down to the last slash: from the innermost root that is held, or from the host's. */
static int open_parent(const char *path, const char *slash) {
  const struct held *around = NULL;
  size_t skipped = 0;
  for (size_t i = 0; i < held_count; i++) {
    size_t length = strlen(held[i].path);
    if (length < skipped || strncmp(path, held[i].path, length) != 0 || path[length] != '/') continue;
    around = &held[i];
    skipped = length;
  }
  char *parent = must(strndup(path + skipped, (size_t)(slash - path) + 1 - skipped));
  int root = around != NULL ? around->fd : open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
  int folder = root < 0 ? -errno : path_open(root, parent, false);
  free(parent);
  if (around == NULL && root >= 0) close(root);
  return folder;
}

/* Only what is still as it was made goes: an empty directory, an empty file, a socket, a file holding a dot. Follows no link. */
static void remove_stub(struct spare *spare, const char *path, struct strings *kept) {
  const char *slash = strrchr(path, '/');
  if (slash == NULL) return;
  int folder = open_parent(path, slash);
  if (folder < 0) return; /* gone, or replaced by something that is not ours */
  int error = remove_entry(spare, folder, slash + 1);
  close(folder);
  if (error < 0 && kept != NULL) strings_add(kept, must(strdup(path)));
}

#define ROOT '='
#define STUB '+'
#define SUFFIX ".stubs"

static void append(int registry, char kind, const char *path) {
  char *line = NULL;
  int length = asprintf(&line, "%c%s", kind, path);
  if (length < 0 || write(registry, line, (size_t)length + 1) != length + 1)
    die_errno(errno, "cannot record the mount point %s", path);
  free(line);
}

static bool has_root_of(int registry, const char *path) {
  size_t length = 0;
  char *text = read_registry(registry, &length);
  bool found = false;
  for (size_t at = 0; at < length; at += strlen(text + at) + 1) {
    size_t root = strlen(text + at + 1);
    found |= text[at] == ROOT && strncmp(path, text + at + 1, root) == 0 && path[root] == '/';
  }
  free(text);
  return found;
}

/* Removes what a registry lists, newest first, so that a directory is empty when its turn comes. */
static void remove_all(struct spare *spare, int registry, const int *others, size_t count, struct strings *kept) {
  size_t length = 0;
  char *text = read_registry(registry, &length);
  for (size_t end = length; end > 0;) {
    size_t start = end - 1;
    while (start > 0 && text[start - 1] != '\0') start--;
    const char *path = text + start + 1;
    size_t heir = 0;
    while (heir < count && !has_root_of(others[heir], path)) heir++;
    if (text[start] == STUB && heir < count) append(others[heir], STUB, path);
    else if (text[start] == STUB) remove_stub(spare, path, kept);
    end = start;
  }
  free(text);
}

/* Opens the next registry of a folder; negative at the end. */
static int next_registry(DIR *entries, char *name) {
  for (struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
    size_t length = strlen(entry->d_name);
    if (length < sizeof SUFFIX || strcmp(entry->d_name + length - strlen(SUFFIX), SUFFIX) != 0) continue;
    int fd = openat(dirfd(entries), entry->d_name, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) continue;
    strcpy(name, entry->d_name);
    return fd;
  }
  return -1;
}

static DIR *open_folder(int folder) {
  int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  return copy < 0 ? NULL : fdopendir(copy);
}

/* Those of the other registries that are in use, as far as there is room. */
static size_t in_use(int folder, const char *mine, int *live, size_t room) {
  DIR *entries = open_folder(folder);
  char name[NAME_MAX + 1];
  size_t count = 0;
  for (int fd; (fd = next_registry(entries, name)) >= 0;) {
    bool used = strcmp(name, mine) != 0 && flock(fd, LOCK_EX | LOCK_NB) < 0;
    if (used && count < room) live[count++] = fd;
    else close(fd);
  }
  if (entries != NULL) closedir(entries);
  return count;
}

static const char *name_in(const char *registry) { return strrchr(registry, '/') + 1; }

/* The folder of the registries, locked until it is closed. */
static int take_turn(const char *registry) {
  char *path = must(strndup(registry, (size_t)(name_in(registry) - registry)));
  int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0 || flock(folder, LOCK_EX) < 0) die_errno(errno, "cannot lock %s", path);
  free(path);
  return folder;
}

/* Clears one registry away that nobody uses; with more sessions than can be asked it waits for a later one. */
static void clear(int folder, const char *name, int fd, struct strings *kept) {
  int live[MAX_SESSIONS];
  size_t count = in_use(folder, name, live, MAX_SESSIONS);
  if (count < MAX_SESSIONS) {
    struct spare spare;
    spare_open(&spare, folder);
    remove_all(&spare, fd, live, count, kept);
    spare_close(&spare);
    unlinkat(folder, name, 0);
  }
  for (size_t i = 0; i < count; i++) close(live[i]);
}

/* Clears away what sessions that died have left. */
static void sweep(int folder) {
  DIR *entries = open_folder(folder);
  char name[NAME_MAX + 1];
  for (int fd; (fd = next_registry(entries, name)) >= 0; close(fd))
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) clear(folder, name, fd, NULL);
  if (entries != NULL) closedir(entries);
}

int stubs_join(const struct request *request) {
  int folder = take_turn(request->stubs);
  sweep(folder);
  if (request->unconfined) {
    close(folder);
    return -1; /* makes none of its own */
  }
  int fd = openat(folder, name_in(request->stubs), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) die_errno(errno, "cannot open %s", request->stubs);
  fd = out_of_the_way(fd);
  if (flock(fd, LOCK_SH) < 0) die_errno(errno, "cannot lock %s", request->stubs);
  for (size_t i = 0; i + 1 < request->view.count; i += 2)
    if (strcmp(request->view.at[i], "open") == 0) {
      append(fd, ROOT, request->view.at[i + 1]);
      hold(request->view.at[i + 1]);
    }
  close(folder);
  return fd;
}

void stubs_record(int registry, const char *path) { append(registry, STUB, path); }

bool stubs_hold(int registry, const char *path) {
  if (registry < 0) return false;
  size_t length = 0;
  char *text = read_registry(registry, &length);
  bool found = false;
  for (size_t at = 0; at < length; at += strlen(text + at) + 1)
    found |= text[at] == STUB && strcmp(text + at + 1, path) == 0;
  free(text);
  return found;
}

void stubs_leave(const struct request *request, int fd, struct strings *kept) {
  int folder = take_turn(request->stubs);
  if (flock(fd, LOCK_EX | LOCK_NB) == 0) clear(folder, name_in(request->stubs), fd, kept);
  let_go();
  close(fd);
  close(folder);
}
