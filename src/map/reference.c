/* The guard's reference: what was accepted last. */
#include "reference.h"

#include <string.h>

#include "catalog/seen.h"
#include "value/member.h"
#include "value/value.h"

int
references_open(struct references *r, struct inputs *in)
{
	struct arena *before = value_use(&r->mem);
	struct catalog *c = catalog_try(in->options->catalog, &in->seen);

	int rc = in->seen.unread ? -1 : 0;

	if (c != NULL)
		rc = catalog_rows(c, Q_MEASURES, NULL, &r->rows);
	catalog_close(c);
	value_use(before);
	return rc;
}

bool
reference_find(const struct references *r, const char *id,
    const struct lock_entry *e, struct reference *found)
{
	const cJSON *row;

	memset(found, 0, sizeof(*found));
	if (e != NULL) {
		found->measured = e->reference;
		found->fell = e->fell;
		found->version = e->version;
		return e->reference.n > 0;
	}
	cJSON_ArrayForEach(row, r->rows) {
		if (!str_equal(member_text(row, "source"), id))
			continue;
		counts_set(&found->measured, member_text(row, "name"),
		    (long long)member_get(row, "n")->valuedouble);
		found->version = member_text(row, "version");
	}
	return found->measured.n > 0;
}

/* Updates the lock's entry, if there is one; true if that changed it. */
static bool
keep(struct lock *lock, const struct lock_entry *held,
    const struct reference *now)
{
	const struct lock_entry *e;
	struct lock_entry fresh;

	e = held == NULL ? NULL : lock_find(lock, held->id);
	if (e == NULL || now->measured.n == 0 ||
	    (counts_equal(&now->measured, &e->reference) &&
	    counts_equal(&now->fell, &e->fell) &&
	    str_equal(now->version, e->version)))
		return false;
	fresh = *e;
	fresh.reference = now->measured;
	fresh.fell = now->fell;
	fresh.version = now->version;
	lock_set(lock, &fresh);
	return true;
}

int
references_keep(struct inputs *in, const struct stix *stix)
{
	const struct map_options *o = in->options;
	bool changed = false;
	size_t i;

	if (o->loose || o->keep_lock)
		return 0;
	for (i = 0; i < in->nbundles; i++)
		changed |= keep(&in->lock, in->bundles[i].file.lock,
		    &(struct reference){ in->bundles[i].measured,
		    in->bundles[i].fell, stix[i].version });
	for (i = 0; i < in->n; i++)
		changed |= keep(&in->lock, in->v[i].lock,
		    &(struct reference){ in->v[i].measured, in->v[i].fell,
		    NULL });
	return changed ? lock_write(o->lock, &in->lock) : 0;
}

/* Likewise, only where the lock has no figures. */
static bool
fill(struct lock *lock, const struct lock_entry *held, const char *id,
    const struct references *r)
{
	struct reference had;

	return held != NULL && held->reference.n == 0 &&
	    reference_find(r, id, NULL, &had) && keep(lock, held, &had);
}

int
references_fill(struct inputs *in)
{
	const struct map_options *o = in->options;
	struct references r = { 0 };
	bool changed = false;
	size_t i;
	int rc;

	if (o->loose || o->keep_lock)
		return 0;
	rc = references_open(&r, in);
	for (i = 0; rc == 0 && i < in->nbundles; i++)
		changed |= fill(&in->lock, in->bundles[i].file.lock,
		    bundle_id(&in->bundles[i], &r.mem), &r);
	for (i = 0; rc == 0 && i < in->n; i++)
		changed |= fill(&in->lock, in->v[i].lock,
		    in->v[i].source->id, &r);
	if (rc == 0 && changed)
		rc = lock_write(o->lock, &in->lock);
	references_free(&r);
	return rc;
}

void
references_free(struct references *r)
{
	arena_free(&r->mem);
	memset(r, 0, sizeof(*r));
}
