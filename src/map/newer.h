/*
 * A newer bundle of a domain than the chosen one (METRICS, 3): rules already
 * use ids that are newer, and what it retires is moved, not missing. It never
 * decides where anything counts.
 */
#ifndef MAP_NEWER_H
#define MAP_NEWER_H

#include "bundles.h"
#include "findings.h"
#include "stix.h"
#include "store/cache.h"

/*
 * The newest bundle of b's domain among n addresses that the cache knows, by
 * the pattern of addresses of bundles; nothing where none is newer than b, or
 * b's version is not known yet. Strings live in mem.
 */
void newer_find(struct bundle *b, const char *pattern, const char *cache,
    const struct cache_known *known, size_t n, struct arena *mem);

/*
 * Reads the newer bundle that b has into newer, and tells s of it: techniques
 * of s that it revoked know where they moved. One that cannot be read is left
 * aside, and a finding. newer must live as long as s.
 */
void newer_read(const struct bundle *b, int jobs, struct stix *newer,
    struct stix *s, struct findings *f);

#endif
