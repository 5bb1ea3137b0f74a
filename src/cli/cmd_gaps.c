/* gaps: techniques that nothing answers, those first that are used most, or that
 * matter most. */
#include "cmd.h"
#include "filter.h"

static const struct column gap_columns[] = {
	{ { "domain", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "domain" },
	{ { "technique", TABLE_LEFT, 0, 0 }, true, CELL_LINK, NULL, "id" },
	{ { "name", TABLE_LEFT, 16, 0 }, true, CELL_TEXT, NULL, "name" },
	{ { "state", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "state" },
	{ { "tactics", TABLE_LEFT, 12, 9 }, true, CELL_LIST, NULL, "tactics" },
	{ { "platforms", TABLE_LEFT, 0, 0 }, false, CELL_LIST, NULL,
	    "platforms" },
	{ { "groups", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL, "groups" },
	{ { "campaigns", TABLE_RIGHT, 0, 4 }, true, CELL_NUMBER, NULL,
	    "campaigns" },
	{ { "software", TABLE_RIGHT, 0, 6 }, true, CELL_NUMBER, NULL,
	    "software" },
	{ { "policy", TABLE_RIGHT, 0, 7 }, true, CELL_NUMBER, NULL, "policy" },
	{ { "detection", TABLE_RIGHT, 0, 8 }, true, CELL_NUMBER, NULL,
	    "detection" },
	{ { "test", TABLE_RIGHT, 0, 5 }, true, CELL_NUMBER, NULL, "test" },
	{ { "yours", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL, "yours" },
	{ { "available", TABLE_RIGHT, 0, 2 }, true, CELL_NUMBER, NULL,
	    "available" },
	{ { "evidence", TABLE_LEFT, 0, 11 }, true, CELL_LEVEL, NULL,
	    "evidence" },
	{ { "why", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "why_text" },
	{ { "missing", TABLE_LEFT, 16, 6 }, true, CELL_TEXT, NULL,
	    "missing_text" },
	{ { "adopt-count", TABLE_RIGHT, 0, 0 }, false, CELL_NUMBER, NULL,
	    "adopt_count" },
	{ { "adopt", TABLE_LEFT, 24, 3 }, true, CELL_TEXT, NULL,
	    "adopt_text" },
	{ { "elsewhere", TABLE_LEFT, 24, 1 }, true, CELL_TEXT, "elsewhere",
	    "text" },
	{ { "elsewhere_policy", TABLE_RIGHT, 0, 0 }, false, CELL_NUMBER,
	    "elsewhere", "policy" },
	{ { "elsewhere_detection", TABLE_RIGHT, 0, 0 }, false, CELL_NUMBER,
	    "elsewhere", "detection" },
	{ { "elsewhere_test", TABLE_RIGHT, 0, 0 }, false, CELL_NUMBER,
	    "elsewhere", "test" },
	{ { "analytics", TABLE_RIGHT, 0, 0 }, false, CELL_NUMBER, NULL,
	    "analytics" },
	{ { "url", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "url" },
	{ { NULL, TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, NULL },
};

int
cmd_gaps(const struct command *self, int argc, char **argv)
{
	static const char *const orders[] = { "use", "priority", NULL };
	static const struct filtered gaps = { gaps_find, gap_columns,
		"also techniques with a single control", orders,
		"rank by use or priority, with its factors (use)", true };

	return filter_run(self, &gaps, argc, argv);
}
