/* Other words for a query that finds nothing, or not much. */
#include "rank_correct.h"

#include <limits.h>
#include <string.h>

#include "base/key.h"
#include "rank_words.h"

enum {
	WORD_MIN = 4,   /* bytes: in a shorter word any edit is far */
	LONG = 7,       /* bytes: of words with this many two edits are near */
	KNOWN = 5,      /* things: what so many have is no misspelling */
	COMMONER = 10,  /* times: what is so much commoner was meant */
};

/* A word that is near. */
struct near {
	const char *text;
	size_t edits;
	bool first; /* another first letter */
	long long n;
};

struct search_near {
	struct ranking *r;
	const char *word;
	size_t most;
	struct near *v;
	size_t n;
};

/* Are the digits in two words the same ones? */
static bool
same_digits(const char *a, const char *b)
{
	for (;;) {
		a += strcspn(a, "0123456789");
		b += strcspn(b, "0123456789");
		if (*a != *b)
			return false;
		if (*a == '\0')
			return true;
		a++;
		b++;
	}
}

static void
look_at(struct search_near *s, const char *text, long long n)
{
	struct near *one;
	size_t i, edits;

	if (!same_digits(text, s->word) ||
	    text[strspn(text, "0123456789")] == '\0')
		return;
	edits = rank_distance(s->word, text, s->most);
	if (edits > s->most)
		return;
	for (i = 0; i < s->n; i++)
		if (strcmp(s->v[i].text, text) == 0) {
			s->v[i].n += n;
			return;
		}
	one = ARENA_ADD(&s->r->mem, s->v, s->n);
	*one = (struct near){ arena_strdup(&s->r->mem, text), edits,
		text[0] != s->word[0], n };
}

static int
take_title(void *ctx, const char *word, long long n)
{
	look_at(ctx, word, n);
	return 0;
}

static bool
is_nearer(const struct near *a, const struct near *b)
{
	if (a->edits != b->edits)
		return a->edits < b->edits;
	if (a->first != b->first)
		return b->first;
	if (a->n != b->n)
		return a->n > b->n;
	return strcmp(a->text, b->text) < 0;
}

/* The words of what places are called; of several also joined. */
static void
look_at_names(struct search_near *s)
{
	const struct place_name *name;
	const struct place *p, *end = LIST_END(s->r->places.v, s->r->places.n);
	size_t i;

	for (p = s->r->places.v; p < end; p++)
		for (name = p->names; name != LIST_END(p->names, p->n); name++) {
			if (name->sort == NAME_WHOLE ||
			    name->sort == NAME_PARENT)
				continue;
			for (i = 0; i < name->n; i++)
				look_at(s, name->words[i], 1);
			if (name->n > 1)
				look_at(s, name->joined, 1);
		}
}

/* *near becomes the nearest word; its text is NULL if there is none. */
static int
find_nearest(struct ranking *r, const char *word, bool titles,
    struct near *near)
{
	struct search_near s = { r, word, strlen(word) < LONG ? 1 : 2, NULL, 0 };
	char begin[3] = { word[0], word[1], '\0' };
	size_t i;

	*near = (struct near){ 0 };
	look_at_names(&s);
	if (s.n == 0 && titles &&
	    catalog_seek_titles(r->c, begin, take_title, &s) == -1)
		return -1;
	for (i = 0; i < s.n; i++)
		if (near->text == NULL || is_nearer(&s.v[i], near))
			*near = s.v[i];
	return 0;
}

static bool
is_in_names(const struct ranking *r, const struct rank_word *w, bool last)
{
	const struct place_name *name;
	const struct place *p;

	for (p = r->places.v; p != LIST_END(r->places.v, r->places.n); p++)
		for (name = p->names; name != LIST_END(p->names, p->n); name++)
			if (place_match(name, w, last) != RANK_NO)
				return true;
	return false;
}

struct title_search {
	const char *word;
	bool found;
};

static int
is_title_word(void *ctx, const char *word, long long n)
{
	struct title_search *t = ctx;

	(void)n;
	t->found |= strcmp(word, t->word) == 0;
	return 0;
}

