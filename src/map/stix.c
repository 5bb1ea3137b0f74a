/* ATT&CK as STIX, a bundle read object by object. */
#include "stix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/pool.h"
#include "detection.h"
#include "expect.h"
#include "known.h"
#include "object.h"
#include "places.h"
#include "value/json.h"

enum {
	CHUNK = 256,         /* objects a piece of work */
	CHAIN_MAX = 32,      /* steps of revoked-by */
	OBJECTS_MAX = 500000,
	TACTICS_MAX = 1000,
};

struct reading {
	const char *name;
	const struct json_slice *slices;
	size_t n;
	struct object *objects;
	struct arena *kept;    /* one a worker: what is taken */
	struct arena *scratch; /* one a worker: the tree of one object */
	bool chains;           /* only what stix_read_chains reads */
};

/* Without parsing: most of a bundle is no part of a chain. */
static bool
is_wanted(const struct reading *r, const struct json_slice *s,
    enum object_type type)
{
	static const char word[] = "revoked-by";

	if (!r->chains)
		return type != OBJECT_OTHER;
	if (type == OBJECT_RELATION)
		return memmem(s->s, s->len, word, strlen(word)) != NULL;
	return type == OBJECT_TECHNIQUE || type == OBJECT_TACTIC ||
	    type == OBJECT_COLLECTION;
}

static int
read_object(struct reading *r, size_t i, int worker)
{
	const struct json_slice *s = &r->slices[i];
	enum object_type type = object_type(s->type);
	struct value_error why = { 0 };
	struct arena *before;
	cJSON *node = NULL;
	int rc;

	if (!is_wanted(r, s, type))
		return 0;
	before = value_use(&r->scratch[worker]);
	rc = json_parse(s->s, s->len, &node, &why);
	if (rc == 0)
		object_take(node, type, &r->kept[worker], &r->objects[i]);
	else
		log_error("%s:%d: %s", r->name,
		    s->line + (why.line > 0 ? why.line - 1 : 0), why.what);
	value_use(before);
	arena_reset(&r->scratch[worker]);
	return rc;
}

static int
read_chunk(void *ctx, size_t chunk, int worker)
{
	struct reading *r = ctx;
	size_t i, end = (chunk + 1) * CHUNK;

	for (i = chunk * CHUNK; i < end && i < r->n; i++)
		if (read_object(r, i, worker) == -1)
			return -1;
	return 0;
}

static int
compare_techniques(const void *a, const void *b)
{
	const struct stix_technique *x = a, *y = b;
	int order = strcmp(x->id, y->id);

	if (order == 0)
		order = strcmp(x->stix, y->stix);
	if (order == 0) /* the newest first */
		order = strcmp(y->modified == NULL ? "" : y->modified,
		    x->modified == NULL ? "" : x->modified);
	return order;
}

static int
compare_tactics(const void *a, const void *b)
{
	const struct stix_tactic *x = a, *y = b;

	return x->ord != y->ord ? x->ord - y->ord : strcmp(x->id, y->id);
}

static int
compare_mitigations(const void *a, const void *b)
{
	const struct stix_mitigation *x = a, *y = b;
	int order = strcmp(x->id, y->id);

	return order != 0 ? order : strcmp(x->stix, y->stix);
}

static int
compare_mitigates(const void *a, const void *b)
{
	const struct stix_mitigates *x = a, *y = b;
	int order = strcmp(x->from, y->from);

	if (order == 0 && x->to != y->to)
		return x->to < y->to ? -1 : 1;
	if (order == 0)
		order = strcmp(x->description == NULL ? "" : x->description,
		    y->description == NULL ? "" : y->description);
	return order;
}

static int
compare_actors(const void *a, const void *b)
{
	const struct stix_actor *x = a, *y = b;
	int order = strcmp(x->id, y->id);

	return order != 0 ? order : strcmp(x->stix, y->stix);
}

static int
compare_pairs(const void *a, const void *b)
{
	const struct stix_pair *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to < y->to ? -1 : x->to > y->to;
}

