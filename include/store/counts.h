/* Figures by name: what the guard measures, and the lock and the catalog keep. */
#ifndef STORE_COUNTS_H
#define STORE_COUNTS_H

#include <stdbool.h>
#include <stddef.h>

enum { COUNTS_MAX = 48 };

struct count {
	const char *name; /* "documents" */
	long long n;
};

/* Starts as { 0 }; names are borrowed. */
struct counts {
	struct count v[COUNTS_MAX];
	size_t n;
};

/* Sets it; a figure of 0 is left out. More than COUNTS_MAX are, too. */
void counts_set(struct counts *c, const char *name, long long n);

/* The figure of that name; 0 where there is none. */
long long counts_get(const struct counts *c, const char *name);

/* The same figures, in whatever order? */
bool counts_equal(const struct counts *a, const struct counts *b);

#endif
