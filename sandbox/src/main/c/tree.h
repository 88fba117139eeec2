/* What building the view and protecting paths in it share. */
#ifndef CORDON_TREE_H
#define CORDON_TREE_H

#include "stage.h"

#include <linux/mount.h>
#include <sys/stat.h>

#define SAFE (MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV)

/* Files of the new root that are shown at protected names, and have none of their own in the end. */
#define BLANK ".blank"
#define BLANK_JSON ".blank.json"

/* The view while it is built. Descriptors. */
struct tree {
  int host;              /* the host's root */
  int root;              /* the new root */
  int empty;             /* an empty directory */
  int registry;          /* of mount points made on the host, or -1 */
  struct spare spare;    /* such mount points in store */
  struct strings opened; /* what was opened for writing, relative to the root */
};
extern struct tree tree;

const char *relative(const char *path);
struct stat status_of(int fd, const char *path);
int parent_of(int at, const char *path, const char **name);
int source(const char *path);
void place(int mount, const char *path, uint64_t attributes, int at);

/* guard.c: how a path is protected; those before SHUT also while it does not exist. */
enum guard { GUARD, GUARD_FILE, GUARD_SELF, GUARD_NAME, SHUT, MASK };
void guard(const char *path, enum guard kind, int depth);
void forget_walk(void); /* a new mount may lie on the way: nothing on it is pinned yet */

#endif
