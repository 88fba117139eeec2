/*
 * Looks through a workspace for what needs protection wherever it lies: git directories, sockets, hidden entries.
 *
 * It reads every directory anew each time and remembers nothing, so there is nothing to be deceived about. In front of
 * a JVM it runs while that starts, on the other core: a hundred thousand files cost nothing anyone waits for.
 *
 * A directory it cannot look into is reported as closed, so that nothing hidden there can be changed either.
 */
#include "stage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct search {
  FILE *out;
  size_t entries;
  time_t deadline;
  bool incomplete;
  char path[MAX_PATH_BYTES];
};

static void say(struct search *search, const char *word, const char *value) {
  fwrite(word, 1, strlen(word) + 1, search->out);
  fwrite(value, 1, strlen(value) + 1, search->out);
}

static unsigned char type_of(int folder, const struct dirent *entry) {
  struct stat status;
  if (entry->d_type != DT_UNKNOWN) return entry->d_type;
  if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0) return DT_UNKNOWN;
  return IFTODT(status.st_mode);
}

static bool out_of_bounds(struct search *search) {
  if (++search->entries > MAX_SEARCH_ENTRIES) search->incomplete = true;
  if ((search->entries & 1023) == 0 && time(NULL) > search->deadline) search->incomplete = true;
  return search->incomplete;
}

/* Where a directory lies: what git keeps below `.git` is looked at for submodules and worktrees only. */
enum place { PLAIN, PACKAGES, GIT_TOP, GIT_MEMBERS };

static void look(struct search *search, int parent, const char *name, size_t length, int depth, enum place place);

static enum place place_of(enum place around, const char *name) {
  if (around == GIT_TOP || around == GIT_MEMBERS) return GIT_MEMBERS;
  if (strcmp(name, ".git") == 0) return GIT_TOP;
  return around == PACKAGES || strcmp(name, "node_modules") == 0 ? PACKAGES : PLAIN;
}

static bool worth_entering(enum place place, const char *name) {
  if (place == GIT_TOP) return strcmp(name, "modules") == 0 || strcmp(name, "worktrees") == 0;
  return place != GIT_MEMBERS || strcmp(name, "objects") != 0;
}

/* One entry of the directory whose path is the first `length` bytes of search->path; false when it has no room. */
static bool entry(struct search *search, int folder, const struct dirent *e, size_t length, int depth,
                  enum place place) {
  size_t name = strlen(e->d_name);
  if (length + 1 + name >= MAX_PATH_BYTES) return false;
  unsigned char type = type_of(folder, e);
  search->path[length] = '/';
  memcpy(search->path + length + 1, e->d_name, name + 1);
  if (place == PLAIN || place == PACKAGES) {
    if (type == DT_SOCK) say(search, "socket", search->path);
    else if (strcmp(e->d_name, ".git") == 0) say(search, "git", search->path);
    else if (e->d_name[0] == '.' && place != PACKAGES) say(search, "dot", search->path);
  }
  if (type == DT_DIR && worth_entering(place, e->d_name))
    look(search, folder, e->d_name, length + 1 + name, depth + 1, place_of(place, e->d_name));
  search->path[length] = '\0';
  return true;
}

/* What tells a git directory: the caller's own, a worktree's, or one that others share. */
struct signs {
  bool head, objects, refs, common;
};

static void note(struct signs *signs, const char *name) {
  signs->head |= strcmp(name, "HEAD") == 0;
  signs->objects |= strcmp(name, "objects") == 0;
  signs->refs |= strcmp(name, "refs") == 0;
  signs->common |= strcmp(name, "commondir") == 0;
}

static void look(struct search *search, int parent, const char *name, size_t length, int depth, enum place place) {
  int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  bool open = fd >= 0 && faccessat(fd, ".", X_OK, AT_EACCESS) == 0;
  DIR *folder = open ? fdopendir(fd) : NULL;
  if (folder == NULL) {
    if (fd >= 0 || errno != ENOENT) say(search, "closed", search->path);
    if (fd >= 0) close(fd);
    return;
  }
  bool seen = depth <= MAX_SEARCH_DEPTH;
  struct signs signs = {0};
  for (struct dirent *e; seen && !search->incomplete && (e = readdir(folder)) != NULL;) {
    if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) continue;
    if (out_of_bounds(search)) break;
    note(&signs, e->d_name);
    seen = entry(search, fd, e, length, depth, place);
  }
  search->path[length] = '\0';
  if (!seen) say(search, "closed", search->path);
  else if (place != GIT_TOP && ((signs.objects && signs.refs) || (signs.head && signs.common)))
    say(search, "bare", search->path);
  closedir(folder);
}

void search_write(const char *root, int to) {
  struct search *search = must(calloc(1, sizeof *search));
  int copy = dup(to);
  search->out = must(fdopen(copy, "w"));
  search->deadline = time(NULL) + MAX_SEARCH_SECONDS;
  say(search, "root", root);
  size_t length = strlen(root);
  if (length < MAX_PATH_BYTES) {
    memcpy(search->path, strcmp(root, "/") == 0 ? "" : root, length + 1);
    look(search, AT_FDCWD, root, strlen(search->path), 0, PLAIN);
  }
  if (search->incomplete) say(search, "incomplete", "1");
  fwrite("end", 1, sizeof "end", search->out);
  fclose(search->out);
  free(search);
}
