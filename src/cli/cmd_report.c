/* sources, stats, export: what the catalog says of the whole. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "cmd.h"
#include "common.h"
#include "model/model.h"
#include "selection.h"
#include "terminal.h"
#include "value/value.h"

static long long
number(const cJSON *o, const char *name)
{
	const cJSON *n = value_get(o, name);

	return cJSON_IsNumber(n) ? (long long)n->valuedouble : 0;
}

static const char *
text_or(const cJSON *o, const char *name, const char *otherwise)
{
	const char *text = value_get_text(o, name);

	return text != NULL ? text : otherwise;
}

/* Columns that the sources' ids take; 16 will do for most. */
static int
id_width(const cJSON *sources)
{
	const cJSON *s;
	int n, width = 16;

	cJSON_ArrayForEach(s, sources) {
		n = (int)strlen(value_get_text(s, "id")) + 1;
		width = n > width ? n : width;
	}
	return width;
}

/* The first line of a table of sources. */
static void
put_titles(struct terminal *t, int width, const char *titles)
{
	char text[160];

	snprintf(text, sizeof(text), "%-*s%s", width, "source", titles);
	terminal_put(t, STYLE_STRONG, text);
	terminal_printf(t, "\n");
}

static void
put_source(struct terminal *t, const cJSON *s, int width)
{
	static const char *const names[] = { "documents", "controls", "active",
		"mapped", "mappings", "findings" };
	size_t i;

	terminal_pad(t, value_get_text(s, "id"), width);
	terminal_pad(t, value_get_text(s, "kind"), 10);
	terminal_pad(t, text_or(s, "revision_short", "-"), 11);
	terminal_pad(t, text_or(s, "accessed", "-"), 11);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		terminal_printf(t, "%*lld%s", (int)strlen(names[i]),
		    number(s, names[i]), i == 5 ? "\n" : "  ");
}

static void
put_finding(struct terminal *t, const cJSON *f)
{
	terminal_put(t, STYLE_PLAIN, value_get_text(f, "source"));
	terminal_printf(t, ": ");
	if (value_get_text(f, "path") != NULL) {
		terminal_put(t, STYLE_PLAIN, value_get_text(f, "path"));
		if (number(f, "line") > 0)
			terminal_printf(t, ":%lld", number(f, "line"));
		terminal_printf(t, ": ");
	}
	terminal_put(t, STYLE_WARN, value_get_text(f, "what"));
	terminal_printf(t, ": ");
	terminal_put(t, STYLE_PLAIN, value_get_text(f, "why"));
	terminal_printf(t, "\n");
}

static void
put_attack(struct terminal *t, const cJSON *attack)
{
	terminal_printf(t, "ATT&CK ");
	terminal_put(t, STYLE_PLAIN, value_get_text(attack, "id"));
	terminal_printf(t, " ");
	terminal_put(t, STYLE_PLAIN, value_get_text(attack, "version"));
	terminal_printf(t, ", %s%s, sha256 %.12s\n",
	    value_get_text(attack, "accessed") == NULL ? "a local file"
						       : "accessed ",
	    text_or(attack, "accessed", ""),
	    value_get_text(attack, "sha256"));
}

/* Ids that did not count as they stand: "T1086 -> T1059.001  remapped  3". */
static void
put_ledger(struct terminal *t, const cJSON *source)
{
	const cJSON *l;

	cJSON_ArrayForEach(l, value_get(source, "ledger")) {
		terminal_put(t, STYLE_PLAIN, value_get_text(source, "id"));
		terminal_printf(t, ": ");
		terminal_put(t, STYLE_PLAIN, value_get_text(l, "tagged"));
		if (value_get_text(l, "resolved") != NULL) {
			terminal_printf(t, " -> ");
			terminal_put(t, STYLE_PLAIN,
			    value_get_text(l, "resolved"));
		}
		terminal_printf(t, ": %s, %lld %s\n",
		    value_get_text(l, "outcome"), number(l, "controls"),
		    number(l, "controls") == 1 ? "control" : "controls");
	}
}

