/* CSV documents: a header, and rows that it names the fields of. */
#include "value/csv.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "grow.h"
#include "names.h"
#include "text.h"

enum { COLUMNS_MAX = 4096 };

static const char NOT_TEXT[] = "not UTF-8, or a NUL in it";

struct column {
	char *name;
	int line;
	bool again; /* another column behind it has its name */
};

/* What is left of a text, and what its first row said. */
struct reader {
	const char *text, *at, *end;
	char separator;
	int line;
	struct grow tree;
	struct column *columns;
	size_t ncolumns;
	struct value_table *table; /* as in struct value_error */
	const char *passable; /* what was bad of a row alone, or NULL */
};

/* One field as it stands, and what it means. */
struct field {
	char *text;
	struct mark mark;
};

static int
fail_csv(struct reader *r, const char *what)
{
	return grow_fail(&r->tree, r->line, what);
}

/* The same, of a row alone. */
static int
fail_row(struct reader *r, const char *what)
{
	r->passable = what;
	return fail_csv(r, what);
}

static bool
is_next(const struct reader *r, char c)
{
	return r->at < r->end && *r->at == c;
}

/* LF, CRLF, or the end of the text. */
static bool
take_line_end(struct reader *r)
{
	if (r->at == r->end)
		return true;
	if (*r->at == '\r' && r->end - r->at > 1 && r->at[1] == '\n')
		r->at++;
	if (*r->at != '\n')
		return false;
	r->at++;
	r->line++;
	return true;
}

/* Is it what may end a plain field? */
static bool
is_stop(const struct reader *r, char c)
{
	static const bool stops[256] = { [','] = true, [';'] = true,
		['\n'] = true, ['\r'] = true, ['"'] = true };

	return stops[(unsigned char)c] &&
	    (c == r->separator || (c != ',' && c != ';'));
}

static int
take_plain(struct reader *r, char **text)
{
	const char *start = r->at;

	while (r->at < r->end && !is_stop(r, *r->at))
		r->at++;
	if (is_next(r, '"'))
		return fail_row(r, "a quote in a field that is not quoted");
	*text = grow_text(start, (size_t)(r->at - start));
	return 0;
}

/* To behind the quote that ends the field; counts lines. */
static int
find_end_csv(struct reader *r)
{
	int line = r->line;

	for (r->at++; r->at < r->end; r->at++) {
		r->line += *r->at == '\n';
		if (*r->at != '"')
			continue;
		r->at++;
		if (!is_next(r, '"'))
			return 0;
	}
	r->line = line;
	return fail_csv(r, "cut off inside a quoted field");
}

static int
take_quoted(struct reader *r, char **text)
{
	const char *from = r->at + 1;
	char *to;

	if (find_end_csv(r) == -1)
		return -1;
	*text = to = cJSON_malloc((size_t)(r->at - from));
	for (; from < r->at - 1; from++) {
		*to++ = *from;
		from += *from == '"';
	}
	*to = '\0';
	return 0;
}

static int
take_field(struct reader *r, struct field *f)
{
	int rc;

	f->mark = (struct mark){ .line = r->line };
	f->mark.start = (size_t)(r->at - r->text);
	if (is_next(r, '"'))
		rc = take_quoted(r, &f->text);
	else
		rc = take_plain(r, &f->text);
	if (rc == -1)
		return -1;
	f->mark.end = (size_t)(r->at - r->text);
	return grow_charge(&r->tree, 1, 0, f->mark.line);
}

/* Behind a field: 1 where another follows, 0 at the end of the row, or -1. */
static int
take_next(struct reader *r)
{
	if (is_next(r, r->separator)) {
		r->at++;
		return 1;
	}
	if (take_line_end(r))
		return 0;
	if (*r->at == '\r')
		return fail_row(r, "a carriage return without a line feed");
	return fail_row(r, "text after a quoted field");
}

static void
skip_empty_lines(struct reader *r)
{
	while (r->at < r->end && take_line_end(r))
		continue;
}

static int
add_column(struct reader *r, struct arena *work, struct names *names,
    const struct field *f)
{
	void **slot = names_slot(names, work, f->text);
	struct column *first = *slot; /* of that name, or NULL */

	if (first != NULL && r->table == NULL)
		return grow_fail(&r->tree, f->mark.line,
		    "a name that the header has already");
	if (first != NULL) {
		first->again = true;
		if (*f->text != '\0')
			grow_repeat(&r->tree, f->text, first->line,
			    f->mark.line);
	}
	if (r->ncolumns == COLUMNS_MAX)
		return grow_fail(
		    &r->tree, f->mark.line, "more than 4,096 columns");
	*slot = &r->columns[r->ncolumns];
	r->columns[r->ncolumns++] =
	    (struct column){ f->text, f->mark.line, false };
	return 0;
}

