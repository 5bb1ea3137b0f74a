/* What of a catalog is kept so that another may be compared with it. */
#include "compare/snapshot.h"

#include <stdlib.h>

#include "base/log.h"
#include "base/mem.h"
#include "catalog/each.h"
#include "count/perspective.h"
#include "settings.h"
#include "snapshot_logs.h"
#include "value/lines.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

enum { SCHEMA = 2 };

/* The rows that one is made of. */
enum { DOMAIN_ROWS, TACTICS, TECHNIQUES, PHASES, SOURCES, LISTS };

static const enum catalog_query queries[LISTS] = {
	[DOMAIN_ROWS] = Q_DOMAINS,
	[TACTICS] = Q_TACTICS,
	[TECHNIQUES] = Q_TECHNIQUES,
	[PHASES] = Q_ALL_PHASES,
	[SOURCES] = Q_SOURCES,
};

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

static void
add_phases(cJSON *technique, const cJSON *first)
{
	cJSON *list;
	const cJSON *row;

	if (first == NULL)
		return;
	list = cJSON_AddArrayToObject(technique, "tactics");
	for (row = first; row != NULL && member_number(row, "technique") ==
	    member_number(first, "technique"); row = row->next)
		cJSON_AddItemToArray(list,
		    cJSON_CreateString(member_string(row, "shortname")));
}

static cJSON *
technique(const cJSON *row, const cJSON *first_phase,
    const struct snapshot_logs *logs)
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
	snapshot_logs_add_technique(logs, row, one);
	return one;
}

/* The row that an id stands for: the active one of several, else the first.
 * They stand together; *row moves on to the last of them. */
static const cJSON *
best_row(const cJSON **row)
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

