/*
 * Writing what tests and frameworks found into a new catalog: as the put functions of
 * catalog.h.
 */
#ifndef CATALOG_PUT_EVIDENCE_H
#define CATALOG_PUT_EVIDENCE_H

#include <stdbool.h>

#include "catalog/catalog.h"

struct catalog_evidence {
	long long control;
	int ord;
	enum evidence level;
	long long source;
	const char *test;
	bool named;
	const char *outcome;
	bool stands;
	const char *date, *path;
	int line;
};
/* What is known of a control by a test; and a technique that it is evidence
 * of (nothing happens where it is there already). */
int catalog_put_evidence(struct catalog *c, const struct catalog_evidence *e);
int catalog_put_evidence_technique(struct catalog *c, long long control,
    int ord, long long technique);

/* A framework found the technique not mappable, by the id tagged. */
int catalog_put_assessed(struct catalog *c, long long technique,
    long long source, const char *tagged);

#endif
