// Asks libpacparser, line by line: "pac HEX" loads a script ("loaded" or "refused"), "ask HEXURL HEXHOST" asks it ("=HEX", or "failed").
#include <pacparser.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int quiet(const char *format, va_list arguments) {
  (void)format;
  (void)arguments;
  return 0;
}

// in place: the text is half as long as its digits
static char *from_hex(char *digits) {
  char *to = digits;
  unsigned byte;
  for (char *at = digits; sscanf(at, "%2x", &byte) == 1; at += 2) *to++ = (char)byte;
  *to = 0;
  return digits;
}

static void answer(const char *text) {
  if (!text) {
    puts("failed");
    return;
  }
  putchar('=');
  for (; *text; text++) printf("%02x", (unsigned char)*text);
  putchar('\n');
}

int main(void) {
  char *line = NULL;
  size_t size = 0;
  int open = 0, loaded = 0;
  pacparser_set_error_printer(quiet);
  while (getline(&line, &size, stdin) > 0) {
    char *word = strtok(line, " \n"), *first = strtok(NULL, " \n"), *second = strtok(NULL, " \n");
    if (word && first && !strcmp(word, "pac")) {
      if (open) pacparser_cleanup();
      open = pacparser_init();
      if (!open) return 1;
      pacparser_setmyip("192.0.2.10");
      loaded = pacparser_parse_pac_string(from_hex(first));
      puts(loaded ? "loaded" : "refused");
    } else if (word && first && second && !strcmp(word, "ask")) {
      // the text belongs to the library
      answer(loaded ? pacparser_find_proxy(from_hex(first), from_hex(second)) : NULL);
    } else return 2;
  }
  free(line);
  return 0;
}
