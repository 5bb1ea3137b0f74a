/* list controls: the controls that count, and those that nobody has changed for
 * long. */
#include "list_controls.h"

#include <string.h>

#include "base/date.h"
#include "common.h"
#include "count/controls_list.h"
#include "filter.h"
#include "output/output.h"
#include "value/member.h"

struct asked {
	struct selection s;
	const char *format, *before;
	int limit;
};

static const struct column control_columns[] = {
	{ { "source", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "source" },
	{ { "kind", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "kind" },
	{ { "id", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "id" },
	{ { "title", TABLE_LEFT, 24, 0 }, true, CELL_LINK, NULL, "title" },
	{ { "type", TABLE_LEFT, 0, 5 }, true, CELL_TEXT, NULL, "type" },
	{ { "level", TABLE_LEFT, 0, 2 }, true, CELL_TEXT, NULL, "level" },
	{ { "status", TABLE_LEFT, 0, 3 }, true, CELL_TEXT, NULL, "status" },
	{ { "evidence", TABLE_LEFT, 0, 4 }, true, CELL_LEVEL, NULL,
	    "evidence" },
	{ { "whose", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "whose" },
	{ { "author", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "author" },
	{ { "changed", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "changed" },
	{ { "techniques", TABLE_LEFT, 12, 1 }, true, CELL_LIST, NULL,
	    "techniques" },
	{ { "path", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "path" },
	{ { "line", TABLE_RIGHT, 0, 0 }, false, CELL_TEXT, NULL, "line" },
	{ { "url", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "url" },
	{ { NULL, TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, NULL },
};

static int
answer_controls(struct catalog *c, void *what)
{
	struct asked *a = what;
	struct strs head = { 0 }, foot = { 0 };
	int more, rc = selection_find(c, &a->s);
	const char *kind;
	cJSON *m;

	if (rc == 0)
		rc = selection_kind(c, &a->s, NULL, &kind);
	if (rc == 0)
		rc = selection_weigh(c, &a->s, kind);
	if (rc != 0)
		return rc;
	m = controls_list(c, &a->s.chosen, kind_read(kind), a->before);
	if (m == NULL)
		return -1;
	more = answer_cut(member_get(m, "controls"), a->limit);
	if (strcmp(a->format, "json") == 0)
		return output_write_json(NULL, m);
	answer_head(m, &head);
	answer_foot(m, more, &foot);
	answer_print(m, control_columns, a->format, &head, &foot);
	strs_free(&head);
	strs_free(&foot);
	return 0;
}

int
list_controls(int argc, char **argv)
{
	static const struct command self = { "list controls", "",
		"list the controls that count",
		"sextant list controls --not-modified-since 2025-01-01",
		NULL };
	struct build_options c = { 0 };
	struct asked a = { .format = "text" };
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "text, tsv, csv, markdown or json (text)" },
		{ OPT_NUMBER, 'n', "limit", "N", &a.limit,
		    "only the first N controls" },
		{ OPT_TEXT, 0, "not-modified-since", "DAY", &a.before,
		    "only controls not changed since, oldest first" },
		OPT_SELECTION(a.s), OPT_LAST };
	int n, rc = options_read(&self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = filter_check(&self, &a.s, &a.format);
	if (rc == 0 && a.before != NULL && !date_is_valid(a.before))
		rc = options_wrong(&self, "--not-modified-since %s: expected "
		    "a day as YYYY-MM-DD", a.before);
	if (rc == 0)
		rc = common_ask(&c, answer_controls, &a);
	selection_free(&a.s);
	return rc;
}
