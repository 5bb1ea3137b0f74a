/*
 * Answers about many techniques, as list, gaps and threat print them: what the
 * figures are and what they are made of, and a table, in every form.
 */
#ifndef OUTPUT_ANSWER_H
#define OUTPUT_ANSWER_H

#include <cjson/cJSON.h>

#include "base/str.h"
#include "output/table.h"

enum cell {
	CELL_TEXT,     /* a member as text */
	CELL_LINK,     /* the same, linking to the member url beside it */
	CELL_NUMBER,
	CELL_LEVEL,    /* a level of evidence: E2; empty where there is none */
	CELL_LIST,     /* of strings: "a, b" */
	CELL_DECIMAL,  /* with one decimal for people, else with all */
	CELL_FACTOR,   /* the value of the factor of that name (count/priority.h);
	                  where it is not known, for people "-" */
};

/* A column of techniques; the last one has no title. */
struct column {
	struct table_column table; /* title, alignment, least width, rank: those
	                              of high rank go first where it is narrow */
	bool people; /* in text and Markdown, too; else only in tsv and csv */
	enum cell cell;
	const char *of, *member; /* the member, of the object of that name in the
	                            row, or (NULL) of the row; in tsv and csv
	                            its title is OF_MEMBER */
};

/* What they are printed as, ended by NULL. */
extern const char *const answer_formats[];

/*
 * Adds the lines that stand before a table: SAMPLE, targets, each domain's
 * text and the answer's, definitions, what was chosen (filter, selection), the scope; and those
 * behind it: what more rows there are, and the sources with revision and day.
 */
void answer_head(const cJSON *model, struct strs *lines);
void answer_foot(const cJSON *model, int more, struct strs *lines);

/* Appends "kev (2026-11-29)": a source, and its date as from of the model has
 * it. */
void answer_put_source(struct buf *b, const cJSON *model, const char *id);

/* Appends what was chosen: "only: sources splunk, sigma; evidence E2". */
void answer_put_selection(struct buf *b, const cJSON *selection);

/* Appends lines of text, broken where they are longer than columns (0: not);
 * the next ones start indent further right. */
void answer_put_lines(struct terminal *t, const struct strs *lines,
    int columns);

/* Appends lines as paragraphs of Markdown. */
void answer_write_lines(struct buf *out, const struct strs *lines);

/* Appends rows as a table, by the columns that are for people. */
void answer_put_rows(struct terminal *t, const cJSON *rows,
    const struct column *columns, int width);

/* The same by table_write, in one of its forms. */
void answer_write_rows(struct buf *out, const cJSON *rows,
    const struct column *columns, const char *format);

/*
 * Prints the model's techniques, its controls or its logs,
 * in that format, behind head and before foot;
 * where the format has no room for talk, with a column basis, if their figures
 * rest on a selection, scope or settings. json is the model's.
 */
void answer_print(const cJSON *model, const struct column *columns,
    const char *format, const struct strs *head, const struct strs *foot);

/* Leaves the first `limit` (0: all) of an array; how many went. */
int answer_cut(cJSON *rows, int limit);

#endif
