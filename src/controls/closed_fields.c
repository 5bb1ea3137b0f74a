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
