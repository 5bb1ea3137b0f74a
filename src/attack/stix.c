/* ATT&CK as STIX, a bundle read object by object. */
#include "attack/stix.h"

#include <stdlib.h>
#include <string.h>

#include "attack/expect.h"
#include "attack/known_ids.h"
#include "attack/object.h"
#include "attack/version.h"
#include "base/file.h"
#include "base/log.h"
#include "base/lookup.h"
#include "base/pool.h"
#include "relations.h"
#include "duplicates.h"
#include "value/clean.h"
#include "value/json.h"
#include "words/words.h"

enum {
	CHUNK = 256,         /* objects a piece of work */
	OBJECTS_MAX = 500000,
	TACTICS_MAX = 1000,
	REPEATS_SHOWN = 3,
};

struct reading {
	const char *name;
	const struct json_slice *slices;
	size_t n;
	struct object *objects;
	struct arena *kept;    /* one a worker: what is taken */
	struct arena *scratch; /* one a worker: the tree of one object */
	bool chains;           /* as of stix_read */
	const struct framework *framework;
};

/* Is the object parsed? Most of a bundle is no part of a chain. */
static bool
is_parsed(const struct reading *r, const struct json_slice *s,
    enum object_type type)
{
	static const char word[] = "revoked-by";

	if (!r->chains)
		return true;
	if (type == OBJECT_RELATION)
		return memmem(s->s, s->len, word, strlen(word)) != NULL;
	return type == OBJECT_TECHNIQUE || type == OBJECT_TACTIC ||
	    type == OBJECT_COLLECTION;
}

/* "revoked in lines 4 and 9: the last counts", for an object that begins on
 * that line; NULL: no key stands twice. */
static const char *
repeat_text(const struct value_repeats *r, int line, struct arena *mem)
{
	const char *text = "", *name;
	size_t i;

	if (r->n == 0)
		return NULL;
	for (i = 0; i < r->n && i < REPEATS_SHOWN; i++) {
		name = clean_line(mem, r->v[i].name);
		text = arena_printf(mem, "%s%s%.*s in lines %d and %d", text,
		    i > 0 ? ", " : "", str_fit(name, 80), name,
		    line + r->v[i].first - 1, line + r->v[i].line - 1);
	}
	if (i < r->n)
		text = arena_printf(mem, "%s and %zu more", text, r->n - i);
	return arena_printf(mem, "%s: the last counts", text);
}

/* Fills the object at i; where it cannot be parsed, with the reason. */
static void
read_object(struct reading *r, size_t i, int worker)
{
	const struct json_slice *s = &r->slices[i];
	struct object *o = &r->objects[i];
	struct value_repeats repeats = { 0 };
	struct value_error why = { .repeats = &repeats };
	struct arena *before;
	cJSON *node = NULL;

	o->slice = s;
	o->kind = object_type(s->type);
	if (s->len == 0)
		o->why = "no JSON object";
	if (s->len == 0 || !is_parsed(r, s, o->kind))
		return;
	before = value_use(&r->scratch[worker]);
	if (json_parse(s->s, s->len, &node, &why) == 0)
		object_take(node, r->framework, &r->kept[worker], o);
	else
		o->why = arena_printf(&r->kept[worker], "not JSON: %s at line "
		    "%d", why.what, s->line + (why.line > 0 ? why.line - 1 : 0));
	o->repeat = repeat_text(&repeats, s->line, &r->kept[worker]);
	free(repeats.v);
	value_use(before);
	arena_reset(&r->scratch[worker]);
}

static int
read_chunk(void *ctx, size_t chunk, int worker)
{
	struct reading *r = ctx;
	size_t i, end = (chunk + 1) * CHUNK;

	for (i = chunk * CHUNK; i < end && i < r->n; i++)
		read_object(r, i, worker);
	return 0;
}

static int
read_objects(struct reading *r, int jobs, struct stix *s)
{
	int i, rc;

	r->kept = s->mems;
	r->scratch = mem_array((size_t)s->nmems, sizeof(*r->scratch));
	rc = pool_run(jobs, (r->n + CHUNK - 1) / CHUNK, read_chunk, r);
	for (i = 0; i < s->nmems; i++)
		arena_free(&r->scratch[i]);
	free(r->scratch);
	return rc;
}

static int
compare_tactics(const void *a, const void *b)
{
	const struct stix_tactic *x = a, *y = b;

	return x->ord != y->ord ? x->ord - y->ord : strcmp(x->id, y->id);
}

static int
compare_matrices(const void *a, const void *b)
{
	const struct object *const *x = a, *const *y = b;

	return object_compare(*x, *y);
}

