/* Name lookups in datagrams, to whichever address: each is handed over to the gate as a lookup over a connection, and
 * its answer goes back from the address it was asked of. */
#include "relay.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define DNS_PORT 53

struct lookup {
  int gate; /* -1: free, or waiting for the door */
  bool waiting;
  time_t since;
  struct sockaddr_in6 from;
  struct in6_pktinfo to;
  unsigned char query[2 + MAX_DATAGRAM], answer[2 + MAX_DATAGRAM]; /* each with its length before it */
  size_t asked, got;
};

struct lookups {
  int poller, socket;
  uint64_t tag;
  const char *door;
  bool waiting; /* some of them, for the door */
  struct lookup all[MAX_LOOKUPS];
};

/* Which lookup an event is about: the socket itself is number 0. */
static uint64_t tagged(const struct lookups *lookups, size_t number) { return (uint64_t)number << 3 | lookups->tag; }

static bool watch(const struct lookups *lookups, int fd, size_t number) {
  struct epoll_event event = {.events = EPOLLIN, .data.u64 = tagged(lookups, number)};
  return epoll_ctl(lookups->poller, EPOLL_CTL_ADD, fd, &event) == 0;
}

struct lookups *lookups_open(int poller, uint64_t tag, const char *door) {
  struct lookups *lookups = must(calloc(1, sizeof *lookups));
  lookups->poller = poller;
  lookups->tag = tag;
  lookups->door = door;
  for (size_t i = 0; i < MAX_LOOKUPS; i++) lookups->all[i].gate = -1;
  lookups->socket = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  int no = 0, yes = 1;
  struct sockaddr_in6 everywhere = {.sin6_family = AF_INET6, .sin6_port = htons(DNS_PORT)};
  bool open = lookups->socket >= 0 &&
              setsockopt(lookups->socket, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no) == 0 &&
              setsockopt(lookups->socket, IPPROTO_IPV6, IPV6_RECVPKTINFO, &yes, sizeof yes) == 0 &&
              bind(lookups->socket, (struct sockaddr *)&everywhere, sizeof everywhere) == 0 &&
              watch(lookups, lookups->socket, 0);
  return open ? lookups : NULL;
}

static void finish(struct lookup *lookup) {
  close(lookup->gate);
  lookup->gate = -1;
}

static struct lookup *free_lookup(struct lookups *lookups) {
  for (size_t i = 0; i < MAX_LOOKUPS; i++)
    if (lookups->all[i].gate < 0 && !lookups->all[i].waiting) return &lookups->all[i];
  return NULL;
}

union ancillary {
  char bytes[CMSG_SPACE(sizeof(struct in6_pktinfo))];
  struct cmsghdr align;
};

static void hand_over(struct lookups *lookups, struct lookup *lookup) {
  struct sockaddr_in6 asked = {.sin6_family = AF_INET6, .sin6_port = htons(DNS_PORT), .sin6_addr = lookup->to.ipi6_addr};
  int fd = door_connect(lookups->door);
  lookup->waiting = fd == -EAGAIN && relay_seconds() - lookup->since < GATE_SECONDS;
  if (fd < 0) return;
  lookup->gate = fd;
  lookup->got = 0;
  if (door_greet(fd, &asked, "") < 0 || send(fd, lookup->query, lookup->asked, MSG_NOSIGNAL) != (ssize_t)lookup->asked ||
      !watch(lookups, fd, (size_t)(lookup - lookups->all) + 1))
    finish(lookup);
}

bool lookups_retry(struct lookups *lookups) {
  if (!lookups->waiting) return false;
  lookups->waiting = false;
  for (size_t i = 0; i < MAX_LOOKUPS; i++) {
    if (lookups->all[i].waiting) hand_over(lookups, &lookups->all[i]);
    lookups->waiting |= lookups->all[i].waiting;
  }
  return lookups->waiting;
}

static void take_query(struct lookups *lookups) {
  static struct lookup unused;
  struct lookup *lookup = free_lookup(lookups);
  struct lookup *into = lookup == NULL ? &unused : lookup;
  struct iovec data = {into->query + 2, MAX_DATAGRAM};
  union ancillary space;
  struct msghdr message = {.msg_name = &into->from,
                           .msg_namelen = sizeof into->from,
                           .msg_iov = &data,
                           .msg_iovlen = 1,
                           .msg_control = space.bytes,
                           .msg_controllen = sizeof space.bytes};
  ssize_t got = recvmsg(lookups->socket, &message, 0);
  struct cmsghdr *header = got > 0 && !(message.msg_flags & MSG_TRUNC) ? CMSG_FIRSTHDR(&message) : NULL;
  if (lookup == NULL || header == NULL || header->cmsg_type != IPV6_PKTINFO) return;
  memcpy(&lookup->to, CMSG_DATA(header), sizeof lookup->to);
  lookup->query[0] = (unsigned char)(got >> 8);
  lookup->query[1] = (unsigned char)got;
  lookup->asked = (size_t)got + 2;
  lookup->since = relay_seconds();
  hand_over(lookups, lookup);
  lookups->waiting |= lookup->waiting;
}

static void send_back(const struct lookups *lookups, struct lookup *lookup, size_t length) {
  struct iovec data = {lookup->answer + 2, length};
  union ancillary space = {0};
  struct msghdr message = {.msg_name = &lookup->from,
                           .msg_namelen = sizeof lookup->from,
                           .msg_iov = &data,
                           .msg_iovlen = 1,
                           .msg_control = space.bytes,
                           .msg_controllen = sizeof space.bytes};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = IPPROTO_IPV6;
  header->cmsg_type = IPV6_PKTINFO;
  header->cmsg_len = CMSG_LEN(sizeof lookup->to);
  memcpy(CMSG_DATA(header), &lookup->to, sizeof lookup->to);
  sendmsg(lookups->socket, &message, MSG_DONTWAIT); /* a lookup that gets no answer is made again */
}

static void take_answer(const struct lookups *lookups, struct lookup *lookup) {
  ssize_t got = recv(lookup->gate, lookup->answer + lookup->got, sizeof lookup->answer - lookup->got, 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) {
    finish(lookup);
    return;
  }
  lookup->got += (size_t)got;
  size_t length = (size_t)lookup->answer[0] << 8 | lookup->answer[1];
  if (lookup->got < 2 || lookup->got < length + 2) {
    if (lookup->got == sizeof lookup->answer) finish(lookup);
    return;
  }
  send_back(lookups, lookup, length);
  finish(lookup);
}

void lookups_step(struct lookups *lookups, uint64_t tag) {
  size_t number = (size_t)(tag >> 3);
  if (number == 0) take_query(lookups);
  else if (lookups->all[number - 1].gate >= 0) take_answer(lookups, &lookups->all[number - 1]);
}
