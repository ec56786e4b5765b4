// Drives libpacparser for the bench: pacparser decide|load PAC URLS SECONDS, where URLS holds "url host" lines. Prints decisions
// a second, or the milliseconds from a new instance to its first decision.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <pacparser.h>

#define MOST 10000

static char urls[MOST][512], hosts[MOST][256];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

// the text belongs to the library
static int decide(int i) { return pacparser_find_proxy(urls[i], hosts[i]) != NULL; }

static int load(const char *pac) { return pacparser_init() && pacparser_parse_pac_file(pac); }

int main(int argc, char **argv) {
  int count = 0;
  long done = 0;
  if (argc != 5) return 2;
  int loads = !strcmp(argv[1], "load");
  double seconds = atof(argv[4]);
  FILE *file = fopen(argv[3], "r");
  if (!file) return 2;
  while (count < MOST && fscanf(file, "%511s %255s", urls[count], hosts[count]) == 2) count++;
  fclose(file);
  if (count == 0 || (!loads && !load(argv[2]))) return 1;
  double start = now(), end = start + seconds, at = start;
  for (; at < end; at = now()) {
    if (loads) {
      if (!load(argv[2]) || !decide(1)) return 1;
      pacparser_cleanup();
      done++;
    } else {
      for (int i = 0; i < 100; i++)
        if (!decide(done++ % count)) return 1;
    }
  }
  printf("%.3f\n", loads ? (at - start) * 1000 / done : done / (at - start));
  return 0;
}
