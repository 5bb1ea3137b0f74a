/* sources: show the sources and what was read from them. */
#include <string.h>

#include "cmd.h"
#include "common.h"
#include "definitions.h"
#include "model/model.h"
#include "output/answer.h"
#include "output/output.h"
#include "output/rows.h"
#include "output/terminal.h"
#include "value/member.h"
#include "words/source_figure.h"
#include "words/words.h"

static const char texts[] = "kind      revision   accessed   ";
static const struct row_column figures[] = { { "documents", "documents", 3 },
	{ "controls", "controls", 0 }, { "active", "active", 1 },
	{ "mapped", "mapped", 0 }, { "mappings", "mappings", 0 },
	{ "findings", "findings", 2 } };

static void
put_source_sources(struct terminal *t, const cJSON *s, const struct rows *r)
{
	terminal_pad(t, member_text(s, "id"), r->width);
	terminal_pad(t, member_text(s, "kind"), 10);
	terminal_pad(t, member_text_or(s, "revision_short", "-"), 11);
	terminal_pad(t, member_text_or(s, "accessed", "-"), 11);
	row_put_numbers(t, r, s);
}

/* "scope of enterprise: platforms Windows": what all figures rest on. */
static void
put_basis_sources(struct terminal *t, const char *what, const char *of,
    const char *text)
{
	struct buf b = BUF_INIT;

	if (text == NULL)
		return;
	buf_printf(&b, "%s%s: %s", what, of, text);
	terminal_wrap(t, 0, 2, buf_str(&b), terminal_columns());
	buf_free(&b);
}

static void
put_finding(struct terminal *t, const cJSON *f)
{
	terminal_put(t, STYLE_PLAIN, member_text(f, "source"));
	terminal_printf(t, ": ");
	if (member_text(f, "path") != NULL) {
		terminal_put(t, STYLE_PLAIN, member_text(f, "path"));
		if (member_number(f, "line") > 0)
			terminal_printf(t, ":%lld", member_number(f, "line"));
		terminal_printf(t, ": ");
	}
	terminal_put(t, STYLE_WARN, member_text(f, "what"));
	terminal_printf(t, ": ");
	terminal_put(t, STYLE_PLAIN, member_text(f, "why"));
	terminal_printf(t, "\n");
}

static void
put_attack(struct terminal *t, const cJSON *attack)
{
	struct buf name = BUF_INIT;
	const char *sha256;

	domain_put(&name, member_text(attack, "id"),
	    member_text(attack, "version"));
	terminal_put(t, STYLE_PLAIN, buf_str(&name));
	buf_free(&name);
	sha256 = member_text(attack, "sha256");
	terminal_printf(t, ", %s%s, sha256 %.*s\n",
	    member_text(attack, "accessed") == NULL ? "a local file"
						    : "accessed ",
	    member_text_or(attack, "accessed", ""), str_fit(sha256, 12),
	    sha256);
}

/* Ids that did not count as they stand: "T1086 -> T1059.001  remapped  3". */
static void
put_ledger(struct terminal *t, const cJSON *source)
{
	const cJSON *l;

	cJSON_ArrayForEach(l, member_get(source, "ledger")) {
		terminal_put(t, STYLE_PLAIN, member_text(source, "id"));
		terminal_printf(t, ": ");
		terminal_put(t, STYLE_PLAIN, member_text(l, "tagged"));
		if (member_text(l, "resolved") != NULL) {
			terminal_printf(t, " -> ");
			terminal_put(t, STYLE_PLAIN,
			    member_text(l, "resolved"));
		}
		terminal_printf(t, ": %s, %lld %s\n",
		    member_text(l, "outcome"), member_number(l, "controls"),
		    member_number(l, "controls") == 1 ? "control" : "controls");
	}
}

static bool
stands_there(const struct rows *r, const char *title)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (strcmp(r->columns[i].title, title) == 0)
			return (r->shown >> i & 1) != 0;
	return true;
}

/* "active: neither deprecated, ...": what the columns count that are shown. */
static void
put_figures_sources(struct terminal *t, const cJSON *site, const struct rows *r)
{
	const struct source_figure *f;
	struct buf b = BUF_INIT;

	for (f = source_figures; f->name != NULL; f++) {
		if (!source_figure_is_basic(f) || !stands_there(r, f->name))
			continue;
		buf_reset(&b);
		buf_printf(&b, "%s: %s", f->name, source_figure_means(f,
		    member_resolve(site)));
		terminal_wrap(t, 0, 2, buf_str(&b), terminal_columns());
	}
	buf_free(&b);
}

struct asked {
	const char *format;
	bool findings, ledger, definitions;
};

static int
answer_sources(struct catalog *c, void *what)
{
	const struct asked *a = what;
	cJSON *site = model_overview(c, NULL), *all = model_sources(c, site);
	const cJSON *list, *s;
	struct terminal t;
	struct rows rows;

	if (all == NULL)
		return -1;
	if (strcmp(a->format, "json") == 0)
		return output_write_json(NULL, all);
	list = member_get(all, "sources");
	terminal_begin(&t);
	cJSON_ArrayForEach(s, member_get(site, "domains"))
		put_attack(&t, s);
	cJSON_ArrayForEach(s, member_get(all, "scopes"))
		put_basis_sources(&t, "scope of ", s->string, s->valuestring);
	put_basis_sources(&t, "figures of sources", "",
	    member_text(all, "figures_of_sources"));
	put_basis_sources(&t, "settings", "", member_text(all, "settings"));
	terminal_printf(&t, "\n");
	rows = rows_of(list, figures, sizeof(figures) / sizeof(figures[0]),
	    texts);
	row_put_titles(&t, &rows, texts);
	cJSON_ArrayForEach(s, list)
		put_source_sources(&t, s, &rows);
	put_figures_sources(&t, site, &rows);
	if (a->ledger) {
		terminal_printf(&t, "\n");
		cJSON_ArrayForEach(s, list)
			put_ledger(&t, s);
	}
	if (a->findings && member_get(all, "findings")->child != NULL) {
		terminal_printf(&t, "\n");
		cJSON_ArrayForEach(s, member_get(all, "findings"))
			put_finding(&t, s);
	}
	terminal_end(&t);
	return 0;
}

int
cmd_sources(const struct command *self, int argc, char **argv)
{
	static const char *const formats[] = { "text", "json", NULL };
	struct build_options c = { 0 };
	struct asked a = { .format = "text" };
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "text, or json with every detail (text)",
		    answer_formats },
		{ OPT_FLAG, 0, "definitions", NULL, &a.definitions,
		    "instead every definition there is; also as csv" },
		{ OPT_FLAG, 0, "ledger", NULL, &a.ledger,
		    "also every id that did not count as written" },
		{ OPT_FLAG, 0, "findings", NULL, &a.findings,
		    "also every finding, with file and line" },
		OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0 && !a.definitions)
		rc = options_choose(self, "format", &a.format, formats);
	if (rc == 0 && a.definitions)
		return a.findings || a.ledger
		    ? options_wrong(self, "--definitions stands alone")
		    : definitions_print(a.format);
	return rc != 0 ? rc : common_ask(&c, answer_sources, &a);
}
