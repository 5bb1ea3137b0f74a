/* Strangers' words, as they may stand in a catalog. */
#ifndef VALUE_CLEAN_H
#define VALUE_CLEAN_H

#include "base/mem.h"

/* A name or the like on one line, without control characters; in the arena.
 * NULL stays NULL. */
char *clean_line(struct arena *mem, const char *text);

/* As clean_line, but line feeds and tabs stay: for a description. */
char *clean_prose(struct arena *mem, const char *text);

#endif
