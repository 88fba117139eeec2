/* Calls the kernel through the gate of another architecture, and reports only when that came back. */
#include <stdio.h>

int main(void) {
#if defined(__x86_64__)
  long result = 20; /* getpid of i386 */
  __asm__ volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
  printf("came back with %ld\n", result);
#else
  __builtin_trap(); /* no such gate here */
#endif
  return 0;
}
