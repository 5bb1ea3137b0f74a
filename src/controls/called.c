/* Which rules are meant where one calls another by id or name. */
#include "controls/called.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum {
	MEANT_MAX = 20, /* rules of one id or name: others are not looked at */
};

/* An id, in lower case, or a name, and the rule that has it. */
struct entry {
	const char *text, *path; /* path: of a name; else "" */
	size_t rule;
};

struct entries {
	struct entry *v;
	size_t n;
};

/* What is known while calls are looked up. */
struct search {
	const struct caller *rules;
	size_t n;
	struct entries ids, names;
	struct arena mem;
	struct calls *out;
};

static int
compare_keys(const struct entry *a, const struct entry *b)
{
	int order = strcmp(a->text, b->text);

	return order != 0 ? order : strcmp(a->path, b->path);
}

static int
compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = compare_keys(x, y);

	return order != 0 ? order
	    : x->rule < y->rule ? -1 : x->rule > y->rule;
}

static void
sort_entries(struct entries *l)
{
	if (l->n > 0)
		qsort(l->v, l->n, sizeof(*l->v), compare_entries);
}

static void
list_entries(struct search *f)
{
	const struct caller *r;
	size_t i;

	for (i = 0; i < f->n; i++) {
		r = &f->rules[i];
		if (r->id != NULL)
			*LIST_ADD(f->ids.v, f->ids.n) = (struct entry){
				str_lower(&f->mem, r->id), "", i };
		if (r->name != NULL)
			*LIST_ADD(f->names.v, f->names.n) = (struct entry){
				r->name, r->path == NULL ? "" : r->path, i };
	}
	sort_entries(&f->ids);
	sort_entries(&f->names);
}