static void
add_field(cJSON *row, const struct column *column, const struct field *f)
{
	cJSON *node = grow_node(cJSON_String);

	node->string = column->name;
	node->valuestring = f->text;
	*value_mark(node) = f->mark;
	value_mark(node)->name_line = column->line;
	grow_append(row, node);
}

/* What parts the header, which is next: semicolons only where no comma does. */
static char
find_separator(const struct reader *r)
{
	bool quoted = false, semicolon = false;
	const char *p;

	for (p = r->at; p < r->end && (quoted || *p != '\n'); p++) {
		quoted ^= *p == '"';
		if (!quoted && *p == ',')
			return ',';
		semicolon |= !quoted && *p == ';';
	}
	return semicolon ? ';' : ',';
}

static int
take_header(struct reader *r)
{
	struct names names = { NULL };
	struct arena work = { 0 };
	const char *start;
	struct field f;
	size_t i;
	int rc, line;

	skip_empty_lines(r);
	if (r->at == r->end)
		return fail_csv(r, "no header");
	start = r->at;
	line = r->line;
	r->separator = find_separator(r);
	r->columns = mem_array(COLUMNS_MAX, sizeof(*r->columns));
	do {
		rc = take_field(r, &f);
		if (rc == 0)
			rc = add_column(r, &work, &names, &f);
		if (rc == 0)
			rc = take_next(r);
	} while (rc == 1);
	arena_free(&work);
	if (rc == 0 && !str_is_utf8(start, (size_t)(r->at - start)))
		rc = grow_fail(&r->tree, line, NOT_TEXT);
	if (rc == -1 || r->table == NULL)
		return rc;
	/* The columns, those of a name that comes again too. */
	f.text = grow_text("", 0);
	f.mark = (struct mark){ 0 };
	r->table->header = grow_node(cJSON_Object);
	for (i = 0; i < r->ncolumns; i++)
		add_field(r->table->header, &r->columns[i], &f);
	return 0;
}

/* All fields up to the row's end, of which row gets those with a column. */
static int
take_fields_csv(struct reader *r, cJSON *row, size_t *n)
{
	struct field f;
	int rc;

	do {
		if (take_field(r, &f) == -1)
			return -1;
		if (*n < r->ncolumns && !r->columns[*n].again)
			add_field(row, &r->columns[*n], &f);
		++*n;
		rc = take_next(r);
	} while (rc == 1);
	return rc;
}

/* A row that is bad: an error, or told, and of no more consequence. */
static int
lose_row(struct reader *r, int line, const char *what)
{
	if (r->table == NULL)
		return grow_fail(&r->tree, line, what);
	grow_fault(r->table, line, what);
	r->table->lost++;
	return 0;
}

static int
take_row_csv(struct reader *r, cJSON *rows)
{
	static const char fewer[] = "a row of fewer fields than the header";
	cJSON *row = grow_node(cJSON_Object);
	const char *start = r->at, *stop;
	int line = r->line;
	size_t n = 0;

	value_mark(row)->line = line;
	r->passable = NULL;
	if (grow_charge(&r->tree, 1, 0, line) == -1)
		return -1;
	if (take_fields_csv(r, row, &n) == -1) {
		if (r->passable == NULL || r->table == NULL)
			return -1;
		stop = memchr(start, '\n', (size_t)(r->end - start));
		r->at = stop == NULL ? r->end : stop + 1;
		r->line = stop == NULL ? line : line + 1;
		return lose_row(r, line, r->passable);
	}
	if (n > r->ncolumns)
		return lose_row(r, line,
		    "a row of more fields than the header");
	if (!str_is_utf8(start, (size_t)(r->at - start)))
		return lose_row(r, line, NOT_TEXT);
	if (n < r->ncolumns && r->table == NULL)
		return grow_fail(&r->tree, line, fewer);
	if (n < r->ncolumns)
		grow_fault(r->table, line, fewer);
	grow_append(rows, row);
	return 0;
}

int
csv_parse(const char *text, size_t len, cJSON **rows, struct value_error *why)
{
	struct reader r = { .line = 1 };
	cJSON *array;
	int rc;

	*rows = NULL;
	if (len == 0)
		text = "";
	if ((why->table != NULL ? text_fits(len, why)
		: text_check(text, len, why)) == -1)
		return -1;
	r.text = text;
	r.at = text + text_bom(text, len);
	r.end = text + len;
	r.tree.why = why;
	r.table = why->table;
	array = grow_node(cJSON_Array);
	value_mark(array)->line = 1;
	rc = take_header(&r);
	for (skip_empty_lines(&r); rc == 0 && r.at < r.end;
	     skip_empty_lines(&r))
		rc = take_row_csv(&r, array);
	if (rc == 0)
		*rows = array;
	free(r.columns);
	return rc;
}
