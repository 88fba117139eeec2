/*
 * Looks through a workspace for what needs protection wherever it lies: git directories, sockets, hidden entries,
 * editors' workspace files and the few other names that are somebody's configuration.
 *
 * It reads the directories that have changed since it last looked (memory.c), so that a hundred thousand files cost
 * what ten cost; in front of a JVM it runs while that starts.
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
#include <strings.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define WORKSPACE_ENDING ".code-workspace"

struct search {
  FILE *out;
  size_t entries;
  time_t deadline;
  bool incomplete;
  bool judging;
  const struct strings *known; /* closed before */
  unsigned unnamed;            /* folders on the way whose names Java cannot have */
  struct memory memory;
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

/* Where a directory lies: below `.git` only git directories and sockets matter, wherever somebody put them. */
enum place { PLAIN, PACKAGES, GIT_TOP, GIT_MEMBERS };

static void look(struct search *search, int parent, const char *name, size_t length, int depth, enum place place,
                 const struct record *old);

static enum place place_of(enum place around, const char *name) {
  if (around == GIT_TOP || around == GIT_MEMBERS) return GIT_MEMBERS;
  if (strcmp(name, ".git") == 0) return GIT_TOP;
  return around == PACKAGES || strcmp(name, "node_modules") == 0 ? PACKAGES : PLAIN;
}

/* Names without a leading dot that the list of protected paths has (ProtectedPathList), in small letters. */
static const char *const undotted[] = {
    "bunfig.toml",   "crush.json",    "crushrc",      "lefthook-local.yml", "lefthook.json",      "lefthook.toml",
    "lefthook.yaml", "lefthook.yml",  "opencode.json", "opencode.jsonc",    "pyrightconfig.json",
};

/* Whether an agent, an editor or a tool may take orders from an entry of that name. */
static bool may_order(const char *name) {
  if (name[0] == '.') return true;
  if (strchr("bBcClLoOpP", name[0]) != NULL)
    for (size_t i = 0; i < sizeof undotted / sizeof *undotted; i++)
      if (strcasecmp(name, undotted[i]) == 0) return true;
  size_t length = strlen(name), ending = strlen(WORKSPACE_ENDING);
  return length >= ending && strcasecmp(name + length - ending, WORKSPACE_ENDING) == 0;
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

/* Makes an item of one entry, or several, when it matters. */
static void take(struct search *search, int folder, const struct dirent *e, enum place place) {
  unsigned char type = type_of(folder, e);
  if (type == DT_SOCK) memory_item(&search->memory, ITEM_SOCKET, e->d_name);
  else if (place == PLAIN || place == PACKAGES) {
    if (strcmp(e->d_name, ".git") == 0) memory_item(&search->memory, ITEM_GIT, e->d_name);
    else if (place != PACKAGES && may_order(e->d_name))
      memory_item(&search->memory, ITEM_DOT, e->d_name);
  }
  if (type == DT_DIR) memory_item(&search->memory, ITEM_FOLDER, e->d_name);
}

/* Reads a directory anew; false when it cannot be looked into. */
static bool read_items(struct search *search, int fd, enum place place) {
  int copy = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *folder = copy >= 0 && faccessat(copy, ".", X_OK, AT_EACCESS) == 0 ? fdopendir(copy) : NULL;
  if (folder == NULL) {
    if (copy >= 0) close(copy);
    return false;
  }
  struct signs signs = {0};
  for (struct dirent *e; !search->incomplete && (e = readdir(folder)) != NULL;) {
    if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) continue;
    if (out_of_bounds(search)) break;
    note(&signs, e->d_name);
    take(search, copy, e, place);
  }
  if (place != GIT_TOP && ((signs.objects && signs.refs) || (signs.head && signs.common)))
    memory_item(&search->memory, ITEM_BARE, "");
  search->memory.changed = true;
  closedir(folder);
  return true;
}

static const char *word_for(char kind) {
  switch (kind) {
    case ITEM_SOCKET: return "socket";
    case ITEM_GIT: return "git";
    case ITEM_DOT: return "dot";
    case ITEM_BARE: return "bare";
    default: return NULL;
  }
}

static bool is_known(const struct search *search) {
  for (size_t i = 0; search->judging && i < search->known->count; i++)
    if (strcmp(search->known->at[i], search->path) == 0) return true;
  return false;
}

