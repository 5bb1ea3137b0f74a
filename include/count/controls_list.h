/* The controls that count, and how long ago they were changed. */
#ifndef COUNT_CONTROLS_LIST_H
#define COUNT_CONTROLS_LIST_H

#include "catalog/catalog.h"

/* The order of policies. */
enum controls_order {
	CONTROLS_BY_ID,        /* AC-2, AC-10, by source */
	CONTROLS_BY_BREADTH,   /* those that name most techniques first */
	CONTROLS_BY_UNANSWERED /* those with most techniques without a rule */
};

/* Their names, ended by NULL. */
extern const char *const controls_orders[];

struct controls_asked {
	enum kind kind;
	const char *before;       /* a day; or NULL */
	enum of answers;          /* of policies: whose rules and tests answer
	                             their techniques */
	enum controls_order by;   /* of policies */
};

/*
 * The controls of the selection, and of the kind (its own are ignored), that
 * figures count. With before only
 * those that were not changed since, the oldest first, and behind them those
 * that do not say when they were; else in the order of sources, paths and lines,
 * and policies in theirs.
 *
 * {what provenance_add has, text (how many there are, in a sentence), of (how
 * many there are without before), dated and undated (how many are listed that
 * say when they were changed, and that do not), not_modified_since (before),
 * controls [{source, kind, id, title, url, path, line, type, level, status,
 * author, date, modified, changed (the day of modified, or else of date),
 * evidence (the best of its pairs), whose, techniques [ids that it counts for], and which logs it
 * needs (needs.h)}]}.
 *
 * Of policies src/count/policies.h has more. In the thread's cJSON memory; NULL
 * after reporting the error.
 */
cJSON *controls_list(struct catalog *c,
    const struct catalog_selection *selection,
    const struct controls_asked *asked);

#endif
