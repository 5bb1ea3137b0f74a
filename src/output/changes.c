/* What is between two builds, part by part. */
#include "output/changes.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/str.h"
#include "count/percent.h"
#include "value/member.h"
#include "words/words.h"

enum { REVISION = 10 };

char *
changes_place(const cJSON *control)
{
	const char *path = member_text(control, "path");
	long long line = member_number(control, "line");
	struct buf b = BUF_INIT;

	if (path != NULL)
		buf_puts(&b, path);
	if (path != NULL && line > 0)
		buf_printf(&b, ":%lld", line);
	return buf_take(&b);
}

char *
changes_figure(const cJSON *ratio)
{
	long long covered = member_number(ratio, "covered");
	long long of = member_number(ratio, "of");
	struct buf b = BUF_INIT;

	buf_printf(&b, "%lld of %lld", covered, of);
	if (of > 0) {
		buf_puts(&b, " (");
		percent_put(&b, covered, of, 0);
		buf_puts(&b, " %)");
	}
	return buf_take(&b);
}

void
changes_put_settings(struct buf *b, const cJSON *settings)
{
	const cJSON *s;
	const char *between = "", *kind;

	cJSON_ArrayForEach(s, settings) {
		kind = member_text(s, "kind");
		if (str_equal(member_text(s, "name"), "scope")) {
			buf_puts(b, "The scope differs: ");
			between = "; the settings differ: ";
		} else {
			buf_printf(b, "%s%s ", *between != '\0' ? between
			    : "The settings differ: ",
			    member_text_or(s, "name", ""));
			between = ", ";
		}
		buf_printf(b, "%s -> %s", member_text_or(s, "old", "none"),
		    member_text_or(s, "new", "none"));
		if (kind != NULL)
			buf_printf(b, " (%s)", kind);
	}
}

/* A cell of text that is freed. */
static void
add_taken(struct table *t, char *text)
{
	table_add(t, text);
	free(text);
}

/* "+2", "-1" or "0" */
static void
add_change(struct table *t, long long n)
{
	char text[32];

	snprintf(text, sizeof(text), n > 0 ? "+%lld" : "%lld", n);
	table_add(t, text);
}

/* "8eaafff1f2 2026-08-09", or what there is of it. */
static void
add_state(struct table *t, const cJSON *state)
{
	const char *revision = member_text_or(state, "revision", "");
	const char *day = member_text_or(state, "accessed", "");
	struct buf b = BUF_INIT;

	buf_printf(&b, "%.*s%s%s", str_fit(revision, REVISION), revision,
	    *revision != '\0' && *day != '\0' ? " " : "", day);
	add_taken(t, buf_take(&b));
}

/* Nothing of it changed, or only with ATT&CK, of which it is a part. */
static bool
is_quiet(const cJSON *s)
{
	return (str_equal(member_text(s, "change"), "same") ||
	    member_get(s, "of_attack") != NULL) &&
	    member_number(s, "added") + member_number(s, "removed") +
	    member_number(s, "changed") == 0;
}

void
changes_put_sources(struct writer *p, const cJSON *diff)
{
	static const struct table_column columns[] = {
		{ "source", TABLE_LEFT, 0, 0 },
		{ "change", TABLE_LEFT, 0, 0 },
		{ "before", TABLE_LEFT, 0, 1 },
		{ "after", TABLE_LEFT, 0, 1 },
		{ "controls", TABLE_RIGHT, 0, 2 },
		{ "added", TABLE_RIGHT, 0, 0 },
		{ "removed", TABLE_RIGHT, 0, 0 },
		{ "changed", TABLE_RIGHT, 0, 0 },
	};
	const cJSON *list = member_get(diff, "sources"), *s, *now;
	/* What tells no controls apart knows of none that changed. */
	bool told = list != NULL && member_get(list->child, "added") != NULL;
	struct table *t = table_new(columns, told ? 8 : 4);
	long long n = 0;

	cJSON_ArrayForEach(s, list) {
		if (is_quiet(s))
			continue;
		n++;
		now = member_get(s, "new");
		table_add(t, member_text(s, "id"));
		table_add(t, member_text(s, "change"));
		add_state(t, member_get(s, "old"));
		add_state(t, now);
		if (!told)
			continue;
		table_add_number(t, member_number(now != NULL ? now
		    : member_get(s, "old"), "controls"));
		table_add_number(t, member_number(s, "added"));
		table_add_number(t, member_number(s, "removed"));
		table_add_number(t, member_number(s, "changed"));
	}
	writer_list(p, "Sources that changed", n, t);
}

/* Is the figure worth a line: the headline's definition, or it changed? */
static bool
is_shown(const cJSON *f)
{
	const cJSON *before = member_get(f, "before"), *after;

	after = member_get(f, "after");
	return str_equal(member_text(f, "definition"),
	    coverage_names[COVERAGE_EXACT]) ||
	    (!cJSON_Compare(before, after, 1) &&
		member_number(before, "covered") +
			member_number(after, "covered") >
		    0);
}

