/* Printing what could be seen, in text and tables. */
#include "text/show_visibility.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "output/answer.h"
#include "output/writer.h"
#include "value/member.h"
#include "words/logs.h"
#include "words/words.h"

enum {
	ROWS = 20,  /* for people, unless more are asked for */
	COLUMNS = 24, /* at least as many as any table below has, and its end */
};

#define LAST { { NULL, TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, NULL }
#define FIGURE(name, member) \
	{ { name, TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL, member }

static const struct column figure_columns[] = {
	{ { "", TABLE_LEFT, 20, 0 }, true, CELL_TEXT, NULL, "name" },
	FIGURE("full", "full"), FIGURE("partly", "partly"),
	FIGURE("blind", "blind"), FIGURE("not told", "not_told"),
	FIGURE("of", "of"), LAST,
};

static const struct column technique_columns[] = {
	{ { "domain", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "domain" },
	{ { "technique", TABLE_LEFT, 0, 0 }, true, CELL_LINK, NULL, "id" },
	{ { "name", TABLE_LEFT, 16, 0 }, true, CELL_TEXT, NULL, "name" },
	{ { "visible", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "visible" },
	{ { "on", TABLE_LEFT, 0, 6 }, true, CELL_LIST, NULL, "visible_on" },
	{ { "missing", TABLE_LEFT, 24, 0 }, true, CELL_LIST, NULL, "lacks" },
	{ { "nearest", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL,
	    "nearest" },
	{ { "analytics", TABLE_RIGHT, 0, 0 }, false, CELL_NUMBER, NULL,
	    "analytics" },
	{ { "groups", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL, "groups" },
	{ { "campaigns", TABLE_RIGHT, 0, 0 }, false, CELL_NUMBER, NULL,
	    "campaigns" },
	{ { "software", TABLE_RIGHT, 0, 0 }, false, CELL_NUMBER, NULL,
	    "software" },
	{ { "yours", TABLE_RIGHT, 0, 4 }, true, CELL_NUMBER, NULL, "yours" },
	{ { "yours_run", TABLE_RIGHT, 0, 5 }, true, CELL_NUMBER, NULL,
	    "yours_run" },
	{ { "available", TABLE_RIGHT, 0, 2 }, true, CELL_NUMBER, NULL,
	    "available" },
	{ { "available_run", TABLE_RIGHT, 0, 3 }, true, CELL_NUMBER, NULL,
	    "available_run" },
	{ { "platforms", TABLE_LEFT, 0, 0 }, false, CELL_LIST, NULL,
	    "platforms" },
	{ { "url", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "url" },
	LAST,
};

static const struct column next_columns[] = {
	{ { "log-source", TABLE_LEFT, 16, 0 }, true, CELL_TEXT, NULL,
	    "name" },
	FIGURE("gain", "gain"), FIGURE("partly", "partly"),
	{ { "yours", TABLE_RIGHT, 0, 2 }, true, CELL_NUMBER, "rules",
	    "yours" },
	{ { "available", TABLE_RIGHT, 0, 1 }, true, CELL_NUMBER, "rules",
	    "available" },
	{ { "groups", TABLE_RIGHT, 0, 3 }, true, CELL_NUMBER, NULL, "users" },
	{ { "used-by", TABLE_LEFT, 16, 4 }, true, CELL_TEXT, NULL,
	    "used_by" },
	{ { "techniques", TABLE_LEFT, 0, 0 }, false, CELL_LIST, NULL,
	    "gained" },
	LAST,
};

static const struct column source_columns[] = {
	{ { "log-source", TABLE_LEFT, 16, 0 }, true, CELL_TEXT, NULL,
	    "name" },
	FIGURE("techniques", "techniques"), FIGURE("analytics", "analytics"),
	FIGURE("alone", "alone"), LAST,
};

static const struct column analytic_columns[] = {
	{ { "analytic", TABLE_LEFT, 0, 0 }, true, CELL_LINK, NULL, "id" },
	{ { "platforms", TABLE_LEFT, 0, 2 }, true, CELL_LIST, NULL,
	    "platforms" },
	{ { "visible", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "visible" },
	{ { "log-source", TABLE_LEFT, 16, 0 }, true, CELL_TEXT, NULL,
	    "name" },
	{ { "channel", TABLE_LEFT, 12, 0 }, true, CELL_TEXT, NULL,
	    "channel" },
	{ { "component", TABLE_LEFT, 12, 1 }, true, CELL_TEXT, NULL,
	    "component" },
	{ { "component_id", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL,
	    "component_id" },
	{ { "collected", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL,
	    "collected" },
	LAST,
};

static const struct column rule_columns[] = {
	{ { "source", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "source" },
	{ { "rule", TABLE_LEFT, 20, 0 }, true, CELL_LINK, NULL, "title" },
	{ { "whose", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "whose" },
	{ { "evidence", TABLE_LEFT, 0, 1 }, true, CELL_LEVEL, NULL,
	    "evidence" },
	{ { "runs", TABLE_LEFT, 24, 0 }, true, CELL_TEXT, NULL, "runs_text" },
	{ { "needs", TABLE_LEFT, 16, 2 }, true, CELL_TEXT, NULL,
	    "needs_short" },
	LAST,
};

/* Does any row say something in the column? */
static bool
is_said(const cJSON *rows, const struct column *column)
{
	const cJSON *row, *member;

	cJSON_ArrayForEach(row, rows) {
		member = member_get(column->of == NULL ? row : member_get(row,
		    column->of), column->member);
		if (cJSON_IsNumber(member) ? member->valuedouble > 0
		    : cJSON_IsArray(member) ? member->child != NULL
		    : member != NULL)
			return true;
	}
	return false;
}

/* Without columns of the list in which no row says anything. */
static void
write_rows(struct writer *w, const cJSON *rows, const struct column *columns)
{
	static const char *const optional[] = { "visible", "visible_on",
		"collected", "channel", "yours", "yours_run",
		"available_run", "runs_text", "needs_short", "evidence" };
	struct column shown[COLUMNS];
	size_t i, n = 0;

	for (; columns->table.title != NULL; columns++) {
		for (i = 0; i < sizeof(optional) / sizeof(optional[0]); i++)
			if (strcmp(columns->member, optional[i]) == 0)
				break;
		if (i == sizeof(optional) / sizeof(optional[0]) ||
		    is_said(rows, columns))
			shown[n++] = *columns;
	}
	shown[n] = *columns;
	if (w->markdown) {
		buf_putc(&w->t.text, '\n');
		answer_write_rows(&w->t.text, rows, shown, "markdown");
	} else {
		answer_put_rows(&w->t, rows, shown, w->columns);
	}
}

/* A title with how many rows there are, of which so many are shown (0: all). */
static void
write_list(struct writer *w, const char *title, cJSON *rows,
    const struct column *columns, int most)
{
	long long n = cJSON_GetArraySize(rows);
	struct buf b = BUF_INIT;
	int more;

	if (n == 0)
		return;
	more = answer_cut(rows, most);
	writer_title(w, title, n);
	write_rows(w, rows, columns);
	if (more > 0) {
		buf_printf(&b, "and %d more: see --limit", more);
		writer_line(w, buf_str(&b));
	}
	buf_free(&b);
}

static void
write_figures(struct writer *w, const cJSON *m)
{
	static const char *const lists[][2] = { { "by_tactic", "by tactic" },
		{ "by_platform", "by platform" } };
	bool several = member_get(m, "domains")->child != NULL &&
	    member_get(m, "domains")->child->next != NULL;
	struct buf b = BUF_INIT;
	const cJSON *d, *rows;
	size_t i;

	cJSON_ArrayForEach(d, member_get(m, "domains"))
		for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
			rows = member_get(d, lists[i][0]);
			if (rows == NULL || rows->child == NULL)
				continue;
			buf_reset(&b);
			buf_printf(&b, "%s%s%s", several ? member_string(d,
			    "id") : "", several ? ", " : "", lists[i][1]);
			writer_title(w, buf_str(&b), -1);
			write_rows(w, rows, figure_columns);
		}
	buf_free(&b);
}

/* The log sources of analytics as rows, of which only the first of an analytic tells
 * that, unless each is to. */
static cJSON *
new_source_rows(const cJSON *analytics, bool each)
{
	static const char *const kept[] = { "id", "url", "platforms", "visible",
		NULL };
	cJSON *rows = cJSON_CreateArray(), *row;
	const cJSON *a, *source, *is;

	cJSON_ArrayForEach(a, analytics)
		cJSON_ArrayForEach(source, member_get(a, "log_sources")) {
			row = each || source->prev->next == NULL
			    ? member_pick(a, kept) : cJSON_CreateObject();
			member_copy(row, source, "name");
			member_copy(row, source, "channel");
			member_copy(row, source, "component");
			member_copy(row, source, "component_id");
			is = member_get(source, "collected");
			if (is != NULL)
				member_add_text(row, "collected",
				    cJSON_IsTrue(is) ? "yes" : "no");
			cJSON_AddItemToArray(rows, row);
		}
	return rows;
}

/* What one technique could be seen by, and what of that is collected. */
static void
write_technique(struct writer *w, const cJSON *m,
    const struct visibility_shown *how)
{
	const cJSON *one = member_get(m, "technique");
	const cJSON *t = member_get(m, "techniques")->child, *lacks;
	bool told = cJSON_IsTrue(member_get(m, "told"));
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s %s", member_string(one, "id"),
	    member_string(one, "name"));
	if (t == NULL)
		buf_puts(&b, ": out of scope");
	else if (told)
		buf_printf(&b, ": %s", member_string(t, "visible"));
	lacks = member_get(t, "lacks");
	if (lacks != NULL) {
		buf_printf(&b, ", %s lacks ", member_string(t, "nearest"));
		for (lacks = lacks->child; lacks != NULL; lacks = lacks->next)
			buf_printf(&b, "%s%s", lacks->valuestring,
			    lacks->next != NULL ? ", " : "");
	}
	writer_title(w, buf_str(&b), -1);
	write_rows(w, new_source_rows(member_get(one, "analytics"), false),
	    analytic_columns);
	buf_free(&b);
	write_list(w, "rules", member_get(one, "rules"), rule_columns,
	    how->limit < 0 ? ROWS : how->limit);
}

static void
write_next(struct writer *w, const cJSON *m)
{
	cJSON *rows = member_get(m, "next");

	write_list(w, "to collect next", rows, next_columns, 0);
	writer_line(w, rows->child == NULL ? "no other log source alone would "
	    "make a technique fully visible, or let a rule run"
	    : "gain: techniques that become fully visible; partly: blind ones "
	      "that become partly visible; yours, available: detection rules "
	      "that would run; used-by: who uses most of those gained");
}

static void
write_told(struct writer *w, cJSON *m, const struct visibility_shown *how)
{
	cJSON *techniques = member_get(m, "techniques"), *t, *next;
	int most = how->limit < 0 ? ROWS : how->limit;
	enum visible visible;

	if (!how->listed && !how->next)
		write_figures(w, m);
	for (t = techniques->child; !how->listed && t != NULL; t = next) {
		next = t->next;
		visible = visible_read(member_string(t, "visible"));
		if (visible == VISIBLE_FULL || visible == VISIBLE_NOT_TOLD)
			cJSON_Delete(cJSON_DetachItemViaPointer(techniques, t));
	}
	if (!how->next)
		write_list(w, how->listed ? "techniques"
		    : "where logs come short", techniques, technique_columns,
		    most);
	if (!how->listed)
		write_next(w, m);
}

static void
write_sources(struct writer *w, const cJSON *m,
    const struct visibility_shown *how)
{
	write_list(w, "log sources that MITRE's analytics name",
	    member_get(m, "log_sources"), source_columns,
	    how->limit < 0 ? ROWS : how->limit);
	writer_line(w, "alone: techniques that would be fully visible by it "
	    "alone");
}

static void
write_people(cJSON *m, const struct visibility_shown *how)
{
	struct strs head = { 0 }, foot = { 0 };
	struct writer w;
	cJSON *d;
	size_t i;

	if (member_get(m, "technique") != NULL) {
		cJSON_DeleteItemFromObject(m, "targets");
		cJSON_ArrayForEach(d, member_get(m, "domains"))
			cJSON_DeleteItemFromObject(d, "text");
	}
	answer_head(m, &head);
	answer_foot(m, 0, &foot);
	writer_begin(&w, strcmp(how->format, "markdown") == 0);
	for (i = 0; i < head.n; i++)
		writer_line(&w, head.v[i]);
	if (member_get(m, "technique") != NULL && !how->next)
		write_technique(&w, m, how);
	else if (cJSON_IsTrue(member_get(m, "told")))
		write_told(&w, m, how);
	else
		write_sources(&w, m, how);
	if (!w.markdown)
		buf_putc(&w.t.text, '\n');
	for (i = 0; i < foot.n; i++)
		writer_line(&w, foot.v[i]);
	writer_end(&w);
	strs_free(&head);
	strs_free(&foot);
}

/* One table for programs. */
static void
write_programs(cJSON *m, const struct visibility_shown *how)
{
	bool told = cJSON_IsTrue(member_get(m, "told"));
	const struct column *columns = technique_columns;
	const cJSON *one = member_get(m, "technique");
	cJSON *rows = member_get(m, "techniques");
	struct buf out = BUF_INIT;

	if (how->next) {
		rows = member_get(m, told ? "next" : "log_sources");
		columns = told ? next_columns : source_columns;
	} else if (one != NULL) {
		rows = new_source_rows(member_get(one, "analytics"), true);
		columns = analytic_columns;
	} else if (!told) {
		rows = member_get(m, "log_sources");
		columns = source_columns;
	}
	answer_cut(rows, how->limit < 0 ? 0 : how->limit);
	answer_write_rows(&out, rows, columns, how->format);
	fwrite(buf_str(&out), 1, out.len, stdout);
	buf_free(&out);
}

void
show_visibility(cJSON *m, const struct visibility_shown *how)
{
	cJSON *one;

	cJSON_ArrayForEach(one, member_get(m, "next"))
		cJSON_AddItemToObject(one, "gained",
		    member_column(member_get(one, "techniques"), "id"));
	if (strcmp(how->format, "text") == 0 ||
	    strcmp(how->format, "markdown") == 0)
		write_people(m, how);
	else
		write_programs(m, how);
}
