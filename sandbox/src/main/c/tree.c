/*
 * The file system view of a confined command, built mount by mount on a fresh root.
 *
 * Everything is resolved below two descriptors, the host's root and the new root, and never through a symbolic link.
 */
#include "stage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SAFE (MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV)

/* Files of the new root that are shown at protected names, and have none of their own in the end. */
#define BLANK ".blank"
#define BLANK_JSON ".blank.json"

static int host;     /* the host's root */
static int root;     /* the new root */
static int empty;    /* an empty directory */
static int registry; /* of mount points made on the host, or -1 */

/* What was opened for writing, relative to the root. */
static struct strings opened;

/* Every mount point of the host, in the order of the mount table. */
static struct strings mount_points, mount_types;

static const char *relative(const char *path) {
  while (*path == '/') path++;
  return path;
}

static char *unescape(char *text) {
  char *to = text;
  for (char *from = text; *from != '\0'; to++) {
    if (from[0] == '\\' && from[1] && from[2] && from[3]) {
      *to = (char)((from[1] - '0') << 6 | (from[2] - '0') << 3 | (from[3] - '0'));
      from += 4;
    } else {
      *to = *from++;
    }
  }
  *to = '\0';
  return text;
}

static void read_mount_table(void) {
  FILE *table = fopen("/proc/self/mountinfo", "re");
  if (table == NULL) die_errno(errno, "cannot read /proc/self/mountinfo");
  char *line = NULL;
  size_t capacity = 0;
  while (getline(&line, &capacity, table) > 0) {
    char *save = NULL, *point = NULL, *type = NULL;
    int field = 0;
    for (char *word = strtok_r(line, " \n", &save); word != NULL; word = strtok_r(NULL, " \n", &save)) {
      if (++field == 5) point = word;
      if (strcmp(word, "-") == 0) {
        type = strtok_r(NULL, " \n", &save);
        break;
      }
    }
    if (point == NULL || type == NULL) die("unreadable line in /proc/self/mountinfo");
    strings_add(&mount_points, unescape(must(strdup(point))));
    strings_add(&mount_types, must(strdup(type)));
  }
  free(line);
  fclose(table);
}

static bool has_mounts_below(const char *path) {
  size_t length = strlen(path);
  for (size_t i = 0; i < mount_points.count; i++)
    if (strncmp(mount_points.at[i], path, length) == 0 && mount_points.at[i][length] == '/') return true;
  return false;
}

/* The type of the file system mounted exactly here, or NULL. */
static const char *mounted_type(const char *path) {
  const char *type = NULL;
  for (size_t i = 0; i < mount_points.count; i++)
    if (strcmp(mount_points.at[i], path) == 0) type = mount_types.at[i];
  return type;
}

static struct stat status_of(int fd, const char *path) {
  struct stat status;
  if (fstatat(fd, "", &status, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW) < 0) die_errno(errno, "cannot read %s", path);
  return status;
}

static bool writable(int fd) {
  struct statvfs status;
  return fstatvfs(fd, &status) == 0 && (status.f_flag & ST_RDONLY) == 0;
}

