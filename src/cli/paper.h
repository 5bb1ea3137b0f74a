/* An answer of several parts, each with a title: as text or as Markdown. */
#ifndef CLI_PAPER_H
#define CLI_PAPER_H

#include "table.h"

/* Starts with paper_begin. */
struct paper {
	struct terminal t;
	bool markdown;
	int columns; /* of a line of text; 0: as long as it is */
};

void paper_begin(struct paper *p, bool markdown);

/* A title of our own and a number behind it, where it is not negative. */
void paper_title(struct paper *p, const char *title, long long n);

/* One line, which may hold anybody's text. */
void paper_line(struct paper *p, const char *line);

/* The table, which is freed. */
void paper_table(struct paper *p, struct table *t);

/* Prints all of it. */
void paper_end(struct paper *p);

#endif
