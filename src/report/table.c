/* CSV whose header says what a column holds. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/str.h"
#include "gather.h"
#include "report/plain.h"
#include "value/csv.h"
#include "value/member.h"
#include "words/shape.h"

enum { TITLE_MAX = 40 }; /* bytes of a column's name that says something */

/* What a column holds by its name, without case and what is no letter. named:
 * also names, not ids alone. Sorted by name. */
static const struct column {
	const char *name;
	enum report_as as;
	unsigned kinds;
	bool named;
} columns[] = {
	{ "actor", REPORT_ACTOR, REPORT_GROUP, true },
	{ "actors", REPORT_ACTOR, REPORT_GROUP, true },
	{ "adversary", REPORT_ACTOR, REPORT_GROUP, true },
	{ "attackid", REPORT_TECHNIQUE, 0, false },
	{ "attacktechnique", REPORT_TECHNIQUE, 0, true },
	{ "campaign", REPORT_ACTOR, REPORT_CAMPAIGN, true },
	{ "campaigns", REPORT_ACTOR, REPORT_CAMPAIGN, true },
	{ "cve", REPORT_CVE, 0, false },
	{ "cveid", REPORT_CVE, 0, false },
	{ "cves", REPORT_CVE, 0, false },
	{ "group", REPORT_ACTOR, REPORT_GROUP, true },
	{ "groups", REPORT_ACTOR, REPORT_GROUP, true },
	{ "id", REPORT_TECHNIQUE, 0, false },
	{ "intrusionset", REPORT_ACTOR, REPORT_GROUP, true },
	{ "malware", REPORT_ACTOR, REPORT_SOFTWARE, true },
	{ "mitreattack", REPORT_TECHNIQUE, 0, false },
	{ "mitreattackid", REPORT_TECHNIQUE, 0, false },
	{ "mitreattacktechnique", REPORT_TECHNIQUE, 0, true },
	{ "mitreid", REPORT_TECHNIQUE, 0, false },
	{ "mitretechnique", REPORT_TECHNIQUE, 0, true },
	{ "software", REPORT_ACTOR, REPORT_SOFTWARE, true },
	{ "subtechnique", REPORT_TECHNIQUE, 0, true },
	{ "subtechniques", REPORT_TECHNIQUE, 0, true },
	{ "tactic", REPORT_TACTIC, 0, false },
	{ "tactics", REPORT_TACTIC, 0, false },
	{ "technique", REPORT_TECHNIQUE, 0, true },
	{ "techniqueid", REPORT_TECHNIQUE, 0, false },
	{ "techniqueids", REPORT_TECHNIQUE, 0, false },
	{ "techniquename", REPORT_TECHNIQUE, 0, true },
	{ "techniques", REPORT_TECHNIQUE, 0, true },
	{ "threatactor", REPORT_ACTOR, REPORT_GROUP, true },
	{ "threatactors", REPORT_ACTOR, REPORT_GROUP, true },
	{ "threatgroup", REPORT_ACTOR, REPORT_GROUP, true },
	{ "tool", REPORT_ACTOR, REPORT_SOFTWARE, true },
	{ "tools", REPORT_ACTOR, REPORT_SOFTWARE, true },
	{ "ttp", REPORT_TECHNIQUE, 0, true },
	{ "ttps", REPORT_TECHNIQUE, 0, true },
	{ "vulnerability", REPORT_CVE, 0, false },
};

static int
by_column(const void *name, const void *column)
{
	return strcmp(name, ((const struct column *)column)->name);
}

/* What a column holds; NULL: its name does not say. */
static const struct column *
find_column(const char *title)
{
	char plain[TITLE_MAX + 1];
	size_t n = 0;

	for (; *title != '\0' && n < TITLE_MAX; title++)
		if (shape_is_word(*title))
			plain[n++] = *title >= 'A' && *title <= 'Z'
			    ? (char)(*title + ('a' - 'A')) : *title;
	plain[n] = '\0';
	return *title != '\0' ? NULL : bsearch(plain, columns,
	    sizeof(columns) / sizeof(columns[0]), sizeof(columns[0]),
	    by_column);
}

