/* diff: what is between two builds, controls and ATT&CK apart. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/word.h"
#include "cmd.h"
#include "common.h"
#include "compare/diff.h"
#include "compare/operand.h"
#include "output/answer.h"
#include "output/changes.h"
#include "output/output.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

struct asked {
	const char *format, *of;
	struct diff_filter filter;
	bool all, exit_code;
};

/* "new: a catalog, out/catalog.db" */
static void
put_operand(struct writer *p, const char *which, const struct operand *o)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s: %s, %s", which, o->what, o->path);
	writer_line(p, buf_str(&b));
	buf_free(&b);
}

/* "ATT&CK enterprise 18.1 -> 19.1"; a domain need not be there. */
static void
put_domain(struct writer *p, const cJSON *d)
{
	const char *old = member_text_or(d, "old", "not configured");
	const char *new = member_text_or(d, "new", "no longer configured");
	struct buf b = BUF_INIT;

	domain_put(&b, member_text_or(d, "domain", ""), old);
	if (strcmp(old, new) != 0)
		buf_printf(&b, " -> %s", new);
	writer_line(p, buf_str(&b));
	buf_free(&b);
}

/* Which of the two does not say whose its controls are, and how it is read. */
static void
put_untold(struct writer *p, const struct operand *old,
    const struct operand *new, const cJSON *diff)
{
	bool snapshots = old->state.snapshot != NULL &&
	    new->state.snapshot != NULL;
	struct buf b = BUF_INIT;
	const cJSON *e;

	cJSON_ArrayForEach(e, member_get(diff, "untold")) {
		buf_reset(&b);
		buf_printf(&b, "%s does not say whose controls it counts: %s",
		    str_equal(e->valuestring, "old") ? old->path : new->path,
		    snapshots ? "those of own sources are read as yours"
		    : "read as all");
		writer_line(p, buf_str(&b));
	}
	buf_free(&b);
}

/* What both were mapped with, where that differs, and what it means. */
static void
put_settings(struct writer *p, const cJSON *diff)
{
	const cJSON *list = member_get(diff, "settings");
	const char *cause = member_text(diff, "cause");
	struct buf b = BUF_INIT;

	changes_put_settings(&b, list);
	if (b.len > 0)
		writer_line(p, buf_str(&b));
	buf_free(&b);
	if (cause != NULL)
		writer_line(p, strcmp(cause, "settings") == 0
		    ? "All sources and ATT&CK are the same: what changed is by "
		    "the scope and settings."
		    : "What these did is not told apart from what the controls "
		    "and ATT&CK did.");
}

static void
put_only(struct writer *p, const cJSON *only)
{
	struct buf b = BUF_INIT;
	const cJSON *e;

	if (only == NULL)
		return;
	buf_puts(&b, "both know:");
	cJSON_ArrayForEach(e, only)
		buf_printf(&b, "%s %s", e == only->child ? "" : ",",
		    e->valuestring);
	writer_line(p, buf_str(&b));
	buf_free(&b);
}

static void
put_words_diff(struct buf *b, const char *name, const struct strs *words)
{
	size_t i;

	for (i = 0; i < words->n; i++)
		buf_printf(b, "%s%s %s", i > 0 ? "," : b->len == 0 ? "only: "
		    : "; ", i > 0 ? "" : name, words->v[i]);
}

/* "only: sources ours; kinds detection": what the figures were chosen by. */
static void
put_filter(struct writer *p, const struct diff_filter *f)
{
	struct buf b = BUF_INIT;

	put_words_diff(&b, "sources", &f->sources);
	put_words_diff(&b, "kinds", &f->kinds);
	put_words_diff(&b, "tactics", &f->tactics);
	if (b.len > 0)
		writer_line(p, buf_str(&b));
	buf_free(&b);
}

static void
print_people(const struct asked *a, const struct operand *old,
    const struct operand *new, const cJSON *diff)
{
	bool snapshots = old->state.snapshot != NULL &&
	    new->state.snapshot != NULL;
	struct writer p;
	const cJSON *e;

	writer_begin(&p, strcmp(a->format, "markdown") == 0);
	put_operand(&p, "old", old);
	put_operand(&p, "new", new);
	put_settings(&p, diff);
	cJSON_ArrayForEach(e, member_get(diff, "domains"))
		put_domain(&p, e);
	put_only(&p, member_get(diff, "only"));
	put_untold(&p, old, new, diff);
	put_filter(&p, &a->filter);
	if (cJSON_IsTrue(member_get(diff, "same")))
		writer_line(&p, snapshots ? "no difference"
		    : "no difference in what both carry");
	changes_put_figures(&p, diff);
	changes_put_sources(&p, diff);
	changes_put_techniques(&p, diff, a->all);
	changes_put_stranded(&p, diff);
	changes_put_logs(&p, diff);
	if (a->all)
		changes_put_controls(&p, diff);
	changes_put_attack(&p, diff, a->all);
	writer_end(&p);
}

/* Makes each word one that a snapshot knows: of those in known, what is called
 * so. 0, or EXIT_USAGE after reporting the error. */
