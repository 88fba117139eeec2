/*
 * What a search has seen, so that the next one need not read what has not changed since.
 *
 * A directory's change time moves whenever an entry of it appears, disappears or is renamed, and nobody can set it. So
 * a directory with the same device, inode and change time holds the same names of the same types. What a name leads to
 * (a file's contents, a directory below) is not remembered. Not remembered either: a directory that changed so
 * recently that another change could bear the same time, and file systems whose times another machine sets.
 *
 * The file lies in Cordon's own state, which nothing confined can write. It holds one record a directory, parents
 * first; a record that does not fit is as if it were not there.
 */
#include "stage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#define MAGIC "cordon.search/2"
#define RECENT_SECONDS 2 /* longer than the coarsest clock of a local file system */

static bool local(int fd) {
  static const long types[] = {0xef53,     0x58465342, 0x9123683e, 0x01021994,
                               0xf2f52010, 0x2fc12fc1, 0x794c7630, 0xca451a4e};
  struct statfs status;
  if (fstatfs(fd, &status) < 0) return false;
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if ((uint32_t)status.f_type == (uint32_t)types[i]) return true;
  return false;
}

static size_t aligned(size_t at) { return (at + _Alignof(struct record) - 1) & ~(_Alignof(struct record) - 1); }

static void put(struct memory *memory, const void *bytes, size_t count) {
  if (memory->used + count > memory->capacity) {
    memory->capacity = 2 * (memory->used + count) + 4096;
    memory->fresh = must(realloc(memory->fresh, memory->capacity));
  }
  memcpy(memory->fresh + memory->used, bytes, count);
  memory->used += count;
}

static void align(struct memory *memory) {
  while (aligned(memory->used) != memory->used) put(memory, "", 1);
}

/* One file a workspace; its name need not be unguessable, since the file says which workspace it is about. */
static char *file_for(const char *folder, const char *root) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char *at = root; *at != '\0'; at++) hash = (hash ^ (unsigned char)*at) * 0x100000001b3;
  char *file = NULL;
  if (asprintf(&file, "%s/%016llx", folder, (unsigned long long)hash) < 0) die("out of memory");
  return file;
}