static bool mount_root(int fd) {
  struct statx status;
  return statx(fd, "", AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW, STATX_TYPE, &status) == 0 &&
         (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

/* Splits `path` into its parent, opened below `at`, and its last component. */
static int parent_of(int at, const char *path, const char **name) {
  const char *slash = strrchr(path, '/');
  *name = slash == NULL ? path : slash + 1;
  char *parent = must(strndup(path, slash == NULL ? 0 : (size_t)(slash - path)));
  int fd = path_open(at, parent, false);
  if (fd < 0) die_errno(fd, "cannot open the folder of %s", path);
  free(parent);
  return fd;
}

/* Where something is to be mounted; made (with its parents) when it is not there. Only our own folders take that. */
static int target(const char *path, bool directory) {
  path = relative(path);
  int fd = path_open(root, path, false);
  if (fd >= 0) return fd;
  if (fd != -ENOENT) die_errno(fd, "cannot open /%s in the view", path);
  const char *slash = strrchr(path, '/');
  if (slash != NULL) {
    char *parent = must(strndup(path, (size_t)(slash - path)));
    close(target(parent, true));
    free(parent);
  }
  const char *name;
  int parent = parent_of(root, path, &name);
  int made = directory ? mkdirat(parent, name, 0755)
                       : openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0444);
  if (made < 0) die_errno(errno, "cannot make the mount point /%s", path);
  if (!directory) close(made);
  close(parent);
  fd = path_open(root, path, false);
  if (fd < 0) die_errno(fd, "cannot open /%s in the view", path);
  return fd;
}

static int source(const char *path) {
  int fd = path_open(host, relative(path), false);
  if (fd < 0) die_errno(fd, "cannot open %s", path);
  return fd;
}

static void place(int tree, const char *path, uint64_t attributes, int at) {
  int error = tree < 0 ? tree : set_attributes(tree, attributes, 0, true);
  if (error >= 0) error = attach(tree, at);
  if (error < 0) die_errno(error, "cannot mount %s", path);
  close(tree);
  close(at);
}

static void bind(const char *path, uint64_t attributes) {
  if (!(attributes & MOUNT_ATTR_RDONLY)) strings_add(&opened, must(strdup(relative(path))));
  int from = source(path);
  struct stat status = status_of(from, path);
  if (S_ISLNK(status.st_mode)) die("%s is a symbolic link; name the folder it leads to", path);
  place(clone_tree(from), path, attributes, target(path, S_ISDIR(status.st_mode)));
  close(from);
}

static void show_link(int fd, const char *path) {
  char text[4096];
  ssize_t length = readlinkat(fd, "", text, sizeof text - 1);
  if (length < 0) die_errno(errno, "cannot read the link %s", path);
  text[length] = '\0';
  const char *name;
  int parent = parent_of(root, relative(path), &name);
  if (symlinkat(text, parent, name) < 0) die_errno(errno, "cannot show the link %s", path);
  close(parent);
}

/* File systems on which no socket can be bound: showing them as they are gives no way out. */
static bool without_sockets(const char *type) {
  static const char *const types[] = {"vfat", "exfat", "msdos", "iso9660", "udf", "efivarfs", "squashfs", "erofs"};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (strcmp(type, types[i]) == 0) return true;
  return false;
}

static void show(const char *path, int depth);

static void show_entries(int fd, const char *path, int depth) {
  close(target(path, true));
  int readable = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *folder = readable < 0 ? NULL : fdopendir(readable);
  if (folder == NULL) return; /* not ours to read: it stays empty */
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    char *child = NULL;
    if (asprintf(&child, "%s/%s", path, entry->d_name) < 0) die("out of memory");
    show(child, depth + 1);
    free(child);
  }
  closedir(folder);
}

static void show_directory(int fd, const char *path, int depth) {
  const char *type = mounted_type(path);
  if (type != NULL && strcmp(type, "autofs") == 0) return; /* looking would mount it, and might hang */
  if (has_mounts_below(path)) {
    if (depth >= MAX_SHOW_DEPTH) die("mounts more than %d folders below the root, at %s", MAX_SHOW_DEPTH, path);
    show_entries(fd, path, depth);
    return;
  }
  int tree = read_only_overlay(fd, empty);
  if (tree < 0) {
    /* Fails closed: what cannot be shown through an overlay is hidden, unless no socket can live there. */
    if (type == NULL || !without_sockets(type)) {
      close(target(path, true));
      return;
    }
    tree = clone_tree(fd);
  }
  place(tree, path, SAFE | MOUNT_ATTR_RDONLY, target(path, true));
}

/* Shows what the host has at `path`, read-only and without a way to its sockets. */
static void show(const char *path, int depth) {
  int fd = path_open(host, relative(path), false);
  if (fd < 0) return;
  struct stat status = status_of(fd, path);
  if (S_ISLNK(status.st_mode)) show_link(fd, path);
  else if (S_ISDIR(status.st_mode)) show_directory(fd, path, depth);
  else if (S_ISREG(status.st_mode)) place(clone_tree(fd), path, SAFE | MOUNT_ATTR_RDONLY, target(path, false));
  close(fd);
}

static bool inside_opened(const char *path) {
  for (size_t i = 0; i < opened.count; i++) {
    size_t length = strlen(opened.at[i]);
    if (strncmp(path, opened.at[i], length) == 0 && path[length] == '/') return true;
  }
  return false;
}

/* Mounts what is at `fd` onto itself: read-only to protect it, or as it is so that it cannot be moved or replaced. */
static void pin(int fd, const char *path, bool read_only) {
  int tree = clone_tree(fd);
  int error = tree;
  if (error >= 0 && read_only) error = set_attributes(tree, SAFE | MOUNT_ATTR_RDONLY, 0, true);
  if (error >= 0) error = attach(tree, fd);
  if (error < 0) die_errno(error, "cannot protect /%s", path);
  close(tree);
}

/* How a path is protected; those before SHUT also while it does not exist. */
enum guard { GUARD, GUARD_FILE, GUARD_SELF, GUARD_NAME, SHUT, MASK };

