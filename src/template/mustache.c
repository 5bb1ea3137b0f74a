/* Fills a template from a cJSON tree. */
#include "template/mustache.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "template.h"
#include "value/member.h"
#include "value/value.h"

enum {
	PARTIALS_MAX = 64,             /* partials and parents in one another */
	FRAMES_MAX = 1024,             /* those, sections and blocks */
	OUTPUT_MAX = 64 * 1024 * 1024, /* bytes */
	STEPS_MAX = 1 << 24,           /* nodes, which may all be empty */
	ITEM_OUTPUT = 64 * 1024,       /* more for an item that is folded */
	ITEM_STEPS = 1 << 12,
	NUMBER_LEN = 32,
	NO_FRAME = -1,
};

/* A run of nodes being rendered, and what is restored once it ends. */
struct frame {
	const struct template *t; /* of the run */
	uint32_t start, at, end;
	const cJSON *next; /* the item of the list to come, or NULL */
	bool folded;       /* its list is of what is folded, and of that */
	struct arena item; /* the tree */

	const struct template *in; /* the template of node, which began the run */
	const struct node *node;
	bool partial;
	bool ends_line; /* the text of a block node follows */

	/* What is restored. */
	int contexts;
	int args;
	size_t indent_from, indent_len;
};

/* A value whose members names are looked up in, and which of them it may have at all. */
struct context {
	const cJSON *value;
	bool marked;
	uint64_t marks[TEMPLATE_MARKS / 64]; /* a bit for each member: mark_of */
};

struct render {
	const struct templates *all;
	mustache_escape escape;
	struct buf *out;
	size_t start; /* where our output begins in out */
	size_t steps, steps_max, output_max;
	int folded; /* runs over lists of what is folded */

	/* Both are of FRAMES_MAX, on the heap: a thread's stack may be small. */
	struct frame *frames;
	struct context *contexts; /* and one more, for the data */
	int n, n_contexts;
	int partials;

	/* The innermost parent whose arguments are in force, as an index of
	 * frames; its own args is the next one out. */
	int args;

	/* What begins each line: from indent_from to the end. */
	struct buf indent;
	size_t indent_from;
};

static bool
is_kind(const cJSON *v, int kind)
{
	return v != NULL && (v->type & 0xff) == kind;
}

static void
push_context(struct render *r, const cJSON *value)
{
	r->contexts[r->n_contexts].value = value;
	r->contexts[r->n_contexts++].marked = false;
}

/* An item of a list, of which f is the run. One that is folded is of many, which are
 * not to have the limits of one together: of a list within such a list they do. */
static void
push_item(struct render *r, struct frame *f, const cJSON *item)
{
	struct arena *before;

	f->next = item->next;
	if (cJSON_IsRaw(item)) {
		r->folded += !f->folded;
		f->folded = true;
		if (r->folded == 1) {
			r->steps_max += ITEM_STEPS;
			r->output_max += ITEM_OUTPUT;
		}
		arena_reset(&f->item);
		before = value_use(&f->item);
		item = value_unfold(item);
		value_use(before);
	}
	push_context(r, item);
}

static void
mark_members(struct context *c)
{
	const cJSON *child;
	unsigned mark;

	memset(c->marks, 0, sizeof(c->marks));
	c->marked = true;
	if (!cJSON_IsObject(c->value))
		return;
	cJSON_ArrayForEach(child, c->value) {
		mark = child->string == NULL ? 0 : template_mark(child->string);
		c->marks[mark / 64] |= (uint64_t)1 << mark % 64;
	}
}

/* Most names are looked up in objects that have no such member: those around. */
static const cJSON *
look_in(struct context *c, unsigned mark, const char *name)
{
	if (!c->marked)
		mark_members(c);
	return c->marks[mark / 64] >> mark % 64 & 1 ? member_get(c->value, name)
	    : NULL;
}

/* The value of a node's name; NULL where there is none. */
static const cJSON *
find_value(
    const struct render *r, const struct template *t, const struct node *node)
{
	const char *part = buf_str(&t->names) + node->name;
	const cJSON *v = NULL;
	int i = r->n_contexts;
	unsigned left;

	if (node->parts == 0)
		return i > 0 ? r->contexts[i - 1].value : NULL;
	while (v == NULL && i > 0)
		v = look_in(&r->contexts[--i], node->mark, part);
	for (left = node->parts - 1u; left > 0 && v != NULL; left--) {
		part += strlen(part) + 1;
		v = member_get(v, part);
	}
	return v;
}

/*
 * A number as JSON has it: whole ones up to 2^53 by their digits, others by the
 * fewest digits of 15 or 17 that read back as the same.
 */
static const char *
number_text(double d, char text[NUMBER_LEN])
{
	if (isnan(d) || isinf(d))
		return "";
	if (fabs(d) <= 9007199254740992.0 && (double)(long long)d == d) {
		snprintf(text, NUMBER_LEN, "%lld", (long long)d);
		return text;
	}
	snprintf(text, NUMBER_LEN, "%.15g", d);
	if (strtod(text, NULL) != d)
		snprintf(text, NUMBER_LEN, "%.17g", d);
	return text;
}