/* Reads the whole file; what cannot be read, is too large or is about something else is nothing. */
static void read_old(struct memory *memory, const char *root) {
  int fd = memory->file == NULL ? -1 : open(memory->file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  struct stat status;
  if (fd < 0) return;
  size_t head = sizeof MAGIC + strlen(root) + 1, first = aligned(head);
  if (fstat(fd, &status) == 0 && status.st_size > (off_t)first && status.st_size <= MAX_MEMORY_BYTES) {
    memory->old = must(malloc((size_t)status.st_size));
    if (read(fd, memory->old, (size_t)status.st_size) == status.st_size && memcmp(memory->old, MAGIC, sizeof MAGIC) == 0 &&
        memcmp(memory->old + sizeof MAGIC, root, strlen(root) + 1) == 0) {
      memory->old_length = (size_t)status.st_size;
      memory->first = first;
    }
  }
  close(fd);
}

void memory_open(struct memory *memory, const char *folder, const char *root) {
  *memory = (struct memory){0};
  int fd = folder == NULL ? -1 : open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  struct stat status;
  if (fd >= 0 && fstat(fd, &status) == 0 && local(fd)) {
    memory->file = file_for(folder, root);
    memory->device = status.st_dev;
  }
  if (fd >= 0) close(fd);
  memory->started = time(NULL);
  read_old(memory, root);
  put(memory, MAGIC, sizeof MAGIC);
  put(memory, root, strlen(root) + 1);
}

/* The record at an offset, when one lies there whole. */
static const struct record *record_at(const struct memory *memory, size_t at) {
  if (at == 0 || at + sizeof(struct record) > memory->old_length) return NULL;
  const struct record *record = (const struct record *)(memory->old + at);
  size_t room = memory->old_length - at;
  bool whole = record->size <= room && record->size >= sizeof *record && aligned(record->size) == record->size &&
               record->items <= record->size - sizeof *record && aligned(record->items) == record->items;
  if (!whole || (record->items > 0 && memory->old[at + sizeof *record + record->items - 1] != '\0')) return NULL;
  return record;
}

const struct record *memory_first(const struct memory *memory) { return record_at(memory, memory->first); }

const char *memory_items(const struct record *record) { return (const char *)(record + 1); }

/* The record of the directory `name` below `record`. */
const struct record *memory_below(const struct memory *memory, const struct record *record, const char *name) {
  if (record == NULL) return NULL;
  size_t at = (size_t)((const unsigned char *)record - memory->old);
  size_t end = at + record->size, child = at + sizeof *record + record->items;
  const char *item = memory_items(record), *last = item + record->items;
  for (; item < last; item += strlen(item) + 1) {
    if (item[0] != ITEM_FOLDER) continue;
    const struct record *found = child < end ? record_at(memory, child) : NULL;
    if (found == NULL) return NULL;
    if (strcmp(item + 1, name) == 0) return found;
    child += found->size;
  }
  return NULL;
}

static bool settled(const struct memory *memory, const struct stat *status) {
  return memory->file != NULL && status->st_dev == memory->device && status->st_ctim.tv_sec + RECENT_SECONDS < memory->started;
}

bool memory_holds(const struct memory *memory, const struct record *record, const struct stat *status) {
  return record != NULL && record->inode == status->st_ino && record->seconds == status->st_ctim.tv_sec &&
         record->nanos == (uint32_t)status->st_ctim.tv_nsec && settled(memory, status);
}

size_t memory_begin(struct memory *memory, const struct stat *status) {
  struct record record = {.inode = status->st_ino,
                          .seconds = status->st_ctim.tv_sec,
                          .nanos = (uint32_t)status->st_ctim.tv_nsec};
  if (!settled(memory, status)) record.inode = 0;
  align(memory);
  size_t at = memory->used;
  put(memory, &record, sizeof record);
  return at;
}

void memory_item(struct memory *memory, char kind, const char *name) {
  put(memory, &kind, 1);
  put(memory, name, strlen(name) + 1);
}

void memory_copy(struct memory *memory, const struct record *record) {
  put(memory, memory_items(record), record->items);
}

static struct record *fresh_at(struct memory *memory, size_t at) { return (struct record *)(memory->fresh + at); }

void memory_items_end(struct memory *memory, size_t at) {
  align(memory);
  fresh_at(memory, at)->items = (uint32_t)(memory->used - at - sizeof(struct record));
}

/* The next search reads this directory anew. */
void memory_forget(struct memory *memory, size_t at) { fresh_at(memory, at)->inode = 0; }

void memory_end(struct memory *memory, size_t at) { fresh_at(memory, at)->size = memory->used - at; }

/* Makes room for one more workspace: the one not looked through for longest is forgotten. */
static void forget_oldest(const char *file) {
  char *folder = must(strndup(file, (size_t)(strrchr(file, '/') - file)));
  mkdir(folder, 0700);
  DIR *entries = opendir(folder);
  char oldest[NAME_MAX + 1] = "";
  struct timespec since = {0};
  size_t count = 0;
  for (struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL; count++) {
    struct stat status;
    if (fstatat(dirfd(entries), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0 || !S_ISREG(status.st_mode)) continue;
    if (oldest[0] != '\0' && status.st_mtim.tv_sec >= since.tv_sec) continue;
    since = status.st_mtim;
    strcpy(oldest, entry->d_name);
  }
  if (count > MAX_MEMORIES && oldest[0] != '\0') unlinkat(dirfd(entries), oldest, 0);
  if (entries != NULL) closedir(entries);
  free(folder);
}

/* Replaces the file by one rename; a memory that cannot be kept costs time, nothing else. */
void memory_close(struct memory *memory, bool complete) {
  char *next = NULL;
  if (memory->file != NULL && memory->old_length == 0) forget_oldest(memory->file);
  bool keep = memory->file != NULL && complete && memory->changed && memory->used <= MAX_MEMORY_BYTES;
  if (keep && asprintf(&next, "%s.%d", memory->file, getpid()) > 0) {
    int fd = open(next, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool written = fd >= 0 && write(fd, memory->fresh, memory->used) == (ssize_t)memory->used;
    if (fd >= 0) close(fd);
    if (fd >= 0 && (!written || rename(next, memory->file) < 0)) unlink(next);
  }
  free(next);
  free(memory->file);
  free(memory->old);
  free(memory->fresh);
}
