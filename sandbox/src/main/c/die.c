/* Ending with a reason. The text goes to standard error, which the supervisor reads and hands to Java. */
#include "stage.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void die(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  fflush(stderr);
  _Exit(125);
}

void die_errno(int error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fprintf(stderr, ": %s\n", strerror(error < 0 ? -error : error));
  fflush(stderr);
  _Exit(125);
}

void *must(void *pointer) {
  if (pointer == NULL) die("out of memory");
  return pointer;
}
