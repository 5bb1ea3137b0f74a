/* The controls of a section of a technique, as rows of the pages that list them. */
#ifndef SITE_TECHNIQUE_ROWS_H
#define SITE_TECHNIQUE_ROWS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "words/words.h"

enum {
	PAGE_ROWS = 15, /* of a section, on the technique's page */
	BEST_ROWS = 5,  /* of rules, on its first screen */
};

/*
 * Adds to a section, of its rows the best first (yours, then what runs on the logs
 * collected, then by evidence, then in the order of the sources):
 *
 * tables [{source_id, source_title, total, rows}], one a source (has_tables: there
 * is any): PAGE_ROWS at most, those of yours first, then dealt out to the sources in
 * turn; all {count, rows, columns} of all sources together, false where the tables
 * have them all; best, the first BEST_ROWS of these; left_out (how many do not count,
 * or false) and counted_out [{rows}], those;
 *
 * what rows_add_columns does, of the rows of the tables.
 *
 * A row: {name, href, page, id, level, status, on, type, score, evidence, glyph,
 * words, seen, last_run, made_of, from, copied, old_ids, executor, elevated, cleanup,
 * yours, why, note_markdown}, rank (of its level, 0: none), and what
 * needs_row_add adds: false where there is none; of all and best source_id and
 * source_title, too.
 */
void technique_rows_add(cJSON *section);

/* Columns, in the order of technique_rows.c, and which of them rows fill. */
enum { ROW_COLUMNS = 8 };
struct row_columns {
	bool fills[ROW_COLUMNS], evidence;
};

/* Notes which columns rows fill. */
void rows_note_columns(struct row_columns *c, const cJSON *rows);

/* Adds which columns those rows, of controls of a kind, fill: has_level,
 * has_status, has_executor, has_on, has_rights, has_ran, has_says, has_needs, and
 * has_evidence (of rules always); columns: how many a table has with these. */
void rows_add_columns(cJSON *to, const struct row_columns *c, enum kind kind);

#endif
