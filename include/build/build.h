/*
 * Builds: what a command's options ask for, and the stages.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef BUILD_BUILD_H
#define BUILD_BUILD_H

#include <stdbool.h>

#include "base/digest.h"
#include "base/str.h"
#include "config/config.h"

enum { BUILD_TIMEOUT = 10 * 60 }; /* seconds, where nobody says otherwise */

/* What is built, from what, and how: by the options of commands. */
struct build_options {
	const char *config, *mirror, *cache, *catalog, *out, *attack;
	int jobs;
	int timeout; /* seconds for all that is fetched; 0: any number */
	bool offline, locked, quiet, history;
	struct strs accepted; /* --accept-change */
	bool aside; /* fetch, and leave sextant.lock as it is */
	struct strs only; /* fetch these, or all where it is empty */
	char program[DIGEST_HEX + 1]; /* build_begin */
	struct strs *changed_found; /* where not NULL, stage_map says here what
	                            sources changed too much: "ID: …", and leaves
	                            sextant.lock as it is */
};

/* Notes which program it is, before more of it is loaded; what is rendered without is
 * not stamped. */
void build_begin(struct build_options *c);

/* The catalog's path: by option, $SEXTANT_CATALOG, or out/catalog.db, beside the
 * sextant.yaml that config_find finds; caller frees. */
char *build_catalog(const struct build_options *c);

/* Where the pages go, by option, configuration or default; borrowed. */
const char *build_out(const struct build_options *c, const struct config *config);

/*
 * A folder of the program's own data ("data/sources", "templates"): beside the
 * installed program, in the tree it was built in, or where it was to be
 * installed; caller frees. NULL on error.
 */
char *build_home(const char *name);

/* Reads the configuration by the options; returns 0, or -1. config_free in
 * either case. */
int build_config(const struct build_options *c, struct config *config);

/* Is what `only` names "attack", or a configured source? Returns 0, or -1. */
int build_check_only(const struct build_options *c,
    const struct config *config);

/* The stages, by the options; returns 0, or -1. What happened is said in a
 * line each, unless quiet. */
int stage_fetch(const struct build_options *c, const struct config *config);
int stage_map(const struct build_options *c, const struct config *config);
int stage_history(const struct build_options *c, const struct config *config);
int stage_render(const struct build_options *c, const struct config *config,
    const struct strs *formats);

/* Fetch and map; where the map fails the lock is what it was before. */
int stage_fetch_map(const struct build_options *c, const struct config *config);

#endif
