/* Protecting paths inside what was opened for writing. */
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

static bool mount_root(int fd) {
  struct statx status;
  return statx(fd, "", AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW, STATX_TYPE, &status) == 0 &&
         (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

static bool writable(int fd) {
  struct statvfs status;
  return fstatvfs(fd, &status) == 0 && (status.f_flag & ST_RDONLY) == 0;
}

static bool inside_opened(const char *path) {
  for (size_t i = 0; i < tree.opened.count; i++) {
    size_t length = strlen(tree.opened.at[i]);
    if (strncmp(path, tree.opened.at[i], length) == 0 && path[length] == '/') return true;
  }
  return false;
}

/* Mounts what is at `fd` onto itself: read-only to protect it, or as it is so that it cannot be moved or replaced. */
static void pin(int fd, const char *path, bool read_only) {
  int mount = clone_tree(fd);
  int error = mount;
  if (error >= 0 && read_only) error = set_attributes(mount, SAFE | MOUNT_ATTR_RDONLY, 0, true);
  if (error >= 0) error = attach(mount, fd);
  if (error < 0) die_errno(error, "cannot protect /%s", path);
  close(mount);
}

static int make_entry(int parent, const char *name, enum guard kind) {
  if (kind == GUARD) return spare_give_folder(&tree.spare, parent, name) ? 0 : mkdirat(parent, name, 0755);
  if (kind == GUARD_NAME)
    return spare_give_socket(&tree.spare, parent, name) ? 0 : mknodat(parent, name, S_IFSOCK | 0600, 0);
  int made = openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (made < 0) return -1;
  bool failed = kind == GUARD_SELF && write(made, ".\n", 2) != 2;
  close(made);
  return failed ? -1 : 0;
}

/*
 * A path that must not come into being: made on the host, recorded first, so that it is gone afterwards. Made by the
 * host's way, since between two mounts nothing can be moved; what the new root then has there is what gets mounted over.
 */
static int make_stub(const char *path, enum guard kind) {
  if (tree.registry < 0) die("no registry for the mount point /%s", path);
  char *absolute = NULL;
  if (asprintf(&absolute, "/%s", path) < 0) die("out of memory");
  stubs_record(tree.registry, absolute);
  free(absolute);
  const char *name;
  int parent = parent_of(tree.host, path, &name);
  if (make_entry(parent, name, kind) < 0 && errno != EEXIST) die_errno(errno, "cannot protect /%s", path);
  close(parent);
  int fd = path_open(tree.root, path, false);
  if (fd < 0) die_errno(fd, "cannot protect /%s", path);
  return fd;
}

static char *joined(const char *folder, size_t length, const char *link, const char *rest) {
  char *path = NULL;
  int made = link[0] == '/' ? asprintf(&path, "%s/%s", link, rest)
                            : asprintf(&path, "%.*s/%s/%s", (int)length, folder, link, rest);
  if (made < 0) die("out of memory");
  return path;
}

/* Takes `.`, `..` and doubled slashes out of a path in which no symbolic link is left to be followed. */
static void normalize(char *path) {
  char *copy = must(strdup(path)), *save = NULL;
  size_t length = 0;
  path[0] = '\0';
  for (char *part = strtok_r(copy, "/", &save); part != NULL; part = strtok_r(NULL, "/", &save)) {
    if (strcmp(part, ".") == 0) continue;
    if (strcmp(part, "..") == 0) {
      while (length > 0 && path[--length] != '/') continue;
      path[length] = '\0';
      continue;
    }
    if (length > 0) path[length++] = '/';
    strcpy(path + length, part);
    length += strlen(part);
  }
  free(copy);
}

static void refuse_second_name(const char *path, const char *name, const struct stat *status) {
  if (S_ISREG(status->st_mode) && status->st_nlink > 1)
    die("cannot protect /%s%s%s: it has %lu names (hard links), and one of them could be written", path,
        name[0] == '\0' ? "" : "/", name, (unsigned long)status->st_nlink);
}

/* A file in a protected folder that has another name outside of it could be written there. */
static void refuse_second_names(int fd, const char *path, int depth, unsigned *budget) {
  int readable = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *folder = readable < 0 ? NULL : fdopendir(readable);
  if (folder == NULL) return;
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    struct stat status;
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    if ((*budget)-- == 0) die("cannot protect /%s: it holds more files than can be looked at", path);
    if (fstatat(readable, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0) continue;
    refuse_second_name(path, entry->d_name, &status);
    if (!S_ISDIR(status.st_mode) || depth >= MAX_PROTECTED_DEPTH) continue;
    int below = openat(readable, entry->d_name, O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (below < 0) continue;
    refuse_second_names(below, path, depth + 1, budget);
    close(below);
  }
  closedir(folder);
}

/* What is seen at a name that a socket keeps: a file with nothing in it, in the form that its readers expect. */
static int blank(const char *path) {
  bool json = ends_with(path, ".json") || ends_with(path, ".jsonc");
  const char *name = json ? BLANK_JSON : BLANK, *text = json ? "{}\n" : "";
  int made = openat(tree.root, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0444);
  if (made < 0 && errno != EEXIST) die_errno(errno, "cannot make %s", name);
  if (made >= 0) {
    if (write(made, text, strlen(text)) != (ssize_t)strlen(text)) die_errno(errno, "cannot make %s", name);
    close(made);
  }
  int fd = path_open(tree.root, name, false);
  if (fd < 0) die_errno(fd, "cannot open %s", name);
  return fd;
}

static void cover(int fd, const char *path, enum guard kind) {
  if (kind != MASK && S_ISSOCK(status_of(fd, path).st_mode)) {
    int from = blank(path);
    place(clone_tree(from), path, SAFE | MOUNT_ATTR_RDONLY, dup(fd));
    close(from);
    return;
  }
  if (kind != MASK) {
    pin(fd, path, true);
    return;
  }
  int mount = clone_tree(S_ISDIR(status_of(fd, path).st_mode) ? tree.empty : source("/dev/null"));
  place(mount, path, SAFE | MOUNT_ATTR_RDONLY, dup(fd));
}

/*
 * The folder whose whole way the guard before this one has walked: folders all, pinned where they have to be. Guards
 * come in families, and walking the same way again for each is most of their cost.
 */
static char walked[MAX_PATH_BYTES];

static size_t walked_part(const char *path) {
  size_t length = strlen(walked);
  return length > 0 && strncmp(path, walked, length) == 0 && path[length] == '/' ? length + 1 : 0;
}

void forget_walk(void) { walked[0] = '\0'; }

static void remember_walk(const char *path, size_t length) {
  if (length >= sizeof walked) length = 0;
  memcpy(walked, path, length);
  walked[length] = '\0';
}

/*
 * Protects `path`: itself read-only, each folder on the way pinned, so that neither it nor a folder above it can be
 * renamed away and replaced. A symbolic link on the way is pinned as a link and what it leads to is protected as well.
 */
void guard(const char *path, enum guard kind, int depth) {
  if (depth > MAX_LINK_DEPTH) die("cannot protect %s: too many symbolic links", path);
  char *walk = must(strdup(relative(path)));
  normalize(walk);
  for (size_t at = walked_part(walk); walk[at] != '\0';) {
    size_t end = at + strcspn(walk + at, "/");
    bool last = walk[end] == '\0', made = false;
    walk[end] = '\0';
    int fd = path_open(tree.root, walk, false);
    if (fd == -ENOENT) {
      const char *name;
      int parent = parent_of(tree.root, walk, &name);
      /* In a place of the session's own nothing can come into being that the host would see. */
      bool possible = writable(parent) && kind < SHUT && inside_opened(walk);
      close(parent);
      if (!possible) break; /* nobody inside can make it */
      fd = make_stub(walk, last ? kind : GUARD);
      made = true;
    }
    if (fd == -ENOTDIR) break;
    if (fd < 0) die_errno(fd, "cannot protect /%s", walk);
    struct stat status = status_of(fd, walk);
    if (S_ISLNK(status.st_mode)) {
      char text[4096];
      ssize_t length = readlinkat(fd, "", text, sizeof text - 1);
      if (length < 0) die_errno(errno, "cannot protect /%s", walk);
      text[length] = '\0';
      const char *slash = strrchr(walk, '/');
      if (writable(fd) && !mount_root(fd)) pin(fd, walk, false);
      char *next = joined(walk, slash == NULL ? 0 : (size_t)(slash - walk), text, last ? "" : walk + end + 1);
      close(fd);
      guard(next, kind, depth + 1);
      free(next);
      break;
    }
    if (last) {
      if (!made && writable(fd) && kind != MASK) {
        unsigned budget = MAX_PROTECTED_ENTRIES;
        refuse_second_name(walk, "", &status);
        if (S_ISDIR(status.st_mode)) refuse_second_names(fd, walk, 0, &budget);
      }
      /* A read-only mount does not keep a socket from being connected to. */
      if (kind == MASK || writable(fd)) cover(fd, walk, kind);
    } else if (inside_opened(walk) && writable(fd) && !mount_root(fd)) {
      pin(fd, walk, false);
    }
    close(fd);
    if (last) {
      remember_walk(walk, at > 0 ? at - 1 : 0);
      break;
    }
    walk[end] = '/';
    at = end + 1;
  }
  free(walk);
}