/* *to becomes what the word is to be, NULL if it stays. */
static int
correct_word(struct ranking *r, const struct rank_word *w, bool last,
    const char **to)
{
	struct title_search title = { w->text, false };
	struct near near;
	long long has = 0, would = 0;

	*to = NULL;
	if (w->phrase || w->open || w->weak || strlen(w->text) < WORD_MIN ||
	    w->text[strspn(w->text, "0123456789")] == '\0' ||
	    is_in_names(r, w, last))
		return 0;
	if (catalog_seek_count(r->c, w->text, &has) == -1 || (has > 0 &&
	    catalog_seek_titles(r->c, w->text, is_title_word, &title) == -1))
		return -1;
	if (find_nearest(r, w->text, !title.found && has < KNOWN, &near) == -1)
		return -1;
	if (near.text == NULL)
		return 0;
	if (title.found || has >= KNOWN) {
		if (catalog_seek_count(r->c, near.text, &would) == -1)
			return -1;
		if (near.edits > 1 || would < COMMONER * has)
			return 0;
	}
	*to = near.text;
	return 0;
}

/* Appends a word as it would be typed. */
static void
put_typed(struct buf *b, const struct rank_word *w)
{
	buf_printf(b, "%s%s%s%s%s", b->len > 0 ? " " : "",
	    w->phrase ? "\"" : "", w->text, w->phrase ? "\"" : "",
	    w->open ? "*" : "");
}

static char *
kept_text(struct ranking *r, struct buf *b)
{
	char *text = arena_strdup(&r->mem, buf_str(b));

	buf_free(b);
	return text;
}

int
rank_correct(struct ranking *r, const struct rank_query *q, char **text)
{
	struct buf b = BUF_INIT;
	const char *to;
	bool any = false;
	size_t i;

	*text = NULL;
	for (i = 0; i < q->n; i++) {
		if (correct_word(r, &q->words[i], i + 1 == q->n, &to) == -1) {
			buf_free(&b);
			return -1;
		}
		any |= to != NULL;
		if (to != NULL)
			buf_printf(&b, "%s%s", b.len > 0 ? " " : "", to);
		else
			put_typed(&b, &q->words[i]);
	}
	if (any)
		*text = kept_text(r, &b);
	buf_free(&b);
	return 0;
}

/* "t-1059-999" without its last number, as long as there are two. */
static char *
drop_number(struct ranking *r, const char *text)
{
	struct buf key = BUF_INIT;
	const char *first, *last;
	char *left = NULL;

	key_put(text, &key);
	first = strchr(buf_str(&key), '-');
	last = strrchr(buf_str(&key), '-');
	if (!rank_is_cve(text) && first != last)
		left = arena_strndup(&r->mem, buf_str(&key),
		    (size_t)(last - buf_str(&key)));
	buf_free(&key);
	return left;
}

/* Appends the words but those that are weak, or one. */
static void
put_but(struct buf *b, const struct rank_query *q, bool weak, size_t one)
{
	size_t i;

	for (i = 0; i < q->n; i++)
		if (i != one && (weak || !q->words[i].weak))
			put_typed(b, &q->words[i]);
}

int
rank_drop(struct ranking *r, const char *text, const struct rank_query *q,
    char **left)
{
	long long n, most = -1;
	size_t i, which = q->n, weak = 0;
	struct buf b = BUF_INIT;

	*left = NULL;
	if (rank_is_id(text, 0)) {
		*left = drop_number(r, text);
		return 0;
	}
	for (i = 0; i < q->n; i++)
		weak += q->words[i].weak;
	if (weak > 0 && weak < q->n) {
		put_but(&b, q, false, q->n);
		*left = kept_text(r, &b);
		return 0;
	}
	/* The first of those that nothing has, else the commonest. */
	for (i = 0; i < q->n && most != LLONG_MAX; i++) {
		if (q->words[i].phrase)
			continue;
		if (catalog_seek_count(r->c, q->words[i].text, &n) == -1)
			return -1;
		if (n == 0 && !is_in_names(r, &q->words[i], false))
			n = LLONG_MAX;
		if (n > most) {
			most = n;
			which = i;
		}
	}
	if (which == q->n || q->n < 2)
		return 0;
	put_but(&b, q, true, which);
	*left = kept_text(r, &b);
	return 0;
}
