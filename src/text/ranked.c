/* The columns of techniques that are ranked by priority. */
#include "text/ranked.h"

#include <string.h>

#include "base/mem.h"
#include "value/member.h"
#include "words/priority.h"

/* Before the factors, and behind them. */
static const struct column before[] = {
	{ { "domain", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "domain" },
	{ { "technique", TABLE_LEFT, 0, 0 }, true, CELL_LINK, NULL, "id" },
	{ { "name", TABLE_LEFT, 16, 0 }, true, CELL_TEXT, NULL, "name" },
	{ { "state", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "state" },
	{ { "priority", TABLE_RIGHT, 0, 0 }, true, CELL_DECIMAL, NULL,
	    "priority" },
	{ { NULL, TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, NULL },
};
static const struct column behind[] = {
	{ { "tactics", TABLE_LEFT, 12, 11 }, true, CELL_LIST, NULL, "tactics" },
	{ { "platforms", TABLE_LEFT, 0, 0 }, false, CELL_LIST, NULL,
	    "platforms" },
	{ { "policy", TABLE_RIGHT, 0, 0 }, false, CELL_NUMBER, NULL, "policy" },
	{ { "detection", TABLE_RIGHT, 0, 0 }, false, CELL_NUMBER, NULL,
	    "detection" },
	{ { "test", TABLE_RIGHT, 0, 0 }, false, CELL_NUMBER, NULL, "test" },
	{ { "yours", TABLE_RIGHT, 0, 0 }, false, CELL_NUMBER, NULL, "yours" },
	{ { "available", TABLE_RIGHT, 0, 9 }, true, CELL_NUMBER, NULL,
	    "available" },
	{ { "runs", TABLE_RIGHT, 0, 0 }, false, CELL_NUMBER, NULL, "runs" },
	{ { "why", TABLE_LEFT, 0, 12 }, true, CELL_TEXT, NULL, "why_text" },
	{ { "missing", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL,
	    "missing_text" },
	{ { "adopt-count", TABLE_RIGHT, 0, 0 }, false, CELL_NUMBER, NULL,
	    "adopt_count" },
	{ { "adopt", TABLE_LEFT, 24, 13 }, true, CELL_TEXT, NULL,
	    "adopt_text" },
	{ { "elsewhere", TABLE_LEFT, 24, 10 }, true, CELL_TEXT, "elsewhere",
	    "text" },
	{ { "reason", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "reason" },
	{ { "url", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "url" },
	{ { NULL, TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, NULL },
};

/* Which go first where it is narrow; 0: never. One that only a source knows goes
 * before them. */
static const int ranks[FACTORS] = {
	[FACTOR_CAMPAIGNS] = 4,
	[FACTOR_SOFTWARE] = 3,
	[FACTOR_ACTIONABILITY] = 7,
	[FACTOR_CHOKE_POINT] = 6,
	[FACTOR_PREVALENCE] = 5,
	[FACTOR_ADOPTABLE] = 2,
};
enum { RANK_OTHER = 8 };

static int
rank_of(const char *factor)
{
	size_t i;

	for (i = 0; i < FACTORS; i++)
		if (strcmp(factor, factor_names[i]) == 0)
			return ranks[i];
	return RANK_OTHER;
}

static struct column *
find_column(struct column *columns, size_t n, const char *title)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(columns[i].table.title, title) == 0)
			return &columns[i];
	return NULL;
}

/* A column for each factor of any domain, in the order of the first. */
static void
add_factors(struct column **columns, size_t *n, const cJSON *model)
{
	const cJSON *domain, *f;
	struct column *c;
	const char *name;

	cJSON_ArrayForEach(domain, member_get(model, "domains"))
		cJSON_ArrayForEach(f, member_get(domain, "factors")) {
			name = member_string(f, "name");
			c = find_column(*columns, *n, name);
			if (c == NULL) {
				c = LIST_ADD(*columns, *n);
				*c = (struct column){ { name, TABLE_RIGHT, 0,
				    rank_of(name) }, false, CELL_FACTOR, NULL,
				    name };
			}
			c->people |= member_get(f, "max") != NULL;
		}
}

struct column *
ranked_columns(const cJSON *model, bool states)
{
	struct column *columns = NULL;
	const struct column *c;
	size_t n = 0;

	for (c = before; c->table.title != NULL; c++)
		*LIST_ADD(columns, n) = *c;
	find_column(columns, n, "state")->people = states;
	add_factors(&columns, &n, model);
	for (c = behind; c->table.title != NULL; c++)
		*LIST_ADD(columns, n) = *c;
	*LIST_ADD(columns, n) = *c;
	return columns;
}
