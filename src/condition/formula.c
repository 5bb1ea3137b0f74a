/* Boolean formulas as reduced ordered decision diagrams. */
#include "formula.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	VARIABLES_MAX = 10000, /* also how deep the recursion goes */
	NODES_MAX = 1 << 18,
	STEPS_MAX = 1 << 20,   /* a tenth of a second, at worst */
	ROOM_MIN = 64,
	NO_VARIABLE = VARIABLES_MAX, /* below all variables: FALSE and TRUE */
};

/* Its variable; what it comes to where that is true, and where it is false. */
struct formula_node {
	unsigned variable;
	formula high, low;
};

/* if a then b else c is result; result 0: a place that is free. */
struct formula_done {
	formula a, b, c, result;
};

struct formula_name {
	const char *name;
	formula is;
};

static size_t
mix(unsigned a, unsigned b, unsigned c)
{
	uint64_t h = a * 0x9e3779b97f4a7c15u;

	h = (h ^ b) * 0xff51afd7ed558ccdu;
	h = (h ^ (h >> 32) ^ c) * 0xc4ceb9fe1a85ec53u;
	return (size_t)(h ^ (h >> 29));
}

static formula *
node_place(const struct formulas *f, const struct formula_node *n)
{
	size_t at = mix(n->variable, n->high, n->low);
	const struct formula_node *found;
	formula *place;

	for (;; at++) {
		place = &f->places[at & (2 * f->room - 1)];
		found = &f->nodes[*place];
		if (*place == 0 || (found->variable == n->variable &&
		    found->high == n->high && found->low == n->low))
			return place;
	}
}

/* Twice as much room, or the first. */
static void
grow(struct formulas *f)
{
	size_t i;

	f->room = f->room > 0 ? f->room * 2 : ROOM_MIN;
	f->nodes = mem_grow(f->nodes, f->room, sizeof(*f->nodes));
	free(f->places);
	free(f->done);
	f->places = mem_array(2 * f->room, sizeof(*f->places));
	f->done = mem_array(f->room, sizeof(*f->done));
	if (f->nnodes == 0) {
		f->nodes[FORMULA_FALSE].variable = NO_VARIABLE;
		f->nodes[FORMULA_TRUE].variable = NO_VARIABLE;
		f->nnodes = 2;
	}
	for (i = 2; i < f->nnodes; i++)
		*node_place(f, &f->nodes[i]) = (formula)i;
}

static formula
node(struct formulas *f, unsigned variable, formula high, formula low)
{
	struct formula_node n = { variable, high, low };
	formula *place;

	if (high == low)
		return high;
	place = node_place(f, &n);
	if (*place != 0)
		return *place;
	if (f->nnodes == NODES_MAX) {
		f->over = true;
		return FORMULA_FALSE;
	}
	if (f->nnodes == f->room) {
		grow(f);
		place = node_place(f, &n);
	}
	f->nodes[f->nnodes] = n;
	*place = (formula)f->nnodes++;
	return *place;
}

/* What a comes to where the variable is so. */
static formula
branch(const struct formulas *f, formula a, unsigned variable, bool high)
{
	const struct formula_node *n = &f->nodes[a];

	if (n->variable != variable)
		return a;
	return high ? n->high : n->low;
}

static unsigned
top(const struct formulas *f, formula a, formula b, formula c)
{
	unsigned v = f->nodes[a].variable;

	if (f->nodes[b].variable < v)
		v = f->nodes[b].variable;
	return f->nodes[c].variable < v ? f->nodes[c].variable : v;
}

/* if a then b else c */
static formula
if_then_else(struct formulas *f, formula a, formula b, formula c)
{
	struct formula_done *done;
	formula high, low;
	unsigned v;

	if (a == FORMULA_TRUE || b == c)
		return b;
	if (a == FORMULA_FALSE)
		return c;
	if (b == FORMULA_TRUE && c == FORMULA_FALSE)
		return a;
	done = &f->done[mix(a, b, c) & (f->room - 1)];
	if (done->a == a && done->b == b && done->c == c)
		return done->result;
	if (f->over || ++f->steps > STEPS_MAX) {
		f->over = true;
		return FORMULA_FALSE;
	}
	v = top(f, a, b, c);
	high = if_then_else(f, branch(f, a, v, true), branch(f, b, v, true),
	    branch(f, c, v, true));
	low = if_then_else(f, branch(f, a, v, false), branch(f, b, v, false),
	    branch(f, c, v, false));
	high = node(f, v, high, low);
	/* Looked up again: there may be more room now. */
	f->done[mix(a, b, c) & (f->room - 1)] =
	    (struct formula_done){ a, b, c, high };
	return high;
}

static size_t
hash_name(const char *name)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (; *name != '\0'; name++)
		h = (h ^ (unsigned char)*name) * 0x100000001b3u;
	return (size_t)(h ^ (h >> 32));
}

static struct formula_name *
name_place(const struct formulas *f, const char *name)
{
	size_t at = hash_name(name);
	struct formula_name *place;

	for (;; at++) {
		place = &f->names[at & (f->names_room - 1)];
		if (place->name == NULL || strcmp(place->name, name) == 0)
			return place;
	}
}

/* Names fill at most half of their places. */
static void
grow_names(struct formulas *f)
{
	struct formula_name *old = f->names;
	size_t i, n = f->names_room;

	f->names_room = n > 0 ? n * 2 : ROOM_MIN;
	f->names = mem_array(f->names_room, sizeof(*f->names));
	for (i = 0; i < n; i++)
		if (old[i].name != NULL)
			*name_place(f, old[i].name) = old[i];
	free(old);
}

formula
formula_variable(struct formulas *f, const char *name)
{
	struct formula_name *place;

	if (f->room == 0)
		grow(f);
	if (f->nnames * 2 >= f->names_room)
		grow_names(f);
	place = name_place(f, name);
	if (place->name != NULL)
		return place->is;
	if (f->nnames == VARIABLES_MAX) {
		f->over = true;
		return FORMULA_FALSE;
	}
	place->name = arena_strdup(&f->mem, name);
	place->is = node(f, (unsigned)f->nnames++, FORMULA_TRUE,
	    FORMULA_FALSE);
	return place->is;
}

formula
formula_not(struct formulas *f, formula a)
{
	if (f->room == 0)
		grow(f);
	return if_then_else(f, a, FORMULA_FALSE, FORMULA_TRUE);
}

formula
formula_least(struct formulas *f, const formula *v, size_t n, size_t least)
{
	formula *of, result; /* of[k]: at least k of those behind i */
	size_t i, k;

	if (least == 0)
		return FORMULA_TRUE;
	if (least > n)
		return FORMULA_FALSE;
	if (f->room == 0)
		grow(f);
	of = mem_array(least + 1, sizeof(*of));
	of[0] = FORMULA_TRUE;
	for (i = n; i-- > 0;) {
		/* More than are left there cannot be; fewer are of no use. */
		k = least < n - i ? least : n - i;
		for (; k > 0 && k + i >= least; k--)
			of[k] = if_then_else(f, v[i], of[k - 1], of[k]);
	}
	result = of[least];
	free(of);
	return result;
}

void
formulas_free(struct formulas *f)
{
	free(f->nodes);
	free(f->places);
	free(f->done);
	free(f->names);
	arena_free(&f->mem);
	memset(f, 0, sizeof(*f));
}
