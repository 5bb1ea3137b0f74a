/* A catalog may be anybody's: all that the schema promises, looked at. */
#ifndef CATALOG_VERIFY_H
#define CATALOG_VERIFY_H

#include "db.h"

/*
 * Is the catalog that c has open laid out by our schema and no other, its
 * pages and indexes sound, each value of its column's type and range, each
 * reference to a row that is there, each key that arrays are made by in order
 * without a gap, each text UTF-8 and each address http(s)? Returns 0, or -1
 * after reporting the error. Costs a walk over the whole file. What c reads
 * from then on are the very bytes that were looked at.
 */
int verify_catalog(struct catalog *c);

/*
 * What was looked at once need not be again while the file is the same one:
 * its device, number, size and times (that of its last change of state cannot
 * be set by who unpacks or copies a file), and of nobody else but root, who might
 * write to it in ways that no time tells.
 *
 * verified_stamp: of the file at path, for this schema and program; false where
 * it cannot be had. verified_is: was it noted? verified_note: notes it (in
 * verified/ of the default cache; in silence also where that cannot be).
 */
struct stamp {
	char name[STAMP_SIZE];
	long long changed; /* seconds */
	bool ours;
};
bool verified_stamp(const char *path, struct stamp *s);
bool verified_is(const struct stamp *s);
void verified_note(const struct stamp *s);

#endif
