/*
 * Evidence. The observing filter stops each system call that could change a name or reach a host; this part looks at
 * it and lets it go on, the first that makes a name once the baseline is kept. Else it enforces nothing: the kernel
 * refuses by the mounts and the namespace. What it adds is to know, for each refusal, which path or host it was,
 * whichever program asked and whatever that program prints.
 */
#include "stage.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

struct observer {
  int listener;
  const struct request *request;
  int registry; /* of the mount points made on the host, or -1 */
  pid_t command; /* what everything inside ends with */
  bool kept;     /* the baseline */
  struct gate *gate; /* NULL when nothing outside is reached */
  struct outcome *outcome;
};

struct observer *observer_new(int listener, const struct request *request, int registry, pid_t command,
                              struct gate *gate, struct outcome *outcome) {
  struct observer *observer = must(calloc(1, sizeof *observer));
  *observer = (struct observer){listener, request, registry, command, false, gate, outcome};
  return observer;
}

void observer_free(struct observer *observer) {
  if (observer == NULL) return;
  close(observer->listener);
  free(observer);
}

/* What a system call is about to do to a name. */
enum effect { NONE, OPENS, MAKES, REMOVES, CHANGES };

struct access {
  const char *call;
  enum effect effect;
  int directory;      /* descriptor the path is relative to, or AT_FDCWD */
  uint64_t path;      /* address in the command's memory */
  bool creates;       /* may bring a name into being */
  bool writes;        /* may change what is there */
  bool exclusive;     /* fails when the name is there */
  bool follow;        /* follows a link in the last place */
};

static bool read_memory(pid_t pid, uint64_t address, void *to, size_t count) {
  struct iovec local = {to, count}, remote = {(void *)(uintptr_t)address, count};
  return process_vm_readv(pid, &local, 1, &remote, 1, 0) == (ssize_t)count;
}

/* Reads a path, page by page so that its end may lie before an unmapped one. */
static bool read_path(pid_t pid, uint64_t address, char *path) {
  size_t used = 0;
  while (used < MAX_PATH_BYTES) {
    size_t chunk = 4096 - (size_t)((address + used) & 4095);
    if (chunk > MAX_PATH_BYTES - used) chunk = MAX_PATH_BYTES - used;
    if (!read_memory(pid, address + used, path + used, chunk)) return false;
    if (memchr(path + used, '\0', chunk) != NULL) return true;
    used += chunk;
  }
  return false;
}

static int open_below(int root, const char *path, bool follow) {
  struct open_how how = {.flags = O_PATH | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW), .resolve = RESOLVE_IN_ROOT};
  return (int)syscall(SYS_openat2, root, path, &how, sizeof how);
}

/* The path as the command means it, absolute in its own view. */
static bool absolute(pid_t pid, int directory, const char *path, char *to) {
  if (path[0] == '/') return snprintf(to, MAX_PATH_BYTES, "%s", path) < MAX_PATH_BYTES;
  char link[64], base[MAX_PATH_BYTES];
  if (directory == AT_FDCWD) snprintf(link, sizeof link, "/proc/%d/cwd", pid);
  else snprintf(link, sizeof link, "/proc/%d/fd/%d", pid, directory);
  ssize_t length = readlink(link, base, sizeof base - 1);
  if (length <= 0 || base[0] != '/') return false;
  base[length] = '\0';
  return snprintf(to, MAX_PATH_BYTES, "%s/%s", base, path) < MAX_PATH_BYTES;
}

static bool mount_root(int fd) {
  struct statx status;
  return statx(fd, "", AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW, STATX_TYPE, &status) == 0 &&
         (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

static bool name_of(int fd, char *to) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, to, MAX_PATH_BYTES - 1);
  if (length <= 0) return false;
  to[length] = '\0';
  /* The file that is shown at a held name has no name of its own any more. */
  static const char gone[] = " (deleted)";
  size_t mark = sizeof gone - 1;
  if ((size_t)length > mark && strcmp(to + length - mark, gone) == 0 && mount_root(fd)) to[length - mark] = '\0';
  return true;
}

