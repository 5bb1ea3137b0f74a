/* An answer of several parts, each with a title: as text or as Markdown. */
#ifndef OUTPUT_WRITER_H
#define OUTPUT_WRITER_H

#include "output/table.h"

/* Starts with writer_begin. */
struct writer {
	struct terminal t;
	bool markdown;
	int columns; /* of a line of text; 0: as long as it is */
};

/* Starts an empty one. */
void writer_begin(struct writer *p, bool markdown);

/* A title of our own and a number behind it, where it is not negative. */
void writer_title(struct writer *p, const char *title, long long n);

/* One line, which may hold anybody's text. */
void writer_line(struct writer *p, const char *line);

/* The table, which is freed. */
void writer_table(struct writer *p, struct table *t);

/* A title with the number n, and a table; where n is 0, nothing. Frees it. */
void writer_list(struct writer *p, const char *title, long long n,
    struct table *t);

/* Prints all of it. */
void writer_end(struct writer *p);

#endif
