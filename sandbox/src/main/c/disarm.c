/*
 * Disarming what cannot be named in Java: a new git repository whose path is not UTF-8, or too long for any call. What
 * git would execute of it is moved aside unread, under a name that nothing reads; that a name here is a repository's
 * the search has seen.
 */
#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DISARMED ".cordon-disarmed"
#define MAX_NAMES 100 /* tried for what is moved aside */

/* Whether Java reads these bytes as what they are. Source: RFC 3629, section 4. */
bool is_utf8(const char *text) {
  for (const unsigned char *at = (const unsigned char *)text; *at != '\0';) {
    unsigned char first = *at++, low = 0x80, high = 0xbf;
    int more = first < 0x80 ? 0 : first < 0xc2 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : -1;
    if (more < 0) return false;
    if (first == 0xe0) low = 0xa0;
    if (first == 0xed) high = 0x9f;
    if (first == 0xf0) low = 0x90;
    if (first == 0xf4) high = 0x8f;
    for (; more > 0; more--, low = 0x80, high = 0xbf)
      if (*at < low || *at++ > high) return false;
  }
  return true;
}

/* True when it is not there, or not any more. */
static bool move_aside(int folder, const char *name) {
  for (int i = 0; i < MAX_NAMES; i++) {
    char aside[64];
    if (i == 0) snprintf(aside, sizeof aside, "%s" DISARMED, name);
    else snprintf(aside, sizeof aside, "%s" DISARMED "-%d", name, i);
    if (renameat2(folder, name, folder, aside, RENAME_NOREPLACE) == 0 || errno == ENOENT) return true;
    if (errno != EEXIST) return false;
  }
  return false;
}

bool disarm_directory(int git) {
  static const char *const orders[] = {"hooks", "config", "config.worktree", "commondir"};
  bool done = true;
  for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) done &= move_aside(git, orders[i]);
  return done;
}

/* `.git` in a folder: a directory, or a file or link that leads to one. */
bool disarm_entry(int folder) {
  int git = openat(folder, ".git", O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (git < 0) return move_aside(folder, ".git");
  bool done = disarm_directory(git);
  close(git);
  return done;
}

/* A folder that its owner cannot list, so that nobody sees what git would execute in it: nobody enters it either. */
bool disarm_closed(int folder) {
  char link[32];
  snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
  return geteuid() != 0 && chmod(link, 0) == 0;
}