/* A path that must not come into being: made on the host, recorded first, so that it is gone afterwards. */
static int make_stub(const char *path, enum guard kind) {
  bool directory = kind == GUARD;
  if (registry < 0) die("no registry for the mount point /%s", path);
  char *absolute = NULL;
  if (asprintf(&absolute, "/%s", path) < 0) die("out of memory");
  stubs_record(registry, absolute);
  free(absolute);
  const char *name;
  int parent = parent_of(root, path, &name);
  bool socket = kind == GUARD_NAME;
  int made = directory ? mkdirat(parent, name, 0755)
             : socket  ? mknodat(parent, name, S_IFSOCK | 0600, 0)
                       : openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (made < 0 && errno != EEXIST) die_errno(errno, "cannot protect /%s", path);
  if (made >= 0 && !directory && !socket) {
    if (kind == GUARD_SELF && write(made, ".\n", 2) != 2) die_errno(errno, "cannot protect /%s", path);
    close(made);
  }
  close(parent);
  int fd = path_open(root, path, false);
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

static bool ends_with(const char *text, const char *end) {
  size_t length = strlen(text), tail = strlen(end);
  return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* What is seen at a name that a socket keeps: a file with nothing in it, in the form that its readers expect. */
static int blank(const char *path) {
  bool json = ends_with(path, ".json") || ends_with(path, ".jsonc");
  const char *name = json ? BLANK_JSON : BLANK, *text = json ? "{}\n" : "";
  int made = openat(root, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0444);
  if (made < 0 && errno != EEXIST) die_errno(errno, "cannot make %s", name);
  if (made >= 0) {
    if (write(made, text, strlen(text)) != (ssize_t)strlen(text)) die_errno(errno, "cannot make %s", name);
    close(made);
  }
  int fd = path_open(root, name, false);
  if (fd < 0) die_errno(fd, "cannot open %s", name);
  return fd;
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
  int tree = clone_tree(S_ISDIR(status_of(fd, path).st_mode) ? empty : source("/dev/null"));
  place(tree, path, SAFE | MOUNT_ATTR_RDONLY, dup(fd));
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

static void remember_walk(const char *path, size_t length) {
  if (length >= sizeof walked) length = 0;
  memcpy(walked, path, length);
  walked[length] = '\0';
}

/*
 * Protects `path`: itself read-only, each folder on the way pinned, so that neither it nor a folder above it can be
 * renamed away and replaced. A symbolic link on the way is pinned as a link and what it leads to is protected as well.
 */
static void guard(const char *path, enum guard kind, int depth) {
  if (depth > MAX_LINK_DEPTH) die("cannot protect %s: too many symbolic links", path);
  char *walk = must(strdup(relative(path)));
  normalize(walk);
  for (size_t at = walked_part(walk); walk[at] != '\0';) {
    size_t end = at + strcspn(walk + at, "/");
    bool last = walk[end] == '\0';
    walk[end] = '\0';
    int fd = path_open(root, walk, false);
    if (fd == -ENOENT) {
      const char *name;
      int parent = parent_of(root, walk, &name);
      /* In a place of the session's own nothing can come into being that the host would see. */
      bool possible = writable(parent) && kind < SHUT && inside_opened(walk);
      close(parent);
      if (!possible) break; /* nobody inside can make it */
      fd = make_stub(walk, last ? kind : GUARD);
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
      if (writable(fd) && kind != MASK) {
        unsigned budget = MAX_PROTECTED_ENTRIES;
        refuse_second_name(walk, "", &status);
        if (S_ISDIR(status.st_mode)) refuse_second_names(fd, walk, 0, &budget);
      }
      if (writable(fd)) cover(fd, walk, kind);
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

static void seal(const char *path) {
  int fd = path_open(root, relative(path), false);
  int error = fd < 0 ? fd : set_attributes(fd, MOUNT_ATTR_RDONLY, 0, false);
  if (error < 0) die_errno(error, "cannot seal %s", path);
  close(fd);
}

/* `MODE SIZE PATH` */
static void tmpfs(const char *argument) {
  char mode[8], size[32];
  int consumed = 0;
  if (sscanf(argument, "%7s %31s %n", mode, size, &consumed) != 2) die("malformed tmpfs in the request");
  int tree = new_tmpfs(mode, strcmp(size, "-") == 0 ? "" : size);
  place(tree, argument + consumed, SAFE, target(argument + consumed, true));
}

static void link_in(int folder, const char *name, const char *text) {
  if (symlinkat(text, folder, name) < 0) die_errno(errno, "cannot make the link %s", name);
}

/* The caller's terminal keeps a name, so that programs that ask for it (`tty`, gpg) get one. */
static void console(const char *path) {
  char name[MAX_PATH_BYTES];
  ssize_t length = isatty(0) ? readlink("/proc/self/fd/0", name, sizeof name - 1) : -1;
  if (length <= 0) return;
  name[length] = '\0';
  int from = path_open(host, relative(name), false);
  if (from < 0) return;
  place(clone_tree(from), path, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC, target(path, false));
  close(from);
}

/*
 * The devices every program expects, and a terminal multiplexer of the session's own. Made here and not by bubblewrap,
 * which reads the whole mount table for each device.
 */
static void devices(const char *path) {
  static const char *const nodes[] = {"null", "zero", "full", "random", "urandom", "tty"};
  place(new_tmpfs("0755", ""), path, SAFE, target(path, true));
  int folder = path_open(root, relative(path), false);
  if (folder < 0) die_errno(folder, "cannot open %s in the view", path);
  char name[64];
  for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) {
    snprintf(name, sizeof name, "%s/%s", path, nodes[i]);
    int from = source(name);
    place(clone_tree(from), name, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC, target(name, false));
    close(from);
  }
  link_in(folder, "fd", "/proc/self/fd");
  link_in(folder, "stdin", "/proc/self/fd/0");
  link_in(folder, "stdout", "/proc/self/fd/1");
  link_in(folder, "stderr", "/proc/self/fd/2");
  link_in(folder, "ptmx", "pts/ptmx");
  if (mkdirat(folder, "shm", 01777) < 0 || mkdirat(folder, "pts", 0755) < 0)
    die_errno(errno, "cannot make the folders of %s", path);
  if (fchmodat(folder, "shm", 01777, 0) < 0) die_errno(errno, "cannot open up %s/shm", path);
  snprintf(name, sizeof name, "%s/pts", path);
  place(new_devpts(), name, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC, target(name, true));
  snprintf(name, sizeof name, "%s/console", path);
  console(name);
  close(folder);
}

static void host_tree(const char *path) {
  int from = source(path);
  int tree = clone_tree(from);
  int error = tree < 0 ? tree : attach(tree, target(path, true));
  if (error < 0) die_errno(error, "cannot mount %s", path);
  close(tree);
  close(from);
}

static void operate(const char *name, const char *path) {
  if (strcmp(name, "show") == 0) show(path, 1);
  else if (strcmp(name, "tmpfs") == 0) tmpfs(path);
  else if (strcmp(name, "seal") == 0) seal(path);
  else if (strcmp(name, "dir") == 0) close(target(path, true));
  else if (strcmp(name, "host") == 0) host_tree(path);
  else if (strcmp(name, "devices") == 0) devices(path);
  else if (strcmp(name, "keep") == 0) bind(path, SAFE | MOUNT_ATTR_RDONLY);
  else if (strcmp(name, "open") == 0) bind(path, SAFE);
  else if (strcmp(name, "guard") == 0) guard(path, GUARD, 0);
  else if (strcmp(name, "guardfile") == 0) guard(path, GUARD_FILE, 0);
  else if (strcmp(name, "guardself") == 0) guard(path, GUARD_SELF, 0);
  else if (strcmp(name, "guardname") == 0) guard(path, GUARD_NAME, 0);
  else if (strcmp(name, "shut") == 0) guard(path, SHUT, 0);
  else if (strcmp(name, "mask") == 0) guard(path, MASK, 0);
  else die("unknown operation %s", name);
}

static int mounted_root(void) {
  int tree = new_tmpfs("0755", "1m");
  if (tree < 0) die_errno(tree, "cannot mount a new root");
  if (attach(tree, host) < 0) die_errno(errno, "cannot attach the new root");
  return tree;
}

void tree_build(const struct request *request, int stubs) {
  registry = stubs;
  host = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (host < 0) die_errno(errno, "cannot open /");
  read_mount_table();
  root = mounted_root();
  empty = target("/.empty", true);
  for (size_t i = 0; i + 1 < request->view.count; i += 2) operate(request->view.at[i], request->view.at[i + 1]);
  close(empty);
  if (unlinkat(root, ".empty", AT_REMOVEDIR) < 0 && errno != EBUSY) die_errno(errno, "cannot tidy the new root");
  unlinkat(root, BLANK, 0);
  unlinkat(root, BLANK_JSON, 0);
  seal("/");
  if (fchdir(root) < 0) die_errno(errno, "cannot enter the new root");
  if (syscall(SYS_pivot_root, ".", ".") < 0) die_errno(errno, "cannot change the root");
  if (syscall(SYS_umount2, ".", 2 /* MNT_DETACH */) < 0) die_errno(errno, "cannot leave the host's root");
  if (chdir("/") < 0) die_errno(errno, "cannot enter the new root");
}
