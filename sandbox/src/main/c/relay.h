/* What the parts of the relay share. See relay.c. */
#ifndef CORDON_RELAY_H
#define CORDON_RELAY_H

#include "stage.h"

#include <netinet/in.h>
#include <sys/socket.h>

#define MAX_RELAYED 4096          /* connections at once; the gate takes no more */
#define MAX_LISTENERS 1024        /* addresses that are waited on; the oldest gives way */
#define MAX_LOOKUPS 256           /* name lookups at once; more are dropped, and asked again */
#define MAX_DATAGRAM 4096         /* bytes of a lookup */
#define RELAY_CHUNK (64 << 10)    /* bytes moved at once */
#define EXPECTED_SECONDS 10       /* an address is waited on after the last call to it */
#define GATE_SECONDS 20           /* waited for the gate to open its door */
#define GATE_RETRY_MILLIS 2
#define MAX_PROGRAM 64            /* bytes of a program's name */

/* Where somebody inside is about to connect to. */
struct expectation {
  struct sockaddr_in6 address; /* IPv4 as mapped */
  char program[MAX_PROGRAM];
};

int own_every_address(void);

/* relay.c: serves connections and lookups until `control` ends. `door` is the gate's socket. */
__attribute__((noreturn)) void relay_run(int control, const char *door);

/* lookups.c: datagrams to port 53, handed over as the same lookups over a connection. */
struct lookups;
struct lookups *lookups_open(int poller, uint64_t tag, const char *door);
void lookups_step(struct lookups *lookups, uint64_t tag);
bool lookups_retry(struct lookups *lookups); /* true when some still wait for the door */

/* Seconds of a clock that only goes forward. */
time_t relay_seconds(void);

/* A connection to the gate's door that may not be open yet: negative errno, -EAGAIN to try again. */
int door_connect(const char *door);
int door_greet(int fd, const struct sockaddr_in6 *address, const char *program);

#endif
