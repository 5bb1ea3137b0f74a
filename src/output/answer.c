/* Answers about many techniques: a table, and what its figures are made of. */
#include "output/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/log.h"
#include "base/str.h"
#include "output/rows.h"
#include "value/value.h"

enum {
	COLUMNS_MAX = 32,
	THROUGH_MAX = 6, /* campaigns and software told by name */
};

const char *const answer_formats[] = { "text", "tsv", "csv", "markdown", "json",
	NULL };

/* Adds what was gathered, if anything, and empties it. */
static void
end_line(struct buf *b, struct strs *lines)
{
	if (b->len > 0)
		strs_add(lines, buf_str(b));
	buf_free(b);
}

/* "only: sources splunk, sigma; evidence E2" */
static void
add_selection(const cJSON *selection, struct strs *lines)
{
	struct buf b = BUF_INIT;
	const cJSON *s, *word;

	cJSON_ArrayForEach(s, selection) {
		buf_printf(&b, "%s%s", b.len == 0 ? "only: " : "; ", s->string);
		if (cJSON_IsNumber(s))
			buf_printf(&b, " E%d", s->valueint);
		cJSON_ArrayForEach(word, s)
			buf_printf(&b, "%s%s", word == s->child ? " " : ", ",
			    word->valuestring);
	}
	end_line(&b, lines);
}

/* "among: tactic TA0006 Credential Access; used by G0016 APT29" */
static void
add_filter(const cJSON *filter, struct strs *lines)
{
	static const char *const members[][2] = { { "tactics", "of" },
		{ "users", "used by" } };
	struct buf b = BUF_INIT;
	const cJSON *list, *one;
	size_t i;

	for (i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		list = value_get(filter, members[i][0]);
		cJSON_ArrayForEach(one, list) {
			buf_puts(&b, b.len == 0 ? "among those "
			    : one == list->child ? "; " : " or ");
			if (one == list->child)
				buf_printf(&b, "%s ", members[i][1]);
			buf_printf(&b, "%s (%s)", row_text(one, "name", ""),
			    row_text(one, "id", ""));
		}
	}
	end_line(&b, lines);
}

/* "G0016 APT29: 119 techniques, with those of C0024 SolarWinds Compromise" */
static void
add_target(const cJSON *t, struct strs *lines)
{
	const cJSON *one;
	int n = cJSON_GetArraySize(value_get(t, "techniques")), named = 0;
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s%s%s: %d technique%s", row_text(t, "label", ""),
	    value_get(t, "name") == NULL ? "" : " ", row_text(t, "name", ""),
	    n, n == 1 ? "" : "s");
	cJSON_ArrayForEach(one, value_get(t, "through")) {
		if (named < THROUGH_MAX)
			buf_printf(&b, "%s%s %s", named == 0
			    ? ", with those of " : ", ", row_text(one, "id",
			    ""), row_text(one, "name", ""));
		named++;
	}
	if (named > THROUGH_MAX)
		buf_printf(&b, " and %d more", named - THROUGH_MAX);
	n = (int)row_number(t, "passed_over");
	if (n > 0)
		buf_printf(&b, "; %d more disabled, or there to unfold only",
		    n);
	strs_add(lines, buf_str(&b));
	buf_free(&b);
}

/* "scope: platforms Windows"; of several domains each one's. */
static void
add_scopes(const cJSON *domains, struct strs *lines)
{
	struct buf b = BUF_INIT;
	const cJSON *d;

	cJSON_ArrayForEach(d, domains) {
		if (value_get_text(d, "scope") == NULL)
			continue;
		buf_printf(&b, "scope%s%s: %s", domains->child->next == NULL
		    ? "" : " of ", domains->child->next == NULL ? ""
		    : row_text(d, "id", ""), value_get_text(d, "scope"));
		end_line(&b, lines);
	}
}

/* Adds to each row what its domain's figures rest on, for formats that have no
 * room for talk. */
static void
add_basis(const cJSON *domains, cJSON *rows)
{
	const cJSON *d;
	cJSON *row;

	cJSON_ArrayForEach(row, rows)
		cJSON_ArrayForEach(d, domains)
			if (value_get(d, "basis") != NULL && str_equal(
			    value_get_text(d, "id"),
			    value_get_text(row, "domain")))
				cJSON_AddStringToObject(row, "basis",
				    value_get_text(d, "basis"));
}

void
answer_head(const cJSON *model, struct strs *lines)
{
	struct buf b = BUF_INIT;
	const cJSON *d;

	if (value_get(model, "sample") != NULL)
		strs_add(lines, "SAMPLE: made from sample data");
	cJSON_ArrayForEach(d, value_get(model, "targets"))
		add_target(d, lines);
	cJSON_ArrayForEach(d, value_get(model, "domains"))
		if (value_get_text(d, "text") != NULL)
			strs_add(lines, value_get_text(d, "text"));
	if (value_get_text(model, "definitions") != NULL)
		strs_add(lines, value_get_text(model, "definitions"));
	add_filter(value_get(model, "filter"), lines);
	add_selection(value_get(model, "selection"), lines);
	add_scopes(value_get(model, "domains"), lines);
	if (value_get_text(model, "settings") != NULL)
		buf_printf(&b, "settings: %s",
		    value_get_text(model, "settings"));
	end_line(&b, lines);
}

void
answer_foot(const cJSON *model, int more, struct strs *lines)
{
	struct buf b = BUF_INIT;
	const cJSON *s;

	if (more > 0)
		buf_printf(&b, "and %d more, which --limit left out", more);
	end_line(&b, lines);
	cJSON_ArrayForEach(s, value_get(model, "sources")) {
		buf_printf(&b, "%s%s", b.len == 0 ? "made from " : ", ",
		    row_text(s, "id", ""));
		if (value_get_text(s, "revision_short") != NULL)
			buf_printf(&b, " %s",
			    value_get_text(s, "revision_short"));
		buf_printf(&b, " (%s)", row_text(s, "accessed", "local"));
	}
	end_line(&b, lines);
}