static int
sources(struct catalog *c, bool findings, bool ledger)
{
	cJSON *site = model_site(c, NULL), *all = model_sources(c, site);
	const cJSON *list, *s;
	struct terminal t;
	int width;

	if (all == NULL)
		return -1;
	list = value_get(all, "sources");
	terminal_begin(&t);
	cJSON_ArrayForEach(s, value_get(site, "domains"))
		put_attack(&t, s);
	terminal_printf(&t, "\n");
	width = id_width(list);
	put_titles(&t, width, "kind      revision   accessed   documents  "
	    "controls  active  mapped  mappings  findings");
	cJSON_ArrayForEach(s, list)
		put_source(&t, s, width);
	if (ledger) {
		terminal_printf(&t, "\n");
		cJSON_ArrayForEach(s, list)
			put_ledger(&t, s);
	}
	if (findings && value_get(all, "findings")->child != NULL) {
		terminal_printf(&t, "\n");
		cJSON_ArrayForEach(s, value_get(all, "findings"))
			put_finding(&t, s);
	}
	terminal_end(&t);
	return 0;
}

static void
put_coverage(struct terminal *t, const char *kind, const cJSON *definitions)
{
	const cJSON *d;
	long long covered, of;

	cJSON_ArrayForEach(d, definitions) {
		covered = number(d, "covered");
		of = number(d, "of");
		terminal_pad(t, kind, 11);
		terminal_pad(t, d->string, 10);
		terminal_printf(t, "%5lld of %5lld", covered, of);
		if (of > 0)
			terminal_printf(t, "  %3lld %%",
			    (covered * 200 + of) / (2 * of));
		terminal_printf(t, "\n");
	}
}

static void
put_outcomes(struct terminal *t, const cJSON *s, int width)
{
	static const char *const names[] = { "exact", "remapped", "merged",
		"retired", "deprecated", "unknown", "malformed", "mappings" };
	size_t i;

	terminal_pad(t, value_get_text(s, "id"), width);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		terminal_printf(t, "%*lld%s", (int)strlen(names[i]),
		    number(s, names[i]), i == 7 ? "\n" : "  ");
}

static void
put_domain(struct terminal *t, const cJSON *d)
{
	const cJSON *k;

	terminal_printf(t, "ATT&CK ");
	terminal_put(t, STYLE_PLAIN, value_get_text(d, "domain"));
	terminal_printf(t, " ");
	terminal_put(t, STYLE_PLAIN, value_get_text(d, "version"));
	terminal_printf(t, ": %lld techniques, %lld sub-techniques, %lld "
	    "revoked, %lld deprecated\n", number(d, "techniques"),
	    number(d, "subtechniques"), number(d, "revoked"),
	    number(d, "deprecated"));
	if (value_get_text(d, "scope") != NULL) {
		terminal_printf(t, "scope: ");
		terminal_put(t, STYLE_PLAIN, value_get_text(d, "scope"));
		terminal_printf(t, "\n");
	}
	terminal_printf(t, "\n");
	cJSON_ArrayForEach(k, value_get(d, "definitions"))
		put_coverage(t, k->string, k);
	terminal_printf(t, "\n");
}

