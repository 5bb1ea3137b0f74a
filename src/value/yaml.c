/* YAML by libyaml's events: the only file that knows of that library. */
#include "value/yaml.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "base/buf.h"
#include "base/mem.h"
#include "grow.h"
#include "place.h"
#include "scalar.h"

enum {
	TEXT_MAX = 16 * 1024 * 1024,
	/* A document: each alias looks through them. */
	ANCHORS_MAX = 256,
	/* A file: libyaml looks through them for each tag, and copies one's prefix. */
	TAG_LINES_MAX = 64,
	TAG_LINE_MAX = 1024, /* bytes of one */
};

/* An array or object that is not at its end yet. */
struct frame {
	cJSON *node;
	char *name; /* of the member whose value comes next, or NULL */
	int name_line;
	bool merging;  /* what comes next is the value of a "<<" */
	cJSON *merges; /* such values so far, or NULL */
};

struct anchor {
	const char *name;
	const cJSON *node;
};

struct reader {
	struct grow tree;
	struct place place;
	size_t bom; /* bytes before the place's text */
	struct frame frames[GROW_LEVELS_MAX];
	size_t depth;
	struct anchor anchors[ANCHORS_MAX];
	size_t nanchors;
	cJSON *docs, *root;
};

static int
line_of(struct reader *r, const yaml_mark_t *mark)
{
	place_move(&r->place, mark->index);
	return r->place.line;
}

/* libyaml's own words: fixed texts, without a piece of the document. */
static int
fail_parse(struct reader *r, const yaml_parser_t *p)
{
	const char *what = p->problem == NULL ? "not YAML" : p->problem;
	int line;

	if (p->error == YAML_MEMORY_ERROR)
		mem_fail();
	/* What cannot be read as UTF-8 has no mark, but an offset in bytes. */
	if (p->error == YAML_READER_ERROR)
		line = place_line(&r->place, p->problem_offset);
	else
		line = line_of(r, &p->problem_mark);
	return grow_fail(&r->tree, line, what);
}

static struct frame *
top(struct reader *r)
{
	return r->depth == 0 ? NULL : &r->frames[r->depth - 1];
}

static bool
wants_key(struct reader *r)
{
	struct frame *f = top(r);

	return f != NULL && cJSON_IsObject(f->node) && f->name == NULL &&
	    !f->merging;
}

/* Puts a value where the document has come to. */
static void
attach(struct reader *r, cJSON *node)
{
	struct frame *f = top(r);

	if (f == NULL) {
		r->root = node;
	} else if (f->merging) {
		if (f->merges == NULL)
			f->merges = grow_node(cJSON_Array);
		grow_append(f->merges, node);
		f->merging = false;
	} else {
		node->string = f->name;
		value_mark(node)->name_line = f->name_line;
		grow_append(f->node, node);
		f->name = NULL;
		f->name_line = 0;
	}
}

static int
add_anchor(struct reader *r, const yaml_char_t *name, const cJSON *node)
{
	const char *s = (const char *)name;
	struct anchor *a;

	if (s == NULL)
		return 0;
	if (r->nanchors == ANCHORS_MAX)
		return grow_fail(
		    &r->tree, value_line(node), "more than 256 anchors");
	a = &r->anchors[r->nanchors++];
	a->name = grow_text(s, strlen(s));
	a->node = node;
	return 0;
}

/* The newest of that name: a later anchor hides an earlier one. */
static const cJSON *
find_anchor(const struct reader *r, const yaml_char_t *name)
{
	size_t i;

	for (i = r->nanchors; i > 0; i--)
		if (strcmp(r->anchors[i - 1].name, (const char *)name) == 0)
			return r->anchors[i - 1].node;
	return NULL;
}

static bool
is_open(const struct reader *r, const cJSON *node)
{
	size_t i;

	for (i = 0; i < r->depth; i++)
		if (r->frames[i].node == node)
			return true;
	return false;
}