void
answer_put_lines(struct terminal *t, const struct strs *lines, int columns)
{
	size_t i;

	for (i = 0; i < lines->n; i++)
		terminal_wrap(t, 0, 2, lines->v[i], columns);
}

void
answer_write_lines(struct buf *out, const struct strs *lines)
{
	size_t i;

	for (i = 0; i < lines->n; i++) {
		if (out->len > 0)
			buf_putc(out, '\n');
		escape_markdown(out, lines->v[i]);
		buf_putc(out, '\n');
	}
}

static void
add_list(struct table *table, const cJSON *list)
{
	struct buf b = BUF_INIT;
	const cJSON *e;

	cJSON_ArrayForEach(e, list)
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "", e->valuestring);
	table_add(table, buf_str(&b));
	buf_free(&b);
}

static void
add_cell(struct table *table, const struct column *c, const cJSON *row)
{
	const cJSON *from = c->of == NULL ? row : value_get(row, c->of);
	const cJSON *member = value_get(from, c->member);
	char level[24];

	switch (c->cell) {
	case CELL_TEXT:
		table_add(table, value_text(member));
		break;
	case CELL_LINK:
		table_add_link(table, value_text(member),
		    value_get_text(from, "url"));
		break;
	case CELL_NUMBER:
		table_add_number(table, row_number(from, c->member));
		break;
	case CELL_LEVEL:
		snprintf(level, sizeof(level), "E%lld",
		    row_number(from, c->member));
		table_add(table, member == NULL ? NULL : level);
		break;
	case CELL_LIST:
		add_list(table, member);
		break;
	}
}

/* The columns that are shown; tables borrow them. */
struct shown {
	struct table_column table[COLUMNS_MAX];
	struct column columns[COLUMNS_MAX];
	size_t n;
};

/* Are the rows of more than one domain? */
static bool
of_several(const cJSON *rows)
{
	const char *first = rows == NULL ? NULL : value_get_text(rows->child,
	    "domain");
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (!str_equal(value_get_text(row, "domain"), first))
			return true;
	return false;
}

/* For people columns that are for them, and where it tells rows apart their
 * domain's. */
static struct table *
new_table(struct shown *shown, const struct column *columns, bool people,
    const cJSON *rows)
{
	struct table *table;
	const cJSON *row;
	bool several = of_several(rows);
	size_t i;

	/* That one only where there is anything to say. */
	static const struct column basis = { { "basis", TABLE_LEFT, 0, 0 },
		false, CELL_TEXT, NULL, "basis" };

	shown->n = 0;
	for (; columns->table.title != NULL; columns++)
		if (columns->people || !people || (several && columns->of ==
		    NULL && strcmp(columns->member, "domain") == 0)) {
			shown->columns[shown->n] = *columns;
			shown->table[shown->n++] = columns->table;
		}
	if (!people && rows != NULL && value_get(rows->child, "basis") != NULL) {
		shown->columns[shown->n] = basis;
		shown->table[shown->n++] = basis.table;
	}
	table = table_new(shown->table, shown->n);
	cJSON_ArrayForEach(row, rows)
		for (i = 0; i < shown->n; i++)
			add_cell(table, &shown->columns[i], row);
	return table;
}

void
answer_put_rows(struct terminal *t, const cJSON *rows,
    const struct column *columns, int width)
{
	struct shown shown;
	struct table *table = new_table(&shown, columns, true, rows);

	table_put(table, t, width);
	table_free(table);
}

static void
write_rows(struct buf *out, const cJSON *rows, const struct column *columns,
    const char *format)
{
	struct shown shown;
	struct table *table = new_table(&shown, columns,
	    strcmp(format, "markdown") == 0, rows);

	table_write(table, format, out);
	table_free(table);
}

/* What head says of domains with no technique for the platforms chosen, where
 * the format has no room for it. */
static void
warn_none(const cJSON *domains)
{
	const cJSON *d, *platforms;

	cJSON_ArrayForEach(d, domains) {
		platforms = value_get(d, "platforms");
		if (platforms != NULL && platforms->child == NULL)
			log_warn("%s", row_text(d, "text", ""));
	}
}

void
answer_print(const cJSON *model, const struct column *columns,
    const char *format, const struct strs *head, const struct strs *foot)
{
	cJSON *rows = value_get(model, "techniques");
	struct terminal t;
	int width = terminal_columns();

	terminal_begin(&t);
	add_basis(value_get(model, "domains"), rows);
	if (strcmp(format, "text") == 0) {
		answer_put_lines(&t, head, width);
		terminal_printf(&t, rows->child == NULL ? "" : "\n");
		answer_put_rows(&t, rows, columns, width);
		terminal_printf(&t, foot->n == 0 ? "" : "\n");
		answer_put_lines(&t, foot, width);
	} else if (strcmp(format, "markdown") == 0) {
		answer_write_lines(&t.text, head);
		buf_putc(&t.text, '\n');
		write_rows(&t.text, rows, columns, format);
		answer_write_lines(&t.text, foot);
	} else {
		warn_none(value_get(model, "domains"));
		write_rows(&t.text, rows, columns, format);
	}
	terminal_end(&t);
}

int
answer_cut(cJSON *rows, int limit)
{
	int more = 0;

	if (limit == 0)
		return 0;
	while (cJSON_GetArraySize(rows) > limit) {
		cJSON_DeleteItemFromArray(rows, limit);
		more++;
	}
	return more;
}
