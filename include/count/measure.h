/* How much is covered: one definition, of one kind, one domain, one choice. */
#ifndef COUNT_MEASURE_H
#define COUNT_MEASURE_H

#include "base/buf.h"
#include "catalog/catalog.h"
#include "words/words.h"

struct measure {
	const char *where;      /* for messages: "sextant.yaml:12" */
	const char *domain, *kind, *definition; /* "exact" */
	struct catalog_selection selection;     /* of controls; kinds empty */
	struct strs tactics;    /* only techniques of these; empty: all */
	struct buf *why;        /* not NULL: what the catalog does not have is
	                           appended here, in short, and not reported */
};

/*
 * {domain, version, kind, definition, covered, of, named}: only techniques in
 * scope, and where the selection has platforms, only those for one of them.
 * named: those covered by controls that name one; only where platforms bound
 * the figure, which then are its member platforms. Tactics
 * are ids, names or short names. What words the selection has for sources and
 * platforms become what these are called (base/word.h). NULL after reporting the
 * error (unless why is there): a domain, tactic, platform or source that the
 * catalog does not have.
 */
cJSON *measure_read(struct catalog *c, struct measure *m);

/*
 * Which techniques (rows of Q_TECHNIQUES, of any domain) are covered: sets
 * "covered" of those that are, and "in_scope" of those in scope. The measure's
 * domain and tactics do not matter. Those in scope that are not covered and
 * have moved_id get moved: {kind: how many active controls are tagged with it}.
 * Returns 0, or -1 after reporting the error, but for what why is for.
 */
int measure_mark(struct catalog *c, struct measure *m, cJSON *techniques);

#endif
