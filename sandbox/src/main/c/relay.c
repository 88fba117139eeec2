/*
 * The relay: the gate's hands inside. It stands in the network of the command, but in no other of its namespaces, and
 * waits at each address that somebody is about to connect to. What arrives it hands over to the gate, with the address
 * it was meant for, and moves bytes in both directions. It decides nothing and reads nothing.
 */
#include "relay.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#ifndef IPV6_FREEBIND
#define IPV6_FREEBIND 78
#endif

enum kind { CONTROL, LISTENER, PAIR_INNER, PAIR_OUTER, LOOKUPS };

/* One end of a connection: what could not be written to it yet. */
struct end {
  int fd;
  char *left;
  size_t left_from, left_to;
  bool ended; /* nothing more comes from it */
};

struct pair {
  struct end inner, outer;
  struct sockaddr_in6 address;
  char program[MAX_PROGRAM];
  struct pair *next; /* in the list of those that wait for the door */
  time_t since;
};

struct listener {
  int fd;
  struct sockaddr_in6 address;
  char program[MAX_PROGRAM];
  time_t used;
};

static struct relay {
  int poller, control;
  const char *door;
  struct listener listeners[MAX_LISTENERS];
  size_t listening, connected;
  struct pair *waiting;
  struct lookups *lookups;
} relay;

static uint64_t tag_of(enum kind kind, const void *pointer) { return (uint64_t)(uintptr_t)pointer << 3 | kind; }
static void *pointer_of(uint64_t tag) { return (void *)(uintptr_t)(tag >> 3); }

time_t relay_seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec;
}

/* Waits for these events; for none, also not for the end that is always told of. */
static void watch(int fd, uint32_t events, uint64_t tag) {
  if (events == 0) {
    epoll_ctl(relay.poller, EPOLL_CTL_DEL, fd, NULL);
    return;
  }
  struct epoll_event event = {.events = events, .data.u64 = tag};
  if (epoll_ctl(relay.poller, EPOLL_CTL_MOD, fd, &event) < 0 && errno == ENOENT)
    epoll_ctl(relay.poller, EPOLL_CTL_ADD, fd, &event);
}

/* ------------------------------------------------------------------------------------------- the gate's door */

int door_connect(const char *door) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(door) >= sizeof address.sun_path) return -ENAMETOOLONG;
  strcpy(address.sun_path, door);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return -errno;
  if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0) return fd;
  int error = errno;
  close(fd);
  /* Not there yet, not listening yet, or busy. */
  return error == ENOENT || error == ECONNREFUSED || error == EAGAIN ? -EAGAIN : -error;
}

int door_greet(int fd, const struct sockaddr_in6 *address, const char *program) {
  char host[INET6_ADDRSTRLEN], line[INET6_ADDRSTRLEN + MAX_PROGRAM + 16];
  if (IN6_IS_ADDR_V4MAPPED(&address->sin6_addr)) inet_ntop(AF_INET, &address->sin6_addr.s6_addr[12], host, sizeof host);
  else inet_ntop(AF_INET6, &address->sin6_addr, host, sizeof host);
  int length = snprintf(line, sizeof line, "%s %u %s\n", host, ntohs(address->sin6_port), program);
  return send(fd, line, (size_t)length, MSG_NOSIGNAL) == length ? 0 : -EIO; /* a new socket takes that much */
}

/* ------------------------------------------------------------------------------------------- connections */

static void free_pair(struct pair *pair) {
  if (pair->inner.fd >= 0) close(pair->inner.fd);
  if (pair->outer.fd >= 0) close(pair->outer.fd);
  free(pair->inner.left);
  free(pair->outer.left);
  free(pair);
  relay.connected--;
}

static size_t left(const struct end *end) { return end->left_to - end->left_from; }

