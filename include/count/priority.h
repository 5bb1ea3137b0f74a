/*
 * How much it matters that a technique is answered: data/README.md, "Priority".
 * Numbers are exact, or of integers, so that each machine prints the same.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef COUNT_PRIORITY_H
#define COUNT_PRIORITY_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/buf.h"
#include "catalog/catalog.h"

struct priority;

/* What techniques of the catalog, pk's 1 to n, are ranked by; of whose sectors
 * (NULL, or none: those of sextant.yaml). One that no source knows is told, and
 * ranks nothing. priority_free frees (p may be NULL). */
struct priority *priority_open(struct catalog *c, size_t n,
    const struct strs *sectors);
void priority_free(struct priority *p);

/*
 * Takes what is known of the technique of that pk: its members domain, groups,
 * campaigns and software; is it in scope, and is there a control that would
 * close the gap? Of each technique, before any function below.
 */
void priority_take(struct priority *p, long long pk, const cJSON *technique,
    bool scoped, bool adoptable);

/* Adds priority (0 to 100, six decimals) to the technique of that pk, which is in
 * scope. */
void priority_add(const struct priority *p, long long pk, cJSON *technique);

/*
 * Adds what that is made of: factors [{name, weight, value (absent: not known), max
 * (of the techniques in scope of its domain), share (value by max)}]; only those
 * that any technique of its domain has.
 */
void priority_add_factors(const struct priority *p, long long pk,
    cJSON *technique);

/*
 * Add to an object with the id of a domain: formula, a sentence with the weights
 * and maxima, and factor_sources, another one of which source says what, or
 * false; factors [{name, weight, max (absent: no technique in scope has any, so that
 * it is left out), sources (ids, if it is of any)}].
 */
void priority_add_formula(const struct priority *p, cJSON *domain);
void priority_add_maxima(const struct priority *p, cJSON *domain);

/* Adds whose sector it is, if anybody's: sector {words [], groups [{id, name}: those
 * that attack it]}. */
void priority_add_sector(const struct priority *p, cJSON *to);

/* Adds the ids of the sources of factors, each once. */
void priority_add_sources(const struct priority *p, struct strs *ids);

/* Compares two techniques as strcmp does: by priority, the highest first, then
 * by id and domain. */
int priority_compare(const cJSON *x, const cJSON *y);
int priority_by_rank(const void *a, const void *b); /* the same for qsort */

/* Appends a number of so many decimals, at most six, rounded half up; less: without
 * zeros at the end. */
void priority_put(struct buf *b, double number, int places, bool less);

#endif
