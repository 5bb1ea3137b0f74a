/* Full-text search: what is found, as an answer. */
#include "search/search.h"

#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "count/perspective.h"
#include "count/provenance.h"
#include "rank_correct.h"
#include "rank_words.h"
#include "value/member.h"

/* What is found, and what was asked for instead of what was typed, or NULL. */
struct answer {
	struct ranking r;
	const struct catalog_search *s;
	struct hit *hits;
	size_t n;
	char *instead;
};

static int
run_text(struct answer *a, const char *text, struct rank_query *q)
{
	rank_query_read(q, text, &a->r.mem);
	return rank_run(&a->r, text, q, &a->hits, &a->n);
}

/* Runs a corrected query; keeps what was found before if it finds nothing. */
static int
run_corrected(struct answer *a, struct rank_query *q)
{
	struct hit *hits = a->hits;
	size_t n = a->n;
	char *instead;

	if (rank_correct(&a->r, q, &instead) == -1)
		return -1;
	if (instead == NULL)
		return 0;
	if (run_text(a, instead, q) == -1)
		return -1;
	if (a->n > 0) {
		a->instead = instead;
		return 0;
	}
	/* Where nothing was found before, either, it is the corrected words that some
	 * are dropped from. */
	a->hits = hits;
	a->n = n;
	return 0;
}

/* Drops from the query until something is found; of an id only what has that id
 * will do. */
static int
run_less(struct answer *a, const char *text, struct rank_query *q)
{
	bool is_id = rank_is_id(text, 0);
	char *left;

	for (;;) {
		if (rank_drop(&a->r, text, q, &left) == -1)
			return -1;
		if (left == NULL)
			return 0;
		if (run_text(a, left, q) == -1)
			return -1;
		if (is_id && a->n > 0 && a->hits[0].tier > TIER_SHORT)
			a->n = 0;
		if (a->n > 0) {
			a->instead = is_id ? arena_strdup(&a->r.mem,
			    a->hits[0].thing.id) : left;
			return 0;
		}
		text = left;
	}
}

static int
find_hits(struct answer *a)
{
	struct rank_query *q = arena_alloc(&a->r.mem, sizeof(*q));
	const char *text = a->s->words;

	if (run_text(a, text, q) == -1)
		return -1;
	if ((a->n == 0 || a->hits[0].tier > TIER_FOLDED) &&
	    run_corrected(a, q) == -1)
		return -1;
	return a->n > 0 ? 0 : run_less(a, text, q);
}

/* Is it of a kind and a source that were asked for? */
static bool
is_chosen(const struct catalog_search *s, const struct hit *h)
{
	return (s->kinds.n == 0 || strs_has(&s->kinds, h->thing.kind)) &&
	    (s->sources.n == 0 || (h->thing.source != NULL &&
	    strs_has(&s->sources, h->thing.source)));
}

/* Adds why it was found: matched, a list of words. */
static void
add_matched(cJSON *item, const struct hit *h)
{
	static const char *const tiers[] = { [TIER_ID] = "id",
		[TIER_OLD] = "old id", [TIER_NAME] = "name",
		[TIER_OTHER] = "other name", [TIER_SHORT] = "id",
		[TIER_FOLDED] = "name", [TIER_WORDS] = "name",
		[TIER_WIDER] = "name", [TIER_VOTED] = "controls",
		[TIER_BEGUN] = "name" };
	static const char *const columns[] = { "id", "old id", "name", "title",
		"other name", "tag", "log source", "file", "description",
		"query" };
	cJSON *list = cJSON_AddArrayToObject(item, "matched");
	int i;

	if (h->tier <= TIER_OTHER + 1)
		cJSON_AddTrueToObject(item, "exact");
	if (h->tier < TIER_TITLE)
		cJSON_AddItemToArray(list, cJSON_CreateString(
		    h->synonym ? "synonym" : tiers[h->tier]));
	for (i = 0; h->tier >= TIER_TITLE && i < SEEK_COLUMNS; i++)
		if ((h->columns >> i & 1) != 0)
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(columns[i]));
}