static void record(struct observer *observer, const char *kind, const char *target, const char *evidence) {
  struct strings *denials = &observer->outcome->denials;
  for (size_t i = 0; i + 2 < denials->count; i += 3)
    if (strcmp(denials->at[i], kind) == 0 && strcmp(denials->at[i + 1], target) == 0) return;
  if (denials->count / 3 >= MAX_DENIALS) return;
  strings_add(denials, must(strdup(kind)));
  strings_add(denials, must(strdup(target)));
  strings_add(denials, must(strdup(evidence)));
}

static bool read_only(int fd) {
  struct statvfs status;
  return fstatvfs(fd, &status) == 0 && (status.f_flag & ST_RDONLY) != 0;
}

/* Writing to a device, a pipe or a socket is not refused by a read-only mount. */
static bool special(int fd) {
  struct stat status;
  return fstatat(fd, "", &status, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW) == 0 && !S_ISREG(status.st_mode) &&
         !S_ISDIR(status.st_mode) && !S_ISLNK(status.st_mode);
}

/* Only a refusal that the host itself would not have made is the boundary's. */
static bool host_allows(const char *path) {
  return faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
}

static void refused(struct observer *observer, const char *call, const char *path, const char *why) {
  char evidence[160];
  snprintf(evidence, sizeof evidence, "%s: %s", call, why);
  record(observer, "write", path, evidence);
}

static void consider_existing(struct observer *observer, const struct access *access, int fd) {
  char path[MAX_PATH_BYTES];
  if (special(fd) || !name_of(fd, path)) return;
  bool pinned = mount_root(fd), sealed = read_only(fd);
  if (access->exclusive || access->effect == MAKES) {
    /* What has been there before would be in the way on the host, too. */
    if (pinned && sealed && stubs_hold(observer->registry, path)) refused(observer, access->call, path, "the name is protected");
    return;
  }
  if (access->effect == REMOVES && pinned) {
    refused(observer, access->call, path, "the name is protected");
    return;
  }
  if (sealed && host_allows(path)) refused(observer, access->call, path, "read-only inside the boundary");
}

/* Nobody makes files there, whatever the permissions say. */
static bool of_kernel(const char *folder) {
  return strcmp(folder, "/proc") == 0 || strncmp(folder, "/proc/", 6) == 0 || strcmp(folder, "/sys") == 0 ||
         strncmp(folder, "/sys/", 5) == 0;
}

static void consider_absent(struct observer *observer, const struct access *access, int root, char *path) {
  char *slash = strrchr(path, '/');
  while (slash != NULL && slash != path && slash[1] == '\0') { /* trailing slashes */
    *slash = '\0';
    slash = strrchr(path, '/');
  }
  if (slash == NULL || slash[1] == '\0') return;
  char name[MAX_PATH_BYTES], folder[MAX_PATH_BYTES], full[2 * MAX_PATH_BYTES];
  snprintf(name, sizeof name, "%s", slash + 1);
  slash[slash == path] = '\0';
  int fd = open_below(root, path, true);
  if (fd < 0) return;
  if (read_only(fd) && name_of(fd, folder) && !of_kernel(folder) && host_allows(folder)) {
    snprintf(full, sizeof full, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder, name);
    if (strlen(full) < MAX_PATH_BYTES) {
      bool whole_folder = access->effect == MAKES && strcmp(access->call, "mkdir") == 0;
      refused(observer, access->call, full,
              whole_folder        ? "new folder, read-only inside the boundary"
              : access->exclusive ? "new and not there before, read-only inside the boundary"
                                  : "new, read-only inside the boundary");
    }
  }
  close(fd);
}

static bool made_for_grant(const struct observer *observer, const char *path) {
  for (size_t i = 0; i < observer->request->made.count; i++)
    if (strcmp(observer->request->made.at[i], path) == 0) return true;
  return false;
}