static int
compare_links(const void *a, const void *b)
{
	const struct stix_link *x = a, *y = b;
	int order = strcmp(x->kind, y->kind);

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (order != 0)
		return order;
	return x->to < y->to ? -1 : x->to > y->to;
}

/* Where all that relationships join stands. */
struct joints {
	struct places techniques, actors;
};

static void
join_techniques(struct stix *s, const struct object_relation *r, size_t from,
    size_t to)
{
	if (strcmp(r->type, "subtechnique-of") == 0)
		s->techniques[from - 1].parent = to;
	else if (strcmp(r->type, "revoked-by") == 0 && from != to)
		s->revoked_by[s->nrevoked_by++] =
		    (struct stix_pair){ from - 1, to - 1 };
}

static void
join_actor(struct stix *s, const struct joints *j,
    const struct object_relation *r, size_t from)
{
	bool use = strcmp(r->type, "uses") == 0;
	size_t to = use ? places_find(&j->techniques, r->to) : 0;

	if (to != 0) {
		s->uses[s->nuses].from = from - 1;
		s->uses[s->nuses++].to = to - 1;
		return;
	}
	to = places_find(&j->actors, r->to);
	if (to != 0 && (use || strcmp(r->type, "attributed-to") == 0)) {
		s->links[s->nlinks].kind = r->type;
		s->links[s->nlinks].from = from - 1;
		s->links[s->nlinks++].to = to - 1;
	}
}

static void
join(struct stix *s, const struct joints *j, const struct object_relation *r)
{
	size_t from, to;

	if (strcmp(r->type, "mitigates") == 0) {
		to = places_find(&j->techniques, r->to);
		struct stix_mitigates m = { r->from, r->description, to };

		if (to == 0)
			return;

		if (places_find(&j->techniques, r->to) != 0)
			s->mitigates[s->nmitigates++] = m;
		return;
	}
	from = places_find(&j->actors, r->from);
	if (from != 0) {
		join_actor(s, j, r, from);
		return;
	}
	from = places_find(&j->techniques, r->from);
	to = places_find(&j->techniques, r->to);
	if (from != 0 && to != 0)
		join_techniques(s, r, from, to);
}

/* Gives the revoked technique of these n pairs its successor. */
static void
set_successor(struct stix *s, const struct stix_pair *pairs, size_t n)
{
	struct stix_technique *t = &s->techniques[pairs->from];
	const struct stix_technique *live;
	const char *last = NULL, *id;
	size_t i, different = 0;

	for (i = 0; i < n; i++) {
		id = s->techniques[pairs[i].to].id;
		if (last != NULL && strcmp(id, last) == 0)
			continue; /* two objects of one id */
		different++;
		t->heirs = last == NULL ? id : arena_printf(&s->mems[0],
		    "%s, %s", t->heirs, id);
		last = id;
	}
	if (different > 1)
		return;
	live = stix_find(s, last);
	t->next = live == t ? pairs->to + 1
			    : (size_t)(live - s->techniques) + 1;
	t->heirs = NULL;
}

/* What revoked-by says, whatever its order in the bundle. */
static void
set_successors(struct stix *s)
{
	const struct stix_pair *pairs = s->revoked_by;
	size_t i, k;

	if (s->nrevoked_by > 0)
		qsort(s->revoked_by, s->nrevoked_by, sizeof(*s->revoked_by),
		    compare_pairs);
	for (i = 0; i < s->nrevoked_by; i = k) {
		for (k = i + 1; k < s->nrevoked_by &&
		    pairs[k].from == pairs[i].from; k++)
			;
		set_successor(s, &pairs[i], k - i);
	}
}

/* Follows revoked-by to its fixed point; a circle has no end. */
static void
follow_chain(struct stix *s, size_t i)
{
	struct stix_technique *first = &s->techniques[i], *t = first;
	int steps;

	for (steps = 0; steps < CHAIN_MAX; steps++) {
		if (!t->revoked)
			first->end = (size_t)(t - s->techniques) + 1;
		else if (t->heirs != NULL)
			first->fork = (size_t)(t - s->techniques) + 1;
		if (!t->revoked || t->next == 0)
			return;
		t = &s->techniques[t->next - 1];
	}
}

