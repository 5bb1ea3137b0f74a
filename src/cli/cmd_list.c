/* list: list all techniques with their numbers of controls. */
#include <string.h>

#include "base/buf.h"
#include "base/word.h"
#include "cmd.h"
#include "common.h"
#include "count/logs_list.h"
#include "crosswalks.h"
#include "filter.h"
#include "list_controls.h"
#include "words/logs.h"

static const struct column list_columns[] = {
	{ { "domain", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "domain" },
	{ { "technique", TABLE_LEFT, 0, 0 }, true, CELL_LINK, NULL, "id" },
	{ { "name", TABLE_LEFT, 16, 0 }, true, CELL_TEXT, NULL, "name" },
	{ { "state", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "state" },
	{ { "tactics", TABLE_LEFT, 12, 5 }, true, CELL_LIST, NULL, "tactics" },
	{ { "platforms", TABLE_LEFT, 12, 6 }, true, CELL_LIST, NULL,
	    "platforms" },
	{ { "policy", TABLE_RIGHT, 0, 1 }, true, CELL_NUMBER, NULL, "policy" },
	{ { "detection", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL,
	    "detection" },
	{ { "test", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL, "test" },
	{ { "yours", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL, "yours" },
	{ { "available", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL,
	    "available" },
	{ { "evidence", TABLE_LEFT, 0, 1 }, true, CELL_LEVEL, NULL,
	    "evidence" },
	{ { "runs", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL, "runs" },
	{ { "groups", TABLE_RIGHT, 0, 2 }, true, CELL_NUMBER, NULL, "groups" },
	{ { "campaigns", TABLE_RIGHT, 0, 3 }, true, CELL_NUMBER, NULL,
	    "campaigns" },
	{ { "software", TABLE_RIGHT, 0, 4 }, true, CELL_NUMBER, NULL,
	    "software" },
	{ { "elsewhere", TABLE_LEFT, 24, 7 }, true, CELL_TEXT, "elsewhere",
	    "text" },
	{ { "reason", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "reason" },
	{ { "owner", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "owner" },
	{ { "until", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "until" },
	{ { "url", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "url" },
	{ { NULL, TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, NULL },
};

struct asked {
	struct logs_asked list;
	const char *format;
	int limit;
};

static const struct column log_columns[] = {
	{ { "id", TABLE_LEFT, 28, 0 }, true, CELL_TEXT, NULL, "id" },
	{ { "title", TABLE_LEFT, 18, 0 }, true, CELL_TEXT, NULL, "title" },
	{ { "collected", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL,
	    "collected" },
	{ { "yours", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL, "yours" },
	{ { "available", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL,
	    "available" },
	{ { "techniques", TABLE_RIGHT, 0, 1 }, true, CELL_NUMBER, NULL,
	    "techniques" },
	{ { "platforms", TABLE_LEFT, 12, 2 }, true, CELL_LIST, NULL,
	    "platforms" },
	{ { NULL, TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, NULL },
};

static int
answer_logs(struct catalog *c, void *what)
{
	struct asked *a = what;
	int rc = selection_check_told(c, "collected", a->list.collected);
	cJSON *m;

	if (rc != 0)
		return rc;
	m = logs_list(c, &a->list);
	if (m == NULL)
		return -1;
	return filter_list(m, "logs", log_columns, a->format, a->limit);
}

/* Of logs: those that rules and analytics name, and what is collected. argv[0] is
 * "logs". */
static int
list_logs(const struct command *list, int argc, char **argv)
{
	const struct command self = { "list logs", "",
		"list the logs that rules and MITRE's analytics name",
		"sextant list logs --collected no", NULL,
		list->tell, list->told };
	const char *const collected[] = { collected_name(COLLECTED_YES),
		collected_name(COLLECTED_PART), collected_name(COLLECTED_NO),
		NULL };
	struct build_options c = { 0 };
	struct asked a = { .format = "text" };
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_FLAG, 'a', "all", NULL, &a.list.all,
		    "also logs that nothing in the catalog names" },
		{ OPT_TEXT, 0, "collected", "WORD", &a.list.collected,
		    "only what is collected: yes, part or no", collected },
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "text, tsv, csv, markdown or json (text)",
		    answer_formats },
		OPT_LIMIT(a.limit, "only the first N logs; 0: all (0)"),
		OPT_LAST };
	int n, rc = options_read(&self, opts, argc, argv, 0, &n);

	return rc == 0 ? common_ask(&c, answer_logs, &a) : rc;
}

/* Of techniques, or by its operand of controls, logs or crosswalks. */
int
cmd_list(const struct command *self, int argc, char **argv)
{
	static const char *const orders[] = { "id", "priority", NULL };
	static const struct filtered list = { gaps_list, list_columns,
		"only techniques with a single control", orders,
		"order by id or priority, with its factors (id)", false };

	static const char *const names[] = { "controls", "logs", "crosswalks",
		NULL };
	static int (*const lists[])(const struct command *, int, char **) = {
		list_controls, list_logs, list_crosswalks };
	struct buf meant = { 0 };
	size_t i;
	int rc;

	for (i = 0; argc > 1 && names[i] != NULL; i++)
		if (strcmp(argv[1], names[i]) == 0)
			return lists[i](self, argc - 1, argv + 1);
	if (argc > 1 && argv[1][0] != '-' &&
	    word_put_near_of(&meant, argv[1], names)) {
		rc = options_wrong(self, "unexpected %s%s", argv[1],
		    buf_str(&meant));
		buf_free(&meant);
		return rc;
	}
	return filter_run(self, &list, argc, argv);
}