/* How many mappings name ids that only the newer version of a domain knows. */
static void
put_newer(struct terminal *t, const cJSON *domain, const cJSON *all)
{
	const char *version = value_get_text(domain, "newer_version");
	const char *name = value_get_text(domain, "domain");
	const cJSON *s;
	bool any = false;

	cJSON_ArrayForEach(s, all) {
		if (version == NULL || number(s, "newer") == 0 ||
		    !str_equal(value_get_text(s, "domain"), name))
			continue;
		terminal_printf(t, any ? ", " : "\nnewer ids: ");
		terminal_put(t, STYLE_PLAIN, value_get_text(s, "id"));
		terminal_printf(t, " %lld", number(s, "newer"));
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

/* "only: sources sigma; evidence E2": what the figures were chosen by. */
static void
put_selection(struct terminal *t, const cJSON *selection)
{
	const cJSON *s, *word;
	const char *between = "only: ";

	cJSON_ArrayForEach(s, selection) {
		terminal_printf(t, "%s%s", between, s->string);
		if (cJSON_IsNumber(s))
			terminal_printf(t, " E%d", s->valueint);
		cJSON_ArrayForEach(word, s) {
			terminal_printf(t, word == s->child ? " " : ", ");
			terminal_put(t, STYLE_PLAIN, word->valuestring);
		}
		between = "; ";
	}
	if (selection != NULL)
		terminal_printf(t, "\n\n");
}

static int
print_stats(const cJSON *stats)
{
	const cJSON *d, *s;
	struct terminal t;
	int width = id_width(value_get(stats, "sources"));

	terminal_begin(&t);
	put_selection(&t, value_get(stats, "selection"));
	cJSON_ArrayForEach(d, value_get(stats, "domains"))
		put_domain(&t, d);
	put_titles(&t, width, "exact  remapped  merged  retired  deprecated  "
	    "unknown  malformed  mappings");
	cJSON_ArrayForEach(s, value_get(stats, "sources"))
		put_outcomes(&t, s, width);
	cJSON_ArrayForEach(d, value_get(stats, "domains"))
		put_newer(&t, d, value_get(stats, "sources"));
	terminal_end(&t);
	return 0;
}

static void
put_joined(struct buf *out, const cJSON *list)
{
	struct buf b = BUF_INIT;
	const cJSON *e;

	cJSON_ArrayForEach(e, list)
		buf_printf(&b, "%s%s", b.len > 0 ? ";" : "", e->valuestring);
	escape_csv(out, buf_str(&b));
	buf_free(&b);
}

static void
put_csv_row(struct buf *out, const cJSON *t, const cJSON *all)
{
	const cJSON *s, *n;

	escape_csv(out, value_get_text(t, "id"));
	buf_putc(out, ',');
	escape_csv(out, value_get_text(t, "name"));
	buf_putc(out, ',');
	escape_csv(out, text_or(t, "parent_id", ""));
	buf_putc(out, ',');
	put_joined(out, value_get(t, "tactics"));
	buf_putc(out, ',');
	put_joined(out, value_get(t, "platforms"));
	buf_putc(out, ',');
	escape_csv(out, text_or(t, "url", ""));
	cJSON_ArrayForEach(s, all) {
		n = value_get(value_get(t, "counts"), value_get_text(s, "id"));
		buf_putc(out, ',');
		if (n != NULL)
			buf_printf(out, "%lld", (long long)n->valuedouble);
	}
	buf_printf(out, ",%lld,%lld,%lld\r\n", number(t, "policy"),
	    number(t, "detection"), number(t, "test"));
}

/* RFC 4180: lines end in CR LF. */
static int
export_csv(struct catalog *c, const struct catalog_selection *selection)
{
	cJSON *index = model_index(c, selection), *all = NULL;
	struct buf out = BUF_INIT;
	const cJSON *e;

	if (index == NULL || catalog_rows(c, Q_SOURCES, NULL, &all) == -1)
		return -1;
	buf_puts(&out, "technique,name,parent,tactics,platforms,url");
	cJSON_ArrayForEach(e, all) {
		buf_putc(&out, ',');
		escape_csv(&out, value_get_text(e, "id"));
	}
	buf_puts(&out, ",policy,detection,test\r\n");
	cJSON_ArrayForEach(e, value_get(index, "techniques"))
		if (value_get(e, "active") != NULL)
			put_csv_row(&out, e, all);
	fwrite(buf_str(&out), 1, out.len, stdout);
	buf_free(&out);
	return 0;
}

static int
export_dump(struct catalog *c)
{
	struct buf out = BUF_INIT;
	int rc = catalog_dump(c, &out);

	if (rc == 0)
		fwrite(buf_str(&out), 1, out.len, stdout);
	buf_free(&out);
	return rc;
}

enum report { SOURCES, SOURCES_JSON, STATS, STATS_JSON, CSV, DUMP };

static int
report(struct catalog *c, enum report which, const struct selection *chosen)
{
	const struct catalog_selection *selection = &chosen->chosen;
	cJSON *m;

	switch (which) {
	case SOURCES:
		return sources(c, chosen->findings, chosen->ledger);
	case SOURCES_JSON:
		return common_print_json(model_sources(c,
		    model_site(c, NULL)));
	case STATS:
		m = model_stats(c, selection);
		return m == NULL ? -1 : print_stats(m);
	case STATS_JSON:
		return common_print_json(model_stats(c, selection));
	case CSV:
		return export_csv(c, selection);
	case DUMP:
		return export_dump(c);
	}
	return -1;
}

/* Opens the catalog, reports, closes; all models live in one arena. */
static int
with_catalog(const struct common *common, enum report which,
    struct selection *s)
{
	struct catalog *c = catalog_open(common_catalog(common));
	struct arena mem = { 0 }, *before;
	int rc = -1;

	if (c == NULL)
		return EXIT_FAILED;
	before = value_use(&mem);
	if (selection_find(c, s) == 0)
		rc = report(c, which, s);
	value_use(before);
	arena_free(&mem);
	catalog_close(c);
	return rc == 0 ? EXIT_OK : EXIT_FAILED;
}

/* 1 for json, 0 for text, else -1 and wrong usage was said. */
static int
is_json(const struct command *self, const char *format)
{
	if (strcmp(format, "json") == 0)
		return 1;
	if (strcmp(format, "text") == 0)
		return 0;
	options_wrong(self, "--format: expected text or json");
	return -1;
}

int
cmd_sources(const struct command *self, int argc, char **argv)
{
	struct common c = { 0 };
	struct selection all = { 0 };
	const char *format = "text";
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_TEXT, 'f', "format", "NAME", &format,
		    "text or json, which has all (text)" },
		{ OPT_FLAG, 0, "ledger", NULL, &all.ledger,
		    "also every id that did not count as it stands" },
		{ OPT_FLAG, 0, "findings", NULL, &all.findings,
		    "also every finding, with file and line" },
		OPT_LAST };
	int n, json, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc != -1)
		return rc;
	json = is_json(self, format);
	if (json == -1)
		return EXIT_USAGE;
	return with_catalog(&c, json ? SOURCES_JSON : SOURCES, &all);
}

