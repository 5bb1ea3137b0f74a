/* What of a catalog is kept so that another may be compared with it. */
#include "compare/snapshot.h"

#include <stdlib.h>

#include "base/log.h"
#include "base/mem.h"
#include "count/facts.h"
#include "value/lines.h"
#include "value/member.h"
#include "words/words.h"

enum { SCHEMA = 1 };

/* The rows that one is made of. */
struct rows {
	cJSON *meta, *domains, *tactics, *techniques, *phases, *sources;
	cJSON *controls, *mappings;
};

static int
ask_snapshot(struct catalog *c, struct rows *r)
{
	const struct {
		enum catalog_query query;
		cJSON **rows;
	} asked[] = {
		{ Q_META, &r->meta },
		{ Q_DOMAINS, &r->domains },
		{ Q_TACTICS, &r->tactics },
		{ Q_TECHNIQUES, &r->techniques },
		{ Q_ALL_PHASES, &r->phases },
		{ Q_SOURCES, &r->sources },
		{ Q_ALL_CONTROLS, &r->controls },
		{ Q_ALL_MAPPINGS, &r->mappings },
	};
	size_t i;

	for (i = 0; i < sizeof(asked) / sizeof(asked[0]); i++)
		if (catalog_rows(c, asked[i].query, NULL, asked[i].rows) == -1)
			return -1;
	return 0;
}

static void
rows_free(struct rows *r)
{
	cJSON_Delete(r->meta);
	cJSON_Delete(r->domains);
	cJSON_Delete(r->tactics);
	cJSON_Delete(r->techniques);
	cJSON_Delete(r->phases);
	cJSON_Delete(r->sources);
	cJSON_Delete(r->controls);
	cJSON_Delete(r->mappings);
}

/* The rows of a list from 0 to the highest pk, by their column called name;
 * of several the first. */
static const cJSON **
by_number(const cJSON *rows, const char *name, size_t *n)
{
	const cJSON **list, *row;
	long long at;

	*n = 1;
	cJSON_ArrayForEach(row, rows)
		if ((size_t)member_number(row, name) >= *n)
			*n = (size_t)member_number(row, name) + 1;
	list = mem_array(*n, sizeof(*list));
	cJSON_ArrayForEach(row, rows) {
		at = member_number(row, name);
		if (list[at] == NULL)
			list[at] = row;
	}
	return list;
}

static const char *
meta(const struct rows *r, const char *key)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, r->meta)
		if (str_equal(member_string(row, "key"), key))
			return member_string(row, "value");
	return NULL;
}

static void
add_attack_snapshot(cJSON *snapshot, const struct rows *r)
{
	cJSON *all = cJSON_AddObjectToObject(snapshot, "attack"), *one;
	const cJSON *row;

	cJSON_ArrayForEach(row, r->domains) {
		one = cJSON_AddObjectToObject(all, member_string(row, "id"));
		member_copy(one, row, "version");
		member_copy(one, row, "accessed");
		member_copy(one, row, "sha256");
	}
}

static void
add_tactics_snapshot(cJSON *snapshot, const struct rows *r)
{
	cJSON *all = cJSON_AddObjectToObject(snapshot, "tactics"), *to, *one;
	const cJSON *d, *row;

	cJSON_ArrayForEach(d, r->domains) {
		to = cJSON_AddObjectToObject(all, member_string(d, "id"));
		cJSON_ArrayForEach(row, r->tactics) {
			if (!str_equal(member_string(row, "domain"),
			    member_string(d, "id")))
				continue;
			one = cJSON_AddObjectToObject(to,
			    member_string(row, "id"));
			member_copy(one, row, "shortname");
			member_copy(one, row, "name");
		}
	}
}

static void
add_phases(cJSON *technique, const cJSON *first)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *row;

	for (row = first; row != NULL && member_number(row, "technique") ==
	    member_number(first, "technique"); row = row->next)
		cJSON_AddItemToArray(list,
		    cJSON_CreateString(member_string(row, "shortname")));
	if (first != NULL)
		cJSON_AddItemToObject(technique, "tactics", list);
	else
		cJSON_Delete(list);
}

static cJSON *
technique(const cJSON *row, const cJSON *first_phase)
{
	cJSON *one = cJSON_CreateObject();
	bool active = member_state(row) == STATE_ACTIVE;

	member_copy(one, row, "name");
	member_add_text(one, "parent", member_string(row, "parent_id"));
	if (active)
		add_phases(one, first_phase);
	else
		member_copy(one, row, "state");
	member_add_text(one, "successor", member_string(row, "successor_id"));
	member_add_flag(one, "out",
	    active && member_number(row, "scoped") == 0);
	return one;
}