/* The text of a value that is neither list nor object; NULL for these. */
static const char *
scalar_text(const cJSON *v, char number[NUMBER_LEN])
{
	switch (v == NULL ? cJSON_NULL : v->type & 0xff) {
	case cJSON_String:
	case cJSON_Raw:
		return v->valuestring == NULL ? "" : v->valuestring;
	case cJSON_Number:
		return number_text(v->valuedouble, number);
	case cJSON_True:
		return "true";
	case cJSON_False:
		return "false";
	case cJSON_Array:
	case cJSON_Object:
		return NULL;
	default:
		return "";
	}
}

static void
put_string(struct render *r, const struct node *node, const char *s)
{
	if ((node->flags & NODE_RAW) || r->escape == NULL)
		buf_puts(r->out, s);
	else
		r->escape(r->out, s);
}

static int
put_value(struct render *r, const struct template *t,
    const struct node *node)
{
	const cJSON *v = find_value(r, t, node);
	char number[NUMBER_LEN], *json;
	const char *s = scalar_text(v, number);

	if (s != NULL) {
		put_string(r, node, s);
		return 0;
	}
	json = cJSON_PrintUnformatted(v);
	if (json == NULL) {
		log_error("%s: a value that JSON cannot print", t->path);
		return -1;
	}
	put_string(r, node, json);
	cJSON_free(json);
	return 0;
}

static bool
is_full(const struct render *r)
{
	return r->out->len - r->start > r->output_max;
}

static void
put_indent(struct render *r)
{
	buf_put(r->out, buf_str(&r->indent) + r->indent_from,
	    r->indent.len - r->indent_from);
}

/* Text, each of its lines indented; it may stop early once the output is full.
 */
static void
put_text(struct render *r, const struct template *t,
    const struct node *node)
{
	const char *p = t->text + node->text.at, *end = p + node->text.len, *nl;

	if (r->indent.len == r->indent_from) {
		buf_put(r->out, p, node->text.len);
		return;
	}
	if (node->flags & NODE_LINE_START)
		put_indent(r);
	while (p < end && !is_full(r)) {
		nl = memchr(p, '\n', (size_t)(end - p));
		nl = nl == NULL ? end : nl + 1;
		buf_put(r->out, p, (size_t)(nl - p));
		p = nl;
		if (p < end)
			put_indent(r);
	}
}

/* Begins a run over the nodes of t from "from" up to end, for a node of in. */
static struct frame *
push_frame(struct render *r, const struct template *in, const struct node *node,
    const struct template *t, uint32_t from, uint32_t end)
{
	struct frame *f;

	if (r->n == FRAMES_MAX) {
		template_fail(in, node->text.at,
		    "sections and partials more than 1024 deep");
		return NULL;
	}
	f = &r->frames[r->n++];
	*f = (struct frame){ .t = t, .start = from, .at = from, .end = end,
		.in = in, .node = node, .contexts = r->n_contexts,
		.args = r->args, .indent_from = r->indent_from,
		.indent_len = r->indent.len };
	return f;
}

/* Adds the indentation of a tag that is alone on its line; any other has
 * none. */
static void
push_indent(struct render *r, const struct template *t, const struct node *node)
{
	if (node->flags & NODE_STANDALONE)
		buf_put(
		    &r->indent, t->text + node->indent.at, node->indent.len);
	else
		r->indent_from = r->indent.len;
}

/* False, null, an empty list, or missing. */
static bool
is_falsey(const cJSON *v)
{
	return v == NULL || is_kind(v, cJSON_NULL) || is_kind(v, cJSON_False) ||
	       (is_kind(v, cJSON_Array) && v->child == NULL);
}

/* The first node inside node. */
static uint32_t
child(const struct template *t, const struct node *node)
{
	return (uint32_t)(node - t->nodes) + 1;
}

static int
put_section(struct render *r, const struct template *t, const struct node *node)
{
	const cJSON *v = find_value(r, t, node);
	struct frame *f;

	if (is_falsey(v) != (node->kind == NODE_INVERTED))
		return 0;
	f = push_frame(r, t, node, t, child(t, node), node->end);
	if (f == NULL)
		return -1;
	if (node->kind == NODE_INVERTED)
		return 0;
	if (is_kind(v, cJSON_Array))
		push_item(r, f, v->child);
	else
		push_context(r, v);
	return 0;
}

static int
put_partial(struct render *r, const struct template *t, const struct node *node)
{
	const struct template *other = NULL;
	char number[NUMBER_LEN];
	const char *name;
	struct frame *f;

	/* Where all names are those of values there may be none. */
	name = node->flags & NODE_DYNAMIC
	    ? scalar_text(find_value(r, t, node), number)
	    : t->names.s + node->name;
	if (name != NULL && *name != '\0')
		other = templates_find(r->all, name);
	if (other == NULL)
		return 0;
	if (r->partials == PARTIALS_MAX)
		return template_fail(t, node->text.at,
		    "partials more than 64 deep");
	f = push_frame(r, t, node, other, 0, other->n);
	if (f == NULL)
		return -1;
	r->partials++;
	push_indent(r, t, node);
	f->partial = true;
	if (node->kind == NODE_PARENT)
		r->args = r->n - 1;
	return 0;
}