int
cmd_stats(const struct command *self, int argc, char **argv)
{
	struct common c = { 0 };
	struct selection s = { 0 };
	const char *format = "text";
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_TEXT, 'f', "format", "NAME", &format,
		    "text or json (text)" },
		OPT_SELECTION(s), OPT_LAST };
	int n, json, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == -1)
		rc = selection_check(self, &s);
	if (rc == -1) {
		json = is_json(self, format);
		rc = json == -1 ? EXIT_USAGE
		    : with_catalog(&c, json ? STATS_JSON : STATS, &s);
	}
	selection_free(&s);
	return rc;
}

int
cmd_export(const struct command *self, int argc, char **argv)
{
	struct common c = { 0 };
	struct selection s = { 0 };
	const struct opt opts[] = { OPT_CATALOG(c), OPT_SELECTION(s),
		OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 1, &n);

	if (rc == -1)
		rc = selection_check(self, &s);
	if (rc == -1) {
		if (n == 1 && strcmp(argv[0], "csv") == 0)
			rc = with_catalog(&c, CSV, &s);
		else if (n == 1 && strcmp(argv[0], "dump") == 0)
			rc = with_catalog(&c, DUMP, &s);
		else
			rc = options_wrong(self, "expected csv or dump");
	}
	selection_free(&s);
	return rc;
}