/* The row that an id stands for: the active one of several, else the first.
 * They stand together; *row moves on to the last of them. */
static const cJSON *
choose_snapshot(const cJSON **row)
{
	const cJSON *best = *row;

	while ((*row)->next != NULL && str_equal(member_string(*row, "id"),
	    member_string((*row)->next, "id")) &&
	    str_equal(member_string(*row, "domain"),
	    member_string((*row)->next, "domain"))) {
		*row = (*row)->next;
		if (member_state(best) != STATE_ACTIVE &&
		    member_state(*row) == STATE_ACTIVE)
			best = *row;
	}
	return best;
}

static void
add_techniques_snapshot(cJSON *snapshot, const struct rows *r)
{
	cJSON *all = cJSON_AddObjectToObject(snapshot, "techniques"), *to;
	const cJSON *d, *row, *best, **phases;
	size_t n, pk;

	phases = by_number(r->phases, "technique", &n);
	cJSON_ArrayForEach(d, r->domains) {
		to = cJSON_AddObjectToObject(all, member_string(d, "id"));
		cJSON_ArrayForEach(row, r->techniques) {
			if (!str_equal(member_string(row, "domain"),
			    member_string(d, "id")))
				continue;
			best = choose_snapshot(&row);
			pk = (size_t)member_number(best, "pk");
			cJSON_AddItemToObject(to, member_string(best, "id"),
			    technique(best, pk < n ? phases[pk] : NULL));
		}
	}
	free(phases);
}

/* Where an id counts or would, if the control did; or why nowhere. */
static const char *
resolved(const cJSON *mapping, bool follow)
{
	enum outcome outcome = member_outcome(mapping);
	const char *to = member_string(mapping, "resolved");

	if (to != NULL && (!follow || outcome == OUTCOME_EXACT ||
	    outcome == OUTCOME_REMAPPED))
		return to;
	return outcome_name(outcome);
}

static void
add_ids(cJSON *control, const cJSON *first, bool follow)
{
	cJSON *ids = cJSON_CreateArray(), *others = cJSON_CreateObject();
	const char *tagged, *to;
	const cJSON *row;

	for (row = first; row != NULL && member_number(row, "control") ==
	    member_number(first, "control"); row = row->next) {
		if (member_get(row, "aside") != NULL)
			continue;
		tagged = member_string(row, "tagged");
		to = resolved(row, follow);
		if (str_equal(tagged, to))
			cJSON_AddItemToArray(ids, cJSON_CreateString(tagged));
		else
			cJSON_AddStringToObject(others, tagged, to);
	}
	if (ids->child != NULL)
		cJSON_AddItemToObject(control, "ids", ids);
	else
		cJSON_Delete(ids);
	if (others->child != NULL)
		cJSON_AddItemToObject(control, "resolved", others);
	else
		cJSON_Delete(others);
}

/* The level that all its pairs have, and those that are above it. */
static void
add_evidence_snapshot(cJSON *one, const cJSON *row, const cJSON *first)
{
	enum evidence least = member_evidence(row), level;
	long long pk = member_number(row, "pk");
	cJSON *proved = cJSON_CreateObject();
	const cJSON *m;

	for (m = first; m != NULL && member_number(m, "control") == pk;
	    m = m->next)
		if (member_evidence(m) < least)
			least = member_evidence(m);
	if (least > E0)
		member_add_number(one, "evidence", least);
	for (m = first; m != NULL && member_number(m, "control") == pk;
	    m = m->next) {
		level = member_evidence(m);
		if (level > least)
			member_add_number(proved, member_string(m, "tagged"),
			    level);
	}
	if (proved->child != NULL)
		cJSON_AddItemToObject(one, "proved", proved);
	else
		cJSON_Delete(proved);
}

static cJSON *
control(const cJSON *row, const cJSON *first, bool follow, bool links)
{
	cJSON *one = cJSON_CreateObject();

	member_copy(one, row, "id");
	member_copy(one, row, "title");
	member_copy(one, row, "path");
	if (member_number(row, "line") > 1)
		member_copy(one, row, "line");
	if (links)
		member_copy(one, row, "url");
	if (member_number(row, "counts") == 0)
		member_add_text(one, "state",
		    member_number(row, "catch_all") != 0
		    ? "catch-all" : member_string(row, "lifecycle"));
	add_evidence_snapshot(one, row, first);
	add_ids(one, first, follow);
	return one;
}

