/* The order of what a query finds. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "rank_index.h"
#include "rank_votes.h"
#include "rank_words.h"
#include "value/member.h"
#include "words/words.h"

enum { TITLE_WORDS = 4 }; /* of a title that is as good as a name */

const char *const search_kinds[] = { "technique", "tactic", "group", "software",
	"campaign", "policy", "vulnerability", "log", "detection", "test", "strategy",
	"component", "analytic", NULL };

/* A query while it is run; by number (rank_index.h). */
struct run {
	struct ranking *r;
	const struct rank_query *q;
	const char *joined, *stems;
	bool cve, all_weak;
	size_t asked; /* words */
	struct word_index index[RANK_WORDS];
	unsigned char *tier;
	unsigned char *synonym;
	unsigned char *sum; /* of matches in names */
	struct hit *hits;
	size_t n;
};

int
rank_begin(struct ranking *r, struct catalog *c)
{
	long long most[SEEK_BLOCKS];
	int i;

	r->c = c;
	if (catalog_seek_blocks(c, most) == -1)
		return -1;
	for (i = 0; i < SEEK_BLOCKS; i++)
		r->from[i + 1] = r->from[i] + most[i] + 1;
	return places_read(&r->places, c);
}

void
rank_end(struct ranking *r)
{
	places_free(&r->places);
	arena_free(&r->mem);
}

/* Is a number in the text shorter than the one in the id? */
static bool
is_short(const char *text, const char *id)
{
	size_t n, m;

	for (;;) {
		text += strcspn(text, "0123456789");
		id += strcspn(id, "0123456789");
		n = strspn(text, "0123456789");
		m = strspn(id, "0123456789");
		if (n < m || n == 0)
			return n < m;
		text += n;
		id += m;
	}
}

static void
set_tier(struct run *x, long long row, enum tier tier)
{
	long long number = index_number(x->r, row);

	if (number != -1 && tier < x->tier[number])
		x->tier[number] = (unsigned char)tier;
}

/* What carries the text as its id or its title. */
static const struct {
	const char *thing;
	int block;
} blocks[] = { { "technique", SEEK_TECHNIQUES }, { "policy", SEEK_CONTROLS },
	{ "detection", SEEK_CONTROLS }, { "test", SEEK_CONTROLS },
	{ "strategy", SEEK_STRATEGIES }, { "analytic", SEEK_ANALYTICS },
	{ "component", SEEK_COMPONENTS },
	{ "vulnerability", SEEK_VULNERABILITIES } };

/* The row of the index of a row of catalog_called; -1 if it has none. */
static long long
row_of(const struct run *x, const cJSON *called)
{
	const char *thing = member_string(called, "thing");
	const struct place *p;
	size_t i;

	for (i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++)
		if (strcmp(blocks[i].thing, thing) == 0)
			return ((long long)blocks[i].block << SEEK_BLOCK_BITS) +
			    member_number(called, "pk");
	p = places_of_id(&x->r->places, thing, member_text_or(called, "id", ""));
	return p == NULL ? -1 : p->thing.row;
}

