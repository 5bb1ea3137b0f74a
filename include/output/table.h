/* Tables: for people as wide as the terminal, for programs whole. */
#ifndef OUTPUT_TABLE_H
#define OUTPUT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "output/terminal.h"

enum table_align { TABLE_LEFT, TABLE_RIGHT };

struct table_column {
	const char *title;
	enum table_align align;
	int least; /* may be cut to so many columns of text; 0: never */
	int rank;  /* 0: always there; others are left out where the line is
	              too short, the highest first */
};

/* Rows of cells. Columns are borrowed. table_free frees (t may be NULL). */
struct table;
struct table *table_new(const struct table_column *columns, size_t n);
void table_free(struct table *t);

/*
 * The next cell, from left to right, row after row: a copy of text (NULL: an
 * empty cell), one that links to url where links can be, one in a style, or a
 * number.
 */
void table_add(struct table *t, const char *text);
void table_add_link(struct table *t, const char *text, const char *url);
void table_add_styled(struct table *t, enum terminal_style style,
    const char *text);
void table_add_number(struct table *t, long long number);

/*
 * Appends the table in lines of at most `columns` (terminal_columns; 0: as long
 * as they are): what does not fit is left out or cut ("Proce…"). Titles are
 * lower case in bold. Nothing is appended of a table without rows.
 */
void table_put(const struct table *t, struct terminal *to, int columns);

/* Is there a form of that name for table_write: "tsv", "csv", "markdown"? */
bool table_has_form(const char *form);

/*
 * Appends the whole table, titles first: tsv (tabs and line breaks in a cell
 * are spaces), csv (RFC 4180, escape_csv), markdown (a GFM table, links as
 * links).
 */
void table_write(const struct table *t, const char *form, struct buf *out);

/* Prints it on standard output: "text" for people, as table_put has it on this
 * terminal, or a form of table_write. */
void table_print(const struct table *t, const char *form);

#endif
