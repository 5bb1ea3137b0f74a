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
cJSON *model_measure(struct catalog *c, struct measure *m);

/*
 * Which techniques (rows of Q_TECHNIQUES, of any domain) are covered: sets
 * "covered" of those that are, and "in_scope" of those in scope. The measure's
 * domain and tactics do not matter. Those in scope that are not covered and
 * have moved_id get moved: {kind: how many active controls are tagged with it}.
 * Returns 0, or -1 after reporting the error, but for what why is for.
 */
int model_answered(struct catalog *c, struct measure *m, cJSON *techniques);

/* Are they platforms of techniques in scope? 1, and each is as ATT&CK writes it;
 * 0 with what is wrong appended to why; -1 after reporting the error. */
int model_platforms(struct catalog *c, struct strs *platforms,
    struct buf *why);

/* Appends "sources splunk, sigma; evidence E2 or better": what is chosen. */
void model_put_selection(struct buf *out, const struct catalog_selection *s);

/* Appends before and "191 by detection rules that name Linux, 62 only by detection rules
 * that name no platform", of a figure, {covered, named}, of a kind, that the
 * platforms bound. Nothing where there are none, or nothing is covered. */
void model_put_apart(struct buf *out, const char *before, const cJSON *figure,
    enum kind kind, const cJSON *platforms);

#endif