/* Gives the tactic of that STIX id the next column, unless it has one. */
static void
place_tactic(struct stix *s, const char *stix, int *ord)
{
	size_t i;

	for (i = 0; i < s->ntactics; i++)
		if (s->tactics[i].ord == -1 &&
		    strcmp(s->tactics[i].stix, stix) == 0)
			s->tactics[i].ord = (*ord)++;
}

/* Columns in the order of the matrices; then those that are in none. */
static void
order_tactics(struct stix *s, const struct object *objects, size_t n)
{
	size_t i, k;
	int ord = 0;

	for (i = 0; i < n; i++) {
		if (objects[i].type != OBJECT_MATRIX)
			continue;
		for (k = 0; k < objects[i].refs.n; k++)
			place_tactic(s, objects[i].refs.v[k], &ord);
	}
	s->columns = (size_t)ord;
	for (i = 0; i < s->ntactics; i++)
		if (s->tactics[i].ord == -1)
			s->tactics[i].ord = ord++;
	if (s->ntactics > 0)
		qsort(s->tactics, s->ntactics, sizeof(*s->tactics),
		    compare_tactics);
}

/* Of techniques with one STIX id, which stand together, the first stays. */
static void
drop_older(struct stix *s)
{
	size_t i, n = 0;

	for (i = 0; i < s->ntechniques; i++)
		if (n == 0 || strcmp(s->techniques[n - 1].stix,
		    s->techniques[i].stix) != 0)
			s->techniques[n++] = s->techniques[i];
	s->ntechniques = n;
}

/* 0, or -1 where it has more tactics than it should; unsaid. */
static int
sort_objects(struct stix *s, const struct object *objects, size_t n)
{
	size_t i;

	/* More room than is needed, once, instead of growing each list. */
	s->techniques = mem_array(n, sizeof(*s->techniques));
	s->tactics = mem_array(n, sizeof(*s->tactics));
	s->mitigations = mem_array(n, sizeof(*s->mitigations));
	s->mitigates = mem_array(n, sizeof(*s->mitigates));
	s->actors = mem_array(n, sizeof(*s->actors));
	s->uses = mem_array(n, sizeof(*s->uses));
	s->revoked_by = mem_array(n, sizeof(*s->revoked_by));
	s->links = mem_array(n, sizeof(*s->links));
	for (i = 0; i < n; i++) {
		const struct object *o = &objects[i];

		if (o->type == OBJECT_TECHNIQUE) {
			s->techniques[s->ntechniques++] = o->technique;
		} else if (o->type == OBJECT_TACTIC) {
			s->tactics[s->ntactics++] = o->tactic;
		} else if (o->type == OBJECT_MITIGATION) {
			s->mitigations[s->nmitigations++] = o->mitigation;
		} else if (o->type == OBJECT_ACTOR) {
			s->actors[s->nactors++] = o->actor;
		} else if (o->type == OBJECT_COLLECTION) {
			s->name = o->collection.name;
			s->version = o->collection.version;
			s->modified = o->collection.modified;
		}
	}
	if (s->ntactics > TACTICS_MAX)
		return -1;
	qsort(s->techniques, s->ntechniques, sizeof(*s->techniques),
	    compare_techniques);
	drop_older(s);
	qsort(s->mitigations, s->nmitigations, sizeof(*s->mitigations),
	    compare_mitigations);
	qsort(s->actors, s->nactors, sizeof(*s->actors), compare_actors);
	order_tactics(s, objects, n);
	detection_sort(s, objects, n);
	return 0;
}

