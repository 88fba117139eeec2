/*
 * cordon-stage: prepares the boundary, starts bubblewrap inside it, and watches.
 *
 * Cordon decides in Java; this program only carries out a list of plain operations (a request) that Java has
 * computed, with system calls the JVM cannot make cheaply or at all. It holds no policy: what a request does not
 * open stays closed, and an operation that fails ends the request before any command has run.
 *
 * Two ways in: `serve` puts itself in front of a JVM and answers its requests over two pipes (the command line);
 * `once` carries out one request from a file (a JVM that is already running).
 */
#ifndef CORDON_STAGE_H
#define CORDON_STAGE_H

#define _GNU_SOURCE
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

/* Bounds. */
#define MAX_REQUEST_BYTES (64u << 20) /* a request, all tokens: larger than any argument list the kernel takes */
#define MAX_LINK_DEPTH 8              /* symbolic links followed for one protected path */
#define MAX_PATH_BYTES 4096            /* PATH_MAX, with its NUL */
#define MAX_DENIALS 256               /* distinct refused targets kept for one command */
#define MAX_SHOW_DEPTH 16             /* directory levels searched for mounts below a shown directory */
#define MAX_PROTECTED_ENTRIES 100000  /* files of one protected folder looked at for second names */
#define MAX_PROTECTED_DEPTH 2         /* levels of folders of it; deeper lie whole checkouts and packages */
#define MAX_SEARCH_ENTRIES 2000000    /* files and folders looked at in one workspace */
#define MAX_SEARCH_DEPTH 128          /* levels of folders */
#define MAX_JUDGED_DEPTH 4096         /* levels of folders when what is new is judged */
#define MAX_MEMORY_BYTES (256 << 20)   /* remembered of one workspace */
#define MAX_MEMORIES 256              /* workspaces remembered */
#define MAX_SEARCH_SECONDS 30         /* after which a search says that it is incomplete */
#define MAX_SPARES 128                /* folders kept as mount points to come */
#define STOP_LOOKS 25                 /* how often a command that may stop itself is looked at, … */
#define STOP_LOOK_MILLIS 20           /* … and how long after the last look */
#define MAX_SESSIONS 1024             /* of one caller, at once */
#define MAX_ENDING_SECONDS 10         /* waited for a session that was killed to be gone */
#define MAX_COPIED_INPUT (256 << 20)  /* of a standard input without a name */
#define MAX_ERROR_BYTES 4096          /* text kept of what bubblewrap said */
#define MAX_AHEAD_BYTES (64 << 10)    /* remembered of how a view begins */
#define MAX_AHEAD_MILLIS 1000         /* after which what was begun ahead ends by itself */
#define AHEAD_WAIT_MILLIS 100         /* waited for it when it is wanted: by then it is ready, or it is stuck */
#define MAX_MOUNT_TABLE (4 << 20)     /* bytes of the host's mount table that are compared */

/* File descriptors with a fixed meaning between the parts of this program. */
enum {
  FD_STAGE = 60,  /* this program, for the part that runs inside bubblewrap */
  FD_FILTER = 61, /* seccomp program that bubblewrap installs */
  FD_REPORT = 62, /* socket on which the innermost part reports to the supervisor */
  FD_STDERR = 63, /* the command's own standard error while bubblewrap writes to ours */
  FD_INNER = 64,  /* what the innermost part needs to know */
  FD_CONTROL = 65, /* socket on which a boundary begun ahead waits */
};

/* A list of strings, owned by the request's buffer. */
struct strings {
  char **at;
  size_t count;
};
void strings_add(struct strings *list, char *item);
bool ends_with(const char *text, const char *end);

struct bytes {
  unsigned char *at;
  size_t count;
};

