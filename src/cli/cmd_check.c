/* check: does the catalog, and do one's own rules, hold what they should? */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "base/word.h"
#include "check/check.h"
#include "cmd.h"
#include "common.h"
#include "count/provenance.h"
#include "lint/lint.h"
#include "output/report.h"
#include "value/member.h"
#include "value/value.h"
#include "words/logs.h"
#include "words/words.h"

/* What the options ask for. */
struct asked {
	struct build_options common;
	struct report_options report;
	const char *baseline, *today, *of;
	bool update, no_map;
};

/* Is a level set for a rule that there is? */
static int
check_levels_known(const struct config *c)
{
	const struct check_level *l = c->checks.levels;
	const struct check_level *end = LIST_END(l, c->checks.nlevels);
	struct strs known = { 0 };
	struct buf meant = BUF_INIT;

	check_rule_ids(&known);
	lint_rule_ids(&known);
	while (l < end && strs_has(&known, l->rule))
		l++;
	if (l < end) {
		word_put_meant(&meant, l->rule, &known);
		log_error("%s:%d: levels: %s: no such rule%s", c->path, l->line,
		    l->rule, buf_str(&meant));
	}
	strs_free(&known);
	buf_free(&meant);
	return l == end ? 0 : -1;
}

static void
begin_report(struct checking *k)
{
	k->report = cJSON_CreateObject();
	cJSON_AddNumberToObject(k->report, "schema", 2);
	cJSON_AddStringToObject(k->report, "tool", "check");
	k->figures = cJSON_AddArrayToObject(k->report, "figures");
	k->results = cJSON_AddArrayToObject(k->report, "results");
	check_add_rules(cJSON_AddArrayToObject(k->report, "rules"));
	k->checked = cJSON_AddObjectToObject(k->report, "checked");
}

/* "ID: …" of each source that maps too little. */
static void
take_thin(struct checking *k, const struct strs *thin)
{
	const struct source *s;
	char *id;
	size_t i;

	for (i = 0; i < thin->n; i++) {
		id = mem_strndup(thin->v[i], strcspn(thin->v[i], ":"));
		s = config_source(k->config, id);
		check_add(k, "thin-source", k->config->path,
		    s != NULL && str_equal(s->file, k->config->path)
		    ? s->line : 0, thin->v[i]);
		free(id);
	}
}

/* Does any threshold or target ask for controls of the kind? */
static bool
is_asked_check(const struct checks *c, const char *kind)
{
	size_t i;

	for (i = 0; i < c->nthresholds; i++)
		if (c->thresholds[i].of.visible == VISIBLE_NOT_TOLD &&
		    str_equal(control_kinds[c->thresholds[i].of.kind], kind))
			return true;
	for (i = 0; i < c->nmusts; i++)
		if (c->musts[i].of.visible == VISIBLE_NOT_TOLD &&
		    str_equal(control_kinds[c->musts[i].of.kind], kind))
			return true;
	return false;
}

/* Is the answer made from the source? One's own always count; without any, and
 * without a question, the baseline is of all. */
static bool
is_used(const struct checks *c, const cJSON *sources, const cJSON *s)
{
	const cJSON *e;
	bool own = false;

	if (member_get(s, "own") != NULL || is_asked_check(c,
	    member_text(s, "kind")))
		return true;
	cJSON_ArrayForEach(e, sources)
		own |= member_get(e, "own") != NULL;
	return !own && c->nthresholds + c->nmusts == 0;
}

/* "sigma 0123456789 2026-08-01": those that the answer is made from. */
static void
put_sources(struct buf *b, const struct checks *c, const cJSON *sources)
{
	static const char *const members[] = { "revision", "accessed" };
	enum { SHOWN = 10 }; /* bytes of a revision; a day has as many */
	const char *text;
	const char *between = "; ";
	const cJSON *s;
	size_t i;

	cJSON_ArrayForEach(s, sources) {
		if (!is_used(c, sources, s))
			continue;
		buf_printf(b, "%s%s", between, member_text(s, "id"));
		for (i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
			text = member_text(s, members[i]);
			if (text != NULL)
				buf_printf(b, " %.*s", str_fit(text, SHOWN),
				    text);
		}
		between = ", ";
	}
}

static int
add_context(struct checking *k)
{
	cJSON *domains = NULL, *sources = NULL, *meta = NULL;
	struct buf b = BUF_INIT;
	const cJSON *d;

	if (catalog_rows(k->catalog, Q_DOMAINS, NULL, &domains) == -1 ||
	    catalog_rows(k->catalog, Q_META, NULL, &meta) == -1 ||
	    catalog_rows(k->catalog, Q_SOURCES, NULL, &sources) == -1)
		return -1;
	cJSON_ArrayForEach(d, domains) {
		buf_printf(&b, "%s%s %s", d == domains->child ? "ATT&CK "
		    : ", ", member_text(d, "id"),
		    member_text(d, "version"));
		if (member_text(d, "scope") != NULL)
			buf_printf(&b, " (scope: %s)",
			    member_text(d, "scope"));
	}
	cJSON_ArrayForEach(d, meta)
		if (str_equal(member_text(d, "key"), "settings"))
			buf_printf(&b, "; settings: %s",
			    member_text(d, "value"));
	put_sources(&b, &k->config->checks, sources);
	buf_printf(&b, "; today is %s", k->today);
	cJSON_AddStringToObject(k->report, "context", buf_str(&b));
	buf_free(&b);
	return 0;
}

