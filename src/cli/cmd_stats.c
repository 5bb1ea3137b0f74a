/* stats: show coverage by each definition, and counts by source. */
#include <string.h>

#include "cmd.h"
#include "common.h"
#include "count/percent.h"
#include "count/platforms.h"
#include "model/model.h"
#include "output/answer.h"
#include "output/output.h"
#include "output/rows.h"
#include "output/terminal.h"
#include "selection.h"
#include "value/member.h"
#include "words/logs.h"
#include "words/words.h"

enum { FIGURES = 53 }; /* columns that a line of coverage has before its end */

/* The end of a line that has `at` columns: on lines of its own where it does not
 * fit. */
static void
put_tail(struct terminal *t, int at, const char *text)
{
	int columns = terminal_columns();

	if (columns == 0 || at + terminal_width(text) <= columns) {
		terminal_put(t, STYLE_PLAIN, text);
		terminal_printf(t, "\n");
	} else {
		terminal_printf(t, "\n    ");
		terminal_wrap(t, 4, 4, text + strspn(text, " "), columns);
	}
}

/* no_source: kinds that no source is of; perspective: whose controls each kind's
 * figures count. */
static void
put_coverage(struct terminal *t, const cJSON *definitions,
    const cJSON *platforms, const cJSON *no_source, const cJSON *perspective)
{
	const char *kind = definitions->string;
	struct buf b = BUF_INIT;
	long long covered, of;
	const cJSON *d;

	cJSON_ArrayForEach(d, definitions) {
		covered = member_number(d, "covered");
		of = member_number(d, "of");
		terminal_pad(t, kind, 11);
		terminal_pad(t, member_text(perspective, kind), 11);
		terminal_pad(t, d->string, 10);
		terminal_printf(t, "%5lld of %5lld", covered, of);
		buf_reset(&b);
		percent_put(&b, covered, of, 0);
		if (of > 0)
			terminal_printf(t, "  %3s %%", buf_str(&b));
		buf_reset(&b);
		if (member_get(d, "more") != NULL)
			buf_printf(&b, "  %lld more available",
			    member_number(d, "more"));
		platforms_put_apart(&b, "  ", d, kind_read(kind), platforms);
		if (member_has(no_source, kind))
			buf_puts(&b, "  no source of this kind");
		put_tail(t, of > 0 ? FIGURES : FIGURES - 7, buf_str(&b));
	}
	buf_free(&b);
}

/* How many techniques could be seen on the logs that are collected. */
static void
put_visibility(struct terminal *t, const cJSON *figures)
{
	struct buf b = BUF_INIT;
	long long full = member_number(figures, "full");
	long long of = member_number(figures, "of");

	if (figures == NULL)
		return;
	percent_put(&b, full, of, 0);
	terminal_pad(t, "visible", 22);
	terminal_pad(t, visible_name(VISIBLE_FULL), 10);
	terminal_printf(t, "%5lld of %5lld", full, of);
	if (of > 0)
		terminal_printf(t, "  %3s %%", buf_str(&b));
	buf_reset(&b);
	buf_printf(&b, "  %lld partly, %lld blind, %lld not told",
	    member_number(figures, "partly"), member_number(figures, "blind"),
	    member_number(figures, "not_told"));
	put_tail(t, of > 0 ? FIGURES : FIGURES - 7, buf_str(&b));
	buf_free(&b);
}

static const struct row_column outcomes[] = { { "exact", "exact", 0 },
	{ "remapped", "remapped", 0 }, { "merged", "merged", 1 },
	{ "retired", "retired", 4 }, { "deprecated", "deprecated", 2 },
	{ "unknown", "unknown", 3 }, { "malformed", "malformed", 6 },
	{ "other", "other_framework", 5 }, { "mappings", "mappings", 0 } };

/* "scope: platforms Windows": what all figures of the domain rest on. */
static void
put_basis(struct terminal *t, const cJSON *d, const char *name)
{
	struct buf b = BUF_INIT;

	if (member_text(d, name) == NULL)
		return;
	buf_printf(&b, "%s: %s", name, member_text(d, name));
	terminal_wrap(t, 0, 2, buf_str(&b), terminal_columns());
	buf_free(&b);
}

