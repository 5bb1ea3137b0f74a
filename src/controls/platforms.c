/* A control's platforms, as ATT&CK calls them. */
#include "platforms.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/glob.h"
#include "value/clean.h"

enum {
	PLATFORMS_MAX = 100, /* of one control */
	WORD_MAX = 200,      /* bytes of a word that is looked up */
};

/* A control's platforms while they are gathered. */
struct gathering {
	const struct taking *t;
	struct strs *list;
	bool full;
};

/* One more, if it has not that one; node is where it was found. */
static void
add_platform(struct gathering *g, const char *platform, const cJSON *node)
{
	char *line;

	if (*platform == '\0' || g->full)
		return;
	line = clean_line(g->t->mem, platform);
	if (strs_has(g->list, line))
		return;
	g->full = g->list->n == PLATFORMS_MAX;
	if (g->full) {
		findings_add(g->t->f, g->t->d->path, value_line(node),
		    "too-many-platforms", "more than %d platforms: the rest is "
		    "left out", PLATFORMS_MAX);
		return;
	}
	*ARENA_ADD(g->t->mem, g->list->v, g->list->n) = line;
}

static void
lower(char *to, const char *from)
{
	size_t i;

	for (i = 0; i < WORD_MAX && from[i] != '\0'; i++)
		to[i] = from[i] >= 'A' && from[i] <= 'Z'
		    ? (char)(from[i] - 'A' + 'a') : from[i];
	to[i] = '\0';
}

static bool
matches(const char *pattern, const char *word)
{
	char a[WORD_MAX + 1], b[WORD_MAX + 1];

	lower(a, pattern);
	lower(b, word);
	return glob_match(a, b);
}

/* The place of the first key for the word: the same word, else a glob that
 * matches it, else "*", which stands for any other; p->from.n: none. ASCII case
 * is ignored. */
static size_t
find_word(const struct pairs *p, const char *word)
{
	size_t i, other = p->from.n;

	for (i = 0; i < p->from.n; i++)
		if (str_equal_nocase(p->from.v[i], word))
			return i;
	for (i = 0; i < p->from.n; i++) {
		if (strcmp(p->from.v[i], "*") == 0)
			other = i;
		else if (strpbrk(p->from.v[i], "*?[") != NULL &&
		    matches(p->from.v[i], word))
			return i;
	}
	return other;
}

/* Adds what the word stands for; false: it is unknown. */
static bool
translate(struct gathering *g, const struct pairs *p, const char *word,
    const cJSON *node)
{
	size_t first = find_word(p, word), i;

	for (i = first; i < p->from.n; i++)
		if (strcmp(p->from.v[i], p->from.v[first]) == 0)
			add_platform(g, p->to.v[i], node);
	return first < p->from.n;
}

/* The fields of control.platforms: a word that is not known is a platform. */
static void
take_own(struct gathering *g)
{
	struct nodes found = pick_nodes(g->t, &g->t->s->platforms);
	const char *text;
	size_t i;

	for (i = 0; i < found.n; i++) {
		text = value_text(found.v[i]);
		if (text != NULL && !translate(g, &g->t->s->platform_steps.words,
		    text, found.v[i]))
			add_platform(g, text, found.v[i]);
	}
	free(found.v);
}

static void
take_fields(struct gathering *g, const struct platform_step *s)
{
	struct nodes found = pick_nodes(g->t, &s->of);
	const char *with = s->with.n > 0 ? pick_line(g->t, &s->with) : NULL;
	struct buf b = BUF_INIT;
	const char *text;
	size_t i;

	for (i = 0; i < found.n; i++) {
		text = value_text(found.v[i]);
		if (text == NULL)
			continue;
		buf_reset(&b);
		buf_puts(&b, text);
		if (s->with.n > 0)
			buf_printf(&b, "/%s", with != NULL ? with : "");
		translate(g, &s->words, buf_str(&b), found.v[i]);
	}
	free(found.v);
	buf_free(&b);
}

static void
take_step(struct gathering *g, const struct platform_step *s)
{
	struct nodes found = pick_nodes(g->t, &s->names);
	const cJSON *e;
	size_t i;

	take_fields(g, s);
	for (i = 0; i < found.n; i++)
		cJSON_ArrayForEach(e, found.v[i])
			if (e->string != NULL)
				translate(g, &s->words, e->string, e);
	free(found.v);
	for (i = 0; i < s->paths.from.n; i++)
		if (glob_match(s->paths.from.v[i], g->t->d->path))
			add_platform(g, s->paths.to.v[i], g->t->node);
}

void
platforms_take(const struct taking *t, struct control *c)
{
	const struct platform_steps *p = &t->s->platform_steps;
	struct gathering g = { t, &c->platforms, false };
	size_t i;

	take_own(&g);
	for (i = 0; i < p->n && c->platforms.n == 0; i++)
		take_step(&g, &p->v[i]);
}
