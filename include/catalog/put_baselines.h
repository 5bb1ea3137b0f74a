/*
 * Writing baselines into a new catalog: as the put functions of catalog.h.
 */
#ifndef CATALOG_PUT_BASELINES_H
#define CATALOG_PUT_BASELINES_H

#include "catalog/catalog.h"

/* A baseline, which is a source; the ids that it chooses, ord from 0; and of an
 * id each control that it is. */
struct catalog_baseline {
	long long source;
	const char *name, *of, *version, *date;
};
int catalog_put_baseline(struct catalog *c, const struct catalog_baseline *b);
int catalog_put_baseline_id(struct catalog *c, long long baseline, int ord,
    const char *id);
int catalog_put_baseline_control(struct catalog *c, long long baseline,
    int ord, long long control);

#endif
