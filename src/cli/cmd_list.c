/* list: list all techniques with their numbers of controls. */
#include <string.h>

#include "cmd.h"
#include "crosswalks.h"
#include "filter.h"
#include "list_controls.h"
#include "list_logs.h"

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

/* Of techniques, or by its operand of controls, logs or crosswalks. */
int
cmd_list(const struct command *self, int argc, char **argv)
{
	static const char *const orders[] = { "id", "priority", NULL };
	static const struct filtered list = { gaps_list, list_columns,
		"only techniques with a single control", orders,
		"order by id or priority, with its factors (id)", false };

	if (argc > 1 && strcmp(argv[1], "controls") == 0)
		return list_controls(argc - 1, argv + 1);
	if (argc > 1 && strcmp(argv[1], "logs") == 0)
		return list_logs(argc - 1, argv + 1);
	if (argc > 1 && strcmp(argv[1], "crosswalks") == 0)
		return list_crosswalks(argc - 1, argv + 1);
	return filter_run(self, &list, argc, argv);
}