/* By how much it changed from one point to another. */
static long long
step_of(const cJSON *f, const char *from, const char *to)
{
	return member_number(member_get(f, to), "covered") -
	    member_number(member_get(f, from), "covered");
}

/* Columns of figures: a text; a figure; or how far it is from one to another. */
static const struct {
	const char *title, *text, *figure, *from, *to;
} figure_columns[] = {
	{ .title = "domain", .text = "domain" },
	{ .title = "kind", .text = "kind" },
	{ .title = "of", .text = "of" },
	{ .title = "definition", .text = "definition" },
	{ .title = "before", .figure = "before" },
	{ .title = "by ATT&CK", .from = "before", .to = "rebased" },
	{ .title = "by controls", .from = "rebased", .to = "after" },
	{ .title = "change", .from = "before", .to = "after" },
	{ .title = "after", .figure = "after" },
};

enum { FIGURE_COLUMNS = sizeof(figure_columns) / sizeof(figure_columns[0]) };

/* Has a column something to say? What ATT&CK and controls did is told apart, or
 * all of it is one change. */
static bool
is_column(const cJSON *diff, size_t column)
{
	const char *from = figure_columns[column].from;
	const char *to = figure_columns[column].to;
	const cJSON *list = member_get(diff, "figures"), *f;
	bool apart = member_get(list->child, "rebased") != NULL;

	if (column == 0)
		return cJSON_GetArraySize(member_get(diff, "domains")) > 1;
	if (str_equal(figure_columns[column].text, "of"))
		return member_get(list->child, "of") != NULL;
	if (from == NULL)
		return true;
	if (str_equal(from, "before") && str_equal(to, "after"))
		return !apart;
	cJSON_ArrayForEach(f, list)
		if (apart && step_of(f, from, to) != 0)
			return true;
	return false;
}

void
changes_put_figures(struct writer *p, const cJSON *diff)
{
	const cJSON *list = member_get(diff, "figures"), *f;
	struct table_column columns[FIGURE_COLUMNS] = { 0 };
	size_t at[FIGURE_COLUMNS], i, c, n = 0;
	struct table *t;

	if (cJSON_GetArraySize(list) == 0)
		return;
	for (c = 0; c < FIGURE_COLUMNS; c++) {
		if (!is_column(diff, c))
			continue;
		columns[n].title = figure_columns[c].title;
		if (str_equal(columns[n].title, "change") &&
		    str_equal(member_text(diff, "cause"), "settings"))
			columns[n].title = "by scope and settings";
		columns[n].align = figure_columns[c].text != NULL ? TABLE_LEFT
		    : TABLE_RIGHT;
		at[n++] = c;
	}
	t = table_new(columns, n);
	cJSON_ArrayForEach(f, list) {
		for (i = 0; is_shown(f) && i < n; i++) {
			c = at[i];
			if (figure_columns[c].text != NULL)
				table_add(t, member_text(f,
				    figure_columns[c].text));
			else if (figure_columns[c].figure != NULL)
				add_taken(t, changes_figure(member_get(f,
				    figure_columns[c].figure)));
			else
				add_change(t, step_of(f,
				    figure_columns[c].from,
				    figure_columns[c].to));
		}
	}
	writer_title(p, "Coverage", -1);
	writer_table(p, t);
}

/* How ATT&CK changes, in the order and the words of the summary. */
static const struct {
	const char *change, *one, *several;
} changes[] = {
	{ "new", "new", "new" },
	{ "restored", "active again", "active again" },
	{ "replaced", "replaced by a new one", "replaced by new ones" },
	{ "merged", "merged into another", "merged into others" },
	{ "retired", "revoked without one successor",
	    "revoked without one successor" },
	{ "deprecated", "deprecated", "deprecated" },
	{ "missing", "missing", "missing" },
	{ "renamed", "renamed", "renamed" },
	{ "tactics", "in other tactics", "in other tactics" },
};

static void
put_summary(struct writer *p, const cJSON *attack, bool tactics)
{
	struct buf b = BUF_INIT;
	const cJSON *e;
	long long n;
	size_t i;

	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		n = 0;
		cJSON_ArrayForEach(e, attack)
			n += str_equal(member_text(e, "change"),
			    changes[i].change) &&
			    (member_get(e, "tactic") != NULL) == tactics;
		if (n > 0)
			buf_printf(&b, "%s%lld %s", b.len > 0 ? ", "
			    : tactics ? "tactics: " : "techniques: ", n,
			    n == 1 ? changes[i].one : changes[i].several);
	}
	if (b.len > 0)
		writer_line(p, buf_str(&b));
	buf_free(&b);
}

static void
add_joined(struct buf *b, const char *sign, const cJSON *list)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, list)
		buf_printf(b, "%s%s%s", b->len > 0 ? " " : "", sign,
		    e->valuestring);
}