static void watch_pair(struct pair *pair) {
  uint32_t inner = (left(&pair->outer) > 0 || pair->inner.ended ? 0 : EPOLLIN) | (left(&pair->inner) > 0 ? EPOLLOUT : 0);
  uint32_t outer = (left(&pair->inner) > 0 || pair->outer.ended ? 0 : EPOLLIN) | (left(&pair->outer) > 0 ? EPOLLOUT : 0);
  watch(pair->inner.fd, inner, tag_of(PAIR_INNER, pair));
  watch(pair->outer.fd, outer, tag_of(PAIR_OUTER, pair));
}

/* Writes what was left over; false when the connection is broken. */
static bool write_left(struct end *to) {
  while (left(to) > 0) {
    ssize_t some = send(to->fd, to->left + to->left_from, left(to), MSG_NOSIGNAL);
    if (some < 0) return errno == EAGAIN || errno == EINTR;
    to->left_from += (size_t)some;
  }
  free(to->left);
  to->left = NULL;
  to->left_from = to->left_to = 0;
  return true;
}

/* Moves what has come at `from`; false when the connection is broken. */
static bool move(struct end *from, struct end *to) {
  static char chunk[RELAY_CHUNK];
  ssize_t got = recv(from->fd, chunk, sizeof chunk, 0);
  if (got < 0) return errno == EAGAIN || errno == EINTR;
  if (got == 0) {
    from->ended = true;
    shutdown(to->fd, SHUT_WR);
    return true;
  }
  ssize_t sent = send(to->fd, chunk, (size_t)got, MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN && errno != EINTR) return false;
  if (sent < 0) sent = 0;
  if (sent == got) return true;
  to->left_to = (size_t)(got - sent);
  to->left_from = 0;
  to->left = must(malloc(to->left_to));
  memcpy(to->left, chunk + sent, to->left_to);
  return true;
}

static void step_pair(struct pair *pair, struct end *end, struct end *other, uint32_t events) {
  bool whole = true;
  if (events & EPOLLOUT) whole = write_left(end);
  if (whole && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) && !end->ended && left(other) == 0) whole = move(end, other);
  else if (whole && (events & EPOLLERR)) whole = false;
  bool nothing_left = left(&pair->inner) == 0 && left(&pair->outer) == 0;
  bool gone = end->ended && (events & EPOLLHUP) != 0; /* and takes nothing either */
  if (!whole || (nothing_left && (gone || (pair->inner.ended && pair->outer.ended)))) free_pair(pair);
  else watch_pair(pair);
}

/* False when it has to wait for the door. */
static bool hand_over(struct pair *pair) {
  int fd = door_connect(relay.door);
  if (fd == -EAGAIN && relay_seconds() - pair->since < GATE_SECONDS) return false;
  pair->outer.fd = fd;
  if (fd < 0 || door_greet(fd, &pair->address, pair->program) < 0) free_pair(pair);
  else watch_pair(pair);
  return true;
}

static void hand_over_waiting(void) {
  struct pair *waiting = relay.waiting;
  relay.waiting = NULL;
  while (waiting != NULL) {
    struct pair *pair = waiting;
    waiting = pair->next;
    if (hand_over(pair)) continue;
    pair->next = relay.waiting;
    relay.waiting = pair;
  }
}

static void take(struct listener *listener) {
  int fd = accept4(listener->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0) return;
  if (relay.connected == MAX_RELAYED) {
    close(fd);
    return;
  }
  struct pair *pair = must(calloc(1, sizeof *pair));
  relay.connected++;
  *pair = (struct pair){.inner.fd = fd, .outer.fd = -1, .address = listener->address, .since = relay_seconds()};
  memcpy(pair->program, listener->program, sizeof pair->program);
  if (hand_over(pair)) return;
  pair->next = relay.waiting;
  relay.waiting = pair;
}

/* ------------------------------------------------------------------------------------------- waiting for calls */

static bool same(const struct sockaddr_in6 *one, const struct sockaddr_in6 *other) {
  return one->sin6_port == other->sin6_port && IN6_ARE_ADDR_EQUAL(&one->sin6_addr, &other->sin6_addr);
}

