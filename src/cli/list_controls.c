/* list controls: the controls that count, and those that nobody has changed for
 * long. */
#include "list_controls.h"

#include <string.h>

#include "base/date.h"
#include "base/log.h"
#include "common.h"
#include "count/controls_list.h"
#include "filter.h"
#include "output/output.h"
#include "value/member.h"
#include "words/words.h"

struct asked {
	struct selection s;
	struct controls_asked list;
	const char *format, *by;
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
	{ { "needs", TABLE_LEFT, 16, 6 }, true, CELL_TEXT, NULL,
	    "needs_text" },
	{ { "runs", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "runs" },
	{ { "lacks", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "lacks" },
	{ { "path", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "path" },
	{ { "line", TABLE_RIGHT, 0, 0 }, false, CELL_TEXT, NULL, "line" },
	{ { "url", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "url" },
	{ { NULL, TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, NULL },
};

/* Of policies. */
static const struct column policy_columns[] = {
	{ { "source", TABLE_LEFT, 0, 4 }, true, CELL_TEXT, NULL, "source" },
	{ { "kind", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "kind" },
	{ { "domain", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "domain" },
	{ { "id", TABLE_LEFT, 0, 0 }, true, CELL_LINK, NULL, "id" },
	{ { "title", TABLE_LEFT, 24, 0 }, true, CELL_TEXT, NULL, "title" },
	{ { "names", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL, "names" },
	{ { "of", TABLE_RIGHT, 0, 0 }, false, CELL_NUMBER, NULL, "of" },
	{ { "percent", TABLE_RIGHT, 0, 3 }, true, CELL_TEXT, NULL,
	    "percent" },
	{ { "detections", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, "answered",
	    "detection" },
	{ { "tests", TABLE_RIGHT, 0, 1 }, true, CELL_NUMBER, "answered",
	    "test" },
	{ { "unanswered", TABLE_RIGHT, 0, 2 }, true, CELL_NUMBER, NULL,
	    "unanswered" },
	{ { "type", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "type" },
	{ { "status", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "status" },
	{ { "whose", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "whose" },
	{ { "author", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "author" },
	{ { "changed", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "changed" },
	{ { "techniques", TABLE_LEFT, 0, 0 }, false, CELL_LIST, NULL,
	    "techniques" },
	{ { "unanswered-techniques", TABLE_LEFT, 0, 0 }, false, CELL_LIST,
	    NULL, "unanswered_techniques" },
	{ { "path", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "path" },
	{ { "line", TABLE_RIGHT, 0, 0 }, false, CELL_TEXT, NULL, "line" },
	{ { "url", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "url" },
	{ { NULL, TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, NULL },
};

/* Whose rules answer policies: as --of says, though --source alone means all
 * controls of those sources. */
static int
settle_controls(struct asked *a, const char *kind)
{
	size_t i;

	a->list.kind = kind_read(kind);
	a->list.answers = a->s.of == NULL ? OF_DEFAULT : of_read(a->s.of);
	if (a->by == NULL)
		return 0;
	if (a->list.kind != KIND_POLICY) {
		log_error("--by is for policies: --kind policy");
		return EXIT_USAGE;
	}
	for (i = 0; controls_orders[i] != NULL; i++)
		if (strcmp(controls_orders[i], a->by) == 0)
			a->list.by = (enum controls_order)i;
	return 0;
}

static int
answer_controls(struct catalog *c, void *what)
{
	struct asked *a = what;
	int rc = selection_find(c, &a->s);
	const char *kind;
	cJSON *m;

	if (rc == 0)
		rc = selection_kind(c, &a->s, NULL, &kind);
	if (rc == 0)
		rc = selection_weigh(c, &a->s, kind);
	if (rc == 0)
		rc = settle_controls(a, kind);
	if (rc != 0)
		return rc;
	m = controls_list(c, &a->s.chosen, &a->list);
	if (m == NULL)
		return -1;
	return filter_list(m, "controls", a->list.kind == KIND_POLICY
	    ? policy_columns : control_columns, a->format, a->limit);
}

int
list_controls(const struct command *list, int argc, char **argv)
{
	const struct command self = { "list controls", "",
		"list the controls that count",
		"sextant list controls --not-modified-since 2025-01-01",
		NULL,
		list->tell, list->told };
	struct build_options c = { 0 };
	struct asked a = { .format = "text" };
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "text, tsv, csv, markdown or json (text)",
		    answer_formats },
		{ OPT_TEXT, 0, "by", "ORDER", &a.by,
		    "of policies: id, breadth or unanswered (id)",
		    controls_orders },
		OPT_LIMIT(a.limit, "only the first N controls; 0: all (0)"),
		{ OPT_TEXT, 0, "not-modified-since", "DAY", &a.list.before,
		    "only controls not changed since, oldest first" },
		OPT_SELECTION(a.s), OPT_LAST };
	int n, rc = options_read(&self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = filter_check(&self, &a.s);
	if (rc == 0 && a.list.before != NULL && !date_is_valid(a.list.before))
		rc = options_wrong(&self, "--not-modified-since %s: expected "
		    "a day as YYYY-MM-DD", a.list.before);
	if (rc == 0)
		rc = common_ask(&c, answer_controls, &a);
	selection_free(&a.s);
	return rc;
}