static void
put_details(struct writer *p, const cJSON *attack, bool all)
{
	static const struct table_column columns[] = {
		{ "id", TABLE_LEFT, 0, 0 },
		{ "name", TABLE_LEFT, 16, 0 },
		{ "change", TABLE_LEFT, 0, 0 },
		{ "to", TABLE_LEFT, 16, 0 },
	};
	struct table *t = table_new(columns, 4);
	const cJSON *e, *to;
	struct buf b = BUF_INIT;

	cJSON_ArrayForEach(e, attack) {
		if (!all && member_get(e, "tactic") == NULL)
			continue;
		to = member_get(e, "to");
		buf_reset(&b);
		if (to != NULL)
			buf_printf(&b, "%s %s", member_text_or(to, "id", ""),
			    member_text_or(to, "name", ""));
		if (member_get(e, "old_name") != NULL)
			buf_printf(&b, "was %s",
			    member_text_or(e, "old_name", ""));
		if (member_get(e, "namesake") != NULL)
			buf_printf(&b, "none; %s has its name",
			    member_text(e, "namesake"));
		add_joined(&b, "+", member_get(e, "tactics_gained"));
		add_joined(&b, "-", member_get(e, "tactics_lost"));
		table_add(t, member_text(e, "id"));
		table_add(t, member_text(e, "name"));
		table_add(t, member_text(e, "change"));
		table_add(t, buf_str(&b));
	}
	buf_free(&b);
	writer_table(p, t);
}

void
changes_put_attack(struct writer *p, const cJSON *diff, bool all)
{
	const cJSON *attack = member_get(diff, "attack");

	if (cJSON_GetArraySize(attack) == 0)
		return;
	writer_title(p, "ATT&CK itself", -1);
	put_summary(p, attack, false);
	put_summary(p, attack, true);
	put_details(p, attack, all);
}

static void
put_change(struct buf *b, const cJSON *pair, const char *what)
{
	if (pair == NULL)
		return;
	buf_printf(b, "%s", b->len > 0 ? ", " : "");
	if (member_get(pair, "old") != NULL && member_get(pair, "new") != NULL)
		buf_printf(b, "%s%s -> %s%s", what,
		    member_text(pair, "old"), what,
		    member_text(pair, "new"));
	else
		buf_printf(b, "%s", member_text_or(pair, "old",
		    member_text_or(pair, "new", "")));
}

void
changes_put_controls(struct writer *p, const cJSON *diff)
{
	static const struct table_column columns[] = {
		{ "source", TABLE_LEFT, 0, 0 },
		{ "control", TABLE_LEFT, 16, 0 },
		{ "change", TABLE_LEFT, 0, 0 },
		{ "what", TABLE_LEFT, 12, 0 },
		{ "where", TABLE_LEFT, 16, 1 },
	};
	const cJSON *list = member_get(diff, "controls"), *k;
	struct table *t = table_new(columns, 5);
	struct buf b = BUF_INIT;

	cJSON_ArrayForEach(k, list) {
		buf_reset(&b);
		add_joined(&b, "+", member_get(k, "gained"));
		add_joined(&b, "-", member_get(k, "lost"));
		if (member_get(k, "follows") != NULL)
			buf_puts(&b, " (follows ATT&CK)");
		put_change(&b, member_get(k, "state"), "");
		put_change(&b, member_get(k, "evidence"), "E");
		if (member_get(k, "old_path") != NULL)
			buf_printf(&b, "%sfrom %s", b.len > 0 ? ", " : "",
			    member_text(k, "old_path"));
		table_add(t, member_text(k, "source"));
		table_add(t, member_text(k, "title"));
		table_add(t, member_text(k, "change"));
		table_add(t, buf_str(&b));
		add_taken(t, changes_place(k));
	}
	buf_free(&b);
	writer_list(p, "Controls that changed", cJSON_GetArraySize(list), t);
}

void
changes_put_stranded(struct writer *p, const cJSON *diff)
{
	static const struct table_column columns[] = {
		{ "source", TABLE_LEFT, 0, 0 },
		{ "control", TABLE_LEFT, 16, 1 },
		{ "tagged", TABLE_LEFT, 0, 0 },
		{ "where", TABLE_LEFT, 24, 0 },
	};
	const cJSON *list = member_get(diff, "stranded"), *k;
	struct table *t = table_new(columns, 4);
	struct buf b = BUF_INIT;

	cJSON_ArrayForEach(k, list) {
		buf_reset(&b);
		add_joined(&b, "", member_get(k, "tagged"));
		table_add(t, member_text(k, "source"));
		table_add(t, member_text(k, "title"));
		table_add(t, buf_str(&b));
		add_taken(t, changes_place(k));
	}
	buf_free(&b);
	writer_list(p, "Controls left without a technique",
	    cJSON_GetArraySize(list), t);
}
