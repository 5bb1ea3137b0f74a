/* How much is covered: one definition of coverage, kind, domain and
 * selection. */
#ifndef COUNT_MEASURE_H
#define COUNT_MEASURE_H

#include "base/buf.h"
#include "catalog/catalog.h"
#include "words/logs.h"
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
 * {domain, version, kind, definition, covered, of}. Only techniques in scope
 * are counted; where the selection has platforms, only those for one of them.
 * Where platforms bound the figure it also has these as platforms, and named:
 * how many are covered by controls that name one. Tactics are ids, names or
 * short names. Words of the selection for sources and platforms are replaced by
 * the full names (base/word.h). Returns NULL after reporting the error (or
 * writing it to why): a domain, tactic, platform or source that the catalog
 * does not have.
 */
cJSON *measure_read(struct catalog *c, struct measure *m);

/*
 * Marks techniques (rows of Q_TECHNIQUES, of any domain): in_scope, and covered
 * where they are. The measure's domain and tactics are ignored. Those in scope
 * that are not covered and have a moved_id get moved {kind: how many active
 * controls are tagged with that id}. Returns 0, or -1 after reporting the error
 * (or writing it to why).
 */
int measure_mark(struct catalog *c, struct measure *m, cJSON *techniques);

/*
 * How many techniques are at least so visible, on the logs that are collected:
 * {domain, version, visible, covered, and what visibility_add_figures has}. The
 * measure's kind and definition are ignored, and of its selection all but the
 * platforms. Otherwise as measure_read.
 */
cJSON *measure_visible(struct catalog *c, struct measure *m,
    enum visible least);

/* Marks techniques as measure_mark does, but for moved: covered where they are so
 * visible, and visible of those in scope. */
int measure_mark_visible(struct catalog *c, struct measure *m,
    enum visible least, cJSON *techniques);

#endif
