/* What map warns about: counted and kept, while the run goes on. */
#ifndef MAP_FINDINGS_H
#define MAP_FINDINGS_H

#include <stddef.h>

#include "base/mem.h"

struct finding {
	const char *path; /* or NULL */
	int line;         /* 0: not known */
	const char *what; /* a constant word: broken-document, ... */
	const char *why;
};

/* Starts as { 0 } but for mem, whose life its texts have. Frees: v. */
struct findings {
	struct finding *v;
	size_t n;
	struct arena *mem;
};

/* Adds one; path is borrowed, what constant, the text is kept. */
void findings_add(struct findings *f, const char *path, int line,
    const char *what, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/* Of those that say the very same, only the first stays. */
void findings_unite(struct findings *f);

/* Takes back those of that kind at that place. */
void findings_drop(struct findings *f, const char *path, int line,
    const char *what);

#endif