/* Looks at one path; true when the call is to succeed without being made (a folder already made for a grant). */
static bool consider(struct observer *observer, pid_t pid, const struct access *access) {
  char given[MAX_PATH_BYTES], path[MAX_PATH_BYTES], link[32];
  if (access->creates || access->writes) observer->outcome->created++;
  if (!read_path(pid, access->path, given) || given[0] == '\0') return false;
  if (!absolute(pid, access->directory, given, path)) return false;
  if (access->effect == MAKES && made_for_grant(observer, path)) return true;
  snprintf(link, sizeof link, "/proc/%d/root", pid);
  int root = open(link, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (root < 0) return false;
  int fd = open_below(root, path, access->follow);
  if (fd >= 0) consider_existing(observer, access, fd);
  else if (errno == ENOENT && access->creates) consider_absent(observer, access, root, path);
  if (fd >= 0) close(fd);
  close(root);
  return false;
}

static struct access opening(const char *call, int directory, uint64_t path, uint64_t flags) {
  return (struct access){.call = call,
                         .effect = OPENS,
                         .directory = directory,
                         .path = path,
                         .creates = (flags & O_CREAT) != 0,
                         .writes = (flags & (O_ACCMODE | O_TRUNC)) != O_RDONLY,
                         .exclusive = (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL),
                         .follow = (flags & O_NOFOLLOW) == 0};
}

static struct access making(const char *call, int directory, uint64_t path) {
  return (struct access){.call = call, .effect = MAKES, .directory = directory, .path = path, .creates = true};
}

static struct access removing(const char *call, int directory, uint64_t path) {
  return (struct access){.call = call, .effect = REMOVES, .directory = directory, .path = path};
}

static struct access changing(const char *call, int directory, uint64_t path, bool follow) {
  return (struct access){.call = call, .effect = CHANGES, .directory = directory, .path = path, .follow = follow};
}

static bool look_at_paths(struct observer *observer, const struct seccomp_notif *call) {
  const __u64 *a = call->data.args;
  pid_t pid = (pid_t)call->pid;
  struct access access = {.effect = NONE}, second = {.effect = NONE};
  switch (call->data.nr) {
#ifdef SYS_open
    case SYS_open: access = opening("open", AT_FDCWD, a[0], a[1]); break;
    case SYS_creat: access = opening("creat", AT_FDCWD, a[0], O_CREAT); break;
    case SYS_mkdir: access = making("mkdir", AT_FDCWD, a[0]); break;
    case SYS_mknod: access = making("mknod", AT_FDCWD, a[0]); break;
    case SYS_rmdir: access = removing("rmdir", AT_FDCWD, a[0]); break;
    case SYS_unlink: access = removing("unlink", AT_FDCWD, a[0]); break;
    case SYS_symlink: access = making("symlink", AT_FDCWD, a[1]); break;
    case SYS_chmod: access = changing("chmod", AT_FDCWD, a[0], true); break;
    case SYS_chown: access = changing("chown", AT_FDCWD, a[0], true); break;
    case SYS_lchown: access = changing("lchown", AT_FDCWD, a[0], false); break;
    case SYS_link: access = making("link", AT_FDCWD, a[1]); break;
    case SYS_rename:
      access = removing("rename", AT_FDCWD, a[0]);
      second = removing("rename", AT_FDCWD, a[1]);
      second.creates = true;
      break;
#endif
#ifdef SYS_renameat
    case SYS_renameat:
#endif
    case SYS_renameat2:
      access = removing("rename", (int)a[0], a[1]);
      second = removing("rename", (int)a[2], a[3]);
      second.creates = true;
      break;
    case SYS_openat: access = opening("open", (int)a[0], a[1], a[2]); break;
    case SYS_mkdirat: access = making("mkdir", (int)a[0], a[1]); break;
    case SYS_mknodat: access = making("mknod", (int)a[0], a[1]); break;
    case SYS_unlinkat: access = removing("unlink", (int)a[0], a[1]); break;
    case SYS_symlinkat: access = making("symlink", (int)a[1], a[2]); break;
    case SYS_linkat: access = making("link", (int)a[2], a[3]); break;
    case SYS_truncate: access = changing("truncate", AT_FDCWD, a[0], true); break;
    case SYS_fchmodat: access = changing("chmod", (int)a[0], a[1], true); break;
    case 452 /* fchmodat2, since Linux 6.6 */: access = changing("chmod", (int)a[0], a[1], true); break;
    case SYS_fchownat: access = changing("chown", (int)a[0], a[1], true); break;
    default: break;
  }
  bool answered = access.effect != NONE && consider(observer, pid, &access);
  if (second.effect != NONE) consider(observer, pid, &second);
  return answered;
}

/* As the kernel takes it: IPv4 in its IPv6 form. False when it is of another family. */
static bool read_address(pid_t pid, uint64_t pointer, uint64_t length, struct sockaddr_in6 *to) {
  struct sockaddr_storage given = {0};
  if (length < sizeof(sa_family_t) || length > sizeof given) return false;
  if (!read_memory(pid, pointer, &given, (size_t)length)) return false;
  *to = (struct sockaddr_in6){.sin6_family = AF_INET6};
  if (given.ss_family == AF_INET && length >= sizeof(struct sockaddr_in)) {
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)&given;
    to->sin6_port = v4->sin_port;
    to->sin6_addr.s6_addr[10] = to->sin6_addr.s6_addr[11] = 0xff;
    memcpy(&to->sin6_addr.s6_addr[12], &v4->sin_addr, sizeof v4->sin_addr);
    return true;
  }
  if (given.ss_family != AF_INET6 || length < 24 /* without a scope */) return false;
  const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)&given;
  to->sin6_port = v6->sin6_port;
  to->sin6_addr = v6->sin6_addr;
  return true;
}

