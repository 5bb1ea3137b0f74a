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
	size_t first, n = find_pairs(s, m, &first), i, k;
	const char *id;

	c->tags = arena_alloc(mem, (n + 1) * sizeof(*c->tags));
	for (i = 0; i < n; i++) {
		id = s->techniques[s->mitigates[first + i].technique].id;
		for (k = 0; k < c->ntags; k++)
			if (strcmp(c->tags[k].id, id) == 0)
				break;
		if (k < c->ntags)
			continue;
		c->tags[k].id = id;
		c->tags[k].formed = control_id_is_formed(id);
		c->tags[k].note = s->mitigates[first + i].description;
		c->ntags++;
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