static void tell(struct search *search, int fd, char kind, const char *word) {
  bool repository = kind == ITEM_GIT || kind == ITEM_BARE;
  if (!search->judging || search->unnamed == 0 || !repository) say(search, word, search->path);
  else if (kind == ITEM_GIT ? disarm_entry(fd) : disarm_directory(fd)) say(search, "disarmed", search->path);
  else say(search, "armed", search->path);
}

/* Says what one item is about and enters it when it is a folder; false when its path has no room. */
static bool follow(struct search *search, int fd, const char *item, size_t length, int depth, enum place place,
                   const struct record *old) {
  const char *name = item + 1, *word = word_for(item[0]);
  size_t more = strlen(name), longer = length + 1 + more;
  bool fits = longer < MAX_PATH_BYTES, named = fits && is_utf8(name);
  if (!fits && !search->judging) return false;
  if (fits && more > 0) {
    search->path[length] = '/';
    memcpy(search->path + length + 1, name, more + 1);
  }
  search->unnamed += !named;
  if (word != NULL) tell(search, fd, item[0], word);
  if (item[0] == ITEM_FOLDER)
    look(search, fd, name, fits ? longer : length, depth + 1, place_of(place, name),
         memory_below(&search->memory, old, name));
  search->unnamed -= !named;
  search->path[length] = '\0';
  return true;
}

static void look(struct search *search, int parent, const char *name, size_t length, int depth, enum place place,
                 const struct record *old) {
  int fd = openat(parent, name, O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  struct stat status;
  if (fd < 0 || fstat(fd, &status) < 0 || is_known(search)) {
    if (fd >= 0 || errno != ENOENT) say(search, "closed", search->path);
    if (fd >= 0) close(fd);
    memory_end(&search->memory, memory_begin(&search->memory, &(struct stat){0}));
    return;
  }
  size_t at = memory_begin(&search->memory, &status);
  bool seen = depth <= (search->judging ? MAX_JUDGED_DEPTH : MAX_SEARCH_DEPTH), shut = false;
  if (seen && memory_holds(&search->memory, old, &status)) memory_copy(&search->memory, old);
  else if (seen && !(seen = read_items(search, fd, place)) && search->judging) shut = disarm_closed(fd);
  memory_items_end(&search->memory, at);
  size_t item = at + sizeof(struct record), end = search->memory.used;
  while (seen && item < end && !search->incomplete) {
    /* the items move when the memory grows */
    char *copy = must(strdup((const char *)search->memory.fresh + item));
    item += strlen(copy) + 1;
    if (copy[0] != '\0') seen = follow(search, fd, copy, length, depth, place, old);
    free(copy);
  }
  if (!seen) say(search, shut ? "shut" : "closed", search->path);
  if (!seen) memory_forget(&search->memory, at);
  memory_end(&search->memory, at);
  close(fd);
}

static void search_from(const char *root, const char *memory, const struct strings *known, int to) {
  struct search *search = must(calloc(1, sizeof *search));
  search->judging = known != NULL;
  search->known = known;
  int copy = dup(to);
  search->out = must(fdopen(copy, "w"));
  search->deadline = time(NULL) + MAX_SEARCH_SECONDS;
  memory_open(&search->memory, memory, root);
  say(search, "root", root);
  size_t length = strlen(root);
  if (length < MAX_PATH_BYTES) {
    memcpy(search->path, strcmp(root, "/") == 0 ? "" : root, length + 1);
    look(search, AT_FDCWD, root, strlen(search->path), 0, PLAIN, memory_first(&search->memory));
  }
  if (search->incomplete) say(search, "incomplete", "1");
  fwrite("end", 1, sizeof "end", search->out);
  fclose(search->out);
  memory_close(&search->memory, !search->incomplete);
  free(search);
}

void search_write(const char *root, const char *memory, int to) { search_from(root, memory, NULL, to); }

/* One descriptor a level: as many as we may have, meanwhile. */
void search_judge(const char *root, const char *memory, const struct strings *known, int to) {
  struct rlimit before = {0}, most;
  bool known_limit = getrlimit(RLIMIT_NOFILE, &before) == 0;
  most = (struct rlimit){before.rlim_max, before.rlim_max};
  if (known_limit) setrlimit(RLIMIT_NOFILE, &most);
  search_from(root, memory, known, to);
  if (known_limit) setrlimit(RLIMIT_NOFILE, &before);
}
