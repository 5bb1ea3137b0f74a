/* Gathering what a file names. */
#include "gather.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "base/str.h"
#include "value/value.h"
#include "words/shape.h"

enum {
	PLACES_MAX = 1000 * 1000,
	THINGS_MAX = 100 * 1000,
	NOTES_MAX = 100,
};

void
gather_add(struct gather *g, struct mention m)
{
	if (g->n == PLACES_MAX) {
		g->full = true;
		return;
	}
	m.place = g->n;
	*LIST_ADD(g->v, g->n) = m;
}

/* What an id is of by its letter. */
static unsigned
kinds_of_id(const char *id)
{
	return id[0] == 'G' ? REPORT_GROUP : id[0] == 'S' ? REPORT_SOFTWARE
	    : id[0] == 'C' ? REPORT_CAMPAIGN : 0;
}

/* Reads a word that is an id as a whole, where it is of what is sought. */
static bool
read_id(enum report_as as, const char *word, struct shape *shape)
{
	return shape_read(word, shape) && *shape->id != '\0' &&
	    (shape->kind == SHAPE_TECHNIQUE) == (as == REPORT_TECHNIQUE) &&
	    (shape->kind == SHAPE_TACTIC) == (as == REPORT_TACTIC) &&
	    (as != REPORT_ACTOR || kinds_of_id(shape->id) != 0);
}

bool
gather_is_id(enum report_as as, const char *word)
{
	struct shape shape;

	return word != NULL && read_id(as, word, &shape);
}

/* Fills the id of a mention from a word that is one. */
static bool
take_id(struct gather *g, struct mention *m, const char *word)
{
	struct shape shape;

	if (!read_id(m->as, word, &shape))
		return false;
	if (m->as == REPORT_ACTOR)
		m->kinds = kinds_of_id(shape.id);
	m->id = arena_strdup(g->mem, shape.id);
	return true;
}

void
gather_add_word(struct gather *g, struct mention m)
{
	static const char apart[] = " - ";
	const char *word = str_trim(g->mem, m.word), *s, *last = NULL;

	if (*word == '\0')
		return;
	m.word = word;
	for (s = strstr(word, apart); s != NULL; s = strstr(s + 1, apart))
		last = s;
	if (!take_id(g, &m, word) && last != NULL)
		take_id(g, &m, str_trim(g->mem, last + strlen(apart)));
	gather_add(g, m);
}

void
gather_add_named(struct gather *g, struct mention m, const cJSON *others)
{
	static const unsigned any = REPORT_GROUP | REPORT_CAMPAIGN |
	    REPORT_SOFTWARE;
	unsigned kinds = m.kinds;
	const char *word = m.word;
	const cJSON *other = others == NULL ? NULL : others->child;

	while (word != NULL && g->names != NULL) {
		if (report_names_has(g->names, word, any)) {
			/* What one calls a group another calls a campaign. */
			m.kinds = report_names_has(g->names, word, kinds)
			    ? kinds : 0;
			m.word = word;
			break;
		}
		word = value_text(other);
		other = other == NULL ? NULL : other->next;
	}
	gather_add_word(g, m);
}

void
gather_note(struct gather *g, int line, const char *what)
{
	struct report *r = g->r;

	if (r->nnotes < NOTES_MAX)
		*ARENA_ADD(g->mem, r->notes, r->nnotes) =
		    (struct report_note){ .line = line, .what = what };
}

void
gather_note_count(struct gather *g, size_t n, const char *what)
{
	if (n > 0)
		gather_note(g, 0, arena_printf(g->mem, "%s: %zu", what, n));
}

/* Strings that may be NULL, which comes first. */
static int
compare_text(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return (a != NULL) - (b != NULL);
	return strcasecmp(a, b);
}

/* 0: both name the same. */
static int
compare_things(const struct mention *x, const struct mention *y)
{
	int by;

	if (x->as != y->as)
		return x->as < y->as ? -1 : 1;
	by = compare_text(x->id, y->id);
	if (by == 0 && x->id == NULL)
		by = compare_text(x->word, y->word);
	if (by == 0)
		by = compare_text(x->stix, y->stix);
	if (by == 0 && x->kinds != y->kinds)
		by = x->kinds < y->kinds ? -1 : 1;
	return by;
}

static int
by_thing(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;
	int by = compare_things(x, y);

	return by != 0 ? by : x->place < y->place ? -1 : 1;
}

/* Where a thing was first named. */
struct first {
	struct report_thing thing;
	size_t place;
};

static int
by_place(const void *a, const void *b)
{
	const struct first *x = a, *y = b;

	return x->place < y->place ? -1 : x->place > y->place;
}

static void
take_place(struct report_thing *t, const struct mention *m)
{
	t->times++;
	t->withdrawn = t->withdrawn && m->withdrawn;
	if (t->n < REPORT_LINES_MAX && (t->n == 0 || t->lines[t->n - 1] !=
	    m->line))
		t->lines[t->n++] = m->line;
}

int
gather_finish(struct gather *g)
{
	struct first *firsts = NULL;
	const struct mention *m;
	size_t i, n = 0;
	int rc = -1;

	if (g->n > 0)
		qsort(g->v, g->n, sizeof(*g->v), by_thing);
	for (i = 0; i < g->n && n <= THINGS_MAX; i++) {
		m = &g->v[i];
		if (i == 0 || compare_things(&g->v[i - 1], m) != 0) {
			struct first *f = LIST_ADD(firsts, n);

			f->place = m->place;
			f->thing = (struct report_thing){ .as = m->as,
				.kinds = m->kinds, .word = m->word,
				.said = m->said, .id = m->id, .stix = m->stix,
				.where = m->where, .withdrawn = m->withdrawn };
		}
		take_place(&firsts[n - 1].thing, m);
	}
	if (g->full || n > THINGS_MAX) {
		log_error("%s: names more than %d things, in %d places",
		    g->path, THINGS_MAX, PLACES_MAX);
		goto out;
	}
	if (n > 0)
		qsort(firsts, n, sizeof(*firsts), by_place);
	g->r->v = arena_alloc(g->mem, (n + 1) * sizeof(*g->r->v));
	for (i = 0; i < n; i++)
		g->r->v[i] = firsts[i].thing;
	g->r->n = n;
	rc = 0;
out:
	free(firsts);
	free(g->v);
	g->v = NULL;
	return rc;
}
