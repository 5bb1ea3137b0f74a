/* Which logs are collected, and what that changed. */
#include "output/changes.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/str.h"
#include "value/member.h"
#include "words/logs.h"

/* "no longer collected: WinEventLog:Sysmon, dns" */
static void
put_collected(struct writer *p, const char *what, const cJSON *names)
{
	struct buf b = BUF_INIT;
	const cJSON *e;

	cJSON_ArrayForEach(e, names)
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : what,
		    e->valuestring);
	if (b.len > 0)
		writer_line(p, buf_str(&b));
	buf_free(&b);
}

static void
add_figure(struct table *t, const cJSON *ratio)
{
	char *text = changes_figure(ratio);

	table_add(t, text);
	free(text);
}

/* A line for each that either has, of rows that have that member. */
static void
put_ratios(struct writer *p, const cJSON *rows, const char *what,
    const char *title, bool domains)
{
	const struct table_column columns[] = {
		{ title, TABLE_LEFT, 0, 0 },
		{ "before", TABLE_RIGHT, 0, 0 },
		{ "after", TABLE_RIGHT, 0, 0 },
		{ "domain", TABLE_LEFT, 0, 0 },
	};
	struct table *t = table_new(columns, domains ? 4 : 3);
	const cJSON *row, *before, *after;
	long long n = 0;

	cJSON_ArrayForEach(row, rows) {
		before = member_get(row, "before");
		after = member_get(row, "after");
		if (member_number(before, "covered") +
		    member_number(after, "covered") == 0)
			continue;
		n++;
		table_add(t, member_text(row, what));
		add_figure(t, before);
		add_figure(t, after);
		if (domains)
			table_add(t, member_text(row, "domain"));
	}
	if (n > 0)
		writer_table(p, t);
	else
		table_free(t);
}

static void
add_joined_logs(struct table *t, const cJSON *names)
{
	struct buf b = BUF_INIT;

	if (names != NULL)
		member_put_joined(&b, names, ", ");
	table_add(t, buf_str(&b));
	buf_free(&b);
}

/* Techniques of that cause that are less visible, or more. */
static void
put_techniques_logs(struct writer *p, const cJSON *list, const char *title,
    const char *cause, bool less)
{
	static const struct table_column columns[] = {
		{ "technique", TABLE_LEFT, 0, 0 },
		{ "name", TABLE_LEFT, 12, 2 },
		{ "before", TABLE_LEFT, 0, 0 },
		{ "after", TABLE_LEFT, 0, 0 },
		{ "lost", TABLE_LEFT, 24, 1 },
	};
	bool told = less && !str_equal(cause, "attack");
	struct table *t = table_new(columns, told ? 5 : 4);
	const cJSON *e;
	long long n = 0;

	cJSON_ArrayForEach(e, list) {
		if (!str_equal(member_text(e, "cause"), cause) ||
		    (visible_read(member_text(e, "after")) <
		    visible_read(member_text(e, "before"))) != less)
			continue;
		n++;
		table_add(t, member_text(e, "id"));
		table_add(t, member_text(e, "name"));
		table_add(t, member_text(e, "before"));
		table_add(t, member_text(e, "after"));
		if (told)
			add_joined_logs(t, member_get(e, "lost"));
	}
	writer_list(p, title, n, t);
}

/* Does it run otherwise now, in that way? What became unknown is told where it
 * ran. */
static bool
runs_now(const cJSON *control, enum runs to)
{
	const char *before = member_text(control, "before");
	enum runs was = runs_read(before);

	return before != NULL && was != to &&
	    runs_read(member_text(control, "after")) == to &&
	    (to != RUNS_UNKNOWN || was == RUNS_YES);
}

static void
put_controls_logs(struct writer *p, const cJSON *list, const char *title,
    enum runs to)
{
	static const struct table_column columns[] = {
		{ "source", TABLE_LEFT, 0, 0 },
		{ "control", TABLE_LEFT, 16, 1 },
		{ "where", TABLE_LEFT, 24, 0 },
		{ "lacks", TABLE_LEFT, 24, 2 },
	};
	struct table *t = table_new(columns, to == RUNS_NO ? 4 : 3);
	const cJSON *e;
	char *place;
	long long n = 0;

	cJSON_ArrayForEach(e, list) {
		if (!runs_now(e, to))
			continue;
		n++;
		place = changes_place(e);
		table_add(t, member_text(e, "source"));
		table_add(t, member_text(e, "title"));
		table_add(t, place);
		if (to == RUNS_NO)
			table_add(t, member_text(e, "lacks"));
		free(place);
	}
	writer_list(p, title, n, t);
}

void
changes_put_logs(struct writer *p, const cJSON *diff)
{
	static const struct {
		const char *cause, *less, *more;
	} titles[] = {
		{ "logs", "Less visible", "More visible" },
		{ "mixed", "Less visible", "More visible" },
		{ "settings", "Less visible by the scope and settings",
		    "More visible by the scope and settings" },
		{ "attack", "Less visible by what ATT&CK did",
		    "More visible by what ATT&CK did" },
	};
	const cJSON *logs = member_get(diff, "logs"), *list;
	size_t i, n = sizeof(titles) / sizeof(titles[0]);

	if (logs == NULL)
		return;
	writer_title(p, "Logs", -1);
	if (member_get(logs, "untold") != NULL) {
		writer_line(p, str_equal(member_text(logs, "untold"), "old")
		    ? "before, nothing said which are collected"
		    : "nothing says any more which are collected");
		return;
	}
	put_collected(p, "no longer collected: ", member_get(logs, "removed"));
	put_collected(p, "collected now: ", member_get(logs, "added"));
	put_ratios(p, member_get(logs, "visible"), "visible", "visible",
	    cJSON_GetArraySize(member_get(diff, "domains")) > 1);
	put_ratios(p, member_get(logs, "runs"), "runs", "rules run", false);
	list = member_get(logs, "techniques");
	for (i = 0; i < n; i++)
		put_techniques_logs(p, list, titles[i].less, titles[i].cause,
		    true);
	for (i = 0; i < n; i++)
		put_techniques_logs(p, list, titles[i].more, titles[i].cause,
		    false);
	list = member_get(logs, "controls");
	put_controls_logs(p, list, "Rules that no longer run", RUNS_NO);
	put_controls_logs(p, list, "Rules that may no longer run",
	    RUNS_UNKNOWN);
	put_controls_logs(p, list, "Rules that run now", RUNS_YES);
}