/* Is a scalar of this tag and style typed by what it looks like? */
static bool
is_typed(const yaml_event_t *e)
{
	static const char *const typed[] = { YAML_NULL_TAG, YAML_BOOL_TAG,
		YAML_INT_TAG, YAML_FLOAT_TAG };
	const char *tag = (const char *)e->data.scalar.tag;
	bool plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	size_t i;

	if (tag == NULL)
		return plain;
	for (i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		if (strcmp(tag, typed[i]) == 0)
			return true;
	return plain && strcmp(tag, YAML_STR_TAG) != 0;
}

/* NUL, which YAML may have in a text and a C string may not, as U+FFFD. */
static char *
text_of(const char *s, size_t len)
{
	const char *end = s + len, *nul;
	struct buf b = BUF_INIT;
	char *text;

	if (memchr(s, '\0', len) == NULL)
		return grow_text(s, len);
	while ((nul = memchr(s, '\0', (size_t)(end - s))) != NULL) {
		buf_put(&b, s, (size_t)(nul - s));
		buf_puts(&b, "\xef\xbf\xbd");
		s = nul + 1;
	}
	buf_put(&b, s, (size_t)(end - s));
	text = grow_text(buf_str(&b), b.len);
	buf_free(&b);
	return text;
}

static cJSON *
new_scalar(struct reader *r, const yaml_event_t *e)
{
	cJSON *node = grow_node(cJSON_String);
	struct mark *m = value_mark(node);

	node->valuestring = text_of(
	    (const char *)e->data.scalar.value, e->data.scalar.length);
	if (is_typed(e))
		scalar_resolve(node);
	m->line = line_of(r, &e->start_mark);
	m->start = r->place.byte;
	place_move(&r->place, e->end_mark.index);
	m->end = r->place.byte;
	/* libyaml's scalar starts with its anchor and tag. */
	if (e->data.scalar.anchor != NULL || e->data.scalar.tag != NULL)
		m->start = place_skip_properties(
		    &r->place, m->start, m->end, &m->line);
	m->start += r->bom;
	m->end += r->bom;
	return node;
}

static void
set_key(struct reader *r, char *name, int line)
{
	struct frame *f = top(r);

	f->name = name;
	f->name_line = line;
}

static int
take_scalar(struct reader *r, const yaml_event_t *e)
{
	const char *s = (const char *)e->data.scalar.value;
	size_t len = e->data.scalar.length;
	int line = line_of(r, &e->start_mark);
	cJSON *node;

	if (grow_charge(&r->tree, !wants_key(r), len, line) == -1)
		return -1;
	if (!wants_key(r)) {
		node = new_scalar(r, e);
		attach(r, node);
		return add_anchor(r, e->data.scalar.anchor, node);
	}
	/* A key is a node only for those who alias it. */
	if (e->data.scalar.anchor != NULL &&
	    add_anchor(r, e->data.scalar.anchor, new_scalar(r, e)) == -1)
		return -1;
	if (strcmp(s, "<<") == 0 && is_typed(e)) {
		if (r->tree.unique && top(r)->merges != NULL)
			return grow_fail_twice(&r->tree, line);
		top(r)->merging = true;
		return 0;
	}
	set_key(r, text_of(s, len), line);
	return 0;
}

static int
take_alias(struct reader *r, const yaml_event_t *e)
{
	const cJSON *from = find_anchor(r, e->data.alias.anchor);
	int line = line_of(r, &e->start_mark);
	cJSON *node;

	if (from == NULL)
		return grow_fail(&r->tree, line, "an alias without an anchor");
	if (is_open(r, from))
		return grow_fail(
		    &r->tree, line, "an alias of a node that contains it");
	if (wants_key(r) && (cJSON_IsArray(from) || cJSON_IsObject(from)))
		return grow_fail(&r->tree, line, "a key that is no scalar");
	node = grow_copy(&r->tree, from, r->depth, line);
	if (node == NULL)
		return -1;
	if (wants_key(r)) {
		set_key(r, node->valuestring, line);
		return 0;
	}
	node->string = NULL;
	value_mark(node)->name_line = 0;
	attach(r, node);
	return 0;
}

/* An array or object begins. */
static int
take_start(struct reader *r, const yaml_event_t *e, int type,
    const yaml_char_t *anchor)
{
	int line = line_of(r, &e->start_mark);
	cJSON *node;

	if (wants_key(r))
		return grow_fail(&r->tree, line, "a key that is no scalar");
	if (r->depth == GROW_LEVELS_MAX)
		return grow_fail(
		    &r->tree, line, "nested deeper than 64 levels");
	if (grow_charge(&r->tree, 1, 0, line) == -1)
		return -1;
	node = grow_node(type);
	value_mark(node)->line = line;
	attach(r, node);
	r->frames[r->depth++] = (struct frame){ .node = node };
	return add_anchor(r, anchor, node);
}

static int
take_yaml(struct reader *r, const yaml_event_t *e)
{
	struct frame *f = top(r);

	switch (e->type) {
	case YAML_SCALAR_EVENT:
		return take_scalar(r, e);
	case YAML_ALIAS_EVENT:
		return take_alias(r, e);
	case YAML_SEQUENCE_START_EVENT:
		return take_start(
		    r, e, cJSON_Array, e->data.sequence_start.anchor);
	case YAML_MAPPING_START_EVENT:
		return take_start(
		    r, e, cJSON_Object, e->data.mapping_start.anchor);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		if (cJSON_IsObject(f->node) && grow_settle(&r->tree, f->node,
		    f->merges, r->depth) == -1)
			return -1;
		r->depth--;
		return 0;
	case YAML_DOCUMENT_END_EVENT:
		/* One of nothing, as between two "---", is left out. */
		if (!cJSON_IsNull(r->root) || *r->root->valuestring != '\0')
			grow_append(r->docs, r->root);
		r->root = NULL;
		r->nanchors = 0;
		return 0;
	default:
		return 0;
	}
}

static int
read_all_yaml(struct reader *r)
{
	const struct place *text = &r->place;
	yaml_parser_t p;
	yaml_event_t e;
	bool done = false;
	int rc = 0;

	if (!yaml_parser_initialize(&p))
		mem_fail();
	/* Said, so that it does not take what looks like UTF-16 for that. */
	yaml_parser_set_encoding(&p, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
	    &p, (const unsigned char *)text->text, text->len);
	while (rc == 0 && !done) {
		if (!yaml_parser_parse(&p, &e)) {
			rc = fail_parse(r, &p);
			break;
		}
		done = e.type == YAML_STREAM_END_EVENT;
		rc = take_yaml(r, &e);
		yaml_event_delete(&e);
	}
	yaml_parser_delete(&p);
	return rc;
}

/* Does a line start at s, by what YAML 1.1 takes for the end of one? Of those
 * beyond ASCII the last byte is looked at. */
static bool
starts_line(const char *text, const char *s)
{
	return s == text || strchr("\n\r\x85\xa8\xa9\xbf", s[-1]) != NULL;
}

/* What is wrong with the directives %TAG; NULL: nothing. */
static const char *
find_tag_fault(const char *text, size_t len)
{
	static const char start[] = "%TAG";
	const char *end = text + len, *at = text;
	size_t n;

	for (n = 0; n <= TAG_LINES_MAX; n++) {
		at = memmem(at, (size_t)(end - at), start, strlen(start));
		if (at == NULL)
			return NULL;
		if (starts_line(text, at) && end - at > TAG_LINE_MAX &&
		    memchr(at, '\n', TAG_LINE_MAX) == NULL &&
		    memchr(at, '\r', TAG_LINE_MAX) == NULL)
			return "a %TAG line of more than 1,024 bytes";
		at += strlen(start);
	}
	return "more than 64 %TAG lines";
}

int
yaml_parse(const char *text, size_t len, int flags, cJSON **docs,
    struct value_error *why)
{
	static const char bom[] = "\xef\xbb\xbf";
	struct reader r = { 0 };
	const char *fault;

	*docs = NULL;
	if (len == 0)
		text = ""; /* libyaml asserts that there is one */
	r.tree.why = why;
	r.tree.unique = flags & YAML_UNIQUE;
	if (len > TEXT_MAX)
		return grow_fail(&r.tree, 0, "more than 16 MiB");
	fault = find_tag_fault(text, len);
	if (fault != NULL)
		return grow_fail(&r.tree, 0, fault);
	if (len >= strlen(bom) && memcmp(text, bom, strlen(bom)) == 0)
		r.bom = strlen(bom);
	place_start(&r.place, text + r.bom, len - r.bom);
	r.docs = grow_node(cJSON_Array);
	if (read_all_yaml(&r) == -1)
		return -1;
	*docs = r.docs;
	return 0;
}

void
yaml_library(char *version, size_t n)
{
	snprintf(version, n, "%s", yaml_get_version_string());
}
