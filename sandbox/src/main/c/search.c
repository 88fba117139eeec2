/*
 * Looks through a workspace for what needs protection wherever it lies: git directories, sockets, hidden entries.
 *
 * It reads every directory anew each time and remembers nothing, so there is nothing to be deceived about. In front of
 * a JVM it runs while that starts, on the other core: a hundred thousand files cost nothing anyone waits for.
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

static void look(struct search *search, int parent, const char *name, size_t length, int depth, bool packages);

/* One entry of the directory whose path is the first `length` bytes of search->path. */
static void entry(struct search *search, int folder, const struct dirent *e, size_t length, int depth, bool packages) {
  size_t name = strlen(e->d_name);
  if (length + 1 + name >= MAX_PATH_BYTES) {
    search->incomplete = true;
    return;
  }
  unsigned char type = type_of(folder, e);
  bool git = strcmp(e->d_name, ".git") == 0;
  search->path[length] = '/';
  memcpy(search->path + length + 1, e->d_name, name + 1);
  if (type == DT_SOCK) say(search, "socket", search->path);
  else if (git) say(search, "git", search->path);
  else if (e->d_name[0] == '.' && !packages) say(search, "dot", search->path);
  if (type == DT_DIR && !git)
    look(search, folder, e->d_name, length + 1 + name, depth + 1,
         packages || strcmp(e->d_name, "node_modules") == 0);
  search->path[length] = '\0';
}

static void look(struct search *search, int parent, const char *name, size_t length, int depth, bool packages) {
  if (depth > MAX_SEARCH_DEPTH) {
    search->incomplete = true;
    return;
  }
  int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  DIR *folder = fd < 0 ? NULL : fdopendir(fd);
  if (folder == NULL) {
    if (fd >= 0) close(fd);
    return; /* not ours to read, so not ours to write below either */
  }
  bool head = false, objects = false, refs = false;
  for (struct dirent *e; !search->incomplete && (e = readdir(folder)) != NULL;) {
    if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) continue;
    if (out_of_bounds(search)) break;
    head |= strcmp(e->d_name, "HEAD") == 0;
    objects |= strcmp(e->d_name, "objects") == 0;
    refs |= strcmp(e->d_name, "refs") == 0;
    entry(search, fd, e, length, depth, packages);
  }
  search->path[length] = '\0';
  if (head && objects && refs) say(search, "bare", search->path);
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
    look(search, AT_FDCWD, root, strlen(search->path), 0, false);
  }
  if (search->incomplete) say(search, "incomplete", "1");
  fwrite("end", 1, sizeof "end", search->out);
  fclose(search->out);
  free(search);
}
