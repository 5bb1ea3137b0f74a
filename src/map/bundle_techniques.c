/* Which techniques a bundle has, for those who ask for each of them. */
#include <string.h>

#include "attack/stix.h"
#include "map/map.h"

int
map_techniques(const char *path, int jobs, struct strs *ids)
{
	struct stix s = { 0 };
	const struct stix_technique *t;
	const char *last = "";
	int rc = stix_read_file(path, path, false, jobs, &s);

	for (t = s.techniques; rc == 0 && t < s.techniques + s.ntechniques;
	    t++) {
		if (!stix_is_active(t) || strcmp(t->id, last) == 0)
			continue;
		last = t->id;
		strs_add(ids, last);
	}
	stix_free(&s);
	return rc;
}
