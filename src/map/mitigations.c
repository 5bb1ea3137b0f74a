/* MITRE's mitigations as controls. */
#include "mitigations.h"

#include <string.h>

/* mitigates is sorted by from: the first of m's, and how many. */
static size_t
find_pairs(const struct stix *s, const struct stix_mitigation *m, size_t *first)
{
	size_t low = 0, high = s->nmitigates, mid, n = 0;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (strcmp(s->mitigates[mid].from, m->stix) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	*first = low;
	while (low + n < s->nmitigates &&
	    strcmp(s->mitigates[low + n].from, m->stix) == 0)
		n++;
	return n;
}

static void
take_pairs(const struct stix *s, const struct stix_mitigation *m,
    struct arena *mem, struct control *c)
{
	size_t first, n = find_pairs(s, m, &first), i;
	const struct stix_mitigates *pair;
	struct tag *tag;

	c->tags = arena_alloc(mem, (n + 1) * sizeof(*c->tags));
	for (i = 0; i < n; i++) {
		pair = &s->mitigates[first + i];
		/* Sorted: relationships to one technique stand together. */
		if (i > 0 && pair->to == pair[-1].to)
			continue;
		tag = &c->tags[c->ntags++];
		tag->id = s->techniques[pair->to - 1].id;
		tag->formed = true;
		tag->known = pair->to;
		tag->note = pair->description;
	}
}

void
mitigations_take(const struct stix *s, struct arena *mem,
    struct controls *out)
{
	const struct stix_mitigation *m;
	struct control *c;
	size_t i;

	out->v = mem_array(s->nmitigations, sizeof(*out->v));
	for (i = 0; i < s->nmitigations; i++) {
		m = &s->mitigations[i];
		if (!m->active)
			continue;
		c = &out->v[out->n++];
		c->id = m->id;
		c->title = m->name;
		c->description = m->description;
		c->url = m->url;
		c->lifecycle = "active";
		c->type = "mitigation";
		take_pairs(s, m, mem, c);
	}
}
