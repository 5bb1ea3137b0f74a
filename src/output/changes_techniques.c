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

/* Does the successor of a technique that ATT&CK took answer for it? */
static bool
has_successor(const cJSON *t)
{
	return member_number(member_get(t, "became"), "count") > 0;
}

static void
add_number_of(struct table *t, const cJSON *e)
{
	char text[64];

	snprintf(text, sizeof(text), "%lld -> %lld", member_number(e, "before"),
	    member_number(e, "after"));
	table_add(t, text);
}

static void
add_technique_changes_techniques(struct table *t, const cJSON *e)
{
	table_add(t, member_text(e, "id"));
	table_add(t, member_text(e, "name"));
	table_add(t, member_text(e, "kind"));
	add_number_of(t, e);
}

static void
add_control(struct table *t, const cJSON *k)
{
	char *place = changes_place(k);

	table_add(t, member_text(k, "why"));
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
	const cJSON *k;
	char more[48];
	int n = 0, left;

	cJSON_ArrayForEach(k, member_get(e, "controls")) {
		left = cJSON_GetArraySize(member_get(e, "controls")) - n;
		if (n == 0)
			add_technique_changes_techniques(t, e);
		else
			add_empty(t, 4);
		if (lines != ALL && n == lines - 1 && left > 1) {
			snprintf(more, sizeof(more), "and %d more", left);
			table_add(t, NULL);
			table_add(t, more);
			add_empty(t, 2);
			return;
		}
		add_control(t, k);
		n++;
	}
	if (n == 0) {
		add_technique_changes_techniques(t, e);
		add_empty(t, told ? 4 : 0);
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
		if (!is(e, cause, change) ||
		    member_get(e, "became") != NULL ||
		    member_get(e, "formerly") != NULL)
			continue;
		n++;
		add_lines(t, e, lines, told);
	}
	if (n > 0) {
		writer_title(p, title, n);
		writer_table(p, t);
	} else {
		table_free(t);
	}
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
		if (!is(e, "attack", "lost") || became == NULL ||
		    has_successor(e))
			continue;
		n++;
		add_technique_changes_techniques(t, e);
		table_add(t, member_text(became, "how"));
		table_add(t, member_text(became, "id"));
		table_add(t, member_text(became, "namesake"));
	}
	if (n > 0) {
		writer_title(p, "Lost with techniques that ATT&CK took", n);
		writer_table(p, t);
	} else {
		table_free(t);
	}
}

static void
add_moved_changes_techniques(struct table *t, const cJSON *e,
    const long long counts[3])
{
	const cJSON *became = member_get(e, "became");
	size_t k;

	table_add(t, member_text(e, "id"));
	table_add(t, member_text(e, "name"));
	table_add(t, member_text(became, "how"));
	table_add(t, member_text(became, "id"));
	table_add(t, member_text(became, "name"));
	for (k = 0; k < 3; k++)
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
	long long counts[3], n = 0;
	const cJSON *e, *last = NULL;

	cJSON_ArrayForEach(e, list) {
		if (!is(e, "attack", "lost") || !has_successor(e))
			continue;
		if (last == NULL || !str_equal(member_text(last, "id"),
		    member_text(e, "id"))) {
			if (last != NULL)
				add_moved_changes_techniques(t, last, counts);
			memset(counts, 0, sizeof(counts));
			n++;
		}
		counts[member_kind(e)] =
		    member_number(member_get(e, "became"), "count");
		last = e;
	}
	if (last != NULL) {
		add_moved_changes_techniques(t, last, counts);
		writer_title(p, "Answered under another id now", n);
		writer_table(p, t);
	} else {
		table_free(t);
	}
}

static void
put_more_and_fewer(struct writer *p, const cJSON *list)
{
	static const char *const changed[] = { "fewer", "more" };
	static const char *const texts[] = { "fewer", "more" };
	struct buf b = BUF_INIT;
	const cJSON *e;
	long long n;
	size_t i;

	for (i = 0; i < 2; i++) {
		n = 0;
		cJSON_ArrayForEach(e, list)
			n += str_equal(member_text(e, "change"), changed[i]);
		if (n > 0)
			buf_printf(&b, "%s%lld %s with %s controls",
			    b.len > 0 ? ", " : "also: ", n,
			    n == 1 ? "technique" : "techniques", texts[i]);
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
	static const struct {
		const char *title, *cause, *change;
		int lines;
	} lost[] = {
		/* Without a cause: of figures alone. */
		{ "Lost", NULL, "lost", LOST },
		{ "Lost", "mixed", "lost", LOST },
		{ "Lost by the scope and settings", "settings", "lost", LOST },
		{ "Lost by what the controls did", "controls", "lost", LOST },
		{ "No longer answered by a tested control", "mixed",
		    "untested", LOST },
		{ "No longer answered by a tested control", "settings",
		    "untested", LOST },
		{ "No longer answered by a tested control", "controls",
		    "untested", LOST },
		{ "Lost by what ATT&CK did", "attack", "lost", LOST },
		{ "No longer tested, by ATT&CK", "attack", "untested", LOST },
	}, gained[] = {
		{ "Gained", NULL, "gained", GAINED },
		{ "Gained", "mixed", "gained", GAINED },
		{ "Gained by the scope and settings", "settings", "gained",
		    GAINED },
		{ "Gained by what the controls did", "controls", "gained",
		    GAINED },
		{ "Answered by a tested control now", "mixed", "tested",
		    GAINED },
		{ "Answered by a tested control now", "settings", "tested",
		    GAINED },
		{ "Answered by a tested control now", "controls", "tested",
		    GAINED },
		{ "Gained by what ATT&CK did", "attack", "gained", GAINED },
		{ "Tested now, by ATT&CK", "attack", "tested", GAINED },
	}, others[] = {
		{ "With fewer controls", NULL, "fewer", ALL },
		{ "With more controls", NULL, "more", ALL },
		{ "With fewer controls", "mixed", "fewer", ALL },
		{ "With more controls", "mixed", "more", ALL },
		{ "With fewer controls", "settings", "fewer", ALL },
		{ "With more controls", "settings", "more", ALL },
		{ "With fewer controls", "controls", "fewer", ALL },
		{ "With more controls", "controls", "more", ALL },
		{ "With fewer controls", "attack", "fewer", ALL },
		{ "With more controls", "attack", "more", ALL },
	};
	const cJSON *list = member_get(diff, "techniques");
	size_t i;

	for (i = 0; i < sizeof(lost) / sizeof(lost[0]); i++)
		put_with_controls(p, list, lost[i].title, lost[i].cause,
		    lost[i].change, all ? ALL : lost[i].lines);
	put_taken(p, list);
	put_moved(p, list);
	for (i = 0; i < sizeof(gained) / sizeof(gained[0]); i++)
		put_with_controls(p, list, gained[i].title, gained[i].cause,
		    gained[i].change, all ? ALL : gained[i].lines);
	for (i = 0; all && i < sizeof(others) / sizeof(others[0]); i++)
		put_with_controls(p, list, others[i].title, others[i].cause,
		    others[i].change, others[i].lines);
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