/* Adds the details of hits of a kind, the first few, to items. */
static int
add_details_of(struct answer *a, cJSON *items, const struct hit **hits, size_t n)
{
	int block = (int)(hits[0]->thing.row >> SEEK_BLOCK_BITS);
	cJSON *pks = cJSON_CreateArray(), *rows = NULL, *row;
	size_t i;
	int rc;

	for (i = 0; i < n; i++)
		cJSON_AddItemToArray(pks, cJSON_CreateNumber(
		    (double)(hits[i]->thing.row & ((1 << SEEK_BLOCK_BITS) - 1))));
	rc = catalog_seek_details(a->r.c, block, pks, &rows);
	cJSON_Delete(pks);
	for (i = 0; rc == 0 && i < n && rows->child != NULL; i++) {
		row = cJSON_DetachItemViaPointer(rows, rows->child);
		cJSON_DeleteItemFromObject(row, "pk");
		cJSON_DeleteItemFromObject(row, "kind");
		add_matched(row, hits[i]);
		cJSON_AddItemToArray(items, row);
	}
	cJSON_Delete(rows);
	return rc;
}

/* Adds the result of the kind of the hit at first, if it is the first of its kind
 * that is chosen. */
static int
add_result(struct answer *a, cJSON *results, size_t first, const struct hit **of)
{
	const char *kind = a->hits[first].thing.kind;
	size_t i, n = 0, shown;
	const cJSON *r;
	cJSON *one;

	cJSON_ArrayForEach(r, results)
		if (strcmp(member_string(r, "kind"), kind) == 0)
			return 0;
	for (i = first; i < a->n; i++)
		if (strcmp(a->hits[i].thing.kind, kind) == 0 &&
		    is_chosen(a->s, &a->hits[i]))
			of[n++] = &a->hits[i];
	if (n == 0)
		return 0;
	shown = a->s->limit > 0 && n > (size_t)a->s->limit
	    ? (size_t)a->s->limit : n;
	one = cJSON_CreateObject();
	cJSON_AddItemToArray(results, one);
	cJSON_AddStringToObject(one, "kind", kind);
	member_add_number(one, "shown", (long long)shown);
	member_add_number(one, "found", (long long)n);
	return add_details_of(a, cJSON_AddArrayToObject(one, "items"), of, shown);
}

/* Adds the results, and how many there are. */
static int
add_all_kinds(struct answer *a, cJSON *m)
{
	const struct hit **of = arena_alloc(&a->r.mem,
	    (a->n + 1) * sizeof(const struct hit *));
	cJSON *results = cJSON_CreateArray();
	long long shown = 0, found = 0;
	const cJSON *r;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < a->n; i++)
		if (is_chosen(a->s, &a->hits[i]))
			rc = add_result(a, results, i, of);
	cJSON_ArrayForEach(r, results) {
		shown += member_number(r, "shown");
		found += member_number(r, "found");
	}
	member_add_number(m, "shown", shown);
	member_add_number(m, "found", found);
	cJSON_AddItemToObject(m, "results", results);
	return rc;
}

static void
add_text_of(cJSON *m, const char *name, const char *text)
{
	struct buf b = BUF_INIT;

	escape_prose(&b, text);
	cJSON_AddStringToObject(m, name, buf_str(&b));
	buf_free(&b);
}

cJSON *
search_find(struct catalog *c, const struct catalog_search *s)
{
	struct answer a = { .s = s };
	cJSON *m = cJSON_CreateObject();
	struct perspective whose;
	int rc;

	member_add_number(m, "schema", 2);
	add_text_of(m, "query", s->words);
	rc = perspective_read(c, NULL, &whose);
	if (rc == 0)
		perspective_add(m, &whose);
	if (rc == 0)
		rc = rank_begin(&a.r, c);
	if (rc == 0)
		rc = find_hits(&a);
	if (rc == 0 && a.instead != NULL)
		add_text_of(m, "instead", a.instead);
	if (rc == 0)
		rc = add_all_kinds(&a, m);
	rank_end(&a.r);
	if (rc == 0)
		rc = provenance_add_meta(m, c);
	if (rc == 0)
		rc = provenance_add_from(m, c, NULL, NULL);
	if (rc == 0)
		return m;
	cJSON_Delete(m);
	return NULL;
}
