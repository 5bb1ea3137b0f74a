/* The logs that there are: those that MITRE's analytics read, and those that
 * rules need. data/README.md, "Logs". */
#ifndef MODEL_LOGS_H
#define MODEL_LOGS_H

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "catalog/catalog.h"
#include "count/visibility.h"

/*
 * {told (true where it is told what is collected), title, sample, generator,
 * yours_counted (true where rules of yours are what is counted); domains [{id, name,
 * version, of, full, partly, blind, not_told}]; runs, of yours and of available
 * detection rules that count, where there are any [{whose, noun, of, yes, no,
 * unknown, not_told}]; collected [{name, what, log (its id), place, channel, platforms,
 * not_known, last}]: as sextant.yaml names them;
 *
 * sources: MITRE's log sources that analytics name [{name, techniques,
 * analytics; alone: how many techniques it makes fully visible by itself;
 * collected ("yes", "part", "no"); lacks, lack_list: of one in part the channels that
 * are not, and the first of these in words; gain and would_partly: how many more it
 * would make fully, and partly, visible; would_yours, would_available: rules that
 * would then run, and would: as many of them as are counted; gained: ids of
 * techniques, cells [{id, name, last}]: these with their names; users, used_by: of the
 * groups that use them, as of visibility_next}], what adds most first, or what most
 * techniques have;
 *
 * groups, by what a log's id begins with [{id, n, n_collected, rows [{id, anchor,
 * title, whole, platforms, platform_list, names [{vocabulary, name, channel}],
 * named (these in words), techniques, yours, available, rules: how many rules that
 * count need it, for how many techniques; collected ("yes", "part", "no"),
 * would_yours, would_available, would: how many that do not run would}]}]: rows of
 * data/logs.yaml that a rule needs or would run by, or that are collected;
 *
 * unknown, has_unknown: names that are in no row [{name, source, source_title,
 * yours, available, rules}], those of most rules first}.
 *
 * What is collected, and would be gained, is there only where it is told. site is
 * model_overview, v is of all techniques. NULL after reporting the error.
 */
cJSON *logs_model(struct catalog *c, const cJSON *site,
    const struct visibility *v);

/* Where a log stands on the site, seen from its root:
 * "logs/windows.html#windows_sysmon_1". */
void logs_put_place(struct buf *out, const char *id);

#endif