static int listen_at(const struct sockaddr_in6 *address) {
  int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return -errno;
  int no = 0, yes = 1;
  setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  setsockopt(fd, IPPROTO_IPV6, IPV6_FREEBIND, &yes, sizeof yes); /* no interface has the address */
  if (bind(fd, (const struct sockaddr *)address, sizeof *address) == 0 && listen(fd, SOMAXCONN) == 0) return fd;
  int error = -errno;
  close(fd);
  return error;
}

/* The slot of the listener that was used least recently, or a free one. */
static struct listener *free_slot(void) {
  if (relay.listening < MAX_LISTENERS) return &relay.listeners[relay.listening++];
  struct listener *oldest = &relay.listeners[0];
  for (size_t i = 1; i < relay.listening; i++)
    if (relay.listeners[i].used < oldest->used) oldest = &relay.listeners[i];
  close(oldest->fd);
  return oldest;
}

static int expect(const struct expectation *expected) {
  for (size_t i = 0; i < relay.listening; i++) {
    struct listener *listener = &relay.listeners[i];
    if (!same(&listener->address, &expected->address)) continue;
    listener->used = relay_seconds();
    memcpy(listener->program, expected->program, sizeof listener->program);
    return 0;
  }
  int fd = listen_at(&expected->address);
  if (fd < 0) return fd;
  struct listener *listener = free_slot();
  *listener = (struct listener){.fd = fd, .address = expected->address, .used = relay_seconds()};
  memcpy(listener->program, expected->program, sizeof listener->program);
  watch(fd, EPOLLIN, tag_of(LISTENER, listener));
  return 0;
}

/* An address that nobody calls any more is free for servers inside. */
static void forget_unused(void) {
  static time_t last;
  if (relay_seconds() == last) return;
  last = relay_seconds();
  for (size_t i = 0; i < relay.listening;) {
    struct listener *listener = &relay.listeners[i], *end = &relay.listeners[relay.listening - 1];
    if (last - listener->used < EXPECTED_SECONDS) {
      i++;
      continue;
    }
    close(listener->fd);
    relay.listening--;
    if (listener == end) continue;
    *listener = *end;
    watch(listener->fd, EPOLLIN, tag_of(LISTENER, listener));
  }
}

static void take_orders(void) {
  struct expectation expected;
  ssize_t got = recv(relay.control, &expected, sizeof expected, 0);
  if (got < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (got != sizeof expected) _exit(0); /* the supervisor is gone */
  expected.program[MAX_PROGRAM - 1] = '\0';
  int answer = expect(&expected);
  if (send(relay.control, &answer, sizeof answer, MSG_NOSIGNAL) != sizeof answer) _exit(0);
}

static void step(const struct epoll_event *event) {
  void *pointer = pointer_of(event->data.u64);
  struct pair *pair = pointer;
  switch ((enum kind)(event->data.u64 & 7)) {
    case CONTROL: take_orders(); break;
    case LISTENER: take(pointer); break;
    case PAIR_INNER: step_pair(pair, &pair->inner, &pair->outer, event->events); break;
    case PAIR_OUTER: step_pair(pair, &pair->outer, &pair->inner, event->events); break;
    case LOOKUPS: lookups_step(relay.lookups, event->data.u64); break;
  }
}

void relay_run(int control, const char *door) {
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  relay.control = control;
  relay.door = door;
  relay.poller = epoll_create1(EPOLL_CLOEXEC);
  if (relay.poller < 0) die_errno(errno, "cannot relay");
  watch(control, EPOLLIN, tag_of(CONTROL, NULL));
  relay.lookups = lookups_open(relay.poller, LOOKUPS, door);
  int ready = 0; /* all is set up: calls may come */
  if (relay.lookups == NULL || send(control, &ready, sizeof ready, MSG_NOSIGNAL) != sizeof ready) _exit(1);
  for (;;) {
    struct epoll_event event; /* one at a time: a step may free what another event is about */
    bool waiting = lookups_retry(relay.lookups) || relay.waiting != NULL;
    int count = epoll_wait(relay.poller, &event, 1, waiting ? GATE_RETRY_MILLIS : 1000);
    if (count > 0) step(&event);
    hand_over_waiting();
    forget_unused();
  }
}
