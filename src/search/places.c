/* Places and what they are called, in memory. */
#include "places.h"

#include <string.h>

#include "rank_words.h"

/* Appends the stems of words that are not weak; of all, if there is no other. */
static void
put_stems(struct buf *b, const char *const *words, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!rank_is_weak(words[i]))
			buf_put(b, words[i],
			    rank_stem(words[i], strlen(words[i])));
	for (i = 0; i < n && b->len == 0; i++)
		buf_puts(b, words[i]);
}

static void
add_place_name(struct places *p, struct place *to, enum name_sort sort,
    const char *text)
{
	char *at = words_fold(&p->mem, text), *word, *joined;
	const char **words = NULL;
	struct place_name *name;
	size_t i, n = 0, len = 1;

	while ((word = words_next(&at)) != NULL) {
		*ARENA_ADD(&p->mem, words, n) = word;
		len += strlen(word);
	}
	if (n == 0)
		return;
	name = ARENA_ADD(&p->mem, to->names, to->n);
	name->sort = sort;
	name->words = words;
	name->n = n;
	joined = arena_alloc(&p->mem, len);
	name->joined = joined;
	for (i = 0; i < n; i++)
		joined = stpcpy(joined, words[i]);
}

static int
take_place(void *ctx, const struct seek_thing *thing)
{
	struct places *p = ctx;
	struct place *to = ARENA_ADD(&p->mem, p->v, p->n);

	to->thing = *thing;
	to->thing.kind = arena_strdup(&p->mem, thing->kind);
	to->thing.id = arena_strdup(&p->mem, thing->id);
	to->thing.name = arena_strdup(&p->mem, thing->name);
	to->thing.source = arena_strdup(&p->mem, thing->source);
	add_place_name(p, to, NAME_OWN, thing->name);
	if (thing->parent == NULL)
		return 0;
	add_place_name(p, to, NAME_WHOLE,
	    arena_printf(&p->mem, "%s: %s", thing->parent, thing->name));
	add_place_name(p, to, NAME_PARENT, thing->parent);
	return 0;
}

static struct place *
find_row(const struct places *p, long long row)
{
	size_t from = 0, to = p->n, middle;

	while (from < to) {
		middle = from + (to - from) / 2;
		if (p->v[middle].thing.row < row)
			from = middle + 1;
		else
			to = middle;
	}
	return from < p->n && p->v[from].thing.row == row ? &p->v[from] : NULL;
}

static int
take_other_name(void *ctx, long long row, const char *name, bool synonym)
{
	struct places *p = ctx;
	struct place *to = find_row(p, row);

	if (to != NULL)
		add_place_name(p, to, synonym ? NAME_SYNONYM : NAME_OTHER, name);
	return 0;
}

int
places_read(struct places *p, struct catalog *c)
{
	if (catalog_seek_places(c, take_place, p) == -1)
		return -1;
	return catalog_seek_names(c, take_other_name, p);
}

void
places_free(struct places *p)
{
	arena_free(&p->mem);
	p->v = NULL;
	p->n = 0;
}

const struct place *
places_of_row(const struct places *p, long long row)
{
	return find_row(p, row);
}

const struct place *
places_of_id(const struct places *p, const char *kind, const char *id)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (strcmp(p->v[i].thing.id, id) == 0 &&
		    strcmp(p->v[i].thing.kind, kind) == 0)
			return &p->v[i];
	return NULL;
}

/* Do the words of a phrase stand in the name, side by side? */
static bool
has_phrase(const struct place_name *name, const char *phrase)
{
	const char *at;
	size_t i, k, n;

	for (i = 0; i < name->n; i++) {
		at = phrase;
		for (k = i; k < name->n && *at != '\0'; k++) {
			n = strlen(name->words[k]);
			if (strncmp(at, name->words[k], n) != 0 ||
			    (at[n] != ' ' && at[n] != '\0'))
				break;
			at += n + (at[n] == ' ');
		}
		if (*at == '\0')
			return true;
	}
	return false;
}

/* Two words that stand side by side, as one. */
static int
match_pair(const struct rank_word *w, const char *a, const char *b, bool last)
{
	size_t n = strlen(a), m = strlen(b);
	char pair[128];

	if (strncmp(w->text, a, n) != 0 || n + m >= sizeof(pair))
		return RANK_NO;
	memcpy(pair, a, n);
	memcpy(pair + n, b, m + 1);
	return rank_match(w, pair, last);
}

/* Are these the stems of words, one behind the other? Weak ones count only where there
 * is no other. */
bool
place_has_stems(const struct place_name *name, const char *stems)
{
	const char *at = stems, *word;
	bool strong = false;
	size_t i, n;

	for (i = 0; i < name->n; i++) {
		word = name->words[i];
		if (rank_is_weak(word))
			continue;
		strong = true;
		if (*word != *at)
			return false;
		n = rank_stem(word, strlen(word));
		if (strncmp(at, word, n) != 0)
			return false;
		at += n;
	}
	return strong ? *at == '\0' : strcmp(name->joined, stems) == 0;
}

int
place_match(const struct place_name *name, const struct rank_word *w, bool last)
{
	int best = RANK_NO, now;
	size_t i;

	if (w->phrase)
		return has_phrase(name, w->text) ? 0 : RANK_NO;
	for (i = 0; i < name->n && best > 0; i++) {
		now = rank_match(w, name->words[i], last);
		best = now < best ? now : best;
		if (i + 1 == name->n || best == 0)
			continue;
		now = match_pair(w, name->words[i], name->words[i + 1], last);
		best = now < best ? now : best;
	}
	return best;
}

char *
rank_join(const struct rank_query *q, struct arena *mem)
{
	struct buf b = BUF_INIT;
	const char *s;
	char *joined;
	size_t i;

	for (i = 0; i < q->n; i++)
		for (s = q->words[i].text; *s != '\0'; s++)
			if (*s != ' ')
				buf_putc(&b, *s);
	joined = arena_strdup(mem, buf_str(&b));
	buf_free(&b);
	return joined;
}

char *
rank_join_stems(const struct rank_query *q, struct arena *mem)
{
	const char *words[RANK_WORDS];
	struct buf b = BUF_INIT;
	char *joined;
	size_t i;

	for (i = 0; i < q->n; i++)
		words[i] = q->words[i].text;
	put_stems(&b, words, q->n);
	joined = arena_strdup(mem, buf_str(&b));
	buf_free(&b);
	return joined;
}
