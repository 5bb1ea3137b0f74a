/*
 * What could be seen on the logs that are collected, where these come short, and
 * what to collect next (count/visibility.h).
 */
#ifndef MODEL_VISIBILITY_H
#define MODEL_VISIBILITY_H

#include "catalog/catalog.h"
#include "words/logs.h"

/* What is asked; { 0 } but next: of all techniques. */
struct visibility_question {
	const struct catalog_selection *selection; /* or NULL */
	const cJSON *targets;    /* of targets_resolve: only their techniques; or
	                            NULL */
	const char *domain;      /* only this; or NULL */
	const struct strs *with; /* as of count/visibility.h */
	bool states[VISIBLE_FULL + 1]; /* techniques that are listed; none: all */
	int next;                /* at most so many to collect next; 0: all */
};

/*
 * {what provenance_add adds, of detections; told; with [names, as they are
 * written there], targets (as of targets.h), definitions (a sentence), domains
 * [{…, of, full, partly, blind, not_told, text, by_tactic [{id, name, of, full …}],
 * by_platform [{name, of, full …: as if bounded by that alone}]}], techniques
 * [{domain, id, name, url, sub, parent_id, parent_name, tactics, platforms, groups,
 * campaigns, software (how many use it), what visibility_add adds, yours and
 * available (detection rules that count), yours_run and available_run (those of
 * them that run on what sextant.yaml says is collected, where it says so)}: the most
 * used first, as gaps has them], next (visibility_next), log_sources
 * (visibility_sources)}. Where nothing is told, text says so, and there
 * are neither figures of what is visible nor next.
 *
 * If one technique is asked for, technique is {domain, id, name, analytics
 * (visibility_analytics), rules [{source, id, title, url, whose, type, level,
 * evidence, what needs_add adds}: detection rules that count for it, yours
 * first]}, and it is listed however visible it is.
 *
 * In the thread's cJSON memory; NULL after reporting the error.
 */
cJSON *visibility_answer(struct catalog *c,
    const struct visibility_question *q);

#endif
