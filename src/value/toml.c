/* TOML documents: keys, tables, and who may still add to which. */
#include "value/toml.h"

#include "names.h"
#include "text.h"
#include "toml_scan.h"

/* Who made a table says who may add to it. */
enum made {
	CLOSED,    /* no table that may grow: a value of a key */
	IMPLIED,   /* named by headers of tables in it; may have its own yet */
	BY_HEADER, /* by its own [header], or as the document */
	BY_DOTS,   /* by keys with dots: those of the same header may add */
	LIST,      /* an array, by [[header]] */
};

/* What is known of a table while the document is read. */
struct table {
	cJSON *node;
	enum made made;
	size_t level;
	struct table *last;   /* of a LIST: its newest table */
	struct names members; /* a struct table each */
};

struct reader {
	struct toml_scan scan;
	struct arena work;     /* tables and names, for as long as we read */
	struct table closed;   /* stands for every value */
	struct table root, *current;
};

/* Values hold values. */
static int take_value(struct reader *r, cJSON *parent, char *name,
    size_t level);

static struct table *
fail_table(struct reader *r, const char *what)
{
	toml_fail(&r->scan, what);
	return NULL;
}

static bool
take_byte(struct reader *r, char c)
{
	if (toml_peek(&r->scan) != c)
		return false;
	r->scan.at++;
	return true;
}

static int
check_level(struct reader *r, size_t level)
{
	if (level > GROW_LEVELS_MAX)
		return toml_fail(&r->scan, "nested deeper than 64 levels");
	return 0;
}

static void
add_member(struct reader *r, cJSON *object, char *name, cJSON *node)
{
	node->string = name;
	value_mark(node)->name_line = r->scan.line;
	grow_append(object, node);
}

static struct table *
new_table_toml(struct reader *r, int type, enum made made, size_t level)
{
	struct table *t;

	if (check_level(r, level) == -1 ||
	    grow_charge(&r->scan.tree, 1, 0, r->scan.line) == -1)
		return NULL;
	t = arena_alloc(&r->work, sizeof(*t));
	t->node = grow_node(type);
	t->made = made;
	t->level = level;
	value_mark(t->node)->line = r->scan.line;
	return t;
}

/* The member of that name, made where there is none; returns NULL after
 * reporting the error. */
static struct table *
open_member(struct reader *r, struct table *in, char *name, int type,
    enum made made)
{
	void **slot = names_slot(&in->members, &r->work, name);
	struct table *t = *slot;

	if (t != NULL)
		return t;
	t = new_table_toml(r, type, made, in->level + 1);
	if (t == NULL)
		return NULL;
	add_member(r, in->node, name, t->node);
	*slot = t;
	return t;
}

/*
 * To the table of that name, on the way to what is named behind it. Headers
 * (IMPLIED) pass through all tables but inline ones; keys (BY_DOTS) only
 * through those that such keys have made, under the same header.
 */
static struct table *
step_toml(struct reader *r, struct table *in, char *name, enum made made)
{
	struct table *t = open_member(r, in, name, cJSON_Object, made);

	if (t == NULL)
		return NULL;
	if (t->made == CLOSED)
		return fail_table(r, "a key into what is no table, or closed");
	if (made == BY_DOTS && t->made != BY_DOTS)
		return fail_table(r, "a dotted key into a header's table");
	return t->made == LIST ? t->last : t;
}

