/* fetch, map, render, and build: the three in a row. */
#include "base/interrupt.h"
#include "cmd.h"
#include "common.h"

enum { SOURCES_MAX = 1000 }; /* named to fetch */

enum stages { FETCH = 1, MAP = 2, RENDER = 4, BUILD = FETCH | MAP | RENDER };

#define OPT_FORMATS(list) \
	{ OPT_LIST, 'f', "format", "NAME", &(list), \
		"html, markdown or compass; repeatable (all)", \
		config_formats }

/* Options of siblings, and why they are none here. */
#define NONE(letter, name, why) { OPT_NONE, letter, name, NULL, NULL, why }
#define NO_PAGES "writes no pages: render and build do"
#define NO_NETWORK "fetches nothing: fetch and build do"

/* Checks the options and runs the stages; returns the exit code. */
static int
run_stages(const struct command *self, struct build_options *c,
    struct strs *formats, enum stages stages)
{
	struct config config;
	int rc = common_check(self, c);

	if (rc != 0)
		return rc;
	interrupt_begin();
	build_begin(c);
	rc = build_config(c, &config);
	if (rc == 0 && stages == FETCH)
		rc = stage_fetch(c, &config);
	if (rc == 0 && stages == MAP)
		rc = stage_map(c, &config);
	if (rc == 0 && stages == BUILD)
		rc = stage_fetch_map(c, &config);
	if (rc == 0 && c->history)
		rc = stage_history(c, &config);
	if (rc == 0 && (stages & RENDER) != 0)
		rc = stage_render(c, &config, formats);
	config_free(&config);
	return rc == 0 ? EXIT_OK : EXIT_FAILED;
}

int
cmd_fetch(const struct command *self, int argc, char **argv)
{
	struct build_options c = { .timeout = BUILD_TIMEOUT };
	struct strs formats = { 0 };
	const struct opt opts[] = { OPT_CONFIG(c), OPT_ATTACK(c),
		OPT_MIRROR(c), OPT_TIMEOUT(c), OPT_CACHE(c), OPT_OFFLINE(c),
		OPT_LOCKED(c), OPT_JOBS(c), OPT_QUIET(c),
		NONE(0, "catalog", "fetch writes no catalog: map and build do"),
		NONE('o', "out", "fetch " NO_PAGES),
		NONE('f', "format", "fetch " NO_PAGES),
		NONE(0, "accept-change", "fetch maps nothing: map and build do"),
		NONE(0, "history", "fetch makes no build: map and build do"),
		OPT_LAST };
	int i, n, rc = options_read(self, opts, argc, argv, SOURCES_MAX, &n);

	for (i = 0; rc == 0 && i < n; i++)
		strs_add(&c.only, argv[i]);
	if (rc == 0)
		rc = run_stages(self, &c, &formats, FETCH);
	strs_free(&c.only);
	return rc;
}

int
cmd_map(const struct command *self, int argc, char **argv)
{
	struct build_options c = { 0 };
	struct strs formats = { 0 };
	const struct opt opts[] = { OPT_CONFIG(c), OPT_ATTACK(c), OPT_CACHE(c),
		OPT_CATALOG(c), OPT_ACCEPT(c), OPT_HISTORY(c), OPT_JOBS(c),
		OPT_QUIET(c), NONE(0, "mirror", "map " NO_NETWORK),
		NONE(0, "timeout", "map " NO_NETWORK),
		NONE(0, "offline", "map always is: it " NO_NETWORK),
		NONE(0, "locked", "map always reads what sextant.lock pins"),
		NONE('o', "out", "map " NO_PAGES),
		NONE('f', "format", "map " NO_PAGES), OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = run_stages(self, &c, &formats, MAP);
	strs_free(&c.accepted);
	return rc;
}

int
cmd_render(const struct command *self, int argc, char **argv)
{
	struct build_options c = { 0 };
	struct strs formats = { 0 };
	const struct opt opts[] = { OPT_CONFIG(c), OPT_CATALOG(c), OPT_OUT(c),
		OPT_FORMATS(formats), OPT_JOBS(c), OPT_QUIET(c),
		NONE(0, "mirror", "render " NO_NETWORK),
		NONE(0, "timeout", "render " NO_NETWORK),
		NONE(0, "offline", "render always is: it " NO_NETWORK),
		NONE(0, "locked", "render reads the catalog alone"),
		NONE(0, "cache", "render reads the catalog alone"),
		NONE(0, "attack", "the catalog has its version: map and build "
		    "choose it"),
		NONE(0, "accept-change", "render maps nothing: map and build do"),
		NONE(0, "history", "render makes no build: map and build do"),
		OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = run_stages(self, &c, &formats, RENDER);
	strs_free(&formats);
	return rc;
}

int
cmd_build(const struct command *self, int argc, char **argv)
{
	struct build_options c = { .timeout = BUILD_TIMEOUT };
	struct strs formats = { 0 };
	const struct opt opts[] = { OPT_CONFIG(c), OPT_ATTACK(c),
		OPT_MIRROR(c), OPT_TIMEOUT(c), OPT_CACHE(c), OPT_CATALOG(c),
		OPT_OUT(c),
		OPT_FORMATS(formats), OPT_OFFLINE(c), OPT_LOCKED(c),
		OPT_ACCEPT(c), OPT_HISTORY(c), OPT_JOBS(c), OPT_QUIET(c),
		OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0)
		rc = run_stages(self, &c, &formats, BUILD);
	strs_free(&formats);
	strs_free(&c.accepted);
	return rc;
}
