/* Writes what a bundle says beyond techniques and tactics. */
#ifndef MAP_WRITE_BUNDLE_H
#define MAP_WRITE_BUNDLE_H

#include "attack/stix.h"
#include "catalog/catalog.h"
#include "config/config.h"
#include "logs/logs.h"

/*
 * Groups, software and campaigns, and the techniques that they use, resolved
 * as c says; what is used and counts nowhere is left out. Returns 0, or -1
 * after reporting the error.
 */
int write_actors(struct catalog *c, const struct config *config,
    const struct stix *s);

/* Detection strategies, their analytics and data components, likewise; logs tells
 * what of their log sources is collected. */
int write_detection(struct catalog *c, const struct config *config,
    const struct logs *logs, const struct stix *s);

#endif