/* What the configuration says of a rule, all its results and the rule itself
 * are; what is never told is left out. */
static void
set_levels(struct checking *k)
{
	const struct check_level *l = k->config->checks.levels;
	const struct check_level *end = LIST_END(l, k->config->checks.nlevels);
	cJSON *rules = member_get(k->report, "rules"), *e, *next;

	for (; l < end; l++) {
		bool never = check_levels[l->level + 1] == NULL;

		cJSON_ArrayForEach(e, rules)
			if (!never && str_equal(member_text(e, "id"),
			    l->rule))
				check_set_level(e, check_levels[l->level]);
		for (e = k->results->child; e != NULL; e = next) {
			next = e->next;
			if (!str_equal(member_text(e, "rule"), l->rule))
				continue;
			if (never)
				cJSON_Delete(cJSON_DetachItemViaPointer(
				    k->results, e));
			else
				check_set_level(e, check_levels[l->level]);
		}
	}
}

/* Brings the catalog up to date; 0 with thin sources in the list, too. */
static int
update_catalog(const struct asked *a, const struct config *config,
    struct strs *thin)
{
	struct build_options c = a->common;

	if (a->no_map)
		return 0;
	c.quiet = true;
	c.changed_found = thin;
	return stage_map(&c, config) == 0 || thin->n > 0 ? 0 : -1;
}

/* The exit code. */
static int
check_all(struct asked *a, struct checking *k, const char *baseline)
{
	struct strs thin = { 0 };
	const cJSON *diff = NULL;
	int rc = -1;

	begin_report(k);
	if (!a->update && check_lint(k, &a->common) == -1)
		goto out;
	if (update_catalog(a, k->config, &thin) == -1)
		goto out;
	take_thin(k, &thin);
	check_exceptions(k);
	if (thin.n == 0) {
		k->catalog = common_open(&a->common);
		if (k->catalog == NULL)
			goto out;
	}
	if (a->update && thin.n == 0) {
		rc = check_update(k, baseline, a->common.quiet) == 0
		    ? EXIT_OK : -1;
		goto out;
	}
	if (thin.n == 0 && (provenance_add_from(k->report, k->catalog, NULL,
	    NULL) == -1 || check_read_perspective(k) == -1 ||
	    check_read_logs(k) == -1 || add_context(k) == -1 ||
	    check_thresholds(k) == -1 || check_targets(k) == -1 ||
	    check_results(k) == -1 || check_stale(k) == -1 ||
	    (baseline != NULL && check_baseline(k, baseline, &diff) == -1) ||
	    check_logs(k, diff) == -1))
		goto out;
	set_levels(k);
	rc = report_end_tree(k->report, &a->report);
out:
	catalog_close(k->catalog);
	strs_free(&thin);
	return rc == -1 ? EXIT_FAILED : rc;
}

static int
run_check(struct asked *a)
{
	struct arena mem = { 0 }, *before;
	struct checking k = { 0 };
	struct config config;
	const char *baseline;
	char *usual = NULL;
	char today[DATE_LEN + 1];
	int rc = EXIT_FAILED;

	date_today(today);
	if (build_config(&a->common, &config) == 0 &&
	    check_levels_known(&config) == 0) {
		usual = check_default_baseline(&config);
		baseline = a->baseline != NULL ? a->baseline
		    : config.checks.baseline != NULL ? config.checks.baseline
		    : a->update || file_exists(usual) ? usual : NULL;
		before = value_use(&mem);
		k.config = &config;
		k.mem = &mem;
		k.today = a->today != NULL ? a->today : today;
		k.asked = a->of != NULL ? of_read(a->of) : OF_DEFAULT;
		rc = check_all(a, &k, baseline);
		value_use(before);
		arena_free(&mem);
	}
	free(usual);
	config_free(&config);
	return rc;
}

int
cmd_check(const struct command *self, int argc, char **argv)
{
	struct asked a = { 0 };
	const struct opt opts[] = { OPT_CONFIG(a.common),
		OPT_ATTACK(a.common), OPT_CACHE(a.common),
		OPT_CATALOG(a.common),
		{ OPT_FLAG, 0, "no-map", NULL, &a.no_map,
		    "use the catalog as it is" },
		{ OPT_TEXT, 0, "baseline", "FILE", &a.baseline,
		    "fail on coverage lost since this file\n"
		    "(sextant.baseline.json beside sextant.yaml,\n"
		    "if it is there)" },
		{ OPT_FLAG, 0, "update-baseline", NULL, &a.update,
		    "write the baseline instead of checking" },
		{ OPT_TEXT, 0, "today", "YYYY-MM-DD", &a.today,
		    "date to compare with (today, in UTC)" },
		OPT_OF(a.of),
		OPT_REPORT(a.report), OPT_ACCEPT(a.common), OPT_JOBS(a.common),
		OPT_QUIET(a.common), OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = report_check(self, &a.report);
	if (rc == 0 && a.today != NULL && !date_is_valid(a.today))
		rc = options_wrong(self, "--today: expected a day as YYYY-MM-DD");
	if (rc == 0)
		rc = run_check(&a);
	report_free(&a.report);
	strs_free(&a.common.accepted);
	return rc;
}
