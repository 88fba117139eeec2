/*
 * Mount points in store. Making an inode is most of what a mount point costs on ext4, which looks for one that has not
 * been in use lately; giving one that exists another name costs a thirtieth. So folders that were mount points are
 * kept, and files get one more name of a socket that is there already. What cannot be had from here (another file
 * system, an empty store) is made as ever.
 */
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FOLDER "spare"
#define SOCKET "socket"
#define MODE 0755 /* at most: the umask may take from it */

#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE (1 << 0)
#endif

static int move(int from, const char *name, int to, const char *as) {
  return (int)syscall(SYS_renameat2, from, name, to, as, RENAME_NOREPLACE);
}

static void read_names(struct spare *spare) {
  int readable = openat(spare->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *entries = readable < 0 ? NULL : fdopendir(readable);
  if (entries == NULL) return;
  for (struct dirent *entry; (entry = readdir(entries)) != NULL;)
    if (entry->d_type == DT_DIR && entry->d_name[0] != '.')
      strings_add(&spare->names, must(strdup(entry->d_name)));
  closedir(entries);
}

/* Opens the store in the folder of the registries, in whose mounts it is then used. */
void spare_open(struct spare *spare, int registries) {
  memset(spare, 0, sizeof *spare);
  spare->folder = path_open(registries, FOLDER, false);
  if (spare->folder == -ENOENT && mkdirat(registries, FOLDER, 0700) == 0)
    spare->folder = path_open(registries, FOLDER, false);
  if (spare->folder >= 0) read_names(spare);
}

void spare_close(struct spare *spare) {
  if (spare->folder >= 0) close(spare->folder);
  for (size_t i = 0; i < spare->names.count; i++) free(spare->names.at[i]);
  free(spare->names.at);
}

/* Puts a folder from the store at a name that is free; false when there is none to put. */
bool spare_give_folder(struct spare *spare, int parent, const char *name) {
  while (spare->folder >= 0 && spare->names.count > 0) {
    char *taken = spare->names.at[--spare->names.count];
    int error = move(spare->folder, taken, parent, name) == 0 ? 0 : errno;
    free(taken);
    if (error == 0) return true;
    if (error != ENOENT) return false; /* another session has taken that one */
  }
  return false;
}

/* Gives the socket in the store one more name; false when that cannot be. */
bool spare_give_socket(const struct spare *spare, int parent, const char *name) {
  if (spare->folder < 0) return false;
  if (linkat(spare->folder, SOCKET, parent, name, 0) == 0) return true;
  bool absent = errno == ENOENT && mknodat(spare->folder, SOCKET, S_IFSOCK | 0600, 0) == 0;
  return absent && linkat(spare->folder, SOCKET, parent, name, 0) == 0;
}

static bool is_plain_and_empty(int folder, const char *name, struct stat *status) {
  int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  DIR *entries = fd < 0 ? NULL : fdopendir(fd);
  if (entries == NULL) {
    if (fd >= 0) close(fd);
    return false;
  }
  bool plain = fstat(fd, status) == 0 && status->st_uid == geteuid() && (status->st_mode & 07777 & ~MODE) == 0;
  for (struct dirent *entry; plain && (entry = readdir(entries)) != NULL;)
    plain = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
  closedir(entries);
  return plain;
}

/*
 * Takes an empty folder away from its name and keeps it; false when it is not one to keep, and is where it was. Until it
 * is known that nobody on the host has put something there this very moment, its name is not one of the store's.
 */
bool spare_take_folder(struct spare *spare, int folder, const char *name) {
  struct stat status;
  char hidden[32];
  if (spare->folder < 0 || spare->names.count >= MAX_SPARES || !is_plain_and_empty(folder, name, &status)) return false;
  snprintf(hidden, sizeof hidden, ".%llu", (unsigned long long)status.st_ino);
  if (move(folder, name, spare->folder, hidden) < 0) return false;
  if (!is_plain_and_empty(spare->folder, hidden, &status)) {
    move(spare->folder, hidden, folder, name);
    return false;
  }
  if (move(spare->folder, hidden, spare->folder, hidden + 1) == 0) strings_add(&spare->names, must(strdup(hidden + 1)));
  return true;
}