/* Columns in the order of the matrices; then those that are in none. */
static void
order_tactics(struct stix *s, const struct object *objects, size_t n)
{
	const struct object **matrices = mem_array(n, sizeof(*matrices));
	struct lookup ids = { 0 };
	size_t i, k, at, nmatrices = 0;
	int ord = 0;

	lookup_list(&ids, s->tactics, s->ntactics, sizeof(*s->tactics),
	    offsetof(struct stix_tactic, stix));
	for (i = 0; i < n; i++)
		if (objects[i].type == OBJECT_MATRIX)
			matrices[nmatrices++] = &objects[i];
	qsort(matrices, nmatrices, sizeof(*matrices), compare_matrices);
	for (i = 0; i < nmatrices; i++) {
		for (k = 0; k < matrices[i]->refs.n; k++) {
			at = lookup_first(&ids, matrices[i]->refs.v[k]);
			if (at != 0 && s->tactics[at - 1].ord == -1)
				s->tactics[at - 1].ord = ord++;
		}
	}
	free(ids.v);
	free(matrices);
	s->columns = (size_t)ord;
	/* Those without a column come first, by id. */
	qsort(s->tactics, s->ntactics, sizeof(*s->tactics), compare_tactics);
	for (i = 0; i < s->ntactics; i++)
		if (s->tactics[i].ord == -1)
			s->tactics[i].ord = ord++;
	qsort(s->tactics, s->ntactics, sizeof(*s->tactics), compare_tactics);
}

/* Collections of another version than the one that counts. */
static void
add_other_versions(const struct object *best, const struct object *objects,
    size_t n, struct defects *f)
{
	struct arena *mem = f->findings->mem;
	const struct object *o;

	for (o = objects; o != LIST_END(objects, n); o++)
		if (o->type == OBJECT_COLLECTION &&
		    o->collection.version != NULL &&
		    !version_is_same(best->collection.version,
		    o->collection.version))
			defects_add(f, DEFECT_VERSION, o->slice->line, "%s: "
			    "version %s, but %s is that of %s at line %d, "
			    "which counts", object_label(o, mem),
			    o->collection.version, best->collection.version,
			    object_label(best, mem), best->slice->line);
}

/* The collection that has a version; of several the best. */
static void
take_collection(struct stix *s, const struct object *objects, size_t n,
    struct defects *f)
{
	const struct object *best = NULL, *o;

	for (o = objects; o != LIST_END(objects, n); o++) {
		if (o->type != OBJECT_COLLECTION)
			continue;
		if (best == NULL || (best->collection.version == NULL &&
		    o->collection.version != NULL) ||
		    ((best->collection.version == NULL) ==
		    (o->collection.version == NULL) &&
		    object_compare(o, best) < 0))
			best = o;
	}
	if (best == NULL)
		return;
	add_other_versions(best, objects, n, f);
	s->name = best->collection.name;
	s->version = best->collection.version;
	s->modified = best->collection.modified;
}

static void
add_defects(const struct object *objects, size_t n, struct defects *f)
{
	const struct object *o;

	for (o = objects; o != LIST_END(objects, n); o++) {
		if (o->why != NULL)
			defects_add(f, DEFECT_BROKEN, o->slice->line,
			    "%s: %s: left out",
			    object_label(o, f->findings->mem), o->why);
		if (o->repeat != NULL)
			defects_add(f, DEFECT_REPEAT, o->slice->line, "%s: %s",
			    object_label(o, f->findings->mem), o->repeat);
		if (o->odd != NULL)
			defects_add(f, DEFECT_MEMBER, o->slice->line, "%s: %s",
			    object_label(o, f->findings->mem), o->odd);
	}
}

static int
compare_ids(const void *a, const void *b)
{
	const struct object *x = *(const struct object *const *)a;
	const struct object *y = *(const struct object *const *)b;
	int order = strcmp(x->id == NULL ? "" : x->id,
	    y->id == NULL ? "" : y->id);

	return order != 0 ? order : strcmp(x->stix, y->stix);
}

static void
add_object(struct stix *s, const struct object *o)
{
	switch (o->type) {
	case OBJECT_TECHNIQUE:
		s->techniques[s->ntechniques++] = o->technique;
		break;
	case OBJECT_TACTIC:
		s->tactics[s->ntactics++] = o->tactic;
		break;
	case OBJECT_MITIGATION:
		s->mitigations[s->nmitigations++] = o->mitigation;
		break;
	case OBJECT_ACTOR:
		s->actors[s->nactors++] = o->actor;
		break;
	case OBJECT_STRATEGY:
		s->strategies[s->nstrategies++] = o->strategy;
		break;
	case OBJECT_ANALYTIC:
		s->analytics[s->nanalytics++] = o->analytic;
		break;
	case OBJECT_COMPONENT:
		s->components[s->ncomponents++] = o->component;
		break;
	case OBJECT_DATA_SOURCE:
		s->data_sources[s->ndata_sources++] = o->component;
		break;
	default:
		break;
	}
}

