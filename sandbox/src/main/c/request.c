/* Reading a request: NUL-terminated tokens, an operation's name and then its arguments, until `end`. */
#include "stage.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void strings_add(struct strings *list, char *item) {
  if ((list->count & (list->count + 1)) == 0)
    list->at = must(realloc(list->at, (list->count * 2 + 2) * sizeof *list->at));
  list->at[list->count++] = item;
  list->at[list->count] = NULL;
}

bool ends_with(const char *text, const char *end) {
  size_t length = strlen(text), tail = strlen(end);
  return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* Ends with the token `end`: Java writes nothing after it until it has the answer. */
static bool complete(const char *buffer, size_t length) {
  static const char last[] = "\0end";
  return length >= sizeof last && memcmp(buffer + length - sizeof last, last, sizeof last) == 0;
}

static char *read_all(int fd, size_t *length) {
  size_t capacity = 1 << 16, used = 0;
  char *buffer = must(malloc(capacity));
  while (!complete(buffer, used)) {
    if (used == capacity) {
      if (capacity >= MAX_REQUEST_BYTES) die("request larger than %u bytes", MAX_REQUEST_BYTES);
      buffer = must(realloc(buffer, capacity *= 2));
    }
    ssize_t got = read(fd, buffer + used, capacity - used);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      free(buffer);
      return NULL;
    }
    used += (size_t)got;
  }
  *length = used;
  return buffer;
}

static int nibble(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  die("malformed filter in the request");
}

static struct bytes unhex(const char *text) {
  struct bytes bytes = {must(malloc(strlen(text) / 2 + 1)), strlen(text) / 2};
  for (size_t i = 0; i < bytes.count; i++)
    bytes.at[i] = (unsigned char)(nibble(text[2 * i]) << 4 | nibble(text[2 * i + 1]));
  return bytes;
}

static bool names(const char *assignment, const char *name) {
  size_t length = strlen(name);
  return strncmp(assignment, name, length) == 0 && assignment[length] == '=';
}

static void env_drop(struct strings *env, const char *name) {
  size_t kept = 0;
  for (size_t i = 0; i < env->count; i++)
    if (!names(env->at[i], name)) env->at[kept++] = env->at[i];
  env->count = kept;
  if (env->at != NULL) env->at[kept] = NULL;
}

static void env_set(struct strings *env, char *assignment) {
  char *equals = strchr(assignment, '=');
  if (equals == NULL) die("malformed variable in the request");
  *equals = '\0';
  env_drop(env, assignment);
  *equals = '=';
  strings_add(env, assignment);
}

static void env_keep(struct strings *env, char **original, const char *name) {
  for (; *original != NULL; original++)
    if (names(*original, name)) strings_add(env, *original);
}

static void add_from(struct strings *list, char **from) {
  while (from != NULL && *from != NULL) strings_add(list, *from++);
}

static void add_last(struct strings *list, char **from, size_t count) {
  size_t total = 0;
  while (from[total] != NULL) total++;
  if (count > total) die("more arguments asked for than there are");
  add_from(list, from + total - count);
}

/* Carries one operation over into the request; false when the name is not known. */
static bool apply(struct request *r, const char *name, char *value, char **argv, char **env) {
  static const char *const view[] = {"show", "tmpfs", "seal",      "dir",       "keep", "open",
                                     "proc", "guard", "guardfile", "guardself", "guardname", "shut", "mask", "devices"};
  for (size_t i = 0; i < sizeof view / sizeof *view; i++) {
    if (strcmp(name, view[i]) == 0) {
      strings_add(&r->view, (char *)view[i]);
      strings_add(&r->view, value);
      return true;
    }
  }
  if (strcmp(name, "arg") == 0) strings_add(&r->argv, value);
  else if (strcmp(name, "argv-last") == 0) add_last(&r->argv, argv, (size_t)atol(value));
  else if (strcmp(name, "env-all") == 0) add_from(&r->env, env);
  else if (strcmp(name, "env-keep") == 0) env_keep(&r->env, env, value);
  else if (strcmp(name, "env-drop") == 0) env_drop(&r->env, value);
  else if (strcmp(name, "env-set") == 0) env_set(&r->env, value);
  else if (strcmp(name, "cwd") == 0) r->cwd = value;
  else if (strcmp(name, "bwrap") == 0) r->bwrap = value;
  else if (strcmp(name, "gate") == 0) r->gate = value;
  else if (strcmp(name, "stubs") == 0) r->stubs = value;
  else if (strcmp(name, "baseline") == 0) r->baseline = value;
  else if (strcmp(name, "before") == 0) strings_add(&r->before, value);
  else if (strcmp(name, "baselines") == 0) r->baselines = value;
  else if (strcmp(name, "made") == 0) strings_add(&r->made, value);
  else if (strcmp(name, "deny") == 0) r->deny = unhex(value);
  else if (strcmp(name, "observe") == 0) r->observe = unhex(value);
  else if (strcmp(name, "no-unix") == 0) r->no_unix = unhex(value);
  else if (strcmp(name, "pids") == 0) r->pids = (unsigned)atoi(value);
  else if (strcmp(name, "network") == 0) r->network = strcmp(value, "host") == 0;
  else if (strcmp(name, "search") == 0) r->search = value;
  else if (strcmp(name, "judge") == 0) r->judge = value;
  else if (strcmp(name, "memory") == 0) r->memory = value;
  else if (strcmp(name, "leave") == 0) r->leave = value;
  else if (strcmp(name, "unconfined") == 0) r->unconfined = true;
  else return false;
  return true;
}

bool request_read(int fd, struct request *request, char **original_argv, char **original_env) {
  memset(request, 0, sizeof *request);
  request->buffer = read_all(fd, &request->length);
  if (request->buffer == NULL) return false;
  char *at = request->buffer, *end = request->buffer + request->length - strlen("end") - 1;
  while (at < end) {
    char *name = at, *value = at + strlen(at) + 1;
    if (value >= end) die("request ends inside an operation");
    at = value + strlen(value) + 1;
    if (!apply(request, name, value, original_argv, original_env)) die("unknown operation in the request: %s", name);
  }
  bool command = request->search == NULL && request->judge == NULL && request->baselines == NULL &&
                 request->leave == NULL;
  if (command && request->argv.count == 0) die("request without a command");
  return true;
}

void request_free(struct request *request) {
  struct strings *lists[] = {&request->view, &request->argv, &request->env, &request->made, &request->before};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) free(lists[i]->at);
  free(request->deny.at);
  free(request->observe.at);
  free(request->no_unix.at);
  free(request->buffer);
}
