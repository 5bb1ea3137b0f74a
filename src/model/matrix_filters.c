/* What the matrix is filtered by, for a script: indexes into lists. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "count/perspective.h"
#include "model/matrix.h"
#include "value/member.h"
#include "words/logs.h"
#include "words/words.h"

/* Words in order of first use, with how many mappings each has or, of
 * platforms, how many techniques in scope. */
struct words {
	struct strs list;
	long long *n;
};

struct data {
	struct words platforms, levels, statuses, facets;
	cJSON *facet_list;
	cJSON **techniques; /* by pk - 1: their lists of facets; or NULL */
	int *places;        /* by pk - 1 */
	size_t n;
	bool told;   /* is it told which logs are collected? */
};

enum { IN_SCOPE = 1, HAS_ANALYTICS = 2 };

/* The index of a word, -1 for NULL; counts n more mappings for it. */
static int
word_place(struct words *w, const char *word, long long n)
{
	size_t i;

	if (word == NULL)
		return -1;
	for (i = 0; i < w->list.n; i++)
		if (strcmp(w->list.v[i], word) == 0)
			break;
	if (i == w->list.n) {
		strs_add(&w->list, word);
		w->n = mem_grow(w->n, w->list.n, sizeof(*w->n));
		w->n[i] = 0;
	}
	w->n[i] += n;
	return (int)i;
}

static void
words_free(struct words *w)
{
	strs_free(&w->list);
	free(w->n);
}

static void
add_text(cJSON *list, const char *text)
{
	cJSON_AddItemToArray(list, cJSON_CreateString(text));
}

static void
add_number(cJSON *list, double n)
{
	cJSON_AddItemToArray(list, cJSON_CreateNumber(n));
}

static cJSON *
words_list(const struct words *w)
{
	cJSON *list = cJSON_CreateArray(), *one;
	size_t i;

	for (i = 0; i < w->list.n; i++) {
		one = cJSON_CreateArray();
		add_text(one, w->list.v[i]);
		add_number(one, (double)w->n[i]);
		cJSON_AddItemToArray(list, one);
	}
	return list;
}

/* The indexes of platforms, one per line; also of those of no technique. */
static cJSON *
platform_places(struct data *d, const char *lines)
{
	cJSON *list = cJSON_CreateArray();
	size_t len;
	char *word;

	while (lines != NULL && *lines != '\0') {
		len = strcspn(lines, "\n");
		word = mem_strndup(lines, len);
		add_number(list, word_place(&d->platforms, word, 0));
		free(word);
		lines += len + (lines[len] == '\n');
	}
	return list;
}

/* The index of the facet that a row is counted under. */
static int
facet_of(struct data *d, const cJSON *row)
{
	long long n = member_number(row, "count");
	cJSON *facet = cJSON_CreateArray();
	size_t before = d->facets.list.n;
	char *text;
	int place;

	add_number(facet, (double)member_number(row, "source") - 1);
	cJSON_AddItemToArray(facet,
	    platform_places(d, member_string(row, "platforms")));
	add_number(facet,
	    word_place(&d->levels, member_string(row, "level"), n));
	add_number(facet,
	    word_place(&d->statuses, member_string(row, "status"),
		n));
	add_number(facet, member_evidence(row));
	add_number(facet, member_whose(row) == WHOSE_YOURS);
	if (d->told)
		add_number(facet, member_runs(row) == RUNS_YES);
	text = cJSON_PrintUnformatted(facet);
	place = word_place(&d->facets, text, n);
	cJSON_free(text);
	if (d->facets.list.n > before)
		cJSON_AddItemToArray(d->facet_list, facet);
	else
		cJSON_Delete(facet);
	return place;
}

static void
take_facets(struct data *d, const cJSON *rows)
{
	const cJSON *row;
	cJSON *list;

	cJSON_ArrayForEach(row, rows) {
		list = d->techniques[member_number(row, "technique") - 1];
		if (list == NULL)
			continue;
		add_number(list, facet_of(d, row));
		add_number(list, (double)member_number(row, "count"));
	}
}

/* Starts the list of platforms with those that can be chosen: the scope's in
 * domains that have any, else all of techniques. */
