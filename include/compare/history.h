/*
 * sextant.history.json: figures of each build, small enough to be committed,
 * for a checkout that has no previous catalog. It is an input: it stands beside
 * sextant.yaml, is read where it is there, and written only when asked
 * (`sextant build --history`):
 *
 *	{
 *	"schema": 2,
 *	"what": "history",
 *	"builds": [                             oldest first
 *	{"date", "attack": {"enterprise": "18.1"},
 *	    "perspective": {"policy", "detection", "test"},
 *	    "figures": {"enterprise": {"detection": {"exact": [518, 691], …}}},
 *	    "sources": {"sigma": {"revision", "controls"}},
 *	    "resolve", "lifecycle", "scope", "counts",
 *	    "logs": {"collected", "visible", "runs"}}
 *	],
 *	"previous": {"enterprise": {            of the last build but one
 *	"T1001": {"policy", "detection", "test"}
 *	}},
 *	"latest": {…}                           of the last one
 *	}
 *
 * perspective: whose controls are counted in all of it: yours, available or all;
 * absent in builds of schema 1, which counted all. date: the latest day on which
 * something it was made from was fetched, absent where nothing was. revision: the
 * first 12 characters. figures: [covered, of]. Active techniques with a control
 * that counts, by id, and how many of each kind where there are any. resolve and so
 * on are as configured, absent in builds of before. logs is as compare/state.h has
 * it, absent where it is not told what is collected. A build of which all this is
 * as in the last one (but the date) is none of its own.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef COMPARE_HISTORY_H
#define COMPARE_HISTORY_H

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "catalog/catalog.h"

/* An empty one. */
cJSON *history_new(void);

/*
 * 1 and *history read from the file at path, into the thread's arena (value_use
 * must be set); 0 where there is none; -1 on error: no JSON (value/json.h), no
 * history, another schema, a member of another type, more than 10,000 builds.
 */
int history_read(const char *path, cJSON **history);

/* As history_read of len bytes of JSON; name is what messages call it. */
int history_parse(const char *name, const char *text, size_t len,
    cJSON **history);

/* The same checks, of what was parsed. */
int history_check(const char *name, const cJSON *doc);

/*
 * Adds the build that the catalog is of. day (YYYY-MM-DD) is its date, NULL: by
 * the rule above. logs: diff_told_logs of the catalog's snapshot, NULL: not known
 * yet. 1 added, 0 the last one says the same, -1 on error.
 */
int history_add(cJSON *history, struct catalog *c, const char *day,
    const cJSON *logs);

/*
 * What changed between the last two builds, as diff_states has it, but for the
 * figures: NULL where there are no two builds. c is the catalog of the last one, or NULL:
 * its techniques tell what moved, as long as the thread's arena, which must be set with
 * it. Returns 0, or -1.
 */
int history_changes(const cJSON *history, struct catalog *c, cJSON **changes);

/* The latest day on which something was fetched that a model_overview is of; NULL:
 * there is none. */
const char *history_day(const cJSON *site);

/* Appends it in the layout above, with a line feed at the end. */
void history_print(const cJSON *history, struct buf *out);

/* Where it stands: beside config (a path to sextant.yaml), or in the current
 * folder where config is NULL; caller frees. */
char *history_path(const char *config);

#endif
