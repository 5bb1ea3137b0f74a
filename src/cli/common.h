/*
 * What several commands share: options, and how they query the catalog.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef CLI_COMMON_H
#define CLI_COMMON_H

#include <stdbool.h>

#include "build/build.h"
#include "catalog/catalog.h"
#include "output/options.h"
#include "value/value.h"

#define OPT_CONFIG(c) \
	{ OPT_TEXT, 'c', "config", "FILE", &(c).config, \
		"configuration file (sextant.yaml)" }
#define OPT_MIRROR(c) \
	{ OPT_TEXT, 0, "mirror", "URL", &(c).mirror, \
		"read https://HOST/PATH from URL/HOST/PATH" }
#define OPT_TIMEOUT(c) \
	{ OPT_SPAN, 0, "timeout", "DURATION", &(c).timeout, \
		"time for all fetching: 90, 30m or 1h (10m)" }
#define OPT_CACHE(c) \
	{ OPT_TEXT, 0, "cache", "DIR", &(c).cache, \
		"cache directory ($XDG_CACHE_HOME/sextant)" }
#define OPT_CATALOG(c) \
	{ OPT_TEXT, 0, "catalog", "FILE", &(c).catalog, \
		"catalog file (out/catalog.db)" }
#define OPT_OUT(c) \
	{ OPT_TEXT, 'o', "out", "DIR", &(c).out, \
		"output directory (out/site)" }
#define OPT_ATTACK(c) \
	{ OPT_TEXT, 0, "attack", "VERSION", &(c).attack, \
		"[DOMAIN-]VERSION of ATT&CK, or FILE.json" }
#define OPT_JOBS(c) \
	{ OPT_NUMBER, 'j', "jobs", "N", &(c).jobs, \
		"number of threads (one per processor)" }
#define OPT_OFFLINE(c) \
	{ OPT_FLAG, 0, "offline", NULL, &(c).offline, \
		"use the cache alone, without network access" }
#define OPT_LOCKED(c) \
	{ OPT_FLAG, 0, "locked", NULL, &(c).locked, \
		"accept only the content that sextant.lock pins" }
#define OPT_QUIET(c) \
	{ OPT_FLAG, 'q', "quiet", NULL, &(c).quiet, "print only warnings and errors" }
#define OPT_ACCEPT(c) \
	{ OPT_LIST, 0, "accept-change", "SOURCE", &(c).accepted, \
		"accept this source however much it has changed" }
#define OPT_HISTORY(c) \
	{ OPT_FLAG, 0, "history", NULL, &(c).history, \
		"add this build to sextant.history.json" }
#define OPT_DOMAIN(domain) \
	{ OPT_TEXT, 0, "domain", "NAME", &(domain), \
		"enterprise, mobile or ics" }
#define OPT_OF(of) \
	{ OPT_TEXT, 0, "of", "WHOSE", &(of), \
		"count yours, available or all controls", of_choices }
#define OPT_LIMIT(limit, help) \
	{ OPT_COUNT, 'n', "limit", "N", &(limit), help }
#define OPT_LAST { OPT_END, 0, NULL, NULL, NULL, NULL }

/* Checks the options' values; returns 0, or EXIT_USAGE after reporting the
 * error. */
int common_check(const struct command *self, const struct build_options *c);

/* Renders a template of templates/svg and writes it to a file, or standard output
 * if output is NULL. Returns 0, or -1. */
int common_write_svg(const char *template, const cJSON *model,
    const char *output);

/* Opens the catalog that the options mean. NULL on error. */
struct catalog *common_open(const struct build_options *c);

/*
 * Opens the catalog, calls ask, and closes it; models made in ask live until
 * then. ask returns 0, -1 after reporting an error, or an exit code. Returns the
 * exit code.
 */
int common_ask(const struct build_options *c,
    int (*ask)(struct catalog *catalog, void *what), void *what);

#endif
