/*
 * What logs have to do with gaps: why there is one, and which rules that run on
 * the logs collected would close it.
 */
#ifndef MODEL_GAP_LOGS_H
#define MODEL_GAP_LOGS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "catalog/catalog.h"

/*
 * Adds to techniques, by_pk[pk - 1] of n (NULL: not asked about), as far as it is
 * told which logs are collected; else nothing. Of detections (kind) alone:
 *
 * runs: how many of those that the selection (NULL: all) counts run on them;
 *
 * and to those whose gaps[pk - 1] is true:
 *
 * why: the reason (words/reason.h), and why_text; by it
 *   rules {yes, no, unknown, not_told}: whether all rules that there are for it, of
 *   the platforms of the selection, run;
 *   visible (words/logs.h);
 *   missing: what is not collected, the most wanted first, at most ten: of no-log
 *   [{name (MITRE's), channel}: what the nearest of its analytics lacks]; of
 *   not-collected [{log (id), name (its title), rules (how many lack it)}];
 *   missing_text: the first three of them, "and 2 more";
 * adopt [{source, id, title, url, type, level, status, evidence, needs and so on
 * (count/needs.h)}]: the rules that are available, run, and are not among those
 * that the selection counts, the best proven first, at most three; adopt_count: how
 * many there are (0: none); adopt_text: "sigma: A rule (E2) and 4 more".
 *
 * seen: visibility_open of all, where somebody has it; or NULL. Returns 0, or -1
 * after reporting the error.
 */
struct visibility;
int gap_logs_add(struct catalog *c, const struct catalog_selection *selection,
    const char *kind, cJSON *const *by_pk, size_t n, const bool *gaps,
    const struct visibility *seen);

#endif