static void
link_objects(struct stix *s, const struct object *objects, size_t n)
{
	struct joints j = { 0 };
	size_t i;

	places_list(&j.techniques, s->techniques, s->ntechniques,
	    sizeof(*s->techniques), offsetof(struct stix_technique, stix));
	places_list(&j.actors, s->actors, s->nactors, sizeof(*s->actors),
	    offsetof(struct stix_actor, stix));
	for (i = 0; i < n; i++)
		if (objects[i].type == OBJECT_RELATION)
			join(s, &j, &objects[i].relation);
	set_successors(s);
	for (i = 0; i < s->ntechniques; i++)
		follow_chain(s, i);
	qsort(s->mitigates, s->nmitigates, sizeof(*s->mitigates),
	    compare_mitigates);
	qsort(s->uses, s->nuses, sizeof(*s->uses), compare_pairs);
	qsort(s->links, s->nlinks, sizeof(*s->links), compare_links);
	detection_link(s, &j.techniques, objects, n);
	free(j.techniques.v);
	free(j.actors.v);
}

static int
read_bundle(const char *text, size_t len, const char *name, int jobs,
    bool chains, struct stix *s)
{
	struct reading r = { 0 };
	struct json_slice *slices = NULL;
	struct value_error why = { 0 };
	int i, rc = -1;

	memset(s, 0, sizeof(*s));
	if (json_slices(text, len, "objects", &slices, &r.n, &why) == -1) {
		log_error("%s:%d: not a STIX bundle: %s", name, why.line,
		    why.what);
		goto out;
	}
	if (r.n > OBJECTS_MAX) {
		log_error("%s: more than %d objects", name, OBJECTS_MAX);
		goto out;
	}
	s->nmems = pool_jobs(jobs);
	s->mems = mem_array((size_t)s->nmems, sizeof(*s->mems));
	s->objects = r.n;
	known_list(slices, r.n, &s->others);
	r.name = name;
	r.chains = chains;
	r.slices = slices;
	r.objects = mem_array(r.n, sizeof(*r.objects));
	r.kept = s->mems;
	r.scratch = mem_array((size_t)s->nmems, sizeof(*r.scratch));
	rc = pool_run(jobs, (r.n + CHUNK - 1) / CHUNK, read_chunk, &r);
	for (i = 0; i < s->nmems; i++)
		arena_free(&r.scratch[i]);
	if (rc == -1)
		goto out;
	rc = -1;
	if (sort_objects(s, r.objects, r.n) == -1) {
		log_error("%s: more than %d tactics", name, TACTICS_MAX);
		goto out;
	}
	link_objects(s, r.objects, r.n);
	expect_count(s, r.objects, r.n);
	if (s->ntechniques == 0)
		log_error("%s: no technique in it: not an ATT&CK bundle", name);
	else
		rc = 0;
out:
	free(r.scratch);
	free(r.objects);
	free(slices);
	return rc;
}

int
stix_read(const char *text, size_t len, const char *name, int jobs,
    struct stix *s)
{
	return read_bundle(text, len, name, jobs, false, s);
}

int
stix_read_chains(const char *text, size_t len, const char *name, int jobs,
    struct stix *s)
{
	return read_bundle(text, len, name, jobs, true, s);
}

const struct stix_technique *
stix_find(const struct stix *s, const char *id)
{
	const struct stix_technique *best = NULL, *t;
	size_t low = 0, high = s->ntechniques, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (strcmp(s->techniques[mid].id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (t = s->techniques + low; t < s->techniques + s->ntechniques &&
	    strcmp(t->id, id) == 0; t++)
		if (best == NULL || (best->revoked && !t->revoked) ||
		    (best->deprecated && !t->deprecated && !t->revoked))
			best = t;
	return best;
}

const struct stix *
stix_elsewhere(const struct stix *s, const char *id)
{
	const struct stix *p = s->peers;

	for (; p < s->peers + s->npeers; p++)
		if (p != s && (stix_find(p, id) != NULL ||
		    known_has(&p->others, id)))
			return p;
	return NULL;
}

void
stix_free(struct stix *s)
{
	int i;

	strs_free(&s->others);
	free(s->techniques);
	free(s->tactics);
	free(s->mitigations);
	free(s->mitigates);
	free(s->actors);
	free(s->uses);
	free(s->revoked_by);
	free(s->links);
	detection_free(s);
	for (i = 0; i < s->nmems; i++)
		arena_free(&s->mems[i]);
	free(s->mems);
	memset(s, 0, sizeof(*s));
}
