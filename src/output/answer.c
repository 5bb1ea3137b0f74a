/* Answers about many techniques: a table, and what its figures are made of. */
#include "output/answer.h"

#include <string.h>

#include "base/escape.h"
#include "base/log.h"
#include "base/str.h"
#include "count/perspective.h"
#include "count/priority.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

enum {
	COLUMNS_MAX = 128,
	DECIMALS = 6,        /* of numbers for programs */
	DECIMALS_PEOPLE = 3, /* of factors for people */
	FOUND_MAX = 10, /* things that files name, told by line */
	THROUGH_MAX = 6, /* campaigns and software told by name */
	TARGETS_MAX = 12, /* targets told, where sources named them */
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

void
answer_put_selection(struct buf *b, const cJSON *selection)
{
	const char *between = "only: ", *c;
	const cJSON *s, *word;

	cJSON_ArrayForEach(s, selection) {
		buf_puts(b, between);
		between = "; ";
		if (strcmp(s->string, "of") == 0) {
			buf_puts(b, perspective_words(
			    of_read(s->valuestring)));
			continue;
		}
		for (c = s->string; *c != '\0'; c++)
			buf_putc(b, *c == '_' ? ' ' : *c);
		if (cJSON_IsString(s))
			buf_printf(b, " %s", s->valuestring);
		if (cJSON_IsNumber(s))
			buf_printf(b, " %s", evidence_name(s->valueint));
		cJSON_ArrayForEach(word, s)
			buf_printf(b, "%s%s", word == s->child ? " " : ", ",
			    word->valuestring);
	}
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
		list = member_get(filter, members[i][0]);
		cJSON_ArrayForEach(one, list) {
			buf_puts(&b, b.len == 0 ? "among those "
			    : one == list->child ? "; " : " or ");
			if (one == list->child)
				buf_printf(&b, "%s ", members[i][1]);
			buf_printf(&b, "%s (%s)",
			    member_text_or(one, "name", ""),
			    member_text_or(one, "id", ""));
		}
	}
	end_line(&b, lines);
}

void
answer_put_source(struct buf *b, const cJSON *model, const char *id)
{
	const cJSON *from;

	buf_puts(b, id);
	cJSON_ArrayForEach(from, member_get(model, "from"))
		if (str_equal(member_string(from, "source"), id))
			buf_printf(b, " (%s)", member_text_or(from, "date",
			    "local"));
}

/* "; origin RU, sector Telecoms by misp-threat-actors (alias)": what sources say
 * of a group, and what tells that it is the group that they mean. */
static void
put_target_said(struct buf *b, const cJSON *said)
{
	const cJSON *one, *next;

	cJSON_ArrayForEach(one, said) {
		next = one->next;
		buf_printf(b, "%s%s %s", one == said->child ? "; " : ", ",
		    member_text_or(one, "what", ""),
		    member_text_or(one, "text", ""));
		if (next != NULL && str_equal(member_text(next, "profile"),
		    member_text(one, "profile")) && str_equal(member_text(
		    next, "source"), member_text(one, "source")))
			continue;
		buf_printf(b, " by %s (%s, by %s)",
		    member_text_or(one, "source", ""),
		    member_text_or(one, "profile", ""),
		    member_text_or(one, "by", ""));
	}
}

/* "G0016 APT29: 119 techniques, with those of C0024 SolarWinds Compromise" */
static void
add_target(const cJSON *model, const cJSON *t, struct strs *lines)
{
	const cJSON *one;
	int n = cJSON_GetArraySize(member_get(t, "techniques")), named = 0;
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s%s%s", member_text_or(t, "label", ""),
	    member_get(t, "name") == NULL ? "" : " ",
	    member_text_or(t, "name", ""));
	if (member_get(t, "format") != NULL)
		buf_printf(&b, " (%s)", member_text_or(t, "format", ""));
	buf_printf(&b, ": %d technique%s", n, n == 1 ? "" : "s");
	cJSON_ArrayForEach(one, member_get(t, "sources")) {
		buf_puts(&b, one->prev->next == NULL ? " by " : ", ");
		answer_put_source(&b, model, one->valuestring);
	}
	cJSON_ArrayForEach(one, member_get(t, "through")) {
		if (named < THROUGH_MAX)
			buf_printf(&b, "%s%s %s",
			    named == 0 ? ", with those of " : ", ",
			    member_text_or(one, "id", ""),
			    member_text_or(one, "name", ""));
		named++;
	}
	if (named > THROUGH_MAX)
		buf_printf(&b, " and %d more", named - THROUGH_MAX);
	put_target_said(&b, member_get(t, "said"));
	n = (int)member_number(t, "passed_over");
	if (n > 0)
		buf_printf(&b, "; %d more disabled, or there to unfold only",
		    n);
	strs_add(lines, buf_str(&b));
	buf_free(&b);
}