/* The argument of that name of this parent, or NULL. */
static const struct node *
find_argument(
    const struct template *t, const struct node *parent, const char *name)
{
	const struct node *end = t->nodes + parent->end, *arg;

	for (arg = parent + 1; arg < end; arg = t->nodes + arg->end)
		if (strcmp(t->names.s + arg->name, name) == 0)
			return arg;
	return NULL;
}

/*
 * The outermost parent's argument wins. It is rendered with the arguments that
 * are in force where it was written.
 */
static int
put_block(struct render *r, const struct template *t, const struct node *node)
{
	const char *name = t->names.s + node->name;
	const struct node *content = node, *arg;
	const struct template *from = t;
	int args = r->args, k;
	struct frame *f;

	for (k = r->args; k != NO_FRAME; k = r->frames[k].args) {
		f = &r->frames[k];
		arg = find_argument(f->in, f->node, name);
		if (arg != NULL) {
			content = arg;
			from = f->in;
			args = f->args;
		}
	}
	if (content == node && (node->flags & NODE_LEADS)) {
		put_indent(r);
		buf_put(r->out, t->text + node->indent.at, node->indent.len);
	}
	f = push_frame(r, t, node, from, child(from, content), content->end);
	if (f == NULL)
		return -1;
	f->ends_line = !(content->flags & NODE_WHOLE_LINES);
	if (content != node)
		push_indent(r, t, node);
	r->args = args;
	return 0;
}

static int
put_node(struct render *r, const struct template *t, const struct node *node)
{
	switch (node->kind) {
	case NODE_TEXT:
		put_text(r, t, node);
		return 0;
	case NODE_VALUE:
		return put_value(r, t, node);
	case NODE_SECTION:
	case NODE_INVERTED:
		return put_section(r, t, node);
	case NODE_PARTIAL:
	case NODE_PARENT:
		return put_partial(r, t, node);
	default:
		return put_block(r, t, node);
	}
}

static void
end_items(struct render *r, struct frame *f)
{
	r->folded -= f->folded;
	arena_free(&f->item);
}

/* Ends a run: goes on to the next item of the list, or restores what was. */
static void
end_run(struct render *r, struct frame *f)
{
	if (f->next != NULL) {
		r->n_contexts = f->contexts;
		push_item(r, f, f->next);
		f->at = f->start;
		return;
	}
	end_items(r, f);
	if (f->ends_line)
		buf_put(
		    r->out, f->in->text + f->node->text.at, f->node->text.len);
	if (f->partial)
		r->partials--;
	r->n_contexts = f->contexts;
	r->args = f->args;
	r->indent_from = f->indent_from;
	buf_cut(&r->indent, f->indent_len);
	r->n--;
}

static int
run_mustache(struct render *r)
{
	const struct node *node;
	struct frame *f;

	while (r->n > 0) {
		f = &r->frames[r->n - 1];
		if (++r->steps > r->steps_max) {
			log_error("%s: more than %zu tags to fill", f->t->path,
			    r->steps_max);
			return -1;
		}
		if (f->at == f->end) {
			end_run(r, f);
			continue;
		}
		node = &f->t->nodes[f->at];
		f->at = node->end;
		if (put_node(r, f->t, node) == -1)
			return -1;
		if (is_full(r)) {
			log_error("%s: more than %zu bytes of output",
			    f->t->path, r->output_max);
			return -1;
		}
	}
	return 0;
}

int
mustache_render(const struct templates *t, const char *name, const cJSON *data,
    mustache_escape escape, struct buf *out)
{
	static const struct node whole = { .kind = NODE_PARTIAL };
	const struct template *first = templates_find(t, name);
	struct render r = { .all = t,
		.escape = escape,
		.out = out,
		.start = out->len,
		.steps_max = STEPS_MAX,
		.output_max = OUTPUT_MAX,
		.args = NO_FRAME };
	int rc;

	if (first == NULL) {
		log_error("no template is called %s", name);
		return -1;
	}
	/* Not zeroed, since few are deep. */
	r.frames = mem_grow(NULL, FRAMES_MAX, sizeof(*r.frames));
	r.contexts = mem_grow(NULL, FRAMES_MAX + 1, sizeof(*r.contexts));
	if (data != NULL)
		push_context(&r, data);
	push_frame(&r, first, &whole, first, 0, first->n);
	rc = run_mustache(&r);
	while (r.n > 0)
		end_items(&r, &r.frames[--r.n]);
	if (rc == -1)
		buf_cut(out, r.start);
	buf_free(&r.indent);
	free(r.frames);
	free(r.contexts);
	return rc;
}
