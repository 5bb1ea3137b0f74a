/*
 * What gaps are ranked by, and how much each of these weighs: data/README.md,
 * "Priority".
 */
#ifndef WORDS_PRIORITY_H
#define WORDS_PRIORITY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"

/* Those that have a weight unless one says otherwise; sources of threats may know
 * more numbers of techniques, which have one where sextant.yaml gives it. */
enum factor {
	FACTOR_GROUPS,
	FACTOR_CAMPAIGNS,
	FACTOR_SOFTWARE,
	FACTOR_KEV,
	FACTOR_ACTIONABILITY,
	FACTOR_CHOKE_POINT,
	FACTOR_PREVALENCE,
	FACTOR_SECTOR,
	FACTOR_ADOPTABLE
};
enum { FACTORS = FACTOR_ADOPTABLE + 1 };

/* Their names, ended by NULL: "groups", "choke-point". */
extern const char *const factor_names[];

/* In thousandths, so that a weight is what was written: 0 to WEIGHT_MAX. */
enum { WEIGHT_UNIT = 1000, WEIGHT_MAX = 1000 * WEIGHT_UNIT };
struct weight {
	const char *factor;
	int weight;
};
struct weights {
	struct weight *v;
	size_t n;
};

/* "2", "0.5" in thousandths: digits, with at most three behind a point; -1: no
 * such number, or more than WEIGHT_MAX. */
int weight_read(const char *text);

/* Appends the same: 2500 is "2.5". */
void weight_put(struct buf *b, int weight);

/* That of the factor: the last of its name, or the usual one; 0 of one that only a
 * source knows. */
int weight_of(const struct weights *w, const char *factor);

/* Appends "groups 3, kev 0.5". */
void weights_put(struct buf *b, const struct weights *w);

/* Reads what weights_put appends (NULL: none), into mem; false: it is not that. */
bool weights_read(const char *text, struct arena *mem, struct weights *w);

#endif
