/* Techniques that were gained and lost, and by whom. */
#include "output/changes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "value/member.h"
#include "words/words.h"

/* Lines of one technique where not all are asked: who lost it matters more. */
enum { LOST = 5, GAINED = 2, ALL = 0 };

static bool
is(const cJSON *t, const char *cause, const char *change)
{
	return str_equal(member_text(t, "cause"), cause) &&
	    str_equal(member_text(t, "change"), change);
}

static void
add_technique(struct table *t, const cJSON *e)
{
	char counts[64];

	snprintf(counts, sizeof(counts), "%lld -> %lld",
	    member_number(e, "before"), member_number(e, "after"));
	table_add(t, member_text(e, "id"));
	table_add(t, member_text(e, "name"));
	table_add(t, member_text(e, "kind"));
	table_add(t, counts);
}

/* "removed"; of one that counts no more, or again, "active -> disabled". */
static void
add_why(struct table *t, const cJSON *k)
{
	const cJSON *state = member_get(k, "state");
	struct buf b = BUF_INIT;

	if (state == NULL)
		buf_puts(&b, member_text_or(k, "why", ""));
	else
		buf_printf(&b, "%s -> %s", member_text_or(state, "old", ""),
		    member_text_or(state, "new", ""));
	table_add(t, buf_str(&b));
	buf_free(&b);
}

static void
add_control(struct table *t, const cJSON *k)
{
	char *place = changes_place(k);

	add_why(t, k);
	table_add(t, member_text(k, "title"));
	table_add(t, place);
	table_add(t, member_text(k, "source"));
	free(place);
}

static void
add_empty(struct table *t, int n)
{
	while (n-- > 0)
		table_add(t, NULL);
}

/* A technique, and a line for each control that is responsible; told: there are
 * columns for these. */
static void
add_lines(struct table *t, const cJSON *e, int lines, bool told)
{
	const cJSON *list = member_get(e, "controls"), *k;
	int n = 0, all = cJSON_GetArraySize(list);
	char more[48];

	add_technique(t, e);
	if (told && all == 0)
		add_empty(t, 4);
	cJSON_ArrayForEach(k, list) {
		if (n > 0)
			add_empty(t, 4);
		if (lines != ALL && n == lines - 1 && all - n > 1) {
			snprintf(more, sizeof(more), "and %d more", all - n);
			table_add(t, NULL);
			table_add(t, more);
			add_empty(t, 2);
			return;
		}
		add_control(t, k);
		n++;
	}
}

/* Techniques that changed so by that cause, each with its controls. */
static void
put_with_controls(struct writer *p, const cJSON *list, const char *title,
    const char *cause, const char *change, int lines)
{
	static const struct table_column columns[] = {
		{ "technique", TABLE_LEFT, 0, 0 },
		{ "name", TABLE_LEFT, 12, 2 },
		{ "kind", TABLE_LEFT, 0, 0 },
		{ "controls", TABLE_LEFT, 0, 0 },
		{ "why", TABLE_LEFT, 0, 0 },
		{ "control", TABLE_LEFT, 16, 1 },
		{ "where", TABLE_LEFT, 24, 0 },
		{ "source", TABLE_LEFT, 0, 3 },
	};
	/* All of them are, or none. */
	bool told = list != NULL && member_get(list->child, "controls") != NULL;
	struct table *t = table_new(columns, told ? 8 : 4);
	const cJSON *e;
	long long n = 0;

	cJSON_ArrayForEach(e, list) {
		if (!is(e, cause, change) || member_get(e, "became") != NULL)
			continue;
		n++;
		add_lines(t, e, lines, told);
	}
	writer_list(p, title, n, t);
}

/* What ATT&CK took, and nothing answers what came of it. */
static void
put_taken(struct writer *p, const cJSON *list)
{
	static const struct table_column columns[] = {
		{ "technique", TABLE_LEFT, 0, 0 },
		{ "name", TABLE_LEFT, 16, 0 },
		{ "kind", TABLE_LEFT, 0, 0 },
		{ "controls", TABLE_LEFT, 0, 0 },
		{ "how", TABLE_LEFT, 0, 0 },
		{ "now", TABLE_LEFT, 0, 0 },
		{ "same name", TABLE_LEFT, 0, 0 },
	};
	struct table *t = table_new(columns, 7);
	const cJSON *e, *became;
	long long n = 0;

	cJSON_ArrayForEach(e, list) {
		became = member_get(e, "became");
		if (!str_equal(member_text(e, "change"), "lost") ||
		    became == NULL)
			continue;
		n++;
		add_technique(t, e);
		table_add(t, member_text(became, "how"));
		table_add(t, member_text(became, "id"));
		table_add(t, member_text(became, "namesake"));
	}
	writer_list(p, "Lost with techniques that ATT&CK took", n, t);
}

static void
add_moved(struct table *t, const cJSON *e, const long long counts[CONTROL_KINDS])
{
	const cJSON *became = member_get(e, "became");
	size_t k;

	table_add(t, member_text(e, "id"));
	table_add(t, member_text(e, "name"));
	table_add(t, member_text(became, "how"));
	table_add(t, member_text(became, "id"));
	table_add(t, member_text(became, "name"));
	for (k = 0; k < CONTROL_KINDS; k++)
		table_add_number(t, counts[k]);
}

/* Ids that ATT&CK replaced, and how many controls count by the new ones; a
 * technique has an element for each kind, one after the other. */
