/* Where the words of a query stand in the full-text index. */
#include "rank_index.h"

#include <stdlib.h>
#include <string.h>

#include "rank_words.h"

/* A word that is read, or one of a phrase. */
struct reading {
	struct ranking *r;
	const struct rank_word *w;
	bool last;
	struct word_index *x;
	/* The word before: its places stand together. */
	struct buf before;
	int match;
	/* Of a phrase: where its words so far end, and where this one stands. */
	const char *word;
	long long shift;
	struct spot *spots;
	size_t n;
};

/* A place of a phrase's first word. */
struct spot {
	long long number;
	long long at;
	unsigned char column;
};

long long
index_number(const struct ranking *r, long long row)
{
	long long block = row >> SEEK_BLOCK_BITS, at;

	if (row < 0 || block >= SEEK_BLOCKS)
		return -1;
	at = r->from[block] + row - (block << SEEK_BLOCK_BITS);
	return at < r->from[block + 1] ? at : -1;
}

long long
index_row(const struct ranking *r, long long number)
{
	long long block = 0;

	while (block < SEEK_BLOCKS - 1 && number >= r->from[block + 1])
		block++;
	return number - r->from[block] + (block << SEEK_BLOCK_BITS);
}

int
index_class(int column)
{
	return column <= SEEK_ALIAS ? 0 : column <= SEEK_FILE ? 1 : 2;
}

static void
note(struct word_index *x, long long number, int column, int match)
{
	if (match < 2 && column < x->near[number])
		x->near[number] = (unsigned char)column;
	if (column < x->wide[number])
		x->wide[number] = (unsigned char)column;
	if (match < x->match[number])
		x->match[number] = (unsigned char)match;
}

static int
take_place_of_word(void *ctx, const struct seek_place *p)
{
	struct reading *d = ctx;
	long long block = p->row >> SEEK_BLOCK_BITS;
	bool says_nothing = p->column == SEEK_NAME && block == SEEK_ANALYTICS;
	long long number = index_number(d->r, p->row);

	if (strcmp(buf_str(&d->before), p->word) != 0) {
		buf_reset(&d->before);
		buf_puts(&d->before, p->word);
		d->match = rank_match(d->w, p->word, d->last);
	}
	if (d->match != RANK_NO && number != -1 && !says_nothing)
		note(d->x, number, p->column, d->match);
	return 0;
}

static int
take_spot(void *ctx, const struct seek_place *p)
{
	struct reading *d = ctx;
	long long number = index_number(d->r, p->row);

	if (number != -1 && strcmp(p->word, d->word) == 0)
		*LIST_ADD(d->spots, d->n) = (struct spot){ number,
			p->at - d->shift, (unsigned char)p->column };
	return 0;
}

static int
compare_spots(const void *va, const void *vb)
{
	const struct spot *a = va, *b = vb;

	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

/* Keeps the spots that are in both sorted lists; returns how many. */
static size_t
keep_common(struct spot *a, size_t n, const struct spot *b, size_t m)
{
	size_t i = 0, k = 0, kept = 0;
	int order;

	while (i < n && k < m) {
		order = compare_spots(&a[i], &b[k]);
		if (order == 0)
			a[kept++] = a[i];
		i += order <= 0;
		k += order >= 0;
	}
	return kept;
}

/* The phrase's words one by one: what stays is where the first one stands with
 * all others behind it. */
static int
read_phrase_places(struct reading *d)
{
	char *copy = arena_strdup(&d->r->mem, d->w->text), *rest = NULL;
	struct spot *all = NULL;
	size_t n = 0, i;
	int rc = 0;

	d->shift = 0;
	for (d->word = strtok_r(copy, " ", &rest); rc == 0 && d->word != NULL;
	     d->word = strtok_r(NULL, " ", &rest)) {
		rc = catalog_seek_words(d->r->c, d->word, take_spot, d);
		if (d->n > 0)
			qsort(d->spots, d->n, sizeof(*d->spots), compare_spots);
		if (d->shift++ == 0) {
			all = d->spots;
			n = d->n;
		} else {
			n = keep_common(all, n, d->spots, d->n);
			free(d->spots);
		}
		d->spots = NULL;
		d->n = 0;
	}
	for (i = 0; rc == 0 && i < n; i++)
		note(d->x, all[i].number, all[i].column, 0);
	free(all);
	return rc;
}

static unsigned char *
filled(struct ranking *r, unsigned char with)
{
	size_t n = (size_t)r->from[SEEK_BLOCKS] + 1;
	unsigned char *v = arena_alloc(&r->mem, n);

	memset(v, with, n);
	return v;
}

int
index_read(struct ranking *r, const struct rank_word *w, bool last,
    struct word_index *x)
{
	struct reading d = { .r = r, .w = w, .last = last, .x = x,
		.before = BUF_INIT, .match = RANK_NO };
	int rc;

	x->near = filled(r, SEEK_COLUMNS);
	x->wide = filled(r, SEEK_COLUMNS);
	x->match = filled(r, RANK_NO);
	if (w->phrase)
		return read_phrase_places(&d);
	rc = catalog_seek_words(r->c, w->stem, take_place_of_word, &d);
	buf_free(&d.before);
	return rc;
}