static bool
is_bare_key(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* One name of a key. */
static int
take_name_toml(struct reader *r, char **name)
{
	struct toml_scan *s = &r->scan;
	const char *start = s->at;
	size_t n;

	if (toml_peek(s) == '"' || toml_peek(s) == '\'')
		return toml_take_string(s, false, name);
	while (is_bare_key(toml_peek(s)))
		s->at++;
	n = (size_t)(s->at - start);
	if (n == 0)
		return toml_fail(s, "expected a key");
	if (grow_charge(&s->tree, 0, n, s->line) == -1)
		return -1;
	*name = grow_text(start, n);
	return 0;
}

/*
 * A key: *in goes to the table that its last name stands in, which *name gets.
 */
static int
take_key(struct reader *r, struct table **in, enum made made, char **name)
{
	for (;;) {
		toml_skip_space(&r->scan);
		if (take_name_toml(r, name) == -1)
			return -1;
		toml_skip_space(&r->scan);
		if (!take_byte(r, '.'))
			return 0;
		*in = step_toml(r, *in, *name, made);
		if (*in == NULL)
			return -1;
	}
}

static int
take_pair(struct reader *r, struct table *in)
{
	void **slot;
	char *name;

	if (take_key(r, &in, BY_DOTS, &name) == -1)
		return -1;
	slot = names_slot(&in->members, &r->work, name);
	if (*slot != NULL)
		return toml_fail(&r->scan, "a key that the table has already");
	*slot = &r->closed;
	if (!take_byte(r, '='))
		return toml_fail(&r->scan, "no '=' after a key");
	toml_skip_space(&r->scan);
	return take_value(r, in->node, name, in->level + 1);
}

/* White space, comments and line ends, inside an array. */
static void
skip_lines(struct reader *r)
{
	while (r->scan.at < r->scan.end && toml_skip_line_end(&r->scan))
		continue;
}

static int
take_array(struct reader *r, cJSON *node, size_t level)
{
	r->scan.at++;
	for (;;) {
		skip_lines(r);
		if (take_byte(r, ']'))
			return 0;
		if (take_value(r, node, NULL, level + 1) == -1)
			return -1;
		skip_lines(r);
		if (take_byte(r, ',') || toml_peek(&r->scan) == ']')
			continue;
		return toml_fail(
		    &r->scan, "no ',' or ']' after an array's value");
	}
}

/* Keys with dots make tables in it, but nothing adds to it once it is read. */
static int
take_inline(struct reader *r, cJSON *node, size_t level)
{
	struct table t = { .node = node, .made = CLOSED, .level = level };

	r->scan.at++;
	toml_skip_space(&r->scan);
	if (take_byte(r, '}'))
		return 0;
	for (;;) {
		if (take_pair(r, &t) == -1)
			return -1;
		toml_skip_space(&r->scan);
		if (take_byte(r, '}'))
			return 0;
		if (!take_byte(r, ','))
			return toml_fail(&r->scan,
			    "no ',' or '}' after an inline table's value");
	}
}

static int
take_scalar(struct reader *r, cJSON *node)
{
	struct mark *m = value_mark(node);
	int rc;

	m->start = (size_t)(r->scan.at - r->scan.text);
	if (toml_peek(&r->scan) == '"' || toml_peek(&r->scan) == '\'') {
		node->type = cJSON_String;
		rc = toml_take_string(&r->scan, true, &node->valuestring);
	} else {
		rc = toml_take_bare(&r->scan, node);
	}
	m->end = (size_t)(r->scan.at - r->scan.text);
	return rc;
}

/* A value into its parent: a member where it has a name. */
static int
take_value(struct reader *r, cJSON *parent, char *name, size_t level)
{
	cJSON *node;

	if (grow_charge(&r->scan.tree, 1, 0, r->scan.line) == -1)
		return -1;
	node = grow_node(cJSON_NULL);
	value_mark(node)->line = r->scan.line;
	if (name == NULL)
		grow_append(parent, node);
	else
		add_member(r, parent, name, node);
	if (toml_peek(&r->scan) != '[' && toml_peek(&r->scan) != '{')
		return take_scalar(r, node);
	node->type = *r->scan.at == '[' ? cJSON_Array : cJSON_Object;
	if (check_level(r, level) == -1)
		return -1;
	return *r->scan.at == '[' ? take_array(r, node, level)
				  : take_inline(r, node, level);
}

/* [name]: a table that no header and no key has made before. */
static int
define_table(struct reader *r, struct table *in, char *name)
{
	struct table *t = open_member(r, in, name, cJSON_Object, IMPLIED);
	struct mark *m;

	if (t == NULL)
		return -1;
	if (t->made != IMPLIED)
		return toml_fail(&r->scan, "a table that is there already");
	t->made = BY_HEADER;
	m = value_mark(t->node);
	m->line = m->name_line = r->scan.line;
	r->current = t;
	return 0;
}

/* [[name]]: one more table of a list. */
static int
add_table(struct reader *r, struct table *in, char *name)
{
	struct table *t = open_member(r, in, name, cJSON_Array, LIST);

	if (t == NULL)
		return -1;
	if (t->made != LIST)
		return toml_fail(
		    &r->scan, "a list of tables that is something else already");
	t->last = new_table_toml(r, cJSON_Object, BY_HEADER, t->level + 1);
	if (t->last == NULL)
		return -1;
	grow_append(t->node, t->last->node);
	r->current = t->last;
	return 0;
}

static int
take_header(struct reader *r)
{
	struct table *in = &r->root;
	bool is_list;
	char *name;

	r->scan.at++;
	is_list = take_byte(r, '[');
	if (take_key(r, &in, IMPLIED, &name) == -1)
		return -1;
	if (!take_byte(r, ']') || (is_list && !take_byte(r, ']')))
		return toml_fail(&r->scan, "a header that is not closed");
	return is_list ? add_table(r, in, name) : define_table(r, in, name);
}

static int
take_document(struct reader *r)
{
	int rc;

	while (r->scan.at < r->scan.end) {
		if (toml_skip_line_end(&r->scan))
			continue;
		if (*r->scan.at == '[')
			rc = take_header(r);
		else
			rc = take_pair(r, r->current);
		if (rc == -1)
			return -1;
		if (!toml_skip_line_end(&r->scan))
			return toml_fail(
			    &r->scan, "text after a value or header");
	}
	return 0;
}

int
toml_parse(const char *text, size_t len, cJSON **doc, struct value_error *why)
{
	struct reader r = { .scan = { .line = 1 } };
	int rc = -1;

	*doc = NULL;
	if (len == 0)
		text = "";
	if (text_check(text, len, why) == -1)
		return -1;
	r.scan.text = text;
	r.scan.at = text + text_bom(text, len);
	r.scan.end = text + len;
	r.scan.tree.why = why;
	if (toml_check(&r.scan) == -1)
		return -1;
	r.root.made = BY_HEADER;
	r.root.level = 1;
	r.root.node = grow_node(cJSON_Object);
	value_mark(r.root.node)->line = 1;
	r.current = &r.root;
	if (take_document(&r) == 0) {
		*doc = r.root.node;
		rc = 0;
	}
	arena_free(&r.work);
	return rc;
}
