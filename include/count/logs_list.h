/* The logs of data/logs.yaml, and how much asks for each. */
#ifndef COUNT_LOGS_LIST_H
#define COUNT_LOGS_LIST_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "catalog/catalog.h"

struct logs_asked {
	const char *collected; /* only those that are so: a word of
	                          collected_name (words/logs.h); or NULL */
	bool all;              /* also those that nothing here names: no rule that
	                          counts, no analytic of MITRE's */
};

/*
 * {what provenance_add has of detections, but perspective and logs; told (true: it is
 * told which logs are collected), text (a sentence), logs [{id, title, whole (true: of
 * a whole product), collected ("yes", "part", "no"; where it is told), yours and
 * available (how many rules that count ask for what it meets: itself, what stands
 * below it, events that these record), techniques (of how many an analytic of MITRE's
 * reads it), platforms []}]}, by id.
 *
 * In the thread's cJSON memory; NULL after reporting the error.
 */
cJSON *logs_list(struct catalog *c, const struct logs_asked *asked);

#endif