/* The domains of ATT&CK, each with its tactics and techniques. */
static void
add_attack(cJSON *snapshot, cJSON *const rows[LISTS],
    const struct snapshot_logs *logs)
{
	static const char *const bundle[] = { "version", "accessed", "sha256",
		NULL };
	static const char *const tactic[] = { "shortname", "name", NULL };
	cJSON *attack = cJSON_AddObjectToObject(snapshot, "attack");
	cJSON *tactics = cJSON_AddObjectToObject(snapshot, "tactics");
	cJSON *all = cJSON_AddObjectToObject(snapshot, "techniques"), *to;
	const cJSON *d, *row, *best, **phases;
	const char *id;
	size_t n, pk;

	phases = by_number(rows[PHASES], "technique", &n);
	cJSON_ArrayForEach(d, rows[DOMAIN_ROWS]) {
		id = member_string(d, "id");
		cJSON_AddItemToObject(attack, id, member_pick(d, bundle));
		to = cJSON_AddObjectToObject(tactics, id);
		cJSON_ArrayForEach(row, rows[TACTICS])
			if (str_equal(member_string(row, "domain"), id))
				cJSON_AddItemToObject(to,
				    member_string(row, "id"),
				    member_pick(row, tactic));
		to = cJSON_AddObjectToObject(all, id);
		cJSON_ArrayForEach(row, rows[TECHNIQUES]) {
			if (!str_equal(member_string(row, "domain"), id))
				continue;
			best = best_row(&row);
			pk = (size_t)member_number(best, "pk");
			cJSON_AddItemToObject(to, member_string(best, "id"),
			    technique(best, pk < n ? phases[pk] : NULL,
			    logs));
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
add_evidence(cJSON *one, const cJSON *row, const cJSON *first)
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

/* Why it does not count, or NULL where it does. */
static const char *
excluded(const cJSON *row)
{
	if (member_number(row, "counts") != 0)
		return NULL;
	if (member_number(row, "catch_all") != 0)
		return "catch-all";
	return member_lifecycle(row) == LIFECYCLE_ACTIVE &&
	    perspective_excluded(member_whose(row)) != NULL
	    ? member_string(row, "whose") : member_string(row, "lifecycle");
}

static cJSON *
control(const cJSON *row, const cJSON *first, const cJSON *source,
    const struct snapshot_options *o, const struct snapshot_logs *logs,
    bool follow)
{
	static const char *const copied[] = { "id", "title", "path", NULL };
	cJSON *one = member_pick(row, copied);

	if (member_number(row, "line") > 1)
		member_copy(one, row, "line");
	if (o->links)
		member_copy(one, row, "url");
	member_add_text(one, "state", excluded(row));
	if (member_number(row, "counts") != 0 &&
	    member_whose(row) != perspective_usual(source))
		member_copy(one, row, "whose");
	add_evidence(one, row, first);
	add_ids(one, first, follow);
	snapshot_logs_add_control(logs, row, one);
	return one;
}

/* Controls while they are read. */
struct taking {
	const struct snapshot_options *o;
	const struct snapshot_logs *logs;
	bool follow;
	const cJSON **mappings; /* the first of each control, by pk */
	size_t n;
	const cJSON *source; /* of the sources, that of the last control */
	cJSON *controls;     /* lists, by source */
	struct arena *mem;   /* of what is kept */
};

/* Both are in the order of sources. */
static int
keep_controls(void *ctx, cJSON *rows)
{
	struct taking *t = ctx;
	struct arena *before = value_use(t->mem);
	const cJSON *row;
	size_t pk;
	cJSON *to;

	cJSON_ArrayForEach(row, rows) {
		while (t->source != NULL && member_number(row, "source") !=
		    member_number(t->source, "ord"))
			t->source = t->source->next;
		to = member_get(t->controls, member_text_or(t->source, "id",
		    ""));
		pk = (size_t)member_number(row, "pk");
		if (to != NULL)
			cJSON_AddItemToArray(to, control(row, pk < t->n
			    ? t->mappings[pk] : NULL, t->source, t->o, t->logs,
			    t->follow));
	}
	value_use(before);
	return 0;
}

/* Adds the sources that are asked for, and lists for the controls of those that may
 * have some. Are there any? */
static bool
add_source_lists(cJSON *snapshot, const cJSON *rows, const struct strs *asked)
{
	static const char *const copied[] = { "title", "kind", "domain",
		"revision", "accessed", "sha256", "?own", NULL };
	cJSON *sources = cJSON_AddObjectToObject(snapshot, "sources");
	cJSON *controls = cJSON_AddObjectToObject(snapshot, "controls");
	const cJSON *s;

	cJSON_ArrayForEach(s, rows) {
		if (asked != NULL && !strs_has(asked, member_string(s, "id")))
			continue;
		cJSON_AddItemToObject(sources, member_string(s, "id"),
		    member_pick(s, copied));
		if (member_kind(s) < CONTROL_KINDS)
			cJSON_AddArrayToObject(controls, member_string(s, "id"));
	}
	return controls->child != NULL;
}

static int
add_all_controls(cJSON *snapshot, struct catalog *c, const cJSON *sources,
    const struct snapshot_options *o, const struct snapshot_logs *logs)
{
	struct taking t = { .o = o, .logs = logs, .source = sources->child,
		.controls = member_get(snapshot, "controls"),
		.mem = value_arena() };
	struct arena mem = { 0 }, *before = value_use(&mem);
	cJSON *mappings = NULL;
	int rc = catalog_rows(c, Q_RESOLVED, NULL, &mappings);

	value_use(before);
	t.follow = resolve_read(member_string(snapshot, "resolve")) !=
	    RESOLVE_EXACT;
	if (rc == 0) {
		t.mappings = by_number(mappings, "control", &t.n);
		rc = catalog_each(c, Q_ALL_CONTROLS, NULL, keep_controls, &t);
	}
	free(t.mappings);
	arena_free(&mem);
	return rc;
}

/* Are all there that are asked for? Returns 0, or -1 after reporting the
 * error. */
static int
check_sources(const cJSON *sources, const struct strs *wanted)
{
	const cJSON *row;
	size_t i;

	for (i = 0; wanted != NULL && i < wanted->n; i++) {
		cJSON_ArrayForEach(row, sources)
			if (str_equal(member_string(row, "id"), wanted->v[i]))
				break;
		if (row == NULL) {
			log_error("%s: no such source in the catalog",
			    wanted->v[i]);
			return -1;
		}
	}
	return 0;
}

cJSON *
snapshot_of(struct catalog *c, const struct snapshot_options *o)
{
	static const struct snapshot_options all = { 0 };
	static const char *const settings[] = { "resolve", "lifecycle",
		"scope", "counts", NULL };
	cJSON *rows[LISTS] = { 0 }, *meta = settings_read(c), *s = NULL, *only;
	struct snapshot_logs logs = { 0 };
	struct perspective of;
	size_t i;

	if (o == NULL)
		o = &all;
	if (meta == NULL || perspective_read(c, NULL, &of) == -1)
		goto out;
	for (i = 0; i < LISTS; i++)
		if (catalog_rows(c, queries[i], NULL, &rows[i]) == -1)
			goto out;
	if (check_sources(rows[SOURCES], o->sources) == -1 ||
	    snapshot_logs_open(&logs, c, o->seen, o->lacks) == -1)
		goto out;
	s = cJSON_CreateObject();
	member_add_number(s, "schema", SCHEMA);
	member_add_text(s, "what", "snapshot");
	member_copy_all(s, meta, settings);
	perspective_add(s, &of);
	if (o->sources != NULL) {
		only = cJSON_AddArrayToObject(s, "only");
		for (i = 0; i < o->sources->n; i++)
			cJSON_AddItemToArray(only,
			    cJSON_CreateString(o->sources->v[i]));
	}
	if (snapshot_logs_add_names(&logs, c, s) == -1) {
		value_delete(s);
		s = NULL;
		goto out;
	}
	add_attack(s, rows, &logs);
	if (add_source_lists(s, rows[SOURCES], o->sources) &&
	    add_all_controls(s, c, rows[SOURCES], o, &logs) == -1) {
		value_delete(s);
		s = NULL;
	}
out:
	snapshot_logs_close(&logs);
	for (i = 0; i < LISTS; i++)
		value_delete(rows[i]);
	value_delete(meta);
	return s;
}

/* Is any of the source's controls the organisation's? */
static bool
has_yours(const cJSON *controls, long long source)
{
	const cJSON *k;

	cJSON_ArrayForEach(k, controls)
		if (member_number(k, "source") == source &&
		    member_whose(k) == WHOSE_YOURS)
			return true;
	return false;
}

int
snapshot_yours(struct catalog *c, struct strs *sources)
{
	cJSON *rows = NULL, *controls = NULL;
	const cJSON *row;
	int rc = -1;

	if (catalog_rows(c, Q_SOURCES, NULL, &rows) == -1 ||
	    catalog_rows(c, Q_ALL_CONTROLS, NULL, &controls) == -1)
		goto out;
	cJSON_ArrayForEach(row, rows)
		if (member_number(row, "own") != 0 ||
		    has_yours(controls, member_number(row, "ord")))
			strs_add(sources, member_string(row, "id"));
	rc = 0;
out:
	cJSON_Delete(rows);
	cJSON_Delete(controls);
	return rc;
}

void
snapshot_print(const cJSON *snapshot, struct buf *out)
{
	lines_print(snapshot, 3, out);
}
