/* sextant list crosswalks. */
#include "crosswalks.h"

#include "base/log.h"
#include "common.h"
#include "crosswalk/crosswalk.h"
#include "filter.h"
#include "search/find.h"
#include "value/member.h"
#include "words/words.h"

struct asked {
	struct crosswalk_asked list;
	const char *source, *of, *technique, *format;
	bool derived;
	int limit;
};

static const struct column pair_columns[] = {
	{ { "crosswalk", TABLE_LEFT, 0, 1 }, true, CELL_TEXT, NULL,
	    "crosswalk" },
	{ { "from", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "from" },
	{ { "from-id", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "from_id" },
	{ { "from-title", TABLE_LEFT, 12, 2 }, true, CELL_TEXT, NULL,
	    "from_title" },
	{ { "relation", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "relation" },
	{ { "to", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "to" },
	{ { "to-id", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "to_id" },
	{ { "to-title", TABLE_LEFT, 12, 3 }, true, CELL_TEXT, NULL,
	    "to_title" },
	{ { "joint", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "joint" },
	{ { "note", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "note" },
	{ { "path", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "path" },
	{ { "line", TABLE_RIGHT, 0, 0 }, false, CELL_TEXT, NULL, "line" },
	{ { NULL, TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, NULL },
};

static const struct column derived_columns[] = {
	{ { "domain", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "domain" },
	{ { "technique", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL,
	    "technique_id" },
	{ { "name", TABLE_LEFT, 12, 2 }, true, CELL_TEXT, NULL,
	    "technique_name" },
	{ { "framework", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL,
	    "framework" },
	{ { "id", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "id" },
	{ { "title", TABLE_LEFT, 12, 1 }, true, CELL_TEXT, NULL, "title" },
	{ { "relation", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "relation" },
	{ { "by-way-of", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "by" },
	{ { "by-title", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL,
	    "by_title" },
	{ { "by-source", TABLE_LEFT, 0, 3 }, true, CELL_TEXT, NULL,
	    "by_source" },
	{ { "joint", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "joint" },
	{ { "crosswalk", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL,
	    "crosswalk" },
	{ { NULL, TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, NULL },
};

/* Finds the technique that is asked about. */
static int
settle_technique(struct catalog *c, struct asked *a)
{
	cJSON *row = NULL, *old = NULL;
	int rc;

	if (a->technique == NULL)
		return 0;
	rc = find_exact(c, a->technique, &row, &old);
	if (rc == 0)
		log_error("--technique %s: no such technique", a->technique);
	a->list.technique = member_number(row, "pk");
	cJSON_Delete(row);
	cJSON_Delete(old);
	return rc == 1 ? 0 : rc == 0 ? EXIT_USAGE : -1;
}

static int
answer_crosswalks(struct catalog *c, void *what)
{
	struct asked *a = what;
	int rc = settle_technique(c, a);
	bool known = true;
	cJSON *m;

	if (rc != 0)
		return rc;
	a->list.source = a->source;
	a->list.yours = of_read(a->of) == OF_YOURS;
	m = a->derived || a->technique != NULL
	    ? crosswalk_derived(c, &a->list, &known)
	    : crosswalk_pairs(c, &a->list, &known);
	if (m == NULL)
		return -1;
	if (!known) {
		log_error("--source %s: neither a crosswalk nor what one relates",
		    a->source);
		return EXIT_USAGE;
	}
	if (member_get(m, "derived") != NULL)
		return filter_list(m, "derived", derived_columns, a->format,
		    a->limit);
	return filter_list(m, "pairs", pair_columns, a->format, a->limit);
}

int
list_crosswalks(const struct command *list, int argc, char **argv)
{
	const struct command self = { "list crosswalks", "",
		"list which controls of a framework are which of another",
		"sextant list crosswalks --of yours", NULL,
		list->tell, list->told };
	const char *const whose[] = { of_name(OF_YOURS), of_name(OF_ALL), NULL };
	struct build_options c = { 0 };
	struct asked a = { .format = "text", .of = whose[1] };
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_TEXT, 's', "source", "NAME", &a.source,
		    "only this crosswalk, or those of this framework" },
		{ OPT_TEXT, 0, "of", "WHOSE", &a.of,
		    "only by controls of yours, or all (all)", whose },
		{ OPT_FLAG, 'd', "derived", NULL, &a.derived,
		    "techniques of controls, by way of those that name them" },
		{ OPT_TEXT, 't', "technique", "ID", &a.technique,
		    "likewise, only of this technique" },
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "text, tsv, csv, markdown or json (text)",
		    answer_formats },
		OPT_LIMIT(a.limit, "only the first N pairs; 0: all (0)"),
		OPT_LAST };
	int n, rc = options_read(&self, opts, argc, argv, 0, &n);

	return rc == 0 ? common_ask(&c, answer_crosswalks, &a) : rc;
}
