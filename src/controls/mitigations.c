/* MITRE's mitigations as controls. */
#include "controls/mitigations.h"

#include <stdlib.h>

#include "base/lookup.h"
#include "words/words.h"

/* A tag for each technique that the mitigation's relationships name. */
static void
take_pairs(const struct stix *s, const struct lookup *by,
    const struct stix_mitigation *m, struct arena *mem, struct control *c)
{
	size_t i, n;
	const struct lookup_entry *e = lookup_find(by, m->stix, &n);
	const struct stix_mitigates *pair;

	for (i = 0; i < n; i++) {
		pair = &s->mitigates[e[i].at];
		/* Sorted: relationships to one technique stand together. */
		if (i > 0 && pair->to == pair[-1].to)
			continue;
		*ARENA_ADD(mem, c->tags, c->ntags) = (struct tag){
			.id = s->techniques[pair->to - 1].id, .formed = true,
			.known = pair->to, .note = pair->description };
	}
}

void
mitigations_take(const struct stix *s, struct arena *mem,
    struct controls *out)
{
	const struct stix_mitigation *m;
	struct lookup by = { 0 };
	struct control *c;
	size_t i;

	lookup_list(&by, s->mitigates, s->nmitigates, sizeof(*s->mitigates),
	    offsetof(struct stix_mitigates, from));
	for (i = 0; i < s->nmitigations; i++) {
		m = &s->mitigations[i];
		if (!m->active)
			continue;
		c = LIST_ADD(out->v, out->n);
		c->id = m->id;
		c->title = m->name;
		c->description = m->description;
		c->url = m->url;
		c->lifecycle = LIFECYCLE_ACTIVE;
		c->type = TYPE_MITIGATION;
		take_pairs(s, &by, m, mem, c);
	}
	free(by.v);
}