/* "report.md:12: Cozy Bear: group G0016 APT29": what files name, first those who
 * use techniques. */
static void
add_found(const cJSON *found, struct strs *lines)
{
	int n = cJSON_GetArraySize(found), shown = 0, pass;
	struct buf b = BUF_INIT;
	const cJSON *one;
	bool technique;

	for (pass = 0; pass < 2; pass++)
		cJSON_ArrayForEach(one, found) {
			technique = str_equal(member_text(one, "kind"),
			    "technique") || member_get(one, "id") == NULL;
			if (technique != (pass == 1) || shown == FOUND_MAX)
				continue;
			shown++;
			buf_reset(&b);
			buf_printf(&b, "%s:%lld: %s: %s",
			    member_text_or(one, "file", ""),
			    member_number(one, "line"),
			    member_text_or(one, "word", ""),
			    member_text_or(one, "taken_for", ""));
			strs_add(lines, buf_str(&b));
		}
	buf_reset(&b);
	if (n > shown)
		buf_printf(&b, "and %d more, which --format json has",
		    n - shown);
	end_line(&b, lines);
}

/* Groups that sources named, and nobody one by one, are told up to a number. */
static void
add_targets(const cJSON *model, struct strs *lines)
{
	const cJSON *targets = member_get(model, "targets"), *t;
	bool named = member_get(model, "profiles") != NULL;
	struct buf b = BUF_INIT;
	int n = 0;

	cJSON_ArrayForEach(t, targets)
		if (!named || n++ < TARGETS_MAX)
			add_target(model, t, lines);
	if (named && n > TARGETS_MAX)
		buf_printf(&b, "and %d more, which --format json lists",
		    n - TARGETS_MAX);
	end_line(&b, lines);
}

/* "scope: platforms Windows"; of several domains each one's. */
static void
add_scopes(const cJSON *domains, struct strs *lines)
{
	struct buf b = BUF_INIT;
	const cJSON *d;

	cJSON_ArrayForEach(d, domains) {
		if (member_text(d, "scope") == NULL)
			continue;
		buf_printf(&b, "scope%s%s: %s", domains->child->next == NULL
		    ? "" : " of ", domains->child->next == NULL ? ""
		    : member_text_or(d, "id", ""), member_text(d, "scope"));
		end_line(&b, lines);
	}
}

/* What techniques are ranked by; of several domains, that of each. */
static void
add_formulas(const cJSON *domains, struct strs *lines)
{
	struct buf b = BUF_INIT;
	const cJSON *d;

	cJSON_ArrayForEach(d, domains) {
		if (member_text(d, "formula") == NULL)
			continue;
		if (domains->child->next != NULL)
			buf_printf(&b, "%s: ", member_text_or(d, "id", ""));
		buf_puts(&b, member_text(d, "formula"));
		end_line(&b, lines);
	}
}

/* Adds to each row what its domain's figures rest on, for formats that have no
 * room for talk. */
static void
add_basis_answer(const cJSON *domains, cJSON *rows)
{
	const cJSON *d;
	cJSON *row;

	cJSON_ArrayForEach(row, rows)
		cJSON_ArrayForEach(d, domains)
			if (member_get(d, "basis") != NULL && str_equal(
			    member_text(d, "id"),
			    member_text(row, "domain")))
				cJSON_AddStringToObject(row, "basis",
				    member_text(d, "basis"));
}

