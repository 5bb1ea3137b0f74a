/* gaps: techniques that nothing answers, those first that are used most. */
#include <string.h>

#include "cmd.h"
#include "common.h"
#include "count/percent.h"
#include "filter.h"
#include "model/model.h"
#include "output/answer.h"
#include "value/member.h"
#include "words/words.h"

enum { STATE = 3 }; /* its column: of interest where there are several */

static const struct column gap_columns[] = {
	{ { "domain", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "domain" },
	{ { "technique", TABLE_LEFT, 0, 0 }, true, CELL_LINK, NULL, "id" },
	{ { "name", TABLE_LEFT, 16, 0 }, true, CELL_TEXT, NULL, "name" },
	{ { "state", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "state" },
	{ { "tactics", TABLE_LEFT, 12, 6 }, true, CELL_LIST, NULL, "tactics" },
	{ { "platforms", TABLE_LEFT, 0, 0 }, false, CELL_LIST, NULL,
	    "platforms" },
	{ { "groups", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL, "groups" },
	{ { "campaigns", TABLE_RIGHT, 0, 1 }, true, CELL_NUMBER, NULL,
	    "campaigns" },
	{ { "software", TABLE_RIGHT, 0, 3 }, true, CELL_NUMBER, NULL,
	    "software" },
	{ { "policy", TABLE_RIGHT, 0, 4 }, true, CELL_NUMBER, NULL, "policy" },
	{ { "detection", TABLE_RIGHT, 0, 5 }, true, CELL_NUMBER, NULL,
	    "detection" },
	{ { "test", TABLE_RIGHT, 0, 2 }, true, CELL_NUMBER, NULL, "test" },
	{ { "evidence", TABLE_LEFT, 0, 8 }, true, CELL_LEVEL, NULL,
	    "evidence" },
	{ { "elsewhere", TABLE_LEFT, 24, 0 }, true, CELL_TEXT, "elsewhere",
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

/* "moved in ATT&CK 19.1: T1562.001 to T1685 (7 detection rules name it)": those
 * that a newer ATT&CK has retired. */
static void
add_moved_gaps(const cJSON *m, struct strs *lines)
{
	const char *version, *last = NULL,
			     *kind = member_text_or(m, "kind", "");
	struct buf b = BUF_INIT;
	const cJSON *t;

	cJSON_ArrayForEach(t, member_get(m, "moved")) {
		version = member_text_or(t, "moved_version", "");
		if (last != NULL && strcmp(version, last) == 0) {
			buf_puts(&b, ", ");
		} else {
			if (b.len > 0)
				strs_add(lines, buf_str(&b));
			buf_reset(&b);
			buf_printf(&b, "moved in ATT&CK %s: ", version);
		}
		last = version;
		buf_puts(&b, member_text_or(t, "id", ""));
		buf_printf(&b, " to %s (", member_text_or(t, "moved_id", ""));
		percent_put_namers(&b,
		    member_number(member_get(t, "moved"), kind),
		    kind_read(kind));
		buf_puts(&b, " it)");
	}
	if (b.len > 0)
		strs_add(lines, buf_str(&b));
	buf_free(&b);
}

static int
answer_gaps(struct catalog *c, void *what)
{
	struct filter *a = what;
	struct strs head = { 0 }, foot = { 0 };
	struct column shown[sizeof(gap_columns) / sizeof(gap_columns[0])];
	struct gaps_filter filter;
	cJSON *m;
	int more, rc;

	rc = filter_filter(c, a, &filter);
	if (rc != 0)
		return rc;
	m = model_gaps(c, &a->s.chosen, &filter);
	if (m == NULL)
		return -1;
	more = answer_cut(member_get(m, "techniques"), a->limit);
	if (strcmp(a->format, "json") == 0)
		return common_print_json(m);
	answer_head(m, &head);
	add_moved_gaps(m, &foot);
	answer_foot(m, more, &foot);
	memcpy(shown, gap_columns, sizeof(shown));
	shown[STATE].people = a->single;
	answer_print(m, shown, a->format, &head,
	    &foot);
	strs_free(&head);
	strs_free(&foot);
	return 0;
}

int
cmd_gaps(const struct command *self, int argc, char **argv)
{
	struct build_options c = { 0 };
	struct filter a = { .format = "text" };
	const struct opt opts[] = { OPT_CATALOG(c), OPT_FILTER(a),
		{ OPT_FLAG, 0, "single", NULL, &a.single,
		    "also techniques with a single control" },
		OPT_SELECTION(a.s), OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = filter_check(self, &a);
	if (rc == 0)
		rc = common_ask(&c, answer_gaps, &a);
	filter_free(&a);
	return rc;
}
