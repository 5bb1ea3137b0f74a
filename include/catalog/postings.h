/* The full-text index of a catalog, told as a whole. */
#ifndef CATALOG_POSTINGS_H
#define CATALOG_POSTINGS_H

#include <stdbool.h>

#include "catalog/catalog.h"
#include "catalog/each.h"

struct catalog_posting {
	const char *word;  /* as the index has it; until the function returns */
	bool first;        /* nothing was told of the word before */
	long long row;     /* of the search table (schema.sql) */
	unsigned columns;  /* where it stands: 1 for the last column of the
	                      table, 2 for the last but one, and so on */
};

/*
 * Calls take once for each word and each row that has it: words in the order of
 * their bytes, rows from the smallest on. Returns 0, or -1 after reporting the
 * error, or where take returned -1.
 */
int catalog_postings(struct catalog *c, int (*take)(void *ctx,
    const struct catalog_posting *posting), void *ctx);

/*
 * What the rows of the index are about, but those of controls: row, kind, id,
 * name, parent (pk of the technique that it is part of), aside (deprecated), used (how
 * many use it, or how many it uses), others (lines; of a technique the id and the
 * name of each that was revoked for it, of a vulnerability the id of its source, else
 * other names), at (pk of the first
 * technique that it is about, where it has no page); by row. As catalog_rows.
 */
int catalog_indexed(struct catalog *c, cJSON **rows);

/*
 * Every control: pk, source (id), kind, id, title, counts, active, techniques ("1 2":
 * the pk of each that it names), at (the one of those
 * where it counts that the fewest controls count for), place (among those of its
 * source, in the order of Q_LISTED, from 0); by pk. As catalog_each.
 */
int catalog_indexed_controls(struct catalog *c, each_rows some, void *ctx);

#endif