/* One request, parsed. Strings live as long as the request. */
struct request {
  char *buffer;
  size_t length; /* of the buffer, in bytes */
  struct strings view;   /* operations that build the file system view: name, argument, name, argument, … */
  struct strings argv;   /* the command */
  struct strings env;    /* its environment, NAME=VALUE */
  const char *cwd;
  const char *bwrap;
  const char *gate;  /* socket of the network gate, or NULL: then nothing is reached */
  const char *stubs; /* registry of the mount points made on the host, or NULL */
  struct bytes deny;    /* seccomp program: what is refused */
  struct bytes observe; /* seccomp program: what is shown to the supervisor */
  struct bytes no_unix; /* seccomp program for a shared network on a kernel that cannot scope abstract sockets */
  unsigned pids;        /* bound on processes and threads, 0 for none */
  bool network;         /* true: the host's network */
  bool unconfined;      /* no boundary at all */
  const char *search;   /* instead of a command: a workspace to look through */
  const char *judge;    /* the same after a session; `before` has what was closed then */
  const char *leave;    /* instead of a command: the exit code to end with */
  const char *memory;   /* folder of what searches remember, or NULL */
  const char *baselines; /* instead of a command: the folder of the baselines to read */
  const char *baseline; /* file to keep the baseline in before the command makes a name, or NULL */
  struct strings before; /* what is kept there: a kind, a space, a path */
  struct strings made;  /* folders made for a grant: a mkdir of one of them succeeds */
};

/* What came of a request. */
struct outcome {
  int exit_code;
  bool started;     /* the command itself was executed */
  bool not_found;   /* the command does not exist */
  bool bounded;     /* the number of processes was bounded */
  char *error;      /* why nothing ran, or NULL; owned */
  struct strings denials; /* triples: kind, target, evidence; owned */
  uint64_t created; /* names made and files opened for writing by the command, as far as system calls tell */
  struct strings kept; /* made mount points that could not be removed; owned */
};

/* request.c */
bool request_read(int fd, struct request *request, char **original_argv, char **original_env);
void request_free(struct request *request);

struct ahead;

/* supervise.c: carries out a request. `caller` becomes readable when whoever asked is gone: then the command ends.
 * `answers` is where it is told that the gate is wanted; -1 when it has opened it. */
void supervise(const struct request *request, struct ahead *ahead, int caller, int answers, struct outcome *outcome);
void outcome_write(int fd, const struct outcome *outcome);
void outcome_free(struct outcome *outcome);

/* streams.c: standard streams that are files of the host. */
enum { OUTPUTS = 2 }; /* standard output and standard error */
struct pump {
  int out, in, to; /* ends of a pipe, and the file that gets what comes out; -1 when not there */
};
struct streams {
  struct pump pumps[OUTPUTS];
};
void streams_open(struct streams *streams);
void streams_take(const struct streams *streams, int error);
void streams_launched(struct streams *streams);
void streams_pump(struct pump *pump);
void streams_seal_input(void);

/* jobs.c: a command that stops itself. */
bool job_stopped(pid_t pid, pid_t *group);
void job_suspend(pid_t group, int command);

/* boundary.c: starts the command inside the boundary (or, unconfined, without one). */
struct launched {
  pid_t pid;
  int report;  /* socket: listener and process of the command */
  int errors;  /* pipe: what is said before the command runs */
  int control; /* socket: to what was begun ahead, which waits there for the request; -1 when it was not */
};
struct launched launch(const struct request *request, const struct streams *streams, int registry);
bool launch_ahead(const struct strings *beginning, char **argv, struct launched *begun);
bool launch_on(struct launched *begun, const struct request *request, int registry, const struct streams *streams);

/* ahead.c: the boundary begun while Java starts. Zeroes are one that never was. */
struct ahead {
  const char *memory;  /* the folder of what searches remember */
  char *buffer;
  struct strings view; /* what was begun with */
  struct launched launched;
  char *mounts; /* the host's mount table when it was begun */
  bool begun;
};
void ahead_begin(struct ahead *ahead, const char *memory, char **argv);
bool ahead_take(struct ahead *ahead, const struct request *request, int registry, const struct streams *streams,
                struct launched *launched);
void ahead_end(struct ahead *ahead, const struct request *request);

/* tree.c: the file system view, in three steps. They die with a message when an operation cannot be done. */
void tree_begin(void);
void tree_operate(const struct strings *view, size_t from);
void tree_end(void);
void tree_use_stubs(const struct request *request, int registry);

/* spare.c: mount points in store. */
struct spare {
  int folder; /* negative when there is no store */
  struct strings names;
};
void spare_open(struct spare *spare, int registries);
bool spare_give_folder(struct spare *spare, int parent, const char *name);
bool spare_give_socket(const struct spare *spare, int parent, const char *name);
bool spare_take_folder(struct spare *spare, int folder, const char *name);
void spare_close(struct spare *spare);

/* stubs.c: mount points made on the host for paths that must not come into being. */
int stubs_join(const struct request *request); /* negative for a command without a boundary, which only tidies up */
void stubs_record(int registry, const char *path);
bool stubs_hold(int registry, const char *path);
void stubs_leave(const struct request *request, int fd, struct strings *kept);