static int
find_words(const char *option, struct strs *words, const struct strs *known,
    const struct operand *old, const struct operand *new)
{
	struct buf meant = BUF_INIT;
	size_t i, k;

	for (i = 0; i < words->n; i++) {
		for (k = 0; k < known->n; k++)
			if (word_is(words->v[i], known->v[k]))
				break;
		if (k == known->n)
			break;
		strs_set(words, i, known->v[k]);
	}
	if (i == words->n)
		return 0;
	word_put_meant(&meant, words->v[i], known);
	log_error("--%s %s: no such %s in %s, nor in %s%s", option,
	    words->v[i], option, old->path, new->path, buf_str(&meant));
	buf_free(&meant);
	return EXIT_USAGE;
}

/* Tactics and sources that one of them knows. */
static int
find_filter(struct diff_filter *f, const struct operand *old,
    const struct operand *new)
{
	struct strs tactics = { 0 }, sources = { 0 };
	int rc;

	diff_add_words(old->state.snapshot, &tactics, &sources);
	diff_add_words(new->state.snapshot, &tactics, &sources);
	rc = find_words("tactic", &f->tactics, &tactics, old, new);
	if (rc == 0)
		rc = find_words("source", &f->sources, &sources, old, new);
	strs_free(&tactics);
	strs_free(&sources);
	return rc;
}

/* 0, or the exit code after reporting the error. */
static int
compare_diff(struct asked *a, const struct operand *old,
    const struct operand *new, cJSON **diff)
{
	const struct operand *less = old->state.snapshot == NULL ? old : new;
	struct diff_filter *f = &a->filter;
	int rc = 0;

	if (less->state.snapshot != NULL) {
		rc = find_filter(f, old, new);
	} else if (f->tactics.n + f->sources.n > 0 || f->of != OF_DEFAULT) {
		log_error("--%s: %s is %s, which does not tell controls apart",
		    f->tactics.n > 0 ? "tactic" : f->sources.n > 0 ? "source"
		    : "of", less->path, less->what);
		rc = EXIT_FAILED;
	}
	if (rc != 0)
		return rc;
	*diff = diff_states(&old->state, &new->state, f);
	if (*diff != NULL)
		return 0;
	log_error("%s is %s and %s is %s: they have nothing in common",
	    old->path, old->what, new->path, new->what);
	return EXIT_FAILED;
}

static int
print(const struct asked *a, const struct operand *old,
    const struct operand *new, cJSON *diff)
{
	if (strcmp(a->format, "json") == 0)
		return output_write_json(NULL, diff);
	if (table_has_form(a->format) && strcmp(a->format, "markdown") != 0)
		changes_write(diff, a->format);
	else
		print_people(a, old, new, diff);
	return 0;
}

static int
run_diff(struct asked *a, const char *old_path, const char *new_path)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	struct operand old, new;
	cJSON *diff = NULL;
	int rc = EXIT_FAILED;

	if (operand_read(old_path, &old) == 0 &&
	    operand_read(new_path, &new) == 0)
		rc = compare_diff(a, &old, &new, &diff);
	if (diff != NULL && print(a, &old, &new, diff) == 0)
		rc = a->exit_code && !cJSON_IsTrue(member_get(diff, "same"))
		    ? EXIT_FOUND : EXIT_OK;
	value_use(before);
	arena_free(&mem);
	return rc;
}

/* The catalog, and the one before it. */
static int
run_previous(struct asked *a, const char *catalog)
{
	char *previous = catalog_previous(catalog);
	int rc = EXIT_FAILED;

	if (file_exists(previous) || !file_exists(catalog))
		rc = run_diff(a, file_exists(catalog) ? previous : catalog,
		    catalog);
	else
		log_error("%s: no such catalog: the last `sextant map` "
		    "replaced none; name what to compare", previous);
	free(previous);
	return rc;
}

int
cmd_diff(const struct command *self, int argc, char **argv)
{
	struct build_options c = { 0 };
	struct asked a = { .format = "text" };
	const struct opt opts[] = { OPT_CATALOG(c),
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "text, tsv, csv, json or markdown (text)",
		    answer_formats },
		{ OPT_FLAG, 'a', "all", NULL, &a.all,
		    "also every control, and every change of ATT&CK" },
		{ OPT_LIST, 0, "tactic", "NAME", &a.filter.tactics,
		    "only techniques of this tactic" },
		{ OPT_LIST, 0, "source", "ID", &a.filter.sources,
		    "only controls of this source; repeatable" },
		{ OPT_LIST, 0, "kind", "NAME", &a.filter.kinds,
		    "only policy, detection or test controls", control_kinds },
		OPT_OF(a.of),
		{ OPT_FLAG, 0, "exit-code", NULL, &a.exit_code,
		    "exit with 3 if there are differences" },
		OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 2, &n);
	char *catalog = build_catalog(&c);

	if (rc == 0 && n == 1)
		rc = options_wrong(self, "expected two files, or none");
	if (rc == 0 && a.of != NULL)
		a.filter.of = of_read(a.of);
	if (rc == 0)
		rc = n == 2 ? run_diff(&a, argv[0], argv[1])
		    : run_previous(&a, catalog);
	free(catalog);
	strs_free(&a.filter.tactics);
	strs_free(&a.filter.sources);
	strs_free(&a.filter.kinds);
	return rc;
}