void
answer_head(const cJSON *model, struct strs *lines)
{
	struct buf b = BUF_INIT;
	const cJSON *d;

	if (member_get(model, "sample") != NULL)
		strs_add(lines, "SAMPLE: made from sample data");
	add_targets(model, lines);
	add_found(member_get(model, "found"), lines);
	cJSON_ArrayForEach(d, member_get(model, "domains")) {
		if (member_text(d, "text") != NULL)
			strs_add(lines, member_text(d, "text"));
		if (member_text(d, "why") != NULL)
			strs_add(lines, member_text(d, "why"));
	}
	add_formulas(member_get(model, "domains"), lines);
	if (member_text(model, "text") != NULL)
		strs_add(lines, member_text(model, "text"));
	if (member_text(model, "definitions") != NULL)
		strs_add(lines, member_text(model, "definitions"));
	d = member_get(model, "baseline");
	if (d != NULL)
		strs_add(lines, member_text(d, "text"));
	add_filter(member_get(model, "filter"), lines);
	answer_put_selection(&b, member_get(model, "selection"));
	end_line(&b, lines);
	add_scopes(member_get(model, "domains"), lines);
	if (member_text(model, "settings") != NULL)
		buf_printf(&b, "settings: %s",
		    member_text(model, "settings"));
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
	cJSON_ArrayForEach(s, member_get(model, "sources")) {
		buf_printf(&b, "%s%s", b.len == 0 ? "made from " : ", ",
		    member_text_or(s, "id", ""));
		if (member_text(s, "revision_short") != NULL)
			buf_printf(&b, " %s",
			    member_text(s, "revision_short"));
		buf_printf(&b, " (%s)", member_text_or(s, "accessed", "local"));
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
add_list_answer(struct table *table, const cJSON *list)
{
	struct buf b = BUF_INIT;

	member_put_joined(&b, list, ", ");
	table_add(table, buf_str(&b));
	buf_free(&b);
}

/* A number of so many decimals; NULL: none. */
static void
add_decimal(struct table *table, const cJSON *number, int places, bool less,
    const char *none)
{
	struct buf b = BUF_INIT;

	if (number != NULL)
		priority_put(&b, number->valuedouble, places, less);
	table_add(table, number == NULL ? none : buf_str(&b));
	buf_free(&b);
}

static const cJSON *
factor_value(const cJSON *row, const char *name)
{
	const cJSON *f;

	cJSON_ArrayForEach(f, member_get(row, "factors"))
		if (str_equal(member_string(f, "name"), name))
			return member_get(f, "value");
	return NULL;
}

static void
add_cell(struct table *table, const struct column *c, const cJSON *row,
    bool people)
{
	const cJSON *from = c->of == NULL ? row : member_get(row, c->of);
	const cJSON *member = member_get(from, c->member);

	switch (c->cell) {
	case CELL_TEXT:
		table_add(table, value_text(member));
		break;
	case CELL_LINK:
		table_add_link(table, value_text(member),
		    member_text(from, "url"));
		break;
	case CELL_NUMBER:
		table_add_number(table, member_number(from, c->member));
		break;
	case CELL_LEVEL:
		table_add(table, member == NULL ? NULL
		    : evidence_name(member->valueint));
		break;
	case CELL_LIST:
		add_list_answer(table, member);
		break;
	case CELL_DECIMAL:
		add_decimal(table, member, people ? 1 : DECIMALS, !people,
		    NULL);
		break;
	case CELL_FACTOR:
		add_decimal(table, factor_value(row, c->member),
		    people ? DECIMALS_PEOPLE : DECIMALS, true,
		    people ? "-" : NULL);
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
	const char *first = rows == NULL ? NULL : member_text(rows->child,
	    "domain");
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (!str_equal(member_text(row, "domain"), first))
			return true;
	return false;
}

/* For people columns that are for them, and where it tells rows apart their
 * domain's. */
static struct table *
new_table_answer(struct shown *shown, const struct column *columns, bool people,
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
	if (!people && rows != NULL &&
	    member_get(rows->child, "basis") != NULL) {
		shown->columns[shown->n] = basis;
		shown->table[shown->n++] = basis.table;
	}
	table = table_new(shown->table, shown->n);
	cJSON_ArrayForEach(row, rows)
		for (i = 0; i < shown->n; i++)
			add_cell(table, &shown->columns[i], row, people);
	return table;
}

void
answer_put_rows(struct terminal *t, const cJSON *rows,
    const struct column *columns, int width)
{
	struct shown shown;
	struct table *table = new_table_answer(&shown, columns, true, rows);

	table_put(table, t, width);
	table_free(table);
}

void
answer_write_rows(struct buf *out, const cJSON *rows, const struct column *columns,
    const char *format)
{
	struct shown shown;
	struct table *table = new_table_answer(&shown, columns,
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
		platforms = member_get(d, "platforms");
		if (platforms != NULL && platforms->child == NULL)
			log_warn("%s", member_text_or(d, "text", ""));
	}
}

/* The member that the answer is. */
static const char *
name_of_rows(const cJSON *model)
{
	static const char *const names[] = { "techniques", "controls", "pairs",
		"derived", "logs" };
	size_t i = 0;

	while (i < sizeof(names) / sizeof(names[0]) - 1 &&
	    member_get(model, names[i]) == NULL)
		i++;
	return names[i];
}

void
answer_print(const cJSON *model, const struct column *columns,
    const char *format, const struct strs *head, const struct strs *foot)
{
	cJSON *rows = member_get(model, name_of_rows(model));
	struct terminal t;
	int width = terminal_columns();

	terminal_begin(&t);
	add_basis_answer(member_get(model, "domains"), rows);
	if (strcmp(format, "text") == 0) {
		answer_put_lines(&t, head, width);
		terminal_printf(&t, rows->child == NULL ? "" : "\n");
		answer_put_rows(&t, rows, columns, width);
		terminal_printf(&t, foot->n == 0 ? "" : "\n");
		answer_put_lines(&t, foot, width);
	} else if (strcmp(format, "markdown") == 0) {
		answer_write_lines(&t.text, head);
		buf_putc(&t.text, '\n');
		answer_write_rows(&t.text, rows, columns, format);
		answer_write_lines(&t.text, foot);
	} else {
		warn_none(member_get(model, "domains"));
		answer_write_rows(&t.text, rows, columns, format);
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
