/* Growing a tree within its limits. */
#include "grow.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum {
	NODES_MAX = 1000 * 1000,
	BYTES_MAX = 16 * 1024 * 1024, /* of text, copies counted */
	FEW = 32, /* so many names are compared each with each */
};

/* A member that may stay in its object. */
struct rival {
	cJSON *node;
	size_t order;
	bool merged, stays;
};

struct rivals {
	struct rival *v;
	size_t n, room;
};

int
grow_fail(struct grow *t, int line, const char *what)
{
	t->why->line = line;
	str_copy(t->why->what, sizeof(t->why->what), what);
	return -1;
}

int
grow_fail_twice(struct grow *t, int line)
{
	return grow_fail(t, line, "a key that the mapping has already");
}

void
grow_repeat(struct grow *t, const char *name, int first, int line)
{
	struct value_repeats *r = t->why->repeats;

	if (r == NULL || r->n++ >= VALUE_REPEATS_MAX)
		return;
	r->v = mem_grow(r->v, r->n, sizeof(*r->v));
	r->v[r->n - 1] = (struct value_repeat){ name, line, first };
}

void
grow_fault(struct value_table *t, int line, const char *what)
{
	if (t->n++ >= VALUE_FAULTS_MAX)
		return;
	t->v = mem_grow(t->v, t->n, sizeof(*t->v));
	t->v[t->n - 1] = (struct value_fault){ line, what };
}

int
grow_charge(struct grow *t, size_t nodes, size_t bytes, int line)
{
	t->nodes += nodes;
	t->bytes += bytes;
	if (t->nodes > NODES_MAX)
		return grow_fail(t, line, "more than 1,000,000 values");
	if (t->bytes > BYTES_MAX)
		return grow_fail(t, line, "more than 16 MiB of text");
	return 0;
}

cJSON *
grow_node(int type)
{
	cJSON *node = cJSON_malloc(sizeof(*node));

	node->type = type;
	return node;
}

char *
grow_text(const char *s, size_t n)
{
	char *text = cJSON_malloc(n + 1);

	memcpy(text, s, n);
	text[n] = '\0';
	return text;
}

/* As cJSON links: the first child's prev is the last child. */
void
grow_append(cJSON *parent, cJSON *node)
{
	cJSON *first = parent->child;

	node->next = NULL;
	if (first == NULL) {
		parent->child = node;
		node->prev = node;
		return;
	}
	node->prev = first->prev;
	first->prev->next = node;
	first->prev = node;
}

static cJSON *
copy_node(struct grow *t, const cJSON *from, int line)
{
	size_t name = from->string == NULL ? 0 : strlen(from->string);
	size_t text = from->valuestring == NULL ? 0 : strlen(from->valuestring);
	cJSON *to;

	if (grow_charge(t, 1, name + text, line) == -1)
		return NULL;
	to = grow_node(from->type);
	to->valuedouble = from->valuedouble;
	to->valueint = from->valueint;
	*value_mark(to) = *value_mark(from);
	if (from->string != NULL)
		to->string = grow_text(from->string, name);
	if (from->valuestring != NULL)
		to->valuestring = grow_text(from->valuestring, text);
	return to;
}

cJSON *
grow_copy(struct grow *t, const cJSON *from, size_t level, int line)
{
	cJSON *to, *child, *copy;

	if (level >= GROW_LEVELS_MAX &&
	    (cJSON_IsArray(from) || cJSON_IsObject(from))) {
		grow_fail(t, line, "nested deeper than 64 levels");
		return NULL;
	}
	to = copy_node(t, from, line);
	if (to == NULL)
		return NULL;
	cJSON_ArrayForEach(child, from) {
		copy = grow_copy(t, child, level + 1, line);
		if (copy == NULL)
			return NULL;
		grow_append(to, copy);
	}
	return to;
}

static void
add_rivals(struct rivals *l, const cJSON *object, bool merged)
{
	cJSON *child;

	cJSON_ArrayForEach(child, object) {
		if (l->n == l->room) {
			l->room = l->room > 0 ? l->room * 2 : FEW * 2;
			l->v = mem_grow(l->v, l->room, sizeof(*l->v));
		}
		l->v[l->n] = (struct rival){ child, l->n, merged, false };
		l->n++;
	}
}

