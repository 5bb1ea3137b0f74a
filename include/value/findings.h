/* What map warns about: counted and kept, while the run goes on. */
#ifndef VALUE_FINDINGS_H
#define VALUE_FINDINGS_H

#include <stddef.h>

#include "base/mem.h"
#include "value/value.h"

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

/* Adds a finding for each bad row of the table at path. */
void findings_add_rows(const struct value_table *t, const char *path,
    struct findings *f);

/* Adds a finding for each name that stands twice in an object of the document
 * at path. */
void findings_add_repeats(const struct value_repeats *r, const char *path,
    struct findings *f);

#endif
