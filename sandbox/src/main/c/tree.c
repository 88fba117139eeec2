/*
 * The file system view of a confined command, built mount by mount on a fresh root.
 *
 * Everything is resolved below two descriptors, the host's root and the new root, and never through a symbolic link.
 */
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct tree tree;

/* Every mount point of the host, in the order of the mount table. */
static struct strings mount_points, mount_types;

const char *relative(const char *path) {
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

struct stat status_of(int fd, const char *path) {
  struct stat status;
  if (fstatat(fd, "", &status, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW) < 0) die_errno(errno, "cannot read %s", path);
  return status;
}

/* Splits `path` into its parent, opened below `at`, and its last component. */
int parent_of(int at, const char *path, const char **name) {
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
  int fd = path_open(tree.root, path, false);
  if (fd >= 0) return fd;
  if (fd != -ENOENT) die_errno(fd, "cannot open /%s in the view", path);
  const char *slash = strrchr(path, '/');
  if (slash != NULL) {
    char *parent = must(strndup(path, (size_t)(slash - path)));
    close(target(parent, true));
    free(parent);
  }
  const char *name;
  int parent = parent_of(tree.root, path, &name);
  int made = directory ? mkdirat(parent, name, 0755)
                       : openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0444);
  if (made < 0) die_errno(errno, "cannot make the mount point /%s", path);
  if (!directory) close(made);
  close(parent);
  fd = path_open(tree.root, path, false);
  if (fd < 0) die_errno(fd, "cannot open /%s in the view", path);
  return fd;
}

int source(const char *path) {
  int fd = path_open(tree.host, relative(path), false);
  if (fd < 0) die_errno(fd, "cannot open %s", path);
  return fd;
}

void place(int mount, const char *path, uint64_t attributes, int at) {
  int error = mount < 0 ? mount : set_attributes(mount, attributes, 0, true);
  if (error >= 0) error = attach(mount, at);
  if (error < 0) die_errno(error, "cannot mount %s", path);
  close(mount);
  close(at);
}

static void bind(const char *path, uint64_t attributes) {
  if (!(attributes & MOUNT_ATTR_RDONLY)) strings_add(&tree.opened, must(strdup(relative(path))));
  int from = source(path);
  struct stat status = status_of(from, path);
  if (S_ISLNK(status.st_mode)) die("%s is a symbolic link; name the folder it leads to", path);
  place(clone_tree(from), path, attributes, target(path, S_ISDIR(status.st_mode)));
  close(from);
  forget_walk();
}

static void show_link(int fd, const char *path) {
  char text[4096];
  ssize_t length = readlinkat(fd, "", text, sizeof text - 1);
  if (length < 0) die_errno(errno, "cannot read the link %s", path);
  text[length] = '\0';
  const char *name;
  int parent = parent_of(tree.root, relative(path), &name);
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
  int mount = read_only_overlay(fd, tree.empty);
  if (mount < 0) {
    /* Fails closed: what cannot be shown through an overlay is hidden, unless no socket can live there. */
    if (type == NULL || !without_sockets(type)) {
      close(target(path, true));
      return;
    }
    mount = clone_tree(fd);
  }
  place(mount, path, SAFE | MOUNT_ATTR_RDONLY, target(path, true));
}

/* Shows what the host has at `path`, read-only and without a way to its sockets. */
static void show(const char *path, int depth) {
  int fd = path_open(tree.host, relative(path), false);
  if (fd < 0) return;
  struct stat status = status_of(fd, path);
  if (S_ISLNK(status.st_mode)) show_link(fd, path);
  else if (S_ISDIR(status.st_mode)) show_directory(fd, path, depth);
  else if (S_ISREG(status.st_mode)) place(clone_tree(fd), path, SAFE | MOUNT_ATTR_RDONLY, target(path, false));
  close(fd);
}

static void seal(const char *path) {
  int fd = path_open(tree.root, relative(path), false);
  int error = fd < 0 ? fd : set_attributes(fd, MOUNT_ATTR_RDONLY, 0, false);
  if (error < 0) die_errno(error, "cannot seal %s", path);
  close(fd);
}

/* `MODE SIZE PATH` */
static void tmpfs(const char *argument) {
  char mode[8], size[32];
  int consumed = 0;
  if (sscanf(argument, "%7s %31s %n", mode, size, &consumed) != 2) die("malformed tmpfs in the request");
  int mount = new_tmpfs(mode, strcmp(size, "-") == 0 ? "" : size);
  place(mount, argument + consumed, SAFE, target(argument + consumed, true));
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
  int from = path_open(tree.host, relative(name), false);
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
  int folder = path_open(tree.root, relative(path), false);
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

/* bubblewrap still has to write here; it makes the mount read-only before it starts anything. */
static void processes(const char *path) {
  int mount = new_proc();
  int error = mount < 0 ? mount : attach(mount, target(path, true));
  if (error < 0) die_errno(error, "cannot mount %s", path);
  close(mount);
}

static void operate(const char *name, const char *path) {
  if (strcmp(name, "show") == 0) show(path, 1);
  else if (strcmp(name, "tmpfs") == 0) tmpfs(path);
  else if (strcmp(name, "seal") == 0) seal(path);
  else if (strcmp(name, "dir") == 0) close(target(path, true));
  else if (strcmp(name, "proc") == 0) processes(path);
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
  int mount = new_tmpfs("0755", "1m");
  if (mount < 0) die_errno(mount, "cannot mount a new root");
  if (attach(mount, tree.host) < 0) die_errno(errno, "cannot attach the new root");
  return mount;
}

/* Reached by the host's way, whatever links lead there: a store that is not found is none. */
static void open_spare(const char *registry) {
  char *folder = must(strndup(registry, (size_t)(strrchr(registry, '/') - registry)));
  int registries = path_open(tree.host, relative(folder), true);
  if (registries >= 0) {
    spare_open(&tree.spare, registries);
    close(registries);
  }
  free(folder);
}

void tree_begin(void) {
  tree.registry = -1;
  tree.spare.folder = -1;
  tree.host = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (tree.host < 0) die_errno(errno, "cannot open /");
  read_mount_table();
  tree.root = mounted_root();
  tree.empty = target("/.empty", true);
}

/* What makes mount points on the host needs this first. */
void tree_use_stubs(const struct request *request, int registry) {
  tree.registry = registry;
  if (registry >= 0) open_spare(request->stubs);
}

void tree_operate(const struct strings *view, size_t from) {
  for (size_t i = from; i + 1 < view->count; i += 2) operate(view->at[i], view->at[i + 1]);
}

/* Enters the view. */
void tree_end(void) {
  spare_close(&tree.spare);
  close(tree.empty);
  if (unlinkat(tree.root, ".empty", AT_REMOVEDIR) < 0 && errno != EBUSY) die_errno(errno, "cannot tidy the new root");
  unlinkat(tree.root, BLANK, 0);
  unlinkat(tree.root, BLANK_JSON, 0);
  seal("/");
  if (fchdir(tree.root) < 0) die_errno(errno, "cannot enter the new root");
  if (syscall(SYS_pivot_root, ".", ".") < 0) die_errno(errno, "cannot change the root");
  if (syscall(SYS_umount2, ".", 2 /* MNT_DETACH */) < 0) die_errno(errno, "cannot leave the host's root");
  if (chdir("/") < 0) die_errno(errno, "cannot enter the new root");
}
