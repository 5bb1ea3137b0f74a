/* The bundle ahead of the chosen one. */
#include "map/ahead.h"

#include <stdlib.h>

#include "base/log.h"
#include "base/lookup.h"
#include "map/map.h"

/* Sets where the techniques of s that newer revoked are now. */
static void
mark_moved(struct stix *s, const struct stix *newer)
{
	const struct stix_technique *now;
	struct stix_technique *t;
	struct lookup places = { 0 };
	size_t i, at;

	lookup_list(&places, newer->techniques, newer->ntechniques,
	    sizeof(*newer->techniques), offsetof(struct stix_technique, stix));
	for (i = 0; i < s->ntechniques; i++) {
		t = &s->techniques[i];
		if (!stix_is_active(t))
			continue;
		at = lookup_first(&places, t->stix);
		now = at != 0 ? &newer->techniques[at - 1]
		    : stix_find(newer, t->id); /* of which there were two */
		if (now == NULL || !now->revoked)
			continue;
		t->retired = true;
		if (now->end != 0 &&
		    !newer->techniques[now->end - 1].deprecated)
			t->moved = &newer->techniques[now->end - 1];
	}
	free(places.v);
}

int
ahead_read(struct bundle *b, int jobs, struct stix *newer,
    struct stix *s)
{
	const char *name;

	if (b->ahead.path == NULL)
		return 0;
	name = bundle_file_name(&b->ahead);
	if (bundle_file_read(&b->ahead, jobs, newer) == -1)
		return -1;
	if (newer->version == NULL) /* STIX 2.0 does not say */
		newer->version = b->attack->ahead;
	if (newer->version == NULL) {
		log_error("%s: no version in it", name);
		return -1;
	}
	if (!map_version_is_later(newer->version, s->version))
		return 0;
	if (b->ahead.lock == NULL)
		bundle_warn_domain(b, newer, name, &s->findings);
	newer->domain = s->domain;
	s->newer = newer;
	mark_moved(s, newer);
	return 0;
}
