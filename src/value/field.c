/* Field paths: read once, then looked up in each document. */
#include "value/field.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum {
	TEXT_MAX = 512, /* bytes of a path */
	STEPS_MAX = 32,
	FEW = 64, /* members of an object that are looked through one by one */
};

struct step {
	enum { STEP_MEMBER, STEP_EACH, STEP_UP, STEP_NAME } what;
	char *name; /* of a member */
};

struct field {
	char *text; /* the path */
	bool from_doc;
	struct step *steps;
	size_t n;
};

/* What is left of a path, and what was said of it. */
struct reading {
	const char *at;
	struct field *f;
	struct value_error *why;
};

/* Where the search is to put what it finds. */
struct search {
	const struct field *f;
	const cJSON *doc;
	struct nodes *out; /* or NULL: only the first is wanted */
	const cJSON *first;
};

static int
fail_field(struct reading *r, const char *what)
{
	r->why->line = 0;
	str_copy(r->why->what, sizeof(r->why->what), what);
	return -1;
}

static int
add_step(struct reading *r, int what, const char *name, size_t n)
{
	struct field *f = r->f;
	struct step *step;

	if (f->n == STEPS_MAX)
		return fail_field(r, "a field path of more than 32 steps");
	if (f->n > 0 && f->steps[f->n - 1].what == STEP_NAME)
		return fail_field(r, "a field path that goes on behind "
		    "'~', which is a text");
	step = LIST_ADD(f->steps, f->n);
	step->what = what;
	step->name = what == STEP_MEMBER ? mem_strndup(name, n) : NULL;
	return 0;
}

static int
read_name(struct reading *r)
{
	size_t n = strcspn(r->at, "./[]\"");
	const char *start = r->at + 1, *end;

	if (*r->at == '"') {
		end = strchr(start, '"');
		if (end == NULL)
			return fail_field(r, "a field path with an open quote");
		r->at = end + 1;
		return add_step(r, STEP_MEMBER, start, (size_t)(end - start));
	}
	if (n == 0)
		return fail_field(r, "a field path with a name missing");
	start = r->at;
	r->at += n;
	return add_step(r, n > 1 ? STEP_MEMBER : *start == '^' ? STEP_UP
	    : *start == '~' ? STEP_NAME : STEP_MEMBER, start, n);
}

/* name[] or "name", or a mere [] where the node itself is the array. */
static int
read_step(struct reading *r, bool may_lack_name)
{
	if (!(may_lack_name && *r->at == '[') && read_name(r) == -1)
		return -1;
	while (*r->at == '[') {
		if (r->at[1] != ']')
			return fail_field(r,
			    "a field path with '[' but no \"[]\"");
		r->at += 2;
		if (add_step(r, STEP_EACH, NULL, 0) == -1)
			return -1;
	}
	return 0;
}

static int
read_path(struct reading *r)
{
	bool first = true;

	if (*r->at == '\0')
		return fail_field(r, "an empty field path");
	if (strlen(r->at) > TEXT_MAX)
		return fail_field(r, "a field path of more than 512 bytes");
	if (strcmp(r->at, ".") == 0)
		return 0;
	if (*r->at == '/') {
		r->f->from_doc = true;
		r->at++;
	}
	if (*r->at == '\0')
		return 0;
	do {
		if (!first)
			r->at++;
		if (read_step(r, first) == -1)
			return -1;
		first = false;
	} while (*r->at == '.');
	if (*r->at != '\0')
		return fail_field(r,
		    "a field path with '/', ']' or '\"' in a name; "
		    "quote the name");
	return 0;
}

struct field *
field_new(const char *path, struct value_error *why)
{
	struct field *f = mem_alloc(sizeof(*f));
	struct reading r = { path, f, why };

	f->text = mem_strdup(path);
	if (read_path(&r) == -1) {
		field_free(f);
		return NULL;
	}
	return f;
}

void
field_free(struct field *f)
{
	size_t i;

	if (f == NULL)
		return;
	for (i = 0; i < f->n; i++)
		free(f->steps[i].name);
	free(f->steps);
	free(f->text);
	free(f);
}

const char *
field_text(const struct field *f)
{
	return f->text;
}

const char *
field_name(const struct field *f)
{
	return f->n > 0 ? f->steps[0].name : NULL;
}

/* Tells all nodes below it what holds them. Depth is limited by who read it. */
static void
link_below(const cJSON *node)
{
	const cJSON *child;

	cJSON_ArrayForEach(child, node) {
		value_mark(child)->parent = node;
		link_below(child);
	}
}

