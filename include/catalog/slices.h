/*
 * What a catalog says, in slices: a digest of all that it says of one control, and
 * one of all else that pages of techniques and controls are made from. Two catalogs
 * whose slices are the same say the same there. Numbers of controls are in none of
 * these: one control more or less changes no other's slice.
 */
#ifndef CATALOG_SLICES_H
#define CATALOG_SLICES_H

#include "base/digest.h"
#include "catalog/catalog.h"

struct slice {
	char hex[DIGEST_HEX + 1];
	long long source; /* of a control: its ord */
};

struct slice_list {
	struct slice *v; /* by pk - 1 */
	size_t n;
};

/* Two numbers (pk) that belong together. */
struct slice_pair {
	long long a, b;
};

struct slice_pairs {
	struct slice_pair *v; /* by a, then in the order of the catalog */
	size_t n;
};

/* Zeroed, it is empty. */
struct slices {
	struct slice_list all;         /* of controls: the row, and what belongs to it */
	struct slice_list counts;      /* of techniques, up to the last that has any: how
	                                  many controls of each source count */
	struct slice_pairs techniques; /* a control, a technique that it names */
	struct slice_pairs others;     /* a control, another that its rows name: one
	                                  that it was made from or is made of, or a
	                                  test, and either way round; or that a
	                                  crosswalk relates to it */
	struct slice_pairs controls;   /* a technique, a control that is told of with
	                                  it: that names it, or was seen there */
	/* All else, but for what is said of builds and of sources as a whole: what was
	 * found and counted, the digests of documents, the index of words. */
	char rest[DIGEST_HEX + 1];
};

/* Returns 0, or -1 after reporting the error; slices_free in either case. */
int slices_read(struct catalog *c, struct slices *s);
void slices_free(struct slices *s);

/* Of pairs those of a: the first; *n is how many. */
const struct slice_pair *slices_of(const struct slice_pairs *p, long long a,
    size_t *n);

/* Is the column left out of all slices? Of a row of meta it depends on the key. */
bool slices_leave(const char *table, const char *column);

#endif
