/* Tables of sources, which have more numbers than a narrow terminal has room for. */
#ifndef OUTPUT_ROWS_H
#define OUTPUT_ROWS_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "output/terminal.h"

/* A number: its title, which is as wide as it, its member of the source, and, where
 * it may be left out, its rank: the highest first; 0: never. */
struct row_column {
	const char *title, *member;
	int rank;
};

/* How a table has them: ids take width columns, what is between these and the
 * numbers is called texts. */
struct rows {
	const struct row_column *columns;
	size_t n;
	int width;
	unsigned shown; /* of the columns, as bits */
};

/* Of these sources, as this terminal has room for. */
struct rows rows_of(const cJSON *sources, const struct row_column *columns,
    size_t n, const char *texts);

/* The first line of the table, and the numbers of one source, which end its line. */
void row_put_titles(struct terminal *t, const struct rows *r,
    const char *texts);
void row_put_numbers(struct terminal *t, const struct rows *r,
    const cJSON *source);

#endif