static void
put_domain(struct terminal *t, const cJSON *d, const cJSON *perspective)
{
	const cJSON *k, *platforms = member_get(d, "platforms");
	struct buf name = BUF_INIT;

	domain_put(&name, member_text(d, "domain"), member_text(d, "version"));
	buf_printf(&name, ": %lld techniques, %lld sub-techniques, %lld "
	    "revoked, %lld deprecated", member_number(d, "techniques"),
	    member_number(d, "subtechniques"), member_number(d, "revoked"),
	    member_number(d, "deprecated"));
	terminal_wrap(t, 0, 2, buf_str(&name), terminal_columns());
	buf_free(&name);
	put_basis(t, d, "scope");
	put_basis(t, d, "settings");
	if (platforms != NULL && platforms->child == NULL) {
		terminal_printf(t, "no technique of it is for the platforms "
		    "chosen\n\n");
		return;
	}
	terminal_printf(t, "\n");
	cJSON_ArrayForEach(k, member_get(d, "definitions"))
		put_coverage(t, k, platforms, member_get(d, "no_source"),
		    perspective);
	put_visibility(t, member_get(d, "visibility"));
	terminal_printf(t, "\n");
}

/* How many mappings name ids that only the newer version of a domain knows. */
static void
put_newer(struct terminal *t, const cJSON *domain, const cJSON *all)
{
	const char *version = member_text(domain, "newer_version");
	const char *name = member_text(domain, "domain");
	const cJSON *s;
	bool any = false;

	cJSON_ArrayForEach(s, all) {
		if (version == NULL || member_number(s, "newer") == 0 ||
		    !str_equal(member_text(s, "domain"), name))
			continue;
		terminal_printf(t, any ? ", " : "\nnewer ids: ");
		terminal_put(t, STYLE_PLAIN, member_text(s, "id"));
		terminal_printf(t, " %lld", member_number(s, "newer"));
		any = true;
	}
	if (!any)
		return;
	terminal_printf(t, "; ATT&CK ");
	terminal_put(t, STYLE_PLAIN, name);
	terminal_printf(t, " ");
	terminal_put(t, STYLE_PLAIN, version);
	terminal_printf(t, " would take them\n");
}

static int
print_stats(const cJSON *stats)
{
	const cJSON *d, *s, *selection = member_get(stats, "selection");
	const char *baseline = member_text(member_get(stats, "baseline"),
	    "text");
	struct buf only = BUF_INIT;
	struct terminal t;
	struct rows rows = rows_of(member_get(stats, "sources"), outcomes,
	    sizeof(outcomes) / sizeof(outcomes[0]), "");

	terminal_begin(&t);
	if (selection != NULL) {
		answer_put_selection(&only, selection);
		terminal_put(&t, STYLE_PLAIN, buf_str(&only));
		terminal_printf(&t, "\n");
		if (baseline != NULL)
			terminal_wrap(&t, 0, 2, baseline, terminal_columns());
		terminal_printf(&t, "\n");
		buf_free(&only);
	}
	cJSON_ArrayForEach(d, member_get(stats, "domains"))
		put_domain(&t, d, member_get(stats, "perspective"));
	if (member_text(stats, "figures_of_sources") != NULL)
		terminal_printf(&t, "figures of sources: %s\n",
		    member_text(stats, "figures_of_sources"));
	row_put_titles(&t, &rows, "");
	cJSON_ArrayForEach(s, member_get(stats, "sources")) {
		terminal_pad(&t, member_text(s, "id"), rows.width);
		row_put_numbers(&t, &rows, s);
	}
	cJSON_ArrayForEach(d, member_get(stats, "domains"))
		put_newer(&t, d, member_get(stats, "sources"));
	terminal_end(&t);
	return 0;
}

struct asked {
	const char *format;
	struct selection s;
};

static int
answer_stats(struct catalog *c, void *what)
{
	struct asked *a = what;
	cJSON *m;
	int rc;

	rc = selection_find(c, &a->s);
	if (rc == 0)
		rc = selection_weigh(c, &a->s, NULL);
	if (rc != 0)
		return rc;
	m = model_stats(c, &a->s.chosen);
	if (strcmp(a->format, "json") == 0)
		return output_write_json(NULL, m);
	return m == NULL ? -1 : print_stats(m);
}

int
cmd_stats(const struct command *self, int argc, char **argv)
{
	static const char *const formats[] = { "text", "json", NULL };
	struct build_options c = { 0 };
	struct asked a = { .format = "text" };
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "text or json (text)", formats },
		OPT_SELECTION(a.s), OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = selection_check(self, &a.s);
	if (rc == 0)
		rc = common_ask(&c, answer_stats, &a);
	selection_free(&a.s);
	return rc;
}
