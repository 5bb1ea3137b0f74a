/* list logs: those that rules and MITRE's analytics name, and what is collected. */
#include "list_logs.h"

#include "common.h"
#include "count/logs_list.h"
#include "filter.h"
#include "words/logs.h"

struct asked {
	struct logs_asked list;
	const char *format;
	int limit;
};

static const struct column log_columns[] = {
	{ { "id", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "id" },
	{ { "title", TABLE_LEFT, 24, 0 }, true, CELL_TEXT, NULL, "title" },
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

int
list_logs(int argc, char **argv)
{
	static const struct command self = { "list logs", "",
		"list the logs that rules and MITRE's analytics name",
		"sextant list logs --collected no", NULL };
	const char *const collected[] = { collected_name(COLLECTED_YES),
		collected_name(COLLECTED_PART), collected_name(COLLECTED_NO),
		NULL };
	struct build_options c = { 0 };
	struct asked a = { .format = "text" };
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_FLAG, 'a', "all", NULL, &a.list.all,
		    "also logs that nothing in the catalog names" },
		{ OPT_TEXT, 0, "collected", "WORD", &a.list.collected,
		    "only what is collected: yes, part or no" },
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "text, tsv, csv, markdown or json (text)" },
		{ OPT_NUMBER, 'n', "limit", "N", &a.limit,
		    "only the first N logs" },
		OPT_LAST };
	int n, rc = options_read(&self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = options_choose(&self, "format", &a.format,
		    answer_formats);
	if (rc == 0)
		rc = options_choose(&self, "collected", &a.list.collected,
		    collected);
	return rc == 0 ? common_ask(&c, answer_logs, &a) : rc;
}