/* The entries of that text, and of that path unless it is NULL; *n of them. */
static const struct entry *
find_entries(const struct entries *l, const char *text, const char *path,
    size_t *n)
{
	const struct entry key = { text, path == NULL ? "" : path, 0 };
	size_t low = 0, high = l->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (compare_keys(&l->v[mid], &key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (*n = 0; low + *n < l->n && *n < MEANT_MAX; (*n)++)
		if (strcmp(l->v[low + *n].text, text) != 0 ||
		    (path != NULL && strcmp(l->v[low + *n].path, path) != 0))
			break;
	return low > 0 ? l->v + low : l->v;
}

/* The active ones of n entries, or all where none is. */
static void
add_meant(struct search *f, struct call call, const struct entry *e,
    size_t n, bool by_name)
{
	size_t i, active = 0, meant;

	for (i = 0; i < n; i++)
		active += f->rules[e[i].rule].active;
	meant = active > 0 ? active : n;
	call.how = by_name && meant > 1 ? CALLED_SEVERAL : CALLED_ONE;
	for (i = 0; i < n; i++) {
		call.to = e[i].rule;
		if (active == 0 || f->rules[call.to].active)
			*LIST_ADD(f->out->v, f->out->n) = call;
	}
}

static void
find_call(struct search *f, size_t from, size_t place)
{
	const struct caller *r = &f->rules[from];
	const char *text = r->calls[place].text;
	struct call call = { from, place, 0, CALLED_NONE };
	const struct entry *e;
	bool by_name = false;
	size_t n;

	e = find_entries(&f->ids, str_lower(&f->mem, text), NULL, &n);
	if (n == 0) {
		by_name = true;
		e = find_entries(&f->names, text, r->path == NULL ? "" : r->path,
		    &n);
		if (n == 0)
			e = find_entries(&f->names, text, NULL, &n);
	}
	if (n > 0)
		add_meant(f, call, e, n, by_name);
	else
		*LIST_ADD(f->out->v, f->out->n) = call;
}

/* A rule on the way from the first one that was visited. */
struct step {
	size_t rule, next; /* its call that is followed next */
};

/* Finds circles as Tarjan does: rules that call each other get one number.
 * Without recursion, since the input decides how deep it goes. */
struct circles {
	struct calls *calls;
	size_t *seen, *low; /* when it was seen, from 1, and who before it can
	                       be reached */
	size_t *number; /* of its circle, from 1; 0: on the stack, or not seen */
	size_t *stack, nstack;
	struct step *way;
	size_t nway, nseen, ncircles, nordered;
};

static void
enter(struct circles *c, size_t rule)
{
	c->seen[rule] = c->low[rule] = ++c->nseen;
	c->stack[c->nstack++] = rule;
	c->way[c->nway++] = (struct step){ rule, c->calls->first[rule] };
}

static void
leave(struct circles *c)
{
	size_t rule = c->way[--c->nway].rule, above, one;

	if (c->nway > 0) {
		above = c->way[c->nway - 1].rule;
		if (c->low[rule] < c->low[above])
			c->low[above] = c->low[rule];
	}
	if (c->low[rule] < c->seen[rule])
		return;
	c->ncircles++;
	do {
		one = c->stack[--c->nstack];
		c->number[one] = c->ncircles;
		c->calls->order[c->nordered++] = one;
	} while (one != rule);
}

static void
walk(struct circles *c, size_t rule)
{
	const struct call *call;
	struct step *s;

	enter(c, rule);
	while (c->nway > 0) {
		s = &c->way[c->nway - 1];
		if (s->next == c->calls->first[s->rule + 1]) {
			leave(c);
			continue;
		}
		call = &c->calls->v[s->next++];
		if (call->how == CALLED_NONE)
			continue;
		if (c->seen[call->to] == 0)
			enter(c, call->to);
		else if (c->number[call->to] == 0 &&
		    c->seen[call->to] < c->low[s->rule])
			c->low[s->rule] = c->seen[call->to];
	}
}

/* Orders the rules, and finds the calls that lead in a circle. */
static void
find_circles(struct calls *calls, size_t n)
{
	struct circles c = { .calls = calls };
	size_t *room = mem_array(4 * n, sizeof(*room));
	struct call *call;
	size_t i, k = 0;

	c.seen = room;
	c.low = c.seen + n;
	c.number = c.low + n;
	c.stack = c.number + n;
	c.way = mem_array(n, sizeof(*c.way));
	calls->order = mem_array(n, sizeof(*calls->order));
	calls->first = mem_array(n + 1, sizeof(*calls->first));
	for (i = 0; i <= n; i++) {
		while (k < calls->n && calls->v[k].from < i)
			k++;
		calls->first[i] = k;
	}
	for (i = 0; i < n; i++)
		if (c.seen[i] == 0)
			walk(&c, i);
	for (call = calls->v; call != LIST_END(calls->v, calls->n); call++)
		if (call->how != CALLED_NONE &&
		    c.number[call->from] == c.number[call->to])
			call->how = CALLED_CIRCLE;
	free(c.way);
	free(room);
}

void
calls_find(const struct caller *rules, size_t n, struct calls *out)
{
	struct search f = { .rules = rules, .n = n, .out = out };
	size_t i, k;

	list_entries(&f);
	for (i = 0; i < n; i++)
		for (k = 0; k < rules[i].ncalls; k++)
			find_call(&f, i, k);
	find_circles(out, n);
	free(f.ids.v);
	free(f.names.v);
	arena_free(&f.mem);
}

void
calls_free(struct calls *c)
{
	free(c->v);
	free(c->first);
	free(c->order);
	*c = (struct calls){ 0 };
}

const char *
calls_why(const struct calls *calls, size_t i, const struct caller *rules,
    struct arena *mem, const char **what, size_t *n)
{
	const struct call *c = &calls->v[i];
	const struct caller *a = &rules[c->to], *b;
	enum called how = c->how;

	for (*n = 1; i + *n < calls->n && c[*n].from == c->from &&
	    c[*n].place == c->place; (*n)++)
		if (c[*n].how > how)
			how = c[*n].how;
	b = &rules[c[*n > 1].to];
	switch (how) {
	case CALLED_NONE:
		*what = "unknown-rule";
		return "no rule of this source has that id or name";
	case CALLED_SEVERAL:
		*what = "ambiguous-rule";
		return arena_printf(mem, "the name of %zu rules (%s:%d, "
		    "%s:%d%s): all are used", *n, a->path, a->line, b->path,
		    b->line, *n > 2 ? ", ..." : "");
	case CALLED_CIRCLE:
		*what = "circular-rule";
		return "made of this rule itself, so it is not used";
	case CALLED_ONE:
		break;
	}
	return NULL;
}