static bool
is_wanted_snapshot(const struct snapshot_options *o, const cJSON *source)
{
	return o->sources == NULL ||
	    strs_has(o->sources, member_string(source, "id"));
}

static void
add_sources_snapshot(cJSON *snapshot, const struct rows *r,
    const struct snapshot_options *o)
{
	static const char *const copied[] = { "title", "kind", "domain",
		"revision", "accessed", "sha256", NULL };
	cJSON *all = cJSON_AddObjectToObject(snapshot, "sources"), *one;
	const cJSON *row;
	size_t i;

	cJSON_ArrayForEach(row, r->sources) {
		if (!is_wanted_snapshot(o, row))
			continue;
		one = cJSON_AddObjectToObject(all, member_string(row, "id"));
		for (i = 0; copied[i] != NULL; i++)
			member_copy(one, row, copied[i]);
		member_add_flag(one, "own", member_number(row, "own") != 0);
	}
}

static void
add_controls(cJSON *snapshot, const struct rows *r,
    const struct snapshot_options *o)
{
	cJSON *all = cJSON_AddObjectToObject(snapshot, "controls"), *to;
	bool follow = resolve_read(meta(r, "resolve")) != RESOLVE_EXACT;
	const cJSON *s, *row = r->controls->child, **mappings;
	size_t n, pk;

	mappings = by_number(r->mappings, "control", &n);
	/* Both are in the order of sources. */
	cJSON_ArrayForEach(s, r->sources) {
		to = NULL;
		if (is_wanted_snapshot(o, s) &&
		    member_kind(s) < CONTROL_KINDS)
			to =
			    cJSON_AddArrayToObject(all, member_string(s, "id"));
		for (; row != NULL && member_number(row, "source") ==
		    member_number(s, "ord"); row = row->next) {
			pk = (size_t)member_number(row, "pk");
			if (to != NULL)
				cJSON_AddItemToArray(to, control(row,
				    pk < n ? mappings[pk] : NULL, follow,
				    o->links));
		}
	}
	free(mappings);
}

/* Are all there that are asked for? Returns 0, or -1 after reporting the
 * error. */
static int
check_sources(const struct rows *r, const struct strs *wanted)
{
	const cJSON *row;
	bool there;
	size_t i;

	for (i = 0; wanted != NULL && i < wanted->n; i++) {
		there = false;
		cJSON_ArrayForEach(row, r->sources) there |=
		    str_equal(member_string(row, "id"), wanted->v[i]);
		if (!there) {
			log_error("%s: no such source in the catalog",
			    wanted->v[i]);
			return -1;
		}
	}
	return 0;
}

static cJSON *
put_together(const struct rows *r, const struct snapshot_options *o)
{
	cJSON *s = cJSON_CreateObject(), *only;
	size_t i;

	member_add_number(s, "schema", SCHEMA);
	member_add_text(s, "what", "snapshot");
	member_add_text(s, "resolve", meta(r, "resolve"));
	member_add_text(s, "lifecycle", meta(r, "lifecycle"));
	member_add_text(s, "scope", meta(r, "scope"));
	if (o->sources != NULL) {
		only = cJSON_AddArrayToObject(s, "only");
		for (i = 0; i < o->sources->n; i++)
			cJSON_AddItemToArray(only,
			    cJSON_CreateString(o->sources->v[i]));
	}
	add_attack_snapshot(s, r);
	add_tactics_snapshot(s, r);
	add_techniques_snapshot(s, r);
	add_sources_snapshot(s, r, o);
	add_controls(s, r, o);
	return s;
}

cJSON *
model_snapshot(struct catalog *c, const struct snapshot_options *o)
{
	static const struct snapshot_options all = { 0 };
	struct rows r = { 0 };
	cJSON *snapshot = NULL;

	if (o == NULL)
		o = &all;
	if (ask_snapshot(c, &r) == 0 && check_sources(&r, o->sources) == 0)
		snapshot = put_together(&r, o);
	rows_free(&r);
	return snapshot;
}

int
snapshot_own(struct catalog *c, struct strs *sources)
{
	cJSON *rows = NULL;
	const cJSON *row;

	if (catalog_rows(c, Q_SOURCES, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		if (member_number(row, "own") != 0)
			strs_add(sources, member_string(row, "id"));
	cJSON_Delete(rows);
	return 0;
}

void
snapshot_print(const cJSON *snapshot, struct buf *out)
{
	lines_print(snapshot, 3, out);
}
