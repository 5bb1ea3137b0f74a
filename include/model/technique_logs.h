/* What is said of logs with a technique, and with each of its rules. */
#ifndef MODEL_TECHNIQUE_LOGS_H
#define MODEL_TECHNIQUE_LOGS_H

#include <stdbool.h>

#include <cjson/cJSON.h>

#include "count/visibility.h"

/*
 * Adds to a technique's model, by its pk:
 *
 * log_list: the log sources that MITRE's analytics of it name, each once; absent
 * where there is none. log_told of each log source of an analytic, true
 * where it is told what is collected;
 *
 * visibility, where that is told and it is asked about: what visibility_add adds,
 * flags full, partly, blind and not_told, of missing the last, missing_more, how
 * many there are behind the first three, or false; text ("fully visible"); and on,
 * the platforms of visible_on, where that is not all that bounds the figures.
 */
void technique_logs_add(cJSON *technique, const struct visibility *v,
    long long pk);

/* "full", "partly", "blind", "not told". */
const char *technique_logs_word(enum visible visible);

/*
 * Adds to a row, of a control to which count/needs.h has added what it needs:
 * needs ("Sysmon event 1 or 2 more"; of one that lacks any, what it lacks; of one
 * that runs, what is collected of it), needs_full (all that it needs, if that is
 * more), needs_place (where the first of them stands on the site, seen from its
 * root, if the control counts: what others need may not stand there), and where it
 * is told what is collected runs (words/logs.h) and runs_said ("runs", "lacks",
 * "unknown", "not told"). Each may be false.
 */
void needs_row_add(cJSON *row, const cJSON *control, bool counts);

#endif
