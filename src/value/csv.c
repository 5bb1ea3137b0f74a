/* CSV documents: a header, and rows that it names the fields of. */
#include "value/csv.h"

#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "text.h"
#include "tree.h"

enum { COLUMNS_MAX = 4096 };

struct column {
	char *name;
	int line;
};

/* What is left of a text, and what its first row said. */
struct reader {
	const char *text, *at, *end;
	int line;
	struct tree tree;
	struct column *columns;
	size_t ncolumns;
};

/* One field as it stands, and what it means. */
struct field {
	char *text;
	struct mark mark;
};

static int
fail(struct reader *r, const char *what)
{
	return tree_fail(&r->tree, r->line, what);
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

static int
take_plain(struct reader *r, char **text)
{
	static const bool stops[256] = { [','] = true, ['\n'] = true,
		['\r'] = true, ['"'] = true };
	const char *start = r->at;

	while (r->at < r->end && !stops[(unsigned char)*r->at])
		r->at++;
	if (is_next(r, '"'))
		return fail(r, "a quote in a field that is not quoted");
	*text = tree_text(start, (size_t)(r->at - start));
	return 0;
}

/* To behind the quote that ends the field; counts lines. */
static int
find_end(struct reader *r)
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
	return fail(r, "cut off inside a quoted field");
}

static int
take_quoted(struct reader *r, char **text)
{
	const char *from = r->at + 1;
	char *to;

	if (find_end(r) == -1)
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
	return tree_charge(&r->tree, 1, 0, f->mark.line);
}

/* Behind a field: 1 where another follows, 0 at the end of the row, or -1. */
static int
take_next(struct reader *r)
{
	if (is_next(r, ',')) {
		r->at++;
		return 1;
	}
	if (take_line_end(r))
		return 0;
	if (*r->at == '\r')
		return fail(r, "a carriage return without a line feed");
	return fail(r, "text behind a quoted field");
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

	if (*slot != NULL)
		return tree_fail(&r->tree, f->mark.line,
		    "a name that the header has already");
	*slot = f->text;
	if (r->ncolumns == COLUMNS_MAX)
		return tree_fail(
		    &r->tree, f->mark.line, "more than 4,096 columns");
	r->columns[r->ncolumns].name = f->text;
	r->columns[r->ncolumns++].line = f->mark.line;
	return 0;
}

static int
take_header(struct reader *r)
{
	struct names names = { NULL };
	struct arena work = { 0 };
	struct field f;
	int rc;

	skip_empty_lines(r);
	if (r->at == r->end)
		return fail(r, "no header");
	r->columns = mem_array(COLUMNS_MAX, sizeof(*r->columns));
	do {
		rc = take_field(r, &f);
		if (rc == 0)
			rc = add_column(r, &work, &names, &f);
		if (rc == 0)
			rc = take_next(r);
	} while (rc == 1);
	arena_free(&work);
	return rc;
}

static void
add_field(cJSON *row, const struct column *column, const struct field *f)
{
	cJSON *node = tree_node(cJSON_String);

	node->string = column->name;
	node->valuestring = f->text;
	*value_mark(node) = f->mark;
	value_mark(node)->name_line = column->line;
	tree_append(row, node);
}

static int
take_row(struct reader *r, cJSON *rows)
{
	cJSON *row = tree_node(cJSON_Object);
	struct field f;
	size_t n = 0;
	int rc;

	value_mark(row)->line = r->line;
	if (tree_charge(&r->tree, 1, 0, r->line) == -1)
		return -1;
	tree_append(rows, row);
	do {
		if (n == r->ncolumns)
			return tree_fail(&r->tree, value_line(row),
			    "a row of more fields than the header");
		if (take_field(r, &f) == -1)
			return -1;
		add_field(row, &r->columns[n++], &f);
		rc = take_next(r);
	} while (rc == 1);
	if (rc == 0 && n < r->ncolumns)
		return tree_fail(&r->tree, value_line(row),
		    "a row of fewer fields than the header");
	return rc;
}

static int
take_rows(struct reader *r, cJSON *rows)
{
	if (take_header(r) == -1)
		return -1;
	for (;;) {
		skip_empty_lines(r);
		if (r->at == r->end)
			return 0;
		if (take_row(r, rows) == -1)
			return -1;
	}
}

int
csv_parse(const char *text, size_t len, cJSON **rows, struct value_error *why)
{
	struct reader r = { .line = 1 };
	cJSON *array;
	int rc = -1;

	*rows = NULL;
	if (len == 0)
		text = "";
	if (text_check(text, len, why) == -1)
		return -1;
	r.text = text;
	r.at = text + text_bom(text, len);
	r.end = text + len;
	r.tree.why = why;
	array = tree_node(cJSON_Array);
	value_mark(array)->line = 1;
	if (take_rows(&r, array) == 0) {
		*rows = array;
		rc = 0;
	}
	free(r.columns);
	return rc;
}