/* baseline.c: what was there before a session, until what is new has been judged. False with errno when it cannot be
 * kept; `command` is the process that everything inside ends with. */
bool baseline_keep(const struct request *request, pid_t command);
void baselines_write(const char *folder, int to);

/* gate.c: the relay in the command's network, started when it is wanted. */
struct gate;
struct sockaddr_in6;
struct gate *gate_new(const char *door, pid_t command, int answers);
bool gate_expect(struct gate *gate, pid_t pid, const struct sockaddr_in6 *address);
void gate_free(struct gate *gate);

/* observe.c: reads system calls the command makes that could change a name or reach a host. */
struct observer;
struct observer *observer_new(int listener, const struct request *request, int registry, pid_t command,
                              struct gate *gate, struct outcome *outcome);
bool observer_step(struct observer *observer); /* true when what was seen may stop the command */
void observer_free(struct observer *observer);

/* memory.c: what the last search of a workspace has seen. */
enum item { ITEM_FOLDER = 'd', ITEM_SOCKET = 's', ITEM_GIT = 'g', ITEM_DOT = '.', ITEM_BARE = 'b' };
/* One directory: its items (a kind and a name each, NUL-terminated), then the records of its folders in that order. */
struct record {
  uint64_t inode, size; /* inode 0: matches nothing; size: of all, in bytes */
  int64_t seconds;
  uint32_t nanos, items; /* items: bytes of them */
};
struct memory {
  char *file;
  unsigned char *old, *fresh;
  size_t old_length, first, used, capacity;
  dev_t device;
  time_t started;
  bool changed;
};
struct stat;
void memory_open(struct memory *memory, const char *folder, const char *root);
const struct record *memory_first(const struct memory *memory);
const struct record *memory_below(const struct memory *memory, const struct record *record, const char *name);
const char *memory_items(const struct record *record);
bool memory_holds(const struct memory *memory, const struct record *record, const struct stat *status);
size_t memory_begin(struct memory *memory, const struct stat *status);
void memory_item(struct memory *memory, char kind, const char *name);
void memory_copy(struct memory *memory, const struct record *record);
void memory_forget(struct memory *memory, size_t at);
void memory_items_end(struct memory *memory, size_t at);
void memory_end(struct memory *memory, size_t at);
void memory_close(struct memory *memory, bool complete);

/* search.c: what in a workspace needs protection: writes tokens `git`, `bare`, `socket`, `dot`,
 * `closed` with paths, `incomplete`, then `end`. */
void search_write(const char *root, const char *memory, int to);
/* As above, after a session; `known` was closed before. Disarms what is new and cannot be named, and says so:
 * `disarmed`, `armed` when it could not, `shut` for a folder that nobody enters any more. */
void search_judge(const char *root, const char *memory, const struct strings *known, int to);

/* disarm.c: git repositories that cannot be named. */
bool is_utf8(const char *text);
bool disarm_directory(int git);
bool disarm_entry(int folder);
bool disarm_closed(int folder);

/* inner.c: the last part before the command, inside bubblewrap. */
enum report { REPORT_READY = 'r', REPORT_NO_EXEC = 'x', REPORT_UNBOUNDED = 'u' };
int inner_main(void);
void inner_describe(const struct request *request);
void inner_execute(char **argv, int report);

/* probe.c: tries one mechanism and says what was seen; 0 when it works. */
int probe(const char *mechanism);

/* mounts.c: the new mount calls, by descriptor. All return a negative errno. */
int path_open(int root, const char *path, bool follow_last);
int clone_tree(int fd);
int set_attributes(int tree, uint64_t set, uint64_t clear, bool recursive);
int attach(int tree, int target);
int new_tmpfs(const char *mode, const char *size);
int new_devpts(void);
int new_proc(void);
int read_only_overlay(int lower, int empty);

/* whole.c: false with errno when it cannot be done. */
bool write_whole(int fd, const void *bytes, size_t count);

/* die.c */
__attribute__((noreturn, format(printf, 1, 2))) void die(const char *format, ...);
__attribute__((noreturn, format(printf, 2, 3))) void die_errno(int error, const char *format, ...);
void *must(void *pointer);

/* descriptors.c */
void occupy_standard_streams(void);
int out_of_the_way(int fd);

#endif