/* Puts the objects into their lists, by their ids. */
static void
list_objects(struct stix *s, const struct object *objects, size_t n)
{
	const struct object **sorted = mem_array(n, sizeof(*sorted));
	size_t i, k = 0, of[OBJECT_RELATION + 1] = { 0 };

	for (i = 0; i < n; i++) {
		of[objects[i].type]++;
		if (objects[i].type != OBJECT_OTHER &&
		    objects[i].type != OBJECT_RELATION && objects[i].stix != NULL)
			sorted[k++] = &objects[i];
	}
	s->techniques = mem_array(of[OBJECT_TECHNIQUE], sizeof(*s->techniques));
	s->tactics = mem_array(of[OBJECT_TACTIC], sizeof(*s->tactics));
	s->mitigations = mem_array(of[OBJECT_MITIGATION], sizeof(*s->mitigations));
	s->actors = mem_array(of[OBJECT_ACTOR], sizeof(*s->actors));
	s->strategies = mem_array(of[OBJECT_STRATEGY], sizeof(*s->strategies));
	s->analytics = mem_array(of[OBJECT_ANALYTIC], sizeof(*s->analytics));
	s->components = mem_array(of[OBJECT_COMPONENT], sizeof(*s->components));
	s->data_sources = mem_array(of[OBJECT_DATA_SOURCE],
	    sizeof(*s->data_sources));
	/* Each relation is at most one of these. */
	s->mitigates = mem_array(of[OBJECT_RELATION], sizeof(*s->mitigates));
	s->uses = mem_array(of[OBJECT_RELATION], sizeof(*s->uses));
	s->revoked_by = mem_array(of[OBJECT_RELATION], sizeof(*s->revoked_by));
	s->links = mem_array(of[OBJECT_RELATION], sizeof(*s->links));
	s->detects = mem_array(of[OBJECT_RELATION], sizeof(*s->detects));
	qsort(sorted, k, sizeof(*sorted), compare_ids);
	for (i = 0; i < k; i++)
		add_object(s, sorted[i]);
	free(sorted);
}

int
stix_read(const char *text, size_t len, const char *name,
    const struct framework *framework, bool chains, int jobs, struct stix *s)
{
	struct reading r = { 0 };
	struct json_slice *slices = NULL;
	struct value_repeats repeats = { 0 };
	struct value_error why = { .repeats = &repeats };
	struct defects f = { 0 };
	int rc = -1;

	memset(s, 0, sizeof(*s));
	s->framework = framework;
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
	s->findings.mem = &s->mems[0];
	f.findings = &s->findings;
	f.path = arena_strdup(s->mems, path_base(name));
	s->objects = r.n;
	known_ids_list(slices, r.n, &s->others);
	r.name = name;
	r.chains = chains;
	r.framework = framework;
	r.slices = slices;
	r.objects = mem_array(r.n, sizeof(*r.objects));
	if (read_objects(&r, jobs, s) == -1)
		goto out;
	findings_add_repeats(&repeats, f.path, &s->findings);
	add_defects(r.objects, r.n, &f);
	duplicates_drop(r.objects, r.n, &f);
	if (!chains)
		relations_check(r.objects, r.n, &f);
	list_objects(s, r.objects, r.n);
	if (s->ntactics > TACTICS_MAX) {
		log_error("%s: more than %d tactics", name, TACTICS_MAX);
		goto out;
	}
	take_collection(s, r.objects, r.n, &f);
	order_tactics(s, r.objects, r.n);
	relations_join(s, r.objects, r.n, &f);
	defects_end(&f);
	expect_count(s, r.objects, r.n);
	if (s->ntechniques == 0)
		log_error("%s: no technique in it: not an ATT&CK bundle", name);
	else
		rc = 0;
out:
	free(r.objects);
	free(repeats.v);
	free(slices);
	return rc;
}

int
stix_read_file(const char *path, const char *name,
    const struct framework *framework, bool chains, int jobs, struct stix *s)
{
	struct mapped text;
	int rc;

	if (file_map(path, &text) == -1)
		return -1;
	rc = stix_read(text.bytes, text.len, name, framework, chains, jobs, s);
	file_unmap(&text);
	return rc;
}

bool
stix_is_active(const struct stix_technique *t)
{
	return !t->revoked && !t->deprecated;
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
	const struct stix *p;
	size_t i;

	for (i = 0; i < s->npeers; i++) {
		p = &s->peers[i];
		if (p != s && (stix_find(p, id) != NULL ||
		    known_ids_has(&p->others, id)))
			return p;
	}
	return NULL;
}

const char *
stix_other_domain(const struct stix *s, const char *domain)
{
	const char *of, *other = NULL;
	size_t i;

	for (i = 0; i < s->ntechniques; i++) {
		if (s->techniques[i].domain < 0 ||
		    s->techniques[i].domain >= ATTACK_DOMAINS)
			continue;
		of = domain_name(s->techniques[i].domain);
		if (strcmp(of, domain) == 0)
			return NULL;
		if (other == NULL)
			other = of;
	}
	return other;
}

void
stix_free(struct stix *s)
{
	int i;

	strs_free(&s->others);
	free(s->findings.v);
	free(s->techniques);
	free(s->tactics);
	free(s->mitigations);
	free(s->mitigates);
	while (s->nactors > 0)
		free(s->actors[--s->nactors].formers);
	free(s->actors);
	free(s->uses);
	free(s->revoked_by);
	free(s->links);
	free(s->strategies);
	free(s->analytics);
	free(s->components);
	free(s->data_sources);
	free(s->detects);
	for (i = 0; i < s->nmems; i++)
		arena_free(&s->mems[i]);
	free(s->mems);
	memset(s, 0, sizeof(*s));
}
