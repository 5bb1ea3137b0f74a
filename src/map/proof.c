/* Evidence from elsewhere: who was seen to fire. */
#include "proof.h"

#include <stdlib.h>

static void
add_proof(struct controls *out, const struct proof *p)
{
	if ((out->nproofs & (out->nproofs - 1)) == 0)
		out->proofs = mem_grow(out->proofs,
		    out->nproofs > 0 ? out->nproofs * 2 : 1,
		    sizeof(*out->proofs));
	out->proofs[out->nproofs++] = *p;
}

/* The nodes of the document that prove something: each, or the whole of it. */
static struct nodes
find_each(const struct taking *t)
{
	struct nodes self = { 0 };

	if (t->s->each.n > 0)
		return pick_nodes(t, &t->s->each);
	self.v = mem_array(1, sizeof(*self.v));
	self.v[self.n++] = t->node;
	return self;
}

/* A proof for each value of the fields. */
static void
take_values(const struct taking *t, const struct fields *fields, bool links,
    struct proof p, struct controls *out)
{
	struct nodes found = pick_nodes(t, fields);
	const char *text;
	size_t i;

	for (i = 0; i < found.n; i++) {
		text = value_text(found.v[i]);
		if (text == NULL || *text == '\0')
			continue;
		text = str_trim(t->mem, text);
		p.control = links ? NULL : text;
		p.link = links ? text : NULL;
		add_proof(out, &p);
	}
	free(found.v);
}

void
proof_take(struct taking *t, struct controls *out)
{
	const struct source *s = t->s;
	struct nodes each;
	struct proof p = { 0 };
	size_t i, before;

	t->node = t->doc;
	each = find_each(t);
	for (i = 0; i < each.n; i++) {
		t->node = each.v[i];
		p.path = t->d->path;
		p.line = value_line(t->node);
		p.test = pick_text(t, &s->proof_test);
		p.date = pick_day(t, &s->proof_date);
		p.missed = !pick_rule_holds(t, &s->proof_when);
		before = out->nproofs;
		take_values(t, &s->proof_control, false, p, out);
		take_values(t, &s->proof_link, true, p, out);
		if (out->nproofs == before && s->proof_control.n > 0)
			findings_add(t->f, p.path, p.line, "no-control",
			    "it names no control");
	}
	free(each.v);
}
