/* What crosswalks say, as text: in lists, of a control and of a technique. */
#include "crosswalks.h"

#include "base/buf.h"
#include "base/escape.h"
#include "base/log.h"
#include "common.h"
#include "crosswalk/crosswalk.h"
#include "filter.h"
#include "search/find.h"
#include "value/member.h"
#include "words/words.h"

enum {
	SHOWN = 8,     /* ids of each framework, unless all */
	RELATION = 17, /* columns of "intersects with" */
};

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
list_crosswalks(int argc, char **argv)
{
	static const struct command self = { "list crosswalks", "",
		"list which controls of a framework are which of another",
		"sextant list crosswalks --of yours", NULL };
	const char *const whose[] = { of_name(OF_YOURS), of_name(OF_ALL), NULL };
	struct build_options c = { 0 };
	struct asked a = { .format = "text", .of = whose[1] };
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_TEXT, 's', "source", "NAME", &a.source,
		    "only this crosswalk, or those of this framework" },
		{ OPT_TEXT, 0, "of", "WHOSE", &a.of,
		    "only by controls of yours, or all (all)" },
		{ OPT_FLAG, 'd', "derived", NULL, &a.derived,
		    "techniques of controls, by way of those that name them" },
		{ OPT_TEXT, 't', "technique", "ID", &a.technique,
		    "likewise, only of this technique" },
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "text, tsv, csv, markdown or json (text)" },
		{ OPT_NUMBER, 'n', "limit", "N", &a.limit,
		    "only the first N pairs" },
		OPT_LAST };
	int n, rc = options_read(&self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = options_choose(&self, "format", &a.format,
		    answer_formats);
	if (rc == 0)
		rc = options_choose(&self, "of", &a.of, whose);
	return rc == 0 ? common_ask(&c, answer_crosswalks, &a) : rc;
}

static void
put_heading_crosswalks(struct terminal *t, const char *heading)
{
	terminal_printf(t, "\n");
	terminal_put(t, STYLE_STRONG, heading);
	terminal_printf(t, " ");
	terminal_put(t, STYLE_QUIET, "(looked up, in no figure)");
	terminal_printf(t, "\n");
}

/* "CIS Controls v8: 12, by CIS Controls v8 to NIST 800-53" */
static void
put_sayer(struct buf *b, const cJSON *of, const char *sayer)
{
	buf_reset(b);
	buf_printf(b, "%s: %d, by %s", member_text(of, "name"),
	    cJSON_GetArraySize(member_get(of, "ids")), sayer);
}

/* Is there room for the nth? One that is left is no shorter than to say so. */
static bool
has_room_for(const cJSON *one, int n, bool all)
{
	return all || n < SHOWN || (n == SHOWN && one->next == NULL);
}

static int
put_left(struct terminal *t, int n)
{
	if (n > 0)
		terminal_printf(t, "    … %d more: --all\n", n);
	return n;
}

/* "superset of  5.3 Disable Dormant Accounts", or an item of a list. */
static void
put_other(struct writer *w, const cJSON *one)
{
	struct terminal *t = &w->t;

	if (w->markdown) {
		buf_printf(&t->text, "- %s ", member_text(one, "said"));
		escape_markdown(&t->text, member_text(one, "text"));
		buf_putc(&t->text, '\n');
		return;
	}
	terminal_printf(t, "    ");
	terminal_pad(t, member_text(one, "said"), RELATION);
	terminal_wrap(t, RELATION + 4, RELATION + 6, member_text(one, "text"),
	    w->columns);
}

int
crosswalks_put(struct writer *w, const cJSON *crosswalks, bool all)
{
	struct buf b = BUF_INIT;
	const cJSON *of, *one;
	int cut = 0, n;

	if (crosswalks != NULL && w->markdown)
		buf_puts(&w->t.text, "\n## In other frameworks\n\n"
		    "Looked up, and in no figure.\n");
	else if (crosswalks != NULL)
		put_heading_crosswalks(&w->t, "In other frameworks");
	cJSON_ArrayForEach(of, crosswalks) {
		put_sayer(&b, of, member_text(of, "crosswalk_title"));
		if (w->markdown) {
			buf_puts(&w->t.text, "\n### ");
			escape_markdown(&w->t.text, buf_str(&b));
			buf_puts(&w->t.text, "\n\n");
		} else {
			terminal_printf(&w->t, "  ");
			terminal_wrap(&w->t, 2, 4, buf_str(&b), w->columns);
		}
		n = 0;
		cJSON_ArrayForEach(one, member_get(of, "ids")) {
			if (!has_room_for(one, n, all || w->markdown))
				break;
			put_other(w, one);
			n++;
		}
		cut += put_left(&w->t,
		    cJSON_GetArraySize(member_get(of, "ids")) - n);
	}
	buf_free(&b);
	return cut;
}

int
crosswalks_put_derived(struct terminal *t, int columns, const cJSON *derived,
    bool all)
{
	struct buf b = BUF_INIT;
	const cJSON *of, *one;
	int cut = 0, n;

	if (derived != NULL)
		put_heading_crosswalks(t, "Policy by way of crosswalks");
	cJSON_ArrayForEach(of, derived) {
		put_sayer(&b, of, member_text(of, "of_titles"));
		terminal_printf(t, "  ");
		terminal_wrap(t, 2, 4, buf_str(&b), columns);
		n = 0;
		cJSON_ArrayForEach(one, member_get(of, "ids")) {
			if (!has_room_for(one, n, all))
				break;
			buf_reset(&b);
			buf_printf(&b, "%s, by way of %s",
			    member_text(one, "text"),
			    member_text(one, "by_list"));
			terminal_printf(t, "    ");
			terminal_wrap(t, 4, 6, buf_str(&b), columns);
			n++;
		}
		cut += put_left(t, (int)member_number(of, "count") - n);
	}
	buf_free(&b);
	return cut;
}