/* The row of the technique that a revoked one leads to; -1 if it leads nowhere. */
static int
successor_row(struct run *x, const char *id, long long *row)
{
	const struct place *p = NULL;
	const cJSON *one;
	cJSON *rows = NULL;

	*row = -1;
	if (catalog_rows(x->r->c, Q_TECHNIQUE, id, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(one, rows)
		if (p == NULL && member_get(one, "successor_id") != NULL)
			p = places_of_id(&x->r->places, "technique",
			    member_text(one, "successor_id"));
	if (p != NULL)
		*row = p->thing.row;
	cJSON_Delete(rows);
	return 0;
}

static size_t
count_strong(struct run *x, const char *title)
{
	char *at = words_fold(&x->r->mem, title), *word;
	size_t n = 0;

	while ((word = words_next(&at)) != NULL)
		n += !rank_is_weak(word);
	return n;
}

static int
take_called(struct run *x, const char *text, const cJSON *called)
{
	bool is_id = member_number(called, "by") == 0;
	const char *thing = member_string(called, "thing");
	const char *word = member_string(called, "word");
	bool revoked = member_get(called, "state") != NULL &&
	    member_state(called) == STATE_REVOKED;
	long long row = row_of(x, called);

	if (revoked && is_id &&
	    successor_row(x, member_string(called, "id"), &row) == -1)
		return -1;
	if (row == -1)
		return 0;
	if (is_id)
		set_tier(x, row, is_short(text, word) ? TIER_SHORT
		    : revoked ? TIER_OLD : TIER_ID);
	else if (!revoked && places_of_row(&x->r->places, row) == NULL &&
	    (strcmp(thing, "component") == 0 ||
	    count_strong(x, word) >= TITLE_WORDS))
		set_tier(x, row, TIER_NAME);
	return 0;
}

/* Places whose id is written without what parts its numbers: T1059001. */
static void
find_together(struct run *x, const char *text)
{
	const struct place *p;

	if (!rank_is_id(text, 1))
		return;
	text = words_together(&x->r->mem, text);
	for (p = x->r->places.v; p != LIST_END(x->r->places.v, x->r->places.n); p++)
		if (strcmp(words_together(&x->r->mem, p->thing.id), text) == 0)
			set_tier(x, p->thing.row, TIER_ID);
}

static int
find_by_key(struct run *x, const char *text)
{
	static const char tag[] = "attack.";
	cJSON *rows = NULL;
	const cJSON *one;
	int rc = 0;

	if (strncasecmp(text, tag, sizeof(tag) - 1) == 0)
		text += sizeof(tag) - 1;
	find_together(x, text);
	if (catalog_called(x->r->c, text, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(one, rows)
		if (rc == 0)
			rc = take_called(x, text, one);
	cJSON_Delete(rows);
	return rc;
}

/* The tier of a place that is called as the query is. */
static enum tier
whole_name(const struct run *x, const struct place *p, bool *synonym)
{
	enum tier tier, best = TIER_NONE;
	const struct place_name *name;

	for (name = p->names; name != LIST_END(p->names, p->n); name++) {
		if (name->sort == NAME_PARENT)
			continue;
		tier = strcmp(name->joined, x->joined) != 0
		    ? place_has_stems(name, x->stems) ? TIER_FOLDED
		    : TIER_NONE : name->sort == NAME_OTHER ? TIER_OTHER
		    : TIER_NAME;
		if (tier < best) {
			best = tier;
			*synonym = name->sort == NAME_SYNONYM;
		}
	}
	return best;
}

/* How well a word matches the place's own name, and all others. */
static void
match_names(const struct run *x, const struct place *p, size_t word, int *own,
    int *other)
{
	const struct place_name *name;
	int now;

	*own = *other = RANK_NO;
	for (name = p->names; name != LIST_END(p->names, p->n); name++) {
		if (name->sort == NAME_SYNONYM && name->n > x->asked + 1)
			continue;
		now = place_match(name, &x->q->words[word],
		    word + 1 == x->q->n);
		if (name->sort == NAME_OWN)
			*own = now;
		else if (now < *other)
			*other = now;
	}
}

static bool
is_asked(const struct run *x, size_t word)
{
	return x->all_weak || !x->q->words[word].weak;
}

/* The tier of a place in whose names all words stand, and the sum of matches. */
static enum tier
words_of_names(const struct run *x, const struct place *p, int *sum)
{
	long long block = p->thing.row >> SEEK_BLOCK_BITS;
	enum tier tier = block == SEEK_CONTROLS || block == SEEK_LOGS
	    ? TIER_WIDER : TIER_WORDS;
	int own, other;
	size_t i;

	*sum = 0;
	for (i = 0; i < x->q->n; i++) {
		if (!is_asked(x, i))
			continue;
		match_names(x, p, i, &own, &other);
		if (own == RANK_NO && other == RANK_NO)
			return TIER_NONE;
		if (own > 1 && other <= 1 && tier == TIER_WORDS)
			tier = TIER_WIDER;
		else if (own > 1 && other > 1)
			tier = TIER_BEGUN;
		*sum += own < other ? own : other;
	}
	return tier;
}

static void
find_places(struct run *x)
{
	const struct place *p;
	bool synonym;
	enum tier tier;
	long long number;
	int sum;

	for (p = x->r->places.v; p != LIST_END(x->r->places.v, x->r->places.n); p++) {
		synonym = false;
		sum = 0;
		tier = whole_name(x, p, &synonym);
		if (tier == TIER_NONE)
			tier = words_of_names(x, p, &sum);
		if (p->thing.aside && tier < TIER_WIDER)
			tier = TIER_WIDER;
		number = index_number(x->r, p->thing.row);
		if (number == -1 || tier >= x->tier[number])
			continue;
		x->tier[number] = (unsigned char)tier;
		x->synonym[number] = synonym;
		x->sum[number] = (unsigned char)sum;
	}
}

/* Things in the index that have all words: their tier, unless it is a better one
 * already. */
static int
find_indexed(struct run *x)
{
	static const enum tier tiers[] = { TIER_TITLE, TIER_TAG, TIER_TEXT };
	long long number;
	int worst, column;
	size_t i;

	for (i = 0; i < x->q->n; i++)
		if (is_asked(x, i) && index_read(x->r, &x->q->words[i],
		    i + 1 == x->q->n, &x->index[i]) == -1)
			return -1;
	for (number = 0; number < x->r->from[SEEK_BLOCKS]; number++) {
		worst = 0;
		for (i = 0; i < x->q->n && worst < SEEK_COLUMNS; i++) {
			if (!is_asked(x, i))
				continue;
			column = x->index[i].wide[number];
			worst = column > worst ? column : worst;
		}
		if (worst < SEEK_COLUMNS &&
		    tiers[index_class(worst)] < x->tier[number])
			x->tier[number] =
			    (unsigned char)tiers[index_class(worst)];
	}
	return 0;
}

/* Where the words stand, and how they match. */
static void
add_columns(const struct run *x, long long number, struct hit *h)
{
	size_t i;

	for (i = 0; i < x->q->n; i++) {
		if (!is_asked(x, i) ||
		    x->index[i].wide[number] == SEEK_COLUMNS)
			continue;
		h->columns |= 1U << x->index[i].wide[number];
		if (h->tier >= TIER_TITLE)
			h->match += x->index[i].match[number];
	}
}

static int
kind_place(const char *kind)
{
	int i = 0;

	while (search_kinds[i] != NULL && strcmp(search_kinds[i], kind) != 0)
		i++;
	return i;
}

static void
add_hit(struct run *x, long long number, const struct seek_thing *thing)
{
	struct hit *h = ARENA_ADD(&x->r->mem, x->hits, x->n);
	char *at = words_fold(&x->r->mem, thing->name);

	h->thing = *thing;
	h->kind = kind_place(thing->kind);
	h->tier = (enum tier)x->tier[number];
	h->synonym = x->synonym[number] != 0;
	h->match = h->tier < TIER_TITLE ? x->sum[number] : 0;
	add_columns(x, number, h);
	while (words_next(&at) != NULL)
		h->length++;
}

static int
take_thing(void *ctx, const struct seek_thing *thing)
{
	struct run *x = ctx;
	struct seek_thing t = *thing;

	t.kind = arena_strdup(&x->r->mem, t.kind);
	t.id = arena_strdup(&x->r->mem, t.id);
	t.name = arena_strdup(&x->r->mem, t.name);
	t.source = arena_strdup(&x->r->mem, t.source);
	add_hit(x, index_number(x->r, t.row), &t);
	return 0;
}

/* Makes hits of what has a tier. */
static int
gather_hits(struct run *x)
{
	cJSON *rows = cJSON_CreateArray();
	const struct place *p;
	long long number, row;
	int rc;

	for (number = 0; number < x->r->from[SEEK_BLOCKS]; number++) {
		if (x->tier[number] == TIER_NONE)
			continue;
		row = index_row(x->r, number);
		p = places_of_row(&x->r->places, row);
		if (p != NULL)
			add_hit(x, number, &p->thing);
		else if (row >> SEEK_BLOCK_BITS != SEEK_TECHNIQUES &&
		    row >> SEEK_BLOCK_BITS != SEEK_ACTORS)
			cJSON_AddItemToArray(rows,
			    cJSON_CreateNumber((double)row));
	}
	rc = rows->child == NULL ? 0
	    : catalog_seek_things(x->r->c, rows, take_thing, x);
	cJSON_Delete(rows);
	return rc;
}

/* Of a hit whose words all match by 0 or 1 the class; -1 of others. */
static int
near_class(const struct run *x, const struct hit *h)
{
	long long number = index_number(x->r, h->thing.row);
	int worst = 0, column;
	size_t i;

	for (i = 0; i < x->q->n; i++) {
		if (!is_asked(x, i))
			continue;
		column = x->index[i].near[number];
		worst = column > worst ? column : worst;
	}
	return worst == SEEK_COLUMNS ? -1 : index_class(worst);
}

/* What the active detections and tests among the hits are about. */
static int
find_voted(struct run *x)
{
	struct ballot b = { 0 };
	const struct place *p;
	struct hit *h;
	size_t i, k, n = x->n;
	int class, rc;

	for (h = x->hits; h != LIST_END(x->hits, n); h++) {
		class = h->thing.active && !x->cve &&
		    strcmp(h->thing.kind, kind_name(KIND_POLICY)) != 0 ? near_class(x, h)
		    : -1;
		if (class != -1)
			ballot_add(&b, h->thing.row, class);
	}
	rc = ballot_count(&b, x->r->c);
	for (i = 0; rc == 0 && i < b.n; i++) {
		for (k = 0; k < n && x->hits[k].thing.row != b.v[i].technique;)
			k++;
		p = places_of_row(&x->r->places, b.v[i].technique);
		if (p == NULL || (k < n && x->hits[k].tier <= TIER_VOTED))
			continue;
		if (k == n)
			add_hit(x, index_number(x->r, p->thing.row), &p->thing);
		x->hits[k < n ? k : x->n - 1].tier = TIER_VOTED;
		x->hits[k < n ? k : x->n - 1].match = 0;
		x->hits[k < n ? k : x->n - 1].score = b.v[i].score;
	}
	ballot_end(&b);
	return rc;
}

static int
sign(long long a, long long b)
{
	return (a > b) - (a < b);
}

static int
compare_hits(const void *va, const void *vb)
{
	const struct hit *a = va, *b = vb;
	int order = sign(a->tier, b->tier);

	if (order == 0)
		order = sign(a->kind, b->kind);
	if (order == 0)
		order = sign(b->score, a->score);
	if (order == 0)
		order = sign(a->thing.aside, b->thing.aside);
	if (order == 0)
		order = sign(a->match, b->match);
	if (order == 0)
		order = sign(b->used, a->used);
	if (order == 0)
		order = sign((long long)a->length, (long long)b->length);
	if (order == 0)
		order = strcmp(a->thing.id, b->thing.id);
	return order != 0 ? order : sign(a->thing.row, b->thing.row);
}

static int
take_used(void *ctx, long long row, long long used)
{
	struct hit **h = ctx;

	/* Hits and rows are in the same order. */
	while ((*h)->thing.row != row)
		(*h)++;
	(*h)->used = used;
	return 0;
}

/* How often techniques and actors are used. */
static int
find_used(struct run *x)
{
	cJSON *rows = cJSON_CreateArray();
	struct hit *h = x->hits;
	size_t i;
	int rc;

	for (i = 0; i < x->n; i++)
		if (x->hits[i].thing.row >> SEEK_BLOCK_BITS < SEEK_CONTROLS)
			cJSON_AddItemToArray(rows, cJSON_CreateNumber(
			    (double)x->hits[i].thing.row));
	rc = rows->child == NULL ? 0
	    : catalog_seek_used(x->r->c, rows, take_used, &h);
	cJSON_Delete(rows);
	return rc;
}

/* The text without quotes, and without spaces around it. */
static char *
plain_text(struct arena *mem, const char *text)
{
	char *s = str_trim(mem, text), *from, *to;

	for (from = to = s; *from != '\0'; from++)
		if (*from != '"')
			*to++ = *from;
	*to = '\0';
	return str_trim(mem, s);
}

int
rank_run(struct ranking *r, const char *text, const struct rank_query *q,
    struct hit **hits, size_t *n)
{
	struct run *x = arena_alloc(&r->mem, sizeof(*x));
	size_t all = (size_t)r->from[SEEK_BLOCKS] + 1, i;

	x->r = r;
	x->q = q;
	x->joined = rank_join(q, &r->mem);
	x->stems = rank_join_stems(q, &r->mem);
	x->cve = rank_is_cve(text);
	x->all_weak = true;
	for (i = 0; i < q->n; i++)
		x->all_weak &= q->words[i].weak;
	for (i = 0; i < q->n; i++)
		x->asked += is_asked(x, i);
	x->tier = arena_alloc(&r->mem, all);
	memset(x->tier, TIER_NONE, all);
	x->synonym = arena_alloc(&r->mem, all);
	x->sum = arena_alloc(&r->mem, all);
	if (q->n > 0) {
		if (find_by_key(x, plain_text(&r->mem, text)) == -1)
			return -1;
		find_places(x);
		if (find_indexed(x) == -1 || gather_hits(x) == -1 ||
		    find_voted(x) == -1 || find_used(x) == -1)
			return -1;
	}
	if (x->n > 0)
		qsort(x->hits, x->n, sizeof(*x->hits), compare_hits);
	*hits = x->hits;
	*n = x->n;
	return 0;
}
