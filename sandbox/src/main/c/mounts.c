/*
 * Mounting by file descriptor: a path is resolved once and what was resolved is what gets mounted, so nobody can
 * swap it in between. Needs Linux 5.12 (mount_setattr).
 */
#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef AT_RECURSIVE
#define AT_RECURSIVE 0x8000
#endif

static int result(long value) { return value < 0 ? -errno : (int)value; }

/* Opens `path` below `root` without following any symbolic link; a last component that is one is opened as itself. */
int path_open(int root, const char *path, bool follow_last) {
  struct open_how how = {0};
  how.flags = O_PATH | O_CLOEXEC | (follow_last ? 0 : O_NOFOLLOW);
  how.resolve = RESOLVE_IN_ROOT | (follow_last ? 0 : RESOLVE_NO_SYMLINKS);
  return result(syscall(SYS_openat2, root, path[0] == '\0' ? "." : path, &how, sizeof how));
}

int clone_tree(int fd) {
  return result(syscall(SYS_open_tree, fd, "",
                        OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH | AT_RECURSIVE | AT_SYMLINK_NOFOLLOW));
}

int set_attributes(int tree, uint64_t set, uint64_t clear, bool recursive) {
  struct mount_attr attributes = {.attr_set = set, .attr_clr = clear};
  return result(syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0), &attributes,
                        sizeof attributes));
}

int attach(int tree, int target) {
  return result(syscall(SYS_move_mount, tree, "", target, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH));
}

static int option(int context, const char *key, const char *value) {
  return result(syscall(SYS_fsconfig, context, FSCONFIG_SET_STRING, key, value, 0));
}

static int finish(int context, int error, unsigned attributes) {
  if (error >= 0) error = result(syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, NULL, NULL, 0));
  if (error >= 0) error = result(syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, attributes));
  close(context);
  return error;
}

int new_tmpfs(const char *mode, const char *size) {
  int context = result(syscall(SYS_fsopen, "tmpfs", FSOPEN_CLOEXEC));
  if (context < 0) return context;
  int error = option(context, "mode", mode);
  if (error >= 0 && size[0] != '\0') error = option(context, "size", size);
  return finish(context, error, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
}

/* The processes of the caller's PID namespace. */
int new_proc(void) {
  int context = result(syscall(SYS_fsopen, "proc", FSOPEN_CLOEXEC));
  return context < 0 ? context : finish(context, 0, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC);
}

/* Pseudo-terminals of the session's own; modes as in any distribution. */
int new_devpts(void) {
  int context = result(syscall(SYS_fsopen, "devpts", FSOPEN_CLOEXEC));
  if (context < 0) return context;
  int error = option(context, "mode", "0620");
  if (error >= 0) error = option(context, "ptmxmode", "0666");
  return finish(context, error, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC);
}

/*
 * A read-only overlay over one directory. Two lower layers and no upper one: the inodes it shows are not the ones
 * that sockets of the host are bound to, so connecting to them is refused, and nothing can be written.
 */
int read_only_overlay(int lower, int empty) {
  int context = result(syscall(SYS_fsopen, "overlay", FSOPEN_CLOEXEC));
  if (context < 0) return context;
  char layers[64];
  snprintf(layers, sizeof layers, "/proc/self/fd/%d:/proc/self/fd/%d", lower, empty);
  int error = option(context, "lowerdir", layers);
  if (error >= 0) error = result(syscall(SYS_fsconfig, context, FSCONFIG_SET_FLAG, "userxattr", NULL, 0));
  return finish(context, error, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
}
