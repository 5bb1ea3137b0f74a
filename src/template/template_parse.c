/*
 * Makes nodes of a template's tags and the text between them.
 *
 * What white space belongs to a tag, after the specification and its
 * (non-normative) text on white space, from which the words are:
 *
 * - A tag alone on its line is standalone: the line goes. A value never is.
 * - A parent, and a block that is not an argument, is standalone when its first
 *   tag clears to the left and its closing tag to the right. What is put there
 *   is indented: by the blanks before the first tag or, where the block's tag
 *   ends its line, by those that begin the next one.
 * - An argument (a block right inside a parent) whose tag ends its line has the
 *   blanks that begin the next one taken from all its lines, and the end of the
 *   tag's line is not part of it.
 * - A block's closing tag that clears to the right ends a line: where the
 *   content put in is not of whole lines, that line's end follows it.
 */
#include "template.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { MARKED = 8 }; /* bytes of a name that make its mark: few begin alike */

struct parse {
	struct template *t;
	struct tag *tags;
	uint32_t pos;    /* text before it has been handled */
	bool line_start; /* the next byte of output begins a line */

	/* What is removed from the start of each line, for each argument
	 * around, the outermost first. */
	struct span strips[TAGS_NESTED_MAX];
	unsigned n_strips;
};

static struct node *
add_node(struct parse *p, enum node_kind kind)
{
	struct template *t = p->t;
	struct node *node = LIST_ADD(t->nodes, t->n);

	*node = (struct node){ .kind = (uint8_t)kind, .end = t->n };
	return node;
}

unsigned
template_mark(const char *name)
{
	uint32_t h = 0;
	int i;

	for (i = 0; i < MARKED && name[i] != '\0'; i++)
		h = (h ^ (unsigned char)name[i]) * 0x01000193u; /* FNV */
	return (h ^ h >> 16) % TEMPLATE_MARKS;
}

static void
set_name(struct parse *p, struct node *node, struct span name, bool dotted)
{
	const char *s = p->t->text + name.at;
	uint32_t i;

	node->name = (uint32_t)p->t->names.len;
	if (dotted && name.len == 1 && *s == '.')
		return;
	node->parts = 1;
	for (i = 0; i < name.len; i++) {
		if (dotted && s[i] == '.') {
			buf_putc(&p->t->names, '\0');
			node->parts++;
		} else {
			buf_putc(&p->t->names, s[i]);
		}
	}
	buf_putc(&p->t->names, '\0');
	node->mark = (uint8_t)template_mark(buf_str(&p->t->names) + node->name);
}

/* Where the rest of the line at from begins, without what is removed from
 * it. */
static uint32_t
strip(const struct parse *p, uint32_t from, uint32_t to)
{
	const char *text = p->t->text;
	const struct span *s;
	unsigned i;

	for (i = 0; i < p->n_strips; i++) {
		s = &p->strips[i];
		if (to - from < s->len ||
		    memcmp(text + from, text + s->at, s->len) != 0)
			break;
		from += s->len;
	}
	return from;
}

static void
add_text(struct parse *p, uint32_t from, uint32_t to)
{
	struct node *node = add_node(p, NODE_TEXT);

	node->text = (struct span){ from, to - from };
	if (p->line_start)
		node->flags |= NODE_LINE_START;
	p->line_start = to > from && p->t->text[to - 1] == '\n';
}

/* The text up to to, which is a single node where nothing is taken from it. */
static void
take_text(struct parse *p, uint32_t to)
{
	const char *text = p->t->text, *nl;
	uint32_t from = p->pos, end;

	while (from < to) {
		end = to;
		if (p->n_strips > 0) {
			nl = memchr(text + from, '\n', to - from);
			if (nl != NULL)
				end = (uint32_t)(nl - text) + 1;
			if (from == 0 || text[from - 1] == '\n')
				from = strip(p, from, end);
		}
		if (from < end)
			add_text(p, from, end);
		from = end;
	}
	p->pos = to;
}

/* A tag within a line. Where it begins the line, an empty text node before it
 * stands for the start of the line. */
static void
put_inline(struct parse *p, const struct tag *tag)
{
	take_text(p, tag->start);
	if (p->line_start)
		add_text(p, tag->start, tag->start);
	p->pos = tag->end;
}

/* A tag alone on its line. */
static void
put_line(struct parse *p, const struct tag *tag)
{
	take_text(p, tag->line);
	p->pos = tag->next;
	p->line_start = true;
}

static bool
put_tag(struct parse *p, const struct tag *tag)
{
	bool alone = tag->left && tag->right;

	if (alone)
		put_line(p, tag);
	else
		put_inline(p, tag);
	return alone;
}

/* The blanks before a tag that clears to the left. */
static struct span
blanks_before(const struct parse *p, const struct tag *tag)
{
	uint32_t from = strip(p, tag->line, tag->start);

	return (struct span){ from, tag->start - from };
}

/* The blanks that begin the line behind a tag that clears to the right. */
static struct span
blanks_behind(const struct parse *p, const struct tag *tag)
{
	const char *text = p->t->text;
	uint32_t to = tag->next, from;

	while (to < p->t->len && (text[to] == ' ' || text[to] == '\t'))
		to++;
	from = strip(p, tag->next, to);
	return (struct span){ from, to - from };
}

static struct span
whole_tag(const struct tag *tag)
{
	return (struct span){ tag->start, tag->end - tag->start };
}