/* An address of the command's own; the unspecified one leads there too. */
static bool loopback(const struct in6_addr *address) {
  if (IN6_IS_ADDR_V4MAPPED(address))
    return address->s6_addr[12] == 127 || memcmp(&address->s6_addr[12], "\0\0\0", 4) == 0;
  return IN6_IS_ADDR_LOOPBACK(address) || IN6_IS_ADDR_UNSPECIFIED(address);
}

static void refused_host(struct observer *observer, const struct sockaddr_in6 *address, const char *call,
                         const char *why) {
  char host[INET6_ADDRSTRLEN] = "", target[INET6_ADDRSTRLEN + 16], evidence[80];
  bool v4 = IN6_IS_ADDR_V4MAPPED(&address->sin6_addr), lookup = ntohs(address->sin6_port) == 53;
  if (v4) inet_ntop(AF_INET, &address->sin6_addr.s6_addr[12], host, sizeof host);
  else inet_ntop(AF_INET6, &address->sin6_addr, host, sizeof host);
  snprintf(target, sizeof target, v4 ? "%s:%u" : "[%s]:%u", host, ntohs(address->sin6_port));
  snprintf(evidence, sizeof evidence, "%s: %s%s", call, lookup ? "name lookup, " : "", why);
  record(observer, lookup ? "lookup" : "connect", target, evidence);
}

/* Negative errno when the call must not be made. */
static int look_at_host(struct observer *observer, pid_t pid, uint64_t pointer, uint64_t length, const char *call) {
  struct sockaddr_in6 address;
  if (!read_address(pid, pointer, length, &address)) return 0;
  bool lookup = ntohs(address.sin6_port) == 53;
  if (address.sin6_port == 0 || (loopback(&address.sin6_addr) && !lookup)) return 0;
  if (observer->gate == NULL) {
    refused_host(observer, &address, call, "the network is off");
    return 0;
  }
  if (strcmp(call, "sendto") == 0 && !lookup) {
    refused_host(observer, &address, call, "a datagram, and only connections pass the gate");
    return 0;
  }
  if (gate_expect(observer->gate, pid, &address)) return 0;
  refused_host(observer, &address, call, "the gate cannot wait there");
  return -ECONNREFUSED;
}

/* INVARIANT: no name is made before the baseline is kept. */
static bool may_go_on(struct observer *observer, uint64_t created) {
  if (created == observer->outcome->created || observer->kept) return true;
  return observer->kept = baseline_keep(observer->request, observer->command);
}

bool observer_step(struct observer *observer) {
  struct seccomp_notif call = {0};
  if (ioctl(observer->listener, SECCOMP_IOCTL_NOTIF_RECV, &call) < 0) return false;
  bool answered = false, stops = false;
  int refused = 0;
  uint64_t created = observer->outcome->created;
  const __u64 *a = call.data.args;
  if (call.data.nr == SYS_kill || call.data.nr == SYS_tkill || call.data.nr == SYS_tgkill) stops = true;
  else if (call.data.nr == SYS_connect) refused = look_at_host(observer, (pid_t)call.pid, a[1], a[2], "connect");
  else if (call.data.nr == SYS_sendto) refused = look_at_host(observer, (pid_t)call.pid, a[4], a[5], "sendto");
  else answered = look_at_paths(observer, &call);
  struct seccomp_notif_resp answer = {.id = call.id};
  if (refused < 0) answer.error = refused;
  else if (!may_go_on(observer, created)) answer.error = errno > 0 ? -errno : -EIO;
  else if (!answered) answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
  ioctl(observer->listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
  return stops;
}