static const cJSON *
holder(const cJSON *doc, const cJSON *node)
{
	if (node == doc)
		return NULL;
	if (value_mark(node)->parent == NULL)
		link_below(doc);
	return value_mark(node)->parent;
}

/* A member, and its place among all. */
struct listed {
	const cJSON *node;
	size_t at;
};

/* Those of an object, sorted. */
struct value_members {
	struct listed *v;
	size_t n;
};

static int
compare_listed(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;
	int order = strcmp(x->node->string, y->node->string);

	return order != 0 ? order : x->at < y->at ? -1 : x->at > y->at;
}

static const struct value_members *
sort_members(const cJSON *object, struct arena *mem)
{
	struct value_members *m = arena_alloc(mem, sizeof(*m));
	const cJSON *child;
	size_t n = (size_t)cJSON_GetArraySize(object);

	m->v = arena_alloc(mem, n * sizeof(*m->v));
	cJSON_ArrayForEach(child, object) {
		m->v[m->n] = (struct listed){ child, m->n };
		m->n++;
	}
	qsort(m->v, m->n, sizeof(*m->v), compare_listed);
	return m;
}

/* The last of that name. */
static const cJSON *
find_listed(const struct value_members *m, const char *name)
{
	size_t low = 0, high = m->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(m->v[middle].node->string, name) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && strcmp(m->v[low - 1].node->string, name) == 0
	    ? m->v[low - 1].node : NULL;
}

/* As member_get. A stranger's object may have very many members, and each control
 * in it may ask for some: then it is sorted once. */
static const cJSON *
find_member(const cJSON *object, const char *name)
{
	struct arena *mem = value_arena();
	const cJSON *child, *found = NULL;
	struct mark *m;
	size_t n = 0;

	if (!cJSON_IsObject(object))
		return NULL;
	cJSON_ArrayForEach(child, object) {
		if (n++ == FEW && mem != NULL) {
			m = value_mark(object);
			if (m->members == NULL)
				m->members = sort_members(object, mem);
			return find_listed(m->members, name);
		}
		if (child->string[0] == name[0] &&
		    strcmp(child->string, name) == 0)
			found = child;
	}
	return found;
}

static const cJSON *
member_name(const cJSON *node)
{
	cJSON *name;

	if (node->string == NULL)
		return NULL;
	name = cJSON_CreateString(node->string);
	value_mark(name)->line = value_mark(node)->name_line;
	return name;
}

/* What one step that is no [] leads to; or NULL. */
static const cJSON *
take_step(const struct search *s, const struct step *step, const cJSON *node)
{
	switch (step->what) {
	case STEP_UP:
		return holder(s->doc, node);
	case STEP_NAME:
		return member_name(node);
	default:
		return find_member(node, step->name);
	}
}

static void
add_node(struct nodes *l, const cJSON *node)
{
	*LIST_ADD(l->v, l->n) = node;
}

/* Returns true once enough is found. */
static bool
find_field(struct search *s, const cJSON *node, size_t i)
{
	const cJSON *child;

	for (; node != NULL && i < s->f->n &&
	    s->f->steps[i].what != STEP_EACH; i++)
		node = take_step(s, &s->f->steps[i], node);
	if (node == NULL)
		return false;
	if (i == s->f->n) {
		if (s->out == NULL)
			s->first = node;
		else
			add_node(s->out, node);
		return s->out == NULL;
	}
	if (!cJSON_IsArray(node) && !cJSON_IsObject(node))
		return !cJSON_IsNull(node) && find_field(s, node, i + 1);
	cJSON_ArrayForEach(child, node)
		if (find_field(s, child, i + 1))
			return true;
	return false;
}

void
field_find(const struct field *f, const cJSON *doc, const cJSON *node,
    struct nodes *out)
{
	struct search s = { f, doc, out, NULL };

	find_field(&s, f->from_doc ? doc : node, 0);
}

const cJSON *
field_first(const struct field *f, const cJSON *doc, const cJSON *node)
{
	struct search s = { f, doc, NULL, NULL };

	find_field(&s, f->from_doc ? doc : node, 0);
	return s.first;
}

/* How many steps lead to a node, at the best. */
static size_t
steps_to(const struct field *f, const cJSON *doc, const cJSON *node)
{
	struct field begun = *f;

	while (begun.n > 0 && field_first(&begun, doc, node) == NULL)
		begun.n--;
	return begun.n;
}

bool
field_ends_at_list(const struct field *f, const cJSON *doc, const cJSON *node)
{
	size_t n = steps_to(f, doc, node);

	return n < f->n && f->steps[n].what == STEP_EACH;
}
