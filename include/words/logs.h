/*
 * What the logs that are collected are enough for. data/README.md, "Logs".
 */
#ifndef WORDS_LOGS_H
#define WORDS_LOGS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

/* Does a control run on the logs that are collected? */
enum runs {
	RUNS_NOT_TOLD, /* it names no log */
	RUNS_UNKNOWN,  /* it names one that nobody knows, or all that is known is
	                  that some of it is collected; or nobody says what is */
	RUNS_NO,       /* what it needs is not collected */
	RUNS_YES       /* of every need one alternative is */
};
/* "not-told", "unknown", "no", "yes", ended by NULL; of others RUNS_NOT_TOLD.
 * member_runs reads a node's member runs. */
extern const char *const runs_names[];
const char *runs_name(enum runs runs);
enum runs runs_read(const char *name);
enum runs member_runs(const cJSON *node);
extern const char *const runs_choices[]; /* to choose by: the same, "yes" first */

/* Could a technique be seen, by the analytics of MITRE's that name a log source? */
enum visible {
	VISIBLE_NOT_TOLD, /* there is no such analytic */
	VISIBLE_BLIND,    /* none has any of its log sources */
	VISIBLE_PARTLY,   /* none has all, one has some */
	VISIBLE_FULL      /* one has all */
};
/* Likewise: "not-told", "blind", "partly", "full". */
extern const char *const visible_names[];
const char *visible_name(enum visible visible);
enum visible visible_read(const char *name);

/* Is a log collected? */
enum collected {
	COLLECTED_NO,
	COLLECTED_PART, /* some of what it holds is */
	COLLECTED_YES
};
const char *collected_name(enum collected collected); /* "no", "part", "yes" */

/* Is a need met, by its alternatives one by one: RUNS_NO before the first of them,
 * and then as it was so far, with one that is known or not, and collected or not. */
enum runs runs_with(enum runs so_far, bool known, enum collected collected);

/* What sextant.yaml may name as collected: "log", "log-source", "component",
 * "unknown". */
enum collected_what {
	COLLECTED_LOG,
	COLLECTED_LOG_SOURCE,
	COLLECTED_COMPONENT,
	COLLECTED_UNKNOWN
};
const char *collected_what_name(enum collected_what what);

#endif
