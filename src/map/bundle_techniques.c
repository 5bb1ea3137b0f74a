/* Which techniques a bundle has, for those who ask for each of them. */
#include <string.h>

#include "attack/stix.h"
#include "base/file.h"
#include "map/map.h"

static bool
is_active_bundle_techniques(const struct stix_technique *t)
{
	return !t->revoked && !t->deprecated;
}

int
map_techniques(const char *path, int jobs, struct strs *ids)
{
	struct stix s = { 0 };
	struct mapped text;
	const char *last = "";
	size_t i;
	int rc = -1;

	if (file_map(path, &text) == -1)
		return -1;
	if (stix_read(text.bytes, text.len, path, jobs, &s) == -1)
		goto out;
	for (i = 0; i < s.ntechniques; i++) {
		if (!is_active_bundle_techniques(&s.techniques[i]) ||
		    strcmp(s.techniques[i].id, last) == 0)
			continue;
		last = s.techniques[i].id;
		strs_add(ids, last);
	}
	rc = 0;
out:
	stix_free(&s);
	file_unmap(&text);
	return rc;
}
