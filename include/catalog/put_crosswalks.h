/*
 * Writing crosswalks into a new catalog: as the put functions of catalog.h. What is in
 * them is what schema.sql says.
 */
#ifndef CATALOG_PUT_CROSSWALKS_H
#define CATALOG_PUT_CROSSWALKS_H

#include <stdbool.h>

#include "catalog/catalog.h"

/* A crosswalk, which is a source; the ids of its sides, pk by pk, and of each the
 * controls that it is; and which are related, by the pk of either. */
struct catalog_crosswalk {
	long long source;
	const char *from_of, *from_name, *to_of, *to_name, *version, *date;
};
struct catalog_crosswalk_id {
	long long pk, crosswalk;
	const char *side, *id, *key, *title;
};
struct catalog_crosswalk_pair {
	long long from, to;
	const char *relation;
	bool joint;
	const char *note, *path;
	int line;
};
int catalog_put_crosswalk(struct catalog *c, const struct catalog_crosswalk *w);
int catalog_put_crosswalk_id(struct catalog *c,
    const struct catalog_crosswalk_id *i);
int catalog_put_crosswalk_control(struct catalog *c, long long id,
    long long control);
int catalog_put_crosswalk_pair(struct catalog *c,
    const struct catalog_crosswalk_pair *p);

#endif
