/*
 * Writing how MITRE would detect techniques into a new catalog: as the put
 * functions of catalog.h.
 */
#ifndef CATALOG_PUT_DETECTION_H
#define CATALOG_PUT_DETECTION_H

#include "catalog/catalog.h"

struct catalog_strategy {
	long long pk; /* from 1 */
	const char *domain, *id, *name, *url;
};
/* A detection strategy; its analytics, from 0; a technique that it detects
 * (nothing happens where it is there already). */
int catalog_put_strategy(struct catalog *c, const struct catalog_strategy *s);
int catalog_put_strategy_analytic(struct catalog *c, long long strategy,
    long long ord, long long analytic);
int catalog_put_detects(struct catalog *c, long long strategy,
    long long technique);

struct catalog_analytic {
	long long pk; /* from 1 */
	const char *domain, *id, *name, *description, *url;
	const struct strs *platforms; /* or NULL */
};
struct catalog_component {
	long long pk; /* from 1 */
	const char *domain, *id, *name, *description, *url;
};
/* An analytic and its platforms; what of it is the user's to set; a data
 * component; and a log source of an analytic (component 0: none), which is
 * collected or not. ord is from 0. */
int catalog_put_analytic(struct catalog *c, const struct catalog_analytic *a);
int catalog_put_mutable(struct catalog *c, long long analytic, long long ord,
    const char *field, const char *description);
int catalog_put_component(struct catalog *c,
    const struct catalog_component *k);
int catalog_put_log_source(struct catalog *c, long long analytic,
    long long ord, long long component, const char *name,
    const char *channel, bool collected);

#endif
