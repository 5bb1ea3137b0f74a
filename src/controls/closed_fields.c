/* Closed fields: those whose every word the definition knows. */
#include "controls/closed_fields.h"

#include <stdlib.h>

#include "value/clean.h"

enum { WORD_MAX = 60 }; /* bytes shown */

void
closed_fields_add(struct unknowns *s, const struct unknown *one)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		if (s->v[i].field == one->field &&
		    str_equal_nocase(s->v[i].word, one->word)) {
			s->v[i].n += one->n;
			return;
		}
	}
	if (s->n == UNKNOWNS_MAX)
		return;
	if (s->n == 0)
		s->v = mem_array(UNKNOWNS_MAX, sizeof(*s->v));
	s->v[s->n++] = *one;
}

static void
take_field(const struct taking *t, const struct rule *r, struct unknowns *s)
{
	struct nodes found = pick_nodes(t, &r->field);
	struct unknown one = { r, "", t->d->path, value_line(t->node), 1 };
	const char *text;
	bool any = false;
	size_t i;

	for (i = 0; i < found.n; i++) {
		text = value_text(found.v[i]);
		if (text == NULL ? value_is_empty(found.v[i])
		    : (text = str_trim(t->mem, text), *text == '\0'))
			continue;
		any = true;
		if (text != NULL && strs_has_nocase(&r->in, text))
			continue;
		one.word = text == NULL ? "(no word)"
		    : clean_line(t->mem, pick_cut(t, text, WORD_MAX));
		one.line = value_line(found.v[i]);
		closed_fields_add(s, &one);
	}
	if (!any && !strs_has_nocase(&r->in, "")) {
		one.word = "";
		one.line = value_line(t->node);
		closed_fields_add(s, &one);
	}
	free(found.v);
}

void
closed_fields_take(const struct taking *t, struct unknowns *s)
{
	size_t i;

	if (t->look)
		return; /* lint is about ids alone */
	for (i = 0; i < t->s->words.n; i++)
		take_field(t, &t->s->words.v[i], s);
}

void
closed_fields_join(struct unknowns *s, const struct unknowns *from)
{
	size_t i;

	for (i = 0; i < from->n; i++)
		closed_fields_add(s, &from->v[i]);
}

/* Adds what counts as a platform: those of this ATT&CK, and those that the
 * definition gives, which may be of older ones. */
static void
list_platforms(const struct source *of, const struct stix *s,
    struct strs *platforms)
{
	const struct platform_steps *p = &of->platform_steps;
	size_t i;

	for (i = 0; i < s->ntechniques; i++)
		strs_merge(platforms, &s->techniques[i].platforms);
	strs_merge(platforms, &p->words.to);
	for (i = 0; i < p->n; i++) {
		strs_merge(platforms, &p->v[i].words.to);
		strs_merge(platforms, &p->v[i].paths.to);
	}
}

void
closed_fields_add_platforms(struct unknowns *to, const struct source *s,
    const struct stix *attack, const struct control *v, size_t n)
{
	static const struct rule field = { .is = "platform" };
	struct strs platforms = { 0 };
	const struct control *k;
	struct unknown one;
	size_t i;

	list_platforms(s, attack, &platforms);
	for (k = v; k != LIST_END(v, n); k++) {
		for (i = 0; i < k->platforms.n; i++) {
			if (!k->counts || strs_has_nocase(&platforms,
			    k->platforms.v[i]))
				continue;
			one = (struct unknown){ &field, k->platforms.v[i],
				k->path, k->line, 1 };
			closed_fields_add(to, &one);
		}
	}
	strs_free(&platforms);
}
