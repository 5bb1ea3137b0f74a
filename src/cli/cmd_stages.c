/* fetch, map, render, and build: the three in a row. */
#include "base/interrupt.h"
#include "cmd.h"
#include "common.h"
#include "site/render.h"

enum { SOURCES_MAX = 1000 }; /* named to fetch */

int
cmd_fetch(const struct command *self, int argc, char **argv)
{
	struct build_options c = { 0 };
	struct config config;
	const struct opt opts[] = { OPT_CONFIG(c), OPT_ATTACK(c),
		OPT_MIRROR(c), OPT_CACHE(c), OPT_OFFLINE(c), OPT_LOCKED(c),
		OPT_JOBS(c), OPT_QUIET(c), OPT_LAST };
	int i, n, rc = options_read(self, opts, argc, argv, SOURCES_MAX, &n);

	if (rc == 0)
		rc = common_check(self, &c);
	if (rc != 0)
		return rc;
	for (i = 0; i < n; i++)
		strs_add(&c.only, argv[i]);
	interrupt_begin();
	rc = build_config(&c, &config);
	if (rc == 0)
		rc = stage_fetch(&c, &config);
	config_free(&config);
	strs_free(&c.only);
	return rc == 0 ? EXIT_OK : EXIT_FAILED;
}

int
cmd_map(const struct command *self, int argc, char **argv)
{
	struct build_options c = { 0 };
	struct config config;
	const struct opt opts[] = { OPT_CONFIG(c), OPT_ATTACK(c), OPT_CACHE(c),
		OPT_CATALOG(c), OPT_ACCEPT(c), OPT_HISTORY(c), OPT_JOBS(c),
		OPT_QUIET(c), OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = common_check(self, &c);
	if (rc == 0) {
		interrupt_begin();
		rc = build_config(&c, &config);
		if (rc == 0)
			rc = stage_map(&c, &config);
		if (rc == 0 && c.history)
			rc = stage_history(&c, &config);
		config_free(&config);
		rc = rc == 0 ? EXIT_OK : EXIT_FAILED;
	}
	strs_free(&c.accepted);
	return rc;
}

#define OPT_FORMATS(list) \
	{ OPT_LIST, 'f', "format", "NAME", &(list), \
		"html, markdown or compass; repeatable (all)" }

static int
check_formats(const struct command *self, struct strs *formats)
{
	return options_choose_each(self, "format", formats, config_formats);
}

int
cmd_render(const struct command *self, int argc, char **argv)
{
	struct build_options c = { 0 };
	struct config config = { 0 };
	struct strs formats = { 0 };
	const struct opt opts[] = { OPT_CONFIG(c), OPT_CATALOG(c), OPT_OUT(c),
		OPT_FORMATS(formats), OPT_JOBS(c), OPT_QUIET(c), OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = check_formats(self, &formats);
	if (rc == 0) {
		interrupt_begin();
		rc = build_config(&c, &config);
		if (rc == 0)
			rc = stage_render(&c, &config, &formats);
		rc = rc == 0 ? EXIT_OK : EXIT_FAILED;
		config_free(&config);
	}
	strs_free(&formats);
	return rc;
}

int
cmd_build(const struct command *self, int argc, char **argv)
{
	struct build_options c = { 0 };
	struct config config = { 0 };
	struct strs formats = { 0 };
	const struct opt opts[] = { OPT_CONFIG(c), OPT_ATTACK(c),
		OPT_MIRROR(c), OPT_CACHE(c), OPT_CATALOG(c), OPT_OUT(c),
		OPT_FORMATS(formats), OPT_OFFLINE(c), OPT_LOCKED(c),
		OPT_ACCEPT(c), OPT_HISTORY(c), OPT_JOBS(c), OPT_QUIET(c),
		OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = common_check(self, &c);
	if (rc == 0)
		rc = check_formats(self, &formats);
	if (rc == 0) {
		interrupt_begin();
		rc = build_config(&c, &config);
		if (rc == 0)
			rc = stage_fetch_map(&c, &config);
		if (rc == 0 && c.history)
			rc = stage_history(&c, &config);
		if (rc == 0)
			rc = stage_render(&c, &config, &formats);
		rc = rc == 0 ? EXIT_OK : EXIT_FAILED;
		config_free(&config);
	}
	strs_free(&formats);
	strs_free(&c.accepted);
	return rc;
}
