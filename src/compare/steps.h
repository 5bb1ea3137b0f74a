/* The two steps between snapshots: what ATT&CK did, and what the controls. */
#ifndef COMPARE_STEPS_H
#define COMPARE_STEPS_H

#include "base/mem.h"
#include "count/facts.h"
#include "side.h"

enum point { BEFORE, REBASED, AFTER, POINTS };
enum cause { BY_ATTACK, BY_CONTROLS, CAUSES };

/* A technique that either side knows, and how many controls count for it. */
struct cell {
	const char *domain, *id;
	const struct side_technique *old, *new; /* one may be NULL */
	bool chosen; /* of a domain of both, and by the filter's tactics */
	struct {
		long long count, tested; /* of them at E2 or better */
	} at[POINTS][FACT_KINDS];
};

/* What one control did to one technique. */
struct step {
	size_t cell;
	enum cause cause;
	size_t kind;
	int count, tested;                    /* by so many: -1, 0, 1 */
	const struct side_control *old, *new; /* one may be NULL */
	const char *why;                      /* compare/diff.h: controls */
	const char *tagged; /* id that the control names, or NULL */
};

/* An id of a control that counts elsewhere now. */
struct moved {
	const struct side_control *old, *new;
	const char *tagged, *from, *to; /* ids, or words */
	const struct side_technique *was, *is; /* or NULL */
};

struct steps {
	const struct side *old, *new;
	bool same;          /* diff_filter's same_controls */
	struct cell *cells; /* by domain and id */
	size_t ncells;
	struct step *v; /* by cell, kind and cause, then controls' order */
	size_t n;
	struct moved *moved;
	size_t nmoved;
	struct stranded {
		const struct side_control *old, *new;
	} *stranded; /* name techniques on the old ATT&CK, none on the new */
	size_t nstranded;
	bool *touched; /* new controls with a step of their own doing */
	bool mixed;    /* all is in the first step, whoever did it */
};

/* Of two sides that were matched; mixed: their scopes or settings differ, so
 * that the steps are not told apart. steps_free. */
void steps_take(struct steps *s, const struct side *old,
    const struct side *new, const struct diff_filter *f, bool mixed);

/* The cell of a technique, or NULL. */
const struct cell *steps_cell(const struct steps *s, const char *domain,
    const char *id);

void steps_free(struct steps *s);

#endif
