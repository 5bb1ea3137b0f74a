/*
 * What an export carries of a build: less than a snapshot, but still to be
 * compared. A sheet is
 *
 *	{
 *	"settings": {"resolve", "lifecycle", "scope"}  absent: they are not known
 *	"attack": {"enterprise": "18.1"},
 *	"sources": {"sigma": {"revision", "accessed", "sha256", "controls"}},
 *	"figures": {"enterprise": {"detection": {"exact": {covered, of}}}},
 *	"counts": {"T1001": {"detection": 3}}  techniques with a control
 *	}
 *
 * of which a lock has only sources, `export csv` only counts, `stats --format
 * json` all but counts (of several domains no settings); `export json`, a history
 * and a snapshot have all.
 */
#ifndef COMPARE_SHEET_H
#define COMPARE_SHEET_H

#include <cjson/cJSON.h>

#include "base/str.h"

/*
 * Each is of what its name says: compare/snapshot.h; compare/history.h (the last
 * build); what `stats --format json` printed; what `export json` did
 * (export/export.h); rows of csv_parse of what `export csv` did. NULL where it
 * is none of these, or holds no build: nothing was said.
 */
cJSON *sheet_of_snapshot(const cJSON *snapshot);
cJSON *sheet_of_history(const cJSON *history);
cJSON *sheet_of_stats(const cJSON *stats);
cJSON *sheet_of_export(const cJSON *export);
cJSON *sheet_of_csv(const cJSON *rows);

/*
 * As model_diff, with what both have: "settings", "domains", "sources" (change is updated
 * or same; old and new as they stand there), "figures" (before and after),
 * "techniques" (without names and causes), and "same"; figures and techniques
 * only of these kinds (empty: of all). NULL where they have nothing in common:
 * nothing was said.
 */
cJSON *sheet_diff(const cJSON *old, const cJSON *new,
    const struct strs *kinds);

#endif
