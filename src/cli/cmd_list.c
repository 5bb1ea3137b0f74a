/* list: list all techniques with their numbers of controls. */
#include <string.h>

#include "cmd.h"
#include "common.h"
#include "filter.h"
#include "output/answer.h"
#include "value/member.h"

static const struct column list_columns[] = {
	{ { "domain", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "domain" },
	{ { "technique", TABLE_LEFT, 0, 0 }, true, CELL_LINK, NULL, "id" },
	{ { "name", TABLE_LEFT, 16, 0 }, true, CELL_TEXT, NULL, "name" },
	{ { "state", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "state" },
	{ { "tactics", TABLE_LEFT, 12, 5 }, true, CELL_LIST, NULL, "tactics" },
	{ { "platforms", TABLE_LEFT, 12, 6 }, true, CELL_LIST, NULL,
	    "platforms" },
	{ { "policy", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL, "policy" },
	{ { "detection", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL,
	    "detection" },
	{ { "test", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL, "test" },
	{ { "evidence", TABLE_LEFT, 0, 1 }, true, CELL_LEVEL, NULL,
	    "evidence" },
	{ { "groups", TABLE_RIGHT, 0, 2 }, true, CELL_NUMBER, NULL, "groups" },
	{ { "campaigns", TABLE_RIGHT, 0, 3 }, true, CELL_NUMBER, NULL,
	    "campaigns" },
	{ { "software", TABLE_RIGHT, 0, 4 }, true, CELL_NUMBER, NULL,
	    "software" },
	{ { "elsewhere", TABLE_LEFT, 24, 7 }, true, CELL_TEXT, "elsewhere",
	    "text" },
	{ { "url", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "url" },
	{ { NULL, TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, NULL },
};

static int
answer_list(struct catalog *c, void *what)
{
	struct filter *a = what;
	struct strs head = { 0 }, foot = { 0 };
	struct gaps_filter filter;
	cJSON *m;
	int more, rc;

	rc = filter_filter(c, a, &filter);
	if (rc != 0)
		return rc;
	m = model_list(c, &a->s.chosen, &filter);
	if (m == NULL)
		return -1;
	more = answer_cut(member_get(m, "techniques"), a->limit);
	if (strcmp(a->format, "json") == 0)
		return common_print_json(m);
	answer_head(m, &head);
	answer_foot(m, more, &foot);
	answer_print(m, list_columns, a->format, &head,
	    &foot);
	strs_free(&head);
	strs_free(&foot);
	return 0;
}

int
cmd_list(const struct command *self, int argc, char **argv)
{
	struct build_options c = { 0 };
	struct filter a = { .format = "text" };
	const struct opt opts[] = { OPT_CATALOG(c), OPT_FILTER(a),
		{ OPT_FLAG, 0, "single", NULL, &a.single,
		    "only techniques with a single control" },
		OPT_SELECTION(a.s), OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = filter_check(self, &a);
	if (rc == 0)
		rc = common_ask(&c, answer_list, &a);
	filter_free(&a);
	return rc;
}