static int
take_platforms(struct catalog *c, struct data *d, const cJSON *site)
{
	const cJSON *domain, *row, *p;
	cJSON *known = NULL;
	bool bounded;

	if (catalog_rows(c, Q_KNOWN_PLATFORMS, NULL, &known) == -1)
		return -1;
	cJSON_ArrayForEach(domain, member_get(site, "domains")) {
		bounded = member_get(domain, "platforms") != NULL;
		cJSON_ArrayForEach(p, member_get(domain, "platforms"))
			word_place(&d->platforms, p->valuestring, 0);
		cJSON_ArrayForEach(row, known)
			if (!bounded && str_equal(member_string(row, "domain"),
			    member_string(domain, "id")))
				word_place(&d->platforms,
				    member_string(row, "platform"), 0);
	}
	cJSON_Delete(known);
	return 0;
}

/* Adds to each technique those of its platforms that can be chosen. */
static int
add_own_platforms(struct catalog *c, struct data *d, cJSON *techniques,
    const cJSON *cells)
{
	size_t most = d->platforms.list.n, pk;
	cJSON *rows = NULL, *one;
	const cJSON *row;
	int place;

	if (catalog_rows(c, Q_ALL_PLATFORMS, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(one, techniques)
		cJSON_AddItemToArray(one, cJSON_CreateArray());
	cJSON_ArrayForEach(row, rows) {
		pk = (size_t)member_number(row, "technique");
		if (d->places[pk - 1] < 0)
			continue;
		place = word_place(&d->platforms,
		    member_string(row, "platform"),
		    !cJSON_IsTrue(
			member_get(cJSON_GetArrayItem(cells, (int)pk - 1),
			    "out")));
		if ((size_t)place >= most)
			continue;
		one = cJSON_GetArrayItem(techniques, d->places[pk - 1]);
		add_number(one->child->prev, place);
	}
	cJSON_Delete(rows);
	return 0;
}

/* Adds how visible an analytic is to a technique's list, where the best of like
 * platforms stands. */
static void
add_visible(struct data *d, cJSON *list, const cJSON *analytic)
{
	int state = VISIBLE_FULL - (int)visible_read(member_string(analytic,
	    "visible"));
	cJSON *places = cJSON_CreateArray(), *at = list->child;
	const cJSON *p;

	cJSON_ArrayForEach(p, member_get(analytic, "platforms"))
		add_number(places, word_place(&d->platforms, p->valuestring, 0));
	while (at != NULL && !cJSON_Compare(at->next, places, 1))
		at = at->next->next;
	if (at == NULL) {
		add_number(list, state);
		cJSON_AddItemToArray(list, places);
		return;
	}
	if (state < at->valuedouble)
		cJSON_SetNumberValue(at, state);
	cJSON_Delete(places);
}

/* Adds to each technique how visible its analytics are. */
static void
add_analytics(struct data *d, const struct visibility *v, cJSON *techniques)
{
	cJSON *analytics, *list, *one = techniques->child;
	const cJSON *a;
	size_t i;

	for (i = 0; i < d->n; i++) {
		if (d->places[i] < 0)
			continue;
		list = cJSON_CreateArray();
		cJSON_AddItemToArray(one, list);
		one = one->next;
		analytics = visibility_analytics(v, (long long)i + 1);
		cJSON_ArrayForEach(a, analytics)
			add_visible(d, list, a);
		cJSON_Delete(analytics);
	}
}

/* [id, parent, flags, facets] of each technique that the matrix may show. */
static cJSON *
technique_list(struct data *d, const cJSON *cells,
    const cJSON *rows)
{
	cJSON *list = cJSON_CreateArray(), *one;
	const cJSON *row = rows->child, *cell;
	long long parent;
	size_t i = 0;
	int places = 0;

	cJSON_ArrayForEach(cell, cells) {
		d->places[i] = -1;
		parent = member_number(row, "parent");
		row = row->next;
		if (member_state(cell) == STATE_ACTIVE) {
			d->places[i] = places++;
			one = cJSON_CreateArray();
			cJSON_AddItemToArray(list, one);
			add_text(one, member_string(cell, "id"));
			add_number(one, parent > 0 ? d->places[parent - 1]
						   : -1);
			add_number(one,
			    (cJSON_IsTrue(member_get(cell, "out")) ? 0
			    : IN_SCOPE) + (cJSON_IsTrue(member_get(cell,
			    "mitre")) ? HAS_ANALYTICS : 0));
			d->techniques[i] = cJSON_CreateArray();
			cJSON_AddItemToArray(one, d->techniques[i]);
		}
		i++;
	}
	return list;
}

static cJSON *
source_list(const cJSON *sources)
{
	cJSON *list = cJSON_CreateArray(), *one;
	const cJSON *s;

	cJSON_ArrayForEach(s, sources) {
		one = cJSON_CreateArray();
		add_text(one, member_string(s, "id"));
		add_text(one, member_string(s, "title"));
		add_text(one, member_string(s, "kind"));
		add_number(one, (double)member_number(s, "mappings"));
		cJSON_AddItemToArray(list, one);
	}
	return list;
}

static void
add_used(const struct data *d, cJSON *used, const cJSON *part)
{
	const cJSON *use;
	int place;

	cJSON_ArrayForEach(use, member_get(part, "uses")) {
		place = d->places[member_number(member_get(use, "cell"), "pk") -
		    1];
		if (place >= 0)
			add_number(used, place);
	}
}

static bool
uses_any(const cJSON *actor)
{
	const cJSON *part;

	cJSON_ArrayForEach(part, member_get(actor, "parts"))
		if (cJSON_IsTrue(member_get(part, "has_uses")))
			return true;
	return false;
}

/* The levels of evidence, E0 first: their glyphs and words. */
static cJSON *
evidence_list(const cJSON *matrix, const cJSON *site)
{
	cJSON *list = cJSON_CreateArray(), *one;
	cJSON *levels = matrix_evidence(matrix, member_get(site, "sources"));
	const cJSON *level;

	cJSON_ArrayForEach(level, levels) {
		one = cJSON_CreateArray();
		add_text(one, member_string(level, "glyph"));
		add_text(one, member_string(level, "words"));
		cJSON_AddItemToArray(list, one);
	}
	cJSON_Delete(levels);
	return list;
}

/* Groups with the indexes of the techniques that they or their campaigns use. */
static cJSON *
group_list(const struct data *d, const cJSON *actors)
{
	cJSON *list = cJSON_CreateArray(), *one, *used;
	const cJSON *actor, *part;

	cJSON_ArrayForEach(actor, actors) {
		if (!str_equal(member_string(actor, "kind"), "group") ||
		    !uses_any(actor))
			continue;
		one = cJSON_CreateArray();
		cJSON_AddItemToArray(list, one);
		add_text(one, member_string(actor, "id"));
		add_text(one, member_string(actor, "name"));
		used = cJSON_CreateArray();
		cJSON_AddItemToArray(one, used);
		cJSON_ArrayForEach(part, member_get(actor, "parts"))
			add_used(d, used, part);
	}
	return list;
}

cJSON *
matrix_filters(struct catalog *c, const cJSON *site, const cJSON *matrix,
    const cJSON *actors, const struct visibility *visibility)
{
	cJSON *rows = NULL, *all = NULL, *list;
	const cJSON *cells = member_get(matrix, "cells");
	struct data d = { .told = visibility_told(visibility) };
	size_t offered = 0;
	int rc = -1;

	if (catalog_rows(c, Q_TECHNIQUES, NULL, &rows) == -1 ||
	    take_platforms(c, &d, site) == -1)
		goto out;
	offered = d.platforms.list.n;
	d.n = (size_t)cJSON_GetArraySize(cells);
	d.techniques = mem_array(d.n, sizeof(*d.techniques));
	d.places = mem_array(d.n, sizeof(*d.places));
	d.facet_list = cJSON_CreateArray();
	all = cJSON_CreateObject();
	list = technique_list(&d, cells, rows);
	if (add_own_platforms(c, &d, list, cells) == -1)
		goto out;
	if (d.told)
		add_analytics(&d, visibility, list);
	take_facets(&d, member_get(matrix, "facets"));
	cJSON_AddItemToObject(all, "sources",
	    source_list(member_get(site, "sources")));
	cJSON_AddItemToObject(all, "platforms", words_list(&d.platforms));
	member_add_number(all, "offered", (long long)offered);
	cJSON_AddItemToObject(all, "levels", words_list(&d.levels));
	cJSON_AddItemToObject(all, "statuses", words_list(&d.statuses));
	cJSON_AddItemToObject(all, "evidence", evidence_list(matrix, site));
	cJSON_AddItemToObject(all, "facets", d.facet_list);
	cJSON_AddItemToObject(all, "techniques", list);
	member_add_flag(all, "logs", d.told);
	cJSON_AddItemToObject(all, "groups", group_list(&d, actors));
	cJSON_AddItemToObject(all, "whose",
	    cJSON_Duplicate(member_get(site, "perspective"), 1));
	member_copy(all, matrix, "mixed");
	rc = 0;
out:
	words_free(&d.platforms);
	words_free(&d.levels);
	words_free(&d.statuses);
	words_free(&d.facets);
	free(d.techniques);
	free(d.places);
	cJSON_Delete(rows);
	if (rc == 0)
		return all;
	cJSON_Delete(all);
	return NULL;
}

static int
cells_order(const cJSON *a, const cJSON *b)
{
	int order = strcmp(member_string(a, "domain"),
	    member_string(b, "domain"));

	return order != 0 ? order : strcmp(member_string(a, "id"),
	    member_string(b, "id"));
}

/* What stands in a cell that a build may change. */
enum { BEFORE = 4 };
struct before {
	long long n[BEFORE];
};

static const struct {
	enum kind kind;
	bool tested;
} before[BEFORE] = { { KIND_DETECTION, false }, { KIND_TEST, false },
	{ KIND_POLICY, false }, { KIND_DETECTION, true } };

static long long
cell_count(const cJSON *cell, size_t i)
{
	return member_number(cell, before[i].tested
	    ? coverage_names[COVERAGE_TESTED] : kind_name(before[i].kind));
}

/* The row of the same technique, from *old on: all are by domain and id. */
static const cJSON *
same_technique(const cJSON **old, const cJSON *cell)
{
	int order = -1;

	while (*old != NULL && (member_state(*old) == STATE_REVOKED ||
	    (order = cells_order(*old, cell)) < 0))
		*old = (*old)->next;
	return *old != NULL && order == 0 ? *old : NULL;
}

/* Adds those of which there is another number now. */
static void
add_otherwise(cJSON *list, const cJSON *matrix, const cJSON *rows,
    const struct before *counts)
{
	static const struct before none;
	const cJSON *cell, *old, *from = rows->child;
	const struct before *was;
	bool differs;
	int place = 0;
	cJSON *one;
	size_t i;

	cJSON_ArrayForEach(cell, member_get(matrix, "cells")) {
		if (cJSON_IsNull(cell) || member_state(cell) != STATE_ACTIVE)
			continue;
		old = same_technique(&from, cell);
		was = old == NULL ? &none
		    : &counts[member_number(old, "pk") - 1];
		one = cJSON_CreateArray();
		add_number(one, place++);
		differs = false;
		for (i = 0; i < BEFORE; i++) {
			add_number(one, (double)was->n[i]);
			differs |= was->n[i] != cell_count(cell, i);
		}
		if (differs)
			cJSON_AddItemToArray(list, one);
		else
			cJSON_Delete(one);
	}
}

int
matrix_add_before(cJSON *filters, const cJSON *matrix, struct catalog *old)
{
	cJSON *to = cJSON_AddObjectToObject(filters, "before"), *list;
	cJSON *rows = NULL, *whose = cJSON_CreateObject();
	struct before *counts = NULL;
	struct catalog_count *v = NULL;
	struct perspective p;
	size_t n = 0, i, k;
	int rc = -1;

	if (perspective_read(old, NULL, &p) == -1 ||
	    catalog_rows(old, Q_TECHNIQUES, NULL, &rows) == -1 ||
	    catalog_read_counts(old, NULL, NULL, &v, &n) == -1)
		goto out;
	counts = mem_array((size_t)cJSON_GetArraySize(rows), sizeof(*counts));
	for (i = 0; i < n; i++)
		for (k = 0; k < BEFORE; k++)
			if (v[i].kind == before[k].kind)
				counts[v[i].technique - 1].n[k] +=
				    before[k].tested ? v[i].tested : v[i].count;
	list = cJSON_AddArrayToObject(to, "techniques");
	perspective_add(whose, &p);
	cJSON_AddItemToObject(to, "whose",
	    cJSON_DetachItemFromObject(whose, "perspective"));
	add_otherwise(list, matrix, rows, counts);
	rc = 0;
out:
	cJSON_Delete(rows);
	cJSON_Delete(whose);
	free(counts);
	free(v);
	return rc;
}
