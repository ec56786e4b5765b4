// Drives libpacparser for the bench: pacparser PAC URLS SECONDS, where URLS holds "url host" lines. Prints decisions per second.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <pacparser.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  static char urls[1000][512], hosts[1000][256];
  int count = 0;
  long decisions = 0;
  if (argc != 4) return 2;
  double seconds = atof(argv[3]);
  FILE *file = fopen(argv[2], "r");
  if (!file) return 2;
  while (count < 1000 && fscanf(file, "%511s %255s", urls[count], hosts[count]) == 2) count++;
  fclose(file);
  if (count == 0 || !pacparser_init() || !pacparser_parse_pac_file(argv[1])) return 1;
  double start = now(), end = start + seconds, at = start;
  while (at < end) {
    for (int i = 0; i < count; i++) {
      // the text belongs to the library
      if (!pacparser_find_proxy(urls[i], hosts[i])) return 1;
      decisions++;
    }
    at = now();
  }
  printf("%.1f\n", decisions / (at - start));
  return 0;
}
