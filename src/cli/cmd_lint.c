/* lint: the ids of one's own rules against ATT&CK. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/word.h"
#include "cmd.h"
#include "common.h"
#include "lint/lint.h"
#include "output/report.h"
#include "store/cache.h"
#include "store/lock.h"
#include "value/value.h"

enum { PATHS_MAX = 100000 };

struct asked {
	struct build_options c;
	struct report_options report;
	struct strs paths, disabled;
	const char *like, *input_name;
	bool fix, diff;
};

static int
check_lint(const struct command *self, struct asked *a)
{
	struct strs known = { 0 };
	struct buf meant = BUF_INIT;
	int rc = report_check(self, &a->report);
	size_t i = 0;

	lint_rule_ids(&known);
	while (i < a->disabled.n && strs_has(&known, a->disabled.v[i]))
		i++;
	if (rc == 0 && i < a->disabled.n) {
		word_put_meant(&meant, a->disabled.v[i], &known);
		rc = options_wrong(self, "--disable %s: no such rule%s",
		    a->disabled.v[i], buf_str(&meant));
	}
	strs_free(&known);
	buf_free(&meant);
	return rc;
}

/* Is standard input asked for, and as it can be? */
static int
check_input(const struct command *self, struct asked *a)
{
	bool input = strs_has(&a->paths, "-");

	if (a->input_name != NULL && !input)
		return options_wrong(self, "--stdin-name is for the PATH -, "
		    "standard input");
	if (input && a->fix && !a->diff && a->paths.n > 1)
		return options_wrong(self, "--fix prints the text of -, which "
		    "must be the only PATH then");
	a->report.aside = input && a->fix && !a->diff;
	return 0;
}

/* A patch is the same to the byte, unless a terminal would act on it. */
static void
print_diff(const struct buf *diff)
{
	struct buf shown = BUF_INIT;

	if (isatty(STDOUT_FILENO))
		escape_terminal_text(&shown, buf_str(diff));
	else
		buf_put(&shown, buf_str(diff), diff->len);
	fwrite(buf_str(&shown), 1, shown.len, stdout);
	buf_free(&shown);
}

static const cJSON *
next_result(void *ctx, bool first)
{
	return lint_next(ctx, first);
}

static int
lint(const struct asked *a, const struct config *config, char *cache,
    char *lock, char *definitions)
{
	struct buf diff = BUF_INIT, fixed = BUF_INIT;
	struct lint_options o = { .cache = cache, .lock = lock,
		.definitions = definitions, .paths = &a->paths,
		.like = a->like, .disabled = &a->disabled, .jobs = a->c.jobs,
		.fix = a->fix || a->diff, .diff = a->diff ? &diff : NULL,
		.input_name = a->input_name, .input_fixed = &fixed };
	struct report_results results = { next_result, NULL };
	struct lint_found *found;
	cJSON *report;
	int rc = lint_run(config, &o, &found, &report);

	if (rc == -1) {
		rc = EXIT_FAILED;
	} else if (a->diff) {
		print_diff(&diff);
		rc = diff.len > 0 ? EXIT_FOUND : EXIT_OK;
	} else {
		if (a->report.aside)
			fwrite(buf_str(&fixed), 1, fixed.len, stdout);
		results.ctx = found;
		rc = report_end(report, results, &a->report);
	}
	lint_free(found);
	buf_free(&diff);
	buf_free(&fixed);
	return rc;
}

static int
run_lint(const struct asked *a)
{
	struct config config = { 0 };
	char *definitions = build_home("data/sources");
	char *cache = cache_root(a->c.cache), *lock = NULL;
	struct arena mem = { 0 }, *before = value_use(&mem);
	int rc = EXIT_FAILED;

	if (definitions == NULL || cache == NULL ||
	    build_config(&a->c, &config) == -1)
		goto out;
	lock = lock_path(config.path);
	rc = lint(a, &config, cache, lock, definitions);
out:
	value_use(before);
	arena_free(&mem);
	config_free(&config);
	free(definitions);
	free(cache);
	free(lock);
	return rc;
}

int
cmd_lint(const struct command *self, int argc, char **argv)
{
	struct asked a = { 0 };
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "fix", NULL, &a.fix,
			"rewrite ids in place, and nothing else" },
		{ OPT_FLAG, 0, "diff", NULL, &a.diff,
			"print what --fix would change, as a patch" },
		{ OPT_TEXT, 0, "like", "SOURCE", &a.like,
			"read the rules by that source's definition" },
		{ OPT_TEXT, 0, "stdin-name", "FILE", &a.input_name,
			"what - is: the file whose text it will be" },
		{ OPT_LIST, 0, "disable", "RULE", &a.disabled,
			"disable this rule; repeatable" },
		OPT_REPORT(a.report), OPT_CONFIG(a.c), OPT_ATTACK(a.c),
		OPT_CACHE(a.c), OPT_JOBS(a.c), OPT_LAST };
	int i, n, rc = options_read(self, opts, argc, argv, PATHS_MAX, &n);

	for (i = 0; i < n && rc == 0; i++)
		strs_add(&a.paths, argv[i]);
	if (rc == 0)
		rc = check_lint(self, &a);
	if (rc == 0)
		rc = check_input(self, &a);
	if (rc == 0)
		rc = run_lint(&a);
	strs_free(&a.paths);
	strs_free(&a.disabled);
	report_free(&a.report);
	return rc;
}
