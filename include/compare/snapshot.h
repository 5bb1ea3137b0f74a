/*
 * A snapshot: what of a catalog is kept so that another may be compared with
 * it. `sextant check` commits one as a baseline, so it holds nothing that can
 * be worked out from the rest (counts, coverage), and a line a technique and a
 * line a control, which merge well:
 *
 *	{
 *	"schema": 2,
 *	"what": "snapshot",
 *	"resolve": "follow", "lifecycle": "active", "scope": …, "counts": …,
 *	                                    as configured
 *	"perspective": {"detection": "yours" …}, what figures of each kind are of
 *	"only": ["ours"],                   absent: all sources of the catalog
 *	"logs": [names],                    what is collected, as it is told
 *	"log_sources": {name: [channels]},  of MITRE's those that are
 *	"attack": {"enterprise": {"version", "accessed", "sha256"}},
 *	"tactics": {"enterprise": {"TA0001": {"shortname", "name"}}},
 *	"techniques": {"enterprise": {
 *	"T1001": {"name", "parent", "tactics": [shortnames], "state": "revoked" or
 *	    "deprecated", "successor", "out": true, "visible",
 *	    "misses": [{"name", "channel"}]}
 *	}},
 *	"sources": {"ours": {"title", "kind", "domain", "own": true, "revision",
 *	    "accessed", "sha256"}},
 *	"controls": {"ours": [
 *	{"id", "title", "path", "line", "url", "state", "whose",
 *	    "evidence", "proved": {tagged: level}, "ids": [tagged ids that count as they
 *	    stand], "resolved": {tagged: technique id, or
 *	    why it counts nowhere: "retired", "unknown" …}, "runs", "lacks"}
 *	]}
 *	}
 *
 * What does not apply is absent. Of a technique: parent (of a sub-technique),
 * state (active), successor (of a revoked one, the end of its chain), out
 * (active, but not in the scope). Of a source: kind is policy, detection, test
 * or, of one that has no controls, another word; sha256 is the domain's where
 * it is a part of ATT&CK itself. Of a control: line where it is 1 or not
 * known, url (only with links), state (it counts; else its lifecycle,
 * "catch-all", or whose it is), whose (yours, of an own source, else available),
 * evidence (0: of all its ids but those that are proved, which
 * are above it). An id for which the control is only for platforms out of the
 * scope is not in it. Each id stands for one technique of its domain.
 *
 * logs, and all that depends on it, is absent where nothing says what is collected.
 * channels: those of its channels that are, empty: all. visible (full, partly,
 * blind) of techniques in scope, runs (yes, no, unknown) of controls. Of those that
 * are not fully visible misses are the log sources of their analytics that are not
 * collected, and of controls that do not run lacks what they need: both only where
 * asked for.
 *
 * Techniques and tactics by id and column, sources as in the catalog, controls
 * by id, those without one by path.
 *
 * Schema 1 has no perspective, and says of no control whose it is.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef COMPARE_SNAPSHOT_H
#define COMPARE_SNAPSHOT_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/buf.h"
#include "catalog/catalog.h"

struct visibility;

struct snapshot_options {
	const struct strs *sources; /* only these (ids), and if none no control is read;
	                               NULL: all */
	bool links;                 /* the url of each control */
	const struct visibility *seen; /* visibility_open of all; NULL: it is
	                               opened */
	bool lacks;                 /* what techniques and controls lack of logs:
	                               not meant to be printed */
};

/*
 * Of a catalog; options may be NULL. Memory as in model.h; NULL on error: of a
 * source that is not there, too.
 */
cJSON *snapshot_of(struct catalog *c, const struct snapshot_options *o);

/* Adds the ids of the sources that are the organisation's, or have controls of
 * its: they make a small baseline. Returns 0, or -1. */
int snapshot_yours(struct catalog *c, struct strs *sources);

/* Appends it in the layout above, with a line feed at the end. */
void snapshot_print(const cJSON *snapshot, struct buf *out);

/*
 * Reads len bytes of JSON into the thread's arena (value_use must be set);
 * name is what messages call it. Returns 0, or -1: no JSON (its limits:
 * value/json.h), no snapshot, another schema, a member of another type, a
 * number that is none of its kind, more than 200 sources, 20,000 techniques of
 * a domain or 1,000 ids of a control. Members that it does not know are passed
 * over.
 */
int snapshot_parse(const char *name, const char *text, size_t len,
    cJSON **snapshot);

/* The same checks, of what was parsed. */
int snapshot_check(const char *name, const cJSON *doc);

/* As snapshot_parse, from a file of up to 64 MiB. */
int snapshot_read(const char *path, cJSON **snapshot);

#endif