/* How many of the separators that the first line has stand in a line. */
static size_t
separators(const char *line, size_t len, char separator)
{
	size_t i, n = 0;
	bool quoted = false;

	for (i = 0; i < len; i++) {
		quoted ^= line[i] == '"';
		n += !quoted && line[i] == separator;
	}
	return n;
}

/* A first line whose fields are names of columns, one of which is known. Where
 * spaces begin them, as in prose, the second line has to have as many. */
bool
table_is(const char *text, size_t len)
{
	const char *end = memchr(text, '\n', len), *next;
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_table table = { 0 };
	struct value_error why = { .table = &table };
	const cJSON *column;
	cJSON *rows;
	size_t first, fields = 0, n;
	bool known = false, prose = false;

	first = end == NULL ? 0 : (size_t)(end - text);
	if (first > 0 && csv_parse(text, first + 1, &rows, &why) == 0)
		cJSON_ArrayForEach(column, table.header) {
			fields++;
			known = known || find_column(column->string) != NULL;
			prose = prose || *column->string == ' ';
		}
	free(table.v);
	value_use(before);
	arena_free(&mem);
	if (!known || fields < 2)
		return false;
	next = memchr(end + 1, '\n', len - first - 1);
	n = next == NULL ? len - first - 1 : (size_t)(next - end) - 1;
	return !prose || separators(end + 1, n, ',') >= fields - 1 ||
	    separators(end + 1, n, ';') >= fields - 1 ||
	    memchr(end + 1, '"', n) != NULL;
}

/* Names of a cell: all of it, or what separators part. */
static void
add_cell_names(struct gather *g, const struct column *c, const cJSON *cell)
{
	struct mention m = { .as = c->as, .kinds = c->kinds,
		.where = arena_printf(g->mem, "column %s", cell->string),
		.line = value_line(cell) };
	const char *text = value_text(cell);
	size_t n;

	if (c->as == REPORT_TECHNIQUE) {
		/* "File and Directory Permissions, Modified" is none: those of
		 * ATT&CK have no semicolon. */
		for (; *text != '\0'; text += n + (text[n] != '\0')) {
			n = strcspn(text, ";|\n");
			m.word = arena_strndup(g->mem, text, n);
			gather_add_word(g, m);
		}
		return;
	}
	for (; *text != '\0'; text += n + (text[n] != '\0')) {
		n = strcspn(text, ",;|\n");
		m.word = str_trim(g->mem, arena_strndup(g->mem, text, n));
		if (*m.word != '\0' && strcmp(m.word, "-") != 0)
			gather_add_named(g, m, NULL);
	}
}

/* Ids and names of a row as in any text; then the names that its columns hold, of
 * techniques only where it has no id of one. */
static void
take_row(struct gather *g, const cJSON *row)
{
	struct buf plain = BUF_INIT;
	const struct column *c;
	const cJSON *cell;
	size_t i, from = g->n;
	bool technique = false;

	cJSON_ArrayForEach(cell, row) {
		buf_reset(&plain);
		plain_put(value_text(cell), strlen(value_text(cell)), &plain);
		scan_text(g, buf_str(&plain), value_line(cell), 1, NULL);
	}
	buf_free(&plain);
	for (i = from; i < g->n; i++)
		technique = technique || g->v[i].as == REPORT_TECHNIQUE;
	cJSON_ArrayForEach(cell, row) {
		c = find_column(cell->string);
		if (c != NULL && c->named &&
		    (c->as != REPORT_TECHNIQUE || !technique))
			add_cell_names(g, c, cell);
	}
}

int
table_read(struct gather *g, const char *text, size_t len)
{
	struct value_error why = { 0 };
	const cJSON *row;
	cJSON *rows;

	g->r->format = REPORT_CSV;
	if (csv_parse(text, len, &rows, &why) == -1) {
		log_error("%s:%d: %s", g->path, why.line, why.what);
		return -1;
	}
	cJSON_ArrayForEach(row, rows)
		take_row(g, row);
	return 0;
}
