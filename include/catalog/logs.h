/*
 * Of logs, and of what needs them. The questions of catalog.h:
 *
 * Q_NEEDS (pks of controls as JSON; NULL: of all): control (pk), ord, name, log
 *     (its id), title, collected, runs (of the control): the need table; by
 *     control
 * Q_LOGS (): every log: pk, id, title, whole, collected, platforms (a line
 *     each), yours and available: how many detection rules that count ask for
 *     what it meets; techniques: of how many analytics of MITRE's read what it
 *     is named; by id. What a log meets: itself, what stands below it, and
 *     events that these record
 * Q_LOG (pk): the same of one, without these numbers
 * Q_LOG_NAMES (pk): vocabulary, name, channel
 * Q_LOG_KIN (pk): how ("holds", "part of"; "recorded by", "records": of an
 *     event), id, title, collected; by how and id
 * Q_LOG_RULES (pk): detection rules that count and ask for what it meets: pk,
 *     kind, id, name, url, path, source (its id), lifecycle, whose, runs,
 *     techniques (ids, a space between); yours first, then by source and place
 * Q_LOG_TECHNIQUES (pk): pk, id of active techniques of which an analytic reads
 *     what it is named in MITRE's vocabulary
 * Q_LOG_SOURCE_LOGS (name): the logs that are named so by MITRE: id, title,
 *     channel, collected
 * Q_ALL_LOG_NAMES (): log (pk), vocabulary, name, channel; by the id of the log
 * Q_LOG_PARTS (): log, part (pks), kind: the log_part table
 * Q_UNKNOWN_LOGS (): names of needs that no log has: name, source (its id),
 *     source_title, yours, available: how many detection rules that count; those
 *     of most first
 * Q_COLLECTED_LOGS (): name, what, channel, log (its id), platforms (a line each):
 *     what sextant.yaml says is collected, as it stands there
 * Q_RUN_COUNTS (): whose, runs, count of detection rules that count
 * Q_LOG_SOURCE_COLLECTED (name): collected (2: every channel of MITRE's log source
 *     that an analytic reads, 1: some, 0: none)
 */
#ifndef CATALOG_LOGS_H
#define CATALOG_LOGS_H

#include "catalog/catalog.h"

/*
 * Of each technique (of techniques, an array of pks; NULL: all) with controls of
 * the selection that count: technique (pk), runs, count: how many of them so run; by
 * both. *rows is a new array (the thread's cJSON memory); returns 0, or -1 after
 * reporting the error.
 */
int catalog_runs(struct catalog *c, const struct catalog_selection *s,
    const cJSON *techniques, cJSON **rows);

/* The pairs of catalog_pairs, but of each only control and technique (pks). As
 * above. */
int catalog_pair_numbers(struct catalog *c, const struct catalog_selection *s,
    cJSON **rows);

/*
 * The logs that controls of the selection lack which count for the techniques, and
 * do not run: technique (pk), log (id), name (its title), rules: how many lack it. Of
 * a need that is not met every alternative is lacking. By technique, the most wanted
 * first. As above.
 */
int catalog_lacking(struct catalog *c, const struct catalog_selection *s,
    const cJSON *techniques, cJSON **rows);

/*
 * What could be adopted: of controls of that kind that are available, run, and are
 * for the selection's platforms, but not among those that it counts, the best few
 * of each technique, as of catalog_closers. Returns 0, or -1.
 */
int catalog_adoptable(struct catalog *c, const struct catalog_selection *s,
    const char *kind, const cJSON *techniques, int most, cJSON **rows);

#endif