static void
parse_value(struct parse *p, const struct tag *tag)
{
	struct node *node;

	put_inline(p, tag);
	node = add_node(p, NODE_VALUE);
	if (tag->kind == '&')
		node->flags |= NODE_RAW;
	set_name(p, node, tag->name, true);
}

/* A partial or a parent. */
static void
add_partial(struct parse *p, const struct tag *tag, enum node_kind kind,
    bool alone)
{
	struct node *node = add_node(p, kind);

	node->text = whole_tag(tag);
	if (tag->dynamic)
		node->flags |= NODE_DYNAMIC;
	if (alone) {
		node->flags |= NODE_STANDALONE;
		node->indent = blanks_before(p, tag);
	}
	set_name(p, node, tag->name, tag->dynamic);
}

static void
open_section(struct parse *p, struct tag *tag)
{
	struct node *node;

	put_tag(p, tag);
	tag->node = p->t->n;
	node = add_node(p, tag->kind == '#' ? NODE_SECTION : NODE_INVERTED);
	node->text = whole_tag(tag);
	set_name(p, node, tag->name, true);
}

static void
open_parent(struct parse *p, struct tag *tag)
{
	bool alone = tag->left && p->tags[tag->match].right;

	if (alone)
		take_text(p, tag->line);
	else
		put_inline(p, tag);
	tag->node = p->t->n;
	add_partial(p, tag, NODE_PARENT, alone);
}

static void
open_argument(struct parse *p, struct tag *tag)
{
	struct span none = { 0, 0 };
	struct span blanks = tag->right ? blanks_behind(p, tag) : none;

	tag->node = p->t->n;
	set_name(p, add_node(p, NODE_ARGUMENT), tag->name, false);
	p->strips[p->n_strips++] = blanks;
	p->pos = tag->right ? tag->next : tag->end;
	p->line_start = true;
}

static void
open_block(struct parse *p, struct tag *tag)
{
	bool alone = tag->left && p->tags[tag->match].right;
	struct span indent = { 0, 0 };
	uint8_t flags = 0;
	struct node *node;

	if (alone && !tag->right) {
		flags = NODE_STANDALONE | NODE_LEADS;
		indent = blanks_before(p, tag);
		take_text(p, tag->line);
		p->pos = tag->end;
		p->line_start = false;
	} else if (alone) {
		flags = NODE_STANDALONE;
		indent = blanks_behind(p, tag);
		put_line(p, tag);
	} else {
		put_tag(p, tag);
	}
	tag->node = p->t->n;
	node = add_node(p, NODE_BLOCK);
	node->flags = flags;
	node->indent = indent;
	set_name(p, node, tag->name, false);
}

static void
close_block(struct parse *p, const struct tag *tag, uint32_t i)
{
	const char *text = p->t->text;
	bool alone = put_tag(p, tag);
	struct node *node = &p->t->nodes[i];
	uint32_t from = tag->end, to = tag->next;

	if (tag->left)
		node->flags |= NODE_WHOLE_LINES;
	node->text = (struct span){ tag->end, 0 };
	if (!alone && !(tag->right && (node->flags & NODE_STANDALONE)))
		return;
	if (to == from || text[to - 1] != '\n')
		return;
	if (alone)
		from = to - 1 - (to - 1 > from && text[to - 2] == '\r');
	node->text = (struct span){ from, to - from };
	p->pos = to;
	p->line_start = true;
}

static void
close_element(struct parse *p, const struct tag *tag)
{
	const struct tag *open = &p->tags[tag->match];
	bool alone = p->t->nodes[open->node].flags & NODE_STANDALONE;

	if (open->kind == '<') {
		p->pos = alone ? tag->next : tag->end;
		p->line_start = alone;
	} else if (open->argument) {
		take_text(p, tag->left ? tag->line : tag->start);
		if (tag->left)
			p->t->nodes[open->node].flags |= NODE_WHOLE_LINES;
		p->n_strips--;
	} else if (open->kind == '$') {
		close_block(p, tag, open->node);
	} else {
		put_tag(p, tag);
	}
	p->t->nodes[open->node].end = p->t->n;
}

static void
put_any(struct parse *p, struct tag *tag)
{
	if (tag->kind == '!' || tag->kind == '=')
		put_tag(p, tag);
	else if (tag->kind == '#' || tag->kind == '^')
		open_section(p, tag);
	else if (tag->kind == '/')
		close_element(p, tag);
	else if (tag->kind == '>')
		add_partial(p, tag, NODE_PARTIAL, put_tag(p, tag));
	else if (tag->kind == '<')
		open_parent(p, tag);
	else if (tag->argument)
		open_argument(p, tag);
	else if (tag->kind == '$')
		open_block(p, tag);
	else
		parse_value(p, tag);
}

/* Of what is in a parent, only its arguments count. */
static bool
is_ignored(const struct tag *tags, const struct tag *tag)
{
	return tag->kind != '/' && !tag->argument && tag->parent != TAG_NONE &&
	       tags[tag->parent].kind == '<';
}

int
template_parse(struct template *t)
{
	struct tags tags = { NULL, 0 };
	struct parse p = { .t = t, .line_start = true };
	uint32_t i;
	int rc = -1;

	if (template_scan(t, &tags) == -1)
		goto out;
	p.tags = tags.v;
	for (i = 0; i < tags.n; i++) {
		if (!is_ignored(tags.v, &tags.v[i]))
			put_any(&p, &tags.v[i]);
		else if (strchr("#^<", tags.v[i].kind) != NULL)
			i = tags.v[i].match;
	}
	take_text(&p, (uint32_t)t->len);
	rc = 0;
out:
	free(tags.v);
	return rc;
}