/* What a "<<" leads to also costs where it does not stay. */
static int
add_merged(struct grow *t, struct rivals *l, const cJSON *source)
{
	static const char what[] = "\"<<\" merges mappings only";
	size_t before = l->n, bytes = 0;
	const cJSON *one;

	if (cJSON_IsArray(source)) {
		cJSON_ArrayForEach(one, source) {
			if (!cJSON_IsObject(one))
				return grow_fail(t, value_line(one), what);
			if (add_merged(t, l, one) == -1)
				return -1;
		}
		return 0;
	}
	if (!cJSON_IsObject(source))
		return grow_fail(t, value_line(source), what);
	add_rivals(l, source, true);
	for (; before < l->n; before++)
		bytes += strlen(l->v[before].node->string) + 1;
	return grow_charge(t, 1, bytes, value_line(source));
}

static int
compare_names_grow(const void *a, const void *b)
{
	const struct rival *x = a, *y = b;
	int c = strcmp(x->node->string, y->node->string);

	return c != 0 ? c : x->order < y->order ? -1 : 1;
}

static int
compare_orders(const void *a, const void *b)
{
	const struct rival *x = a, *y = b;

	return x->order < y->order ? -1 : 1;
}

/* Of each name: the last of the object's own, or the first merged. */
static int
choose_grow(struct grow *t, struct rivals *l)
{
	struct rival *first, *best, *at, *end = LIST_END(l->v, l->n);

	for (first = l->v; first < end; first = at) {
		best = first;
		for (at = first + 1; at < end; at++) {
			if (strcmp(at->node->string, first->node->string) != 0)
				break;
			if (at->merged)
				continue;
			if (t->unique)
				return grow_fail_twice(t,
				    value_mark(at->node)->name_line);
			grow_repeat(t, at->node->string,
			    value_mark(first->node)->name_line,
			    value_mark(at->node)->name_line);
			best = at;
		}
		best->stays = true;
	}
	return 0;
}

static int
rebuild(struct grow *t, cJSON *object, struct rivals *l, size_t level)
{
	struct rival *at;
	cJSON *node;

	qsort(l->v, l->n, sizeof(*l->v), compare_orders);
	object->child = NULL;
	for (at = l->v; at != LIST_END(l->v, l->n); at++) {
		node = at->node;
		if (at->stays && at->merged) {
			node = grow_copy(t, node, level, value_line(node));
			if (node == NULL)
				return -1;
		}
		if (at->stays) {
			grow_append(object, node);
		} else if (t->frees) {
			node->next = node->prev = NULL;
			cJSON_Delete(node);
		}
	}
	return 0;
}

/* A sum that names which are alike have, too. */
static unsigned
sum_name(const char *s)
{
	unsigned sum = 0;

	for (; *s != '\0'; s++)
		sum = sum * 31 + (unsigned char)*s;
	return sum;
}

/* Few names, and no two alike: so are nearly all objects. */
static bool
is_plain(const cJSON *object)
{
	const char *names[FEW];
	unsigned sums[FEW], sum;
	const cJSON *child;
	size_t i, n = 0;

	cJSON_ArrayForEach(child, object) {
		if (n == FEW)
			return false;
		sum = sum_name(child->string);
		for (i = 0; i < n; i++)
			if (sums[i] == sum &&
			    strcmp(names[i], child->string) == 0)
				return false;
		names[n] = child->string;
		sums[n++] = sum;
	}
	return true;
}

int
grow_settle(struct grow *t, cJSON *object, const cJSON *merges, size_t level)
{
	struct rivals l = { NULL, 0, 0 };
	const cJSON *source;
	int rc = -1;

	if (merges == NULL && is_plain(object))
		return 0;
	add_rivals(&l, object, false);
	cJSON_ArrayForEach(source, merges)
		if (add_merged(t, &l, source) == -1)
			goto out;
	if (l.n == 0) {
		rc = 0;
		goto out;
	}
	qsort(l.v, l.n, sizeof(*l.v), compare_names_grow);
	if (choose_grow(t, &l) == -1)
		goto out;
	rc = rebuild(t, object, &l, level);
out:
	free(l.v);
	return rc;
}