static void
put_moved(struct writer *p, const cJSON *list)
{
	static const struct table_column columns[] = {
		{ "technique", TABLE_LEFT, 0, 0 },
		{ "name", TABLE_LEFT, 12, 1 },
		{ "how", TABLE_LEFT, 0, 0 },
		{ "now", TABLE_LEFT, 0, 0 },
		{ "its name", TABLE_LEFT, 12, 2 },
		{ "policy", TABLE_RIGHT, 0, 0 },
		{ "detection", TABLE_RIGHT, 0, 0 },
		{ "test", TABLE_RIGHT, 0, 0 },
	};
	struct table *t = table_new(columns, 8);
	long long counts[CONTROL_KINDS], n = 0;
	const cJSON *e, *last = NULL;

	cJSON_ArrayForEach(e, list) {
		if (!str_equal(member_text(e, "change"), "moved"))
			continue;
		if (last == NULL || !str_equal(member_text(last, "id"),
		    member_text(e, "id"))) {
			if (last != NULL)
				add_moved(t, last, counts);
			memset(counts, 0, sizeof(counts));
			n++;
		}
		counts[member_kind(e)] =
		    member_number(member_get(e, "became"), "count");
		last = e;
	}
	if (last != NULL)
		add_moved(t, last, counts);
	writer_list(p, "Moved: answered under another id now", n, t);
}

static void
put_more_and_fewer(struct writer *p, const cJSON *list)
{
	static const char *const changes[] = { "fewer", "more" };
	struct buf b = BUF_INIT;
	const cJSON *e, *last;
	long long n;
	size_t i;

	for (i = 0; i < 2; i++) {
		n = 0;
		last = NULL;
		cJSON_ArrayForEach(e, list) {
			if (!str_equal(member_text(e, "change"), changes[i]))
				continue;
			n += !member_same_id(e, last);
			last = e;
		}
		if (n > 0)
			buf_printf(&b, "%s%lld %s with %s controls",
			    b.len > 0 ? ", " : "also: ", n,
			    n == 1 ? "technique" : "techniques", changes[i]);
	}
	if (b.len > 0) {
		buf_putc(&p->t.text, '\n');
		writer_line(p, buf_str(&b));
	}
	buf_free(&b);
}

void
changes_put_techniques(struct writer *p, const cJSON *diff, bool all)
{
	static const char untested[] =
	    "No longer answered by a tested control";
	static const char tested[] = "Answered by a tested control now";
	/* NULL: of figures alone. All have one of the first three causes, or
	 * each has one of the others. */
	static const struct {
		const char *cause, *lost, *untested, *gained, *tested;
	} titles[] = {
		{ NULL, "Lost", untested, "Gained", tested },
		{ "mixed", "Lost", untested, "Gained", tested },
		{ "settings", "Lost by the scope and settings", untested,
		    "Gained by the scope and settings", tested },
		{ "controls", "Lost by what the controls did", untested,
		    "Gained by what the controls did", tested },
		{ "attack", "Lost by what ATT&CK did",
		    "No longer tested, by ATT&CK", "Gained by what ATT&CK did",
		    "Tested now, by ATT&CK" },
	};
	enum { N = sizeof(titles) / sizeof(titles[0]) };
	const cJSON *list = member_get(diff, "techniques");
	int lost = all ? ALL : LOST, gained = all ? ALL : GAINED;
	size_t i;

	for (i = 0; i < N; i++) {
		put_with_controls(p, list, titles[i].lost, titles[i].cause,
		    "lost", lost);
		put_with_controls(p, list, titles[i].untested, titles[i].cause,
		    "untested", lost);
	}
	put_taken(p, list);
	put_moved(p, list);
	for (i = 0; i < N; i++) {
		put_with_controls(p, list, titles[i].gained, titles[i].cause,
		    "gained", gained);
		put_with_controls(p, list, titles[i].tested, titles[i].cause,
		    "tested", gained);
	}
	for (i = 0; all && i < N; i++) {
		put_with_controls(p, list, "With fewer controls",
		    titles[i].cause, "fewer", ALL);
		put_with_controls(p, list, "With more controls",
		    titles[i].cause, "more", ALL);
	}
	if (!all)
		put_more_and_fewer(p, list);
}

void
changes_write(const cJSON *diff, const char *form)
{
	static const struct table_column columns[] = {
		{ "domain", TABLE_LEFT, 0, 0 },
		{ "technique", TABLE_LEFT, 0, 0 },
		{ "name", TABLE_LEFT, 0, 0 },
		{ "kind", TABLE_LEFT, 0, 0 },
		{ "cause", TABLE_LEFT, 0, 0 },
		{ "change", TABLE_LEFT, 0, 0 },
		{ "before", TABLE_RIGHT, 0, 0 },
		{ "after", TABLE_RIGHT, 0, 0 },
		{ "became", TABLE_LEFT, 0, 0 },
	};
	struct table *t = table_new(columns, 9);
	struct terminal out;
	const cJSON *e;
	size_t i;

	cJSON_ArrayForEach(e, member_get(diff, "techniques")) {
		table_add(t, member_text(e, "domain"));
		table_add(t, member_text(e, "id"));
		for (i = 2; i < 6; i++)
			table_add(t, member_text(e, columns[i].title));
		table_add_number(t, member_number(e, "before"));
		table_add_number(t, member_number(e, "after"));
		table_add(t, member_text(member_get(e, "became"), "id"));
	}
	terminal_begin(&out);
	table_write(t, form, &out.text);
	terminal_end(&out);
	table_free(t);
}
