/* Splunk's configuration files: stanzas of settings. */
#include "value/conf.h"

#include <string.h>

#include "base/str.h"
#include "grow.h"
#include "names.h"
#include "text.h"
#include "value/member.h"

enum { TEXT_MAX = 64 * 1024 * 1024 };

static const char not_text[] = "not UTF-8, or a NUL in it";

/* What is left of a file, and what was read of it. */
struct reader {
	const char *text, *at, *end;
	int line; /* in which at is */
	struct grow tree;
	cJSON *docs, *defaults;
	cJSON *content; /* of the stanza; NULL: of one that is left out */
	struct names names; /* of stanzas, to their contents */
	struct arena work;
};

/* A part of a line. */
struct span {
	const char *s, *end;
};

static struct span
trim_span(struct span t)
{
	while (t.s < t.end && str_is_space(*t.s))
		t.s++;
	while (t.s < t.end && str_is_space(t.end[-1]))
		t.end--;
	return t;
}

/* What is bad in that line: an error, or told. */
static int
lose_conf(struct reader *r, int line, const char *what)
{
	struct value_table *table = r->tree.why->table;

	if (table == NULL)
		return grow_fail(&r->tree, line, what);
	grow_fault(table, line, what);
	table->lost++;
	return 0;
}

/* To the next line feed, or the end; moves behind that. */
static struct span
next_line(struct reader *r)
{
	const char *stop = memchr(r->at, '\n', (size_t)(r->end - r->at));
	struct span t = { r->at, stop == NULL ? r->end : stop };

	r->at = stop == NULL ? r->end : stop + 1;
	r->line++;
	if (t.end > t.s && t.end[-1] == '\r')
		t.end--;
	return t;
}

static cJSON *
add_member(cJSON *to, struct span name, cJSON *node, struct mark mark)
{
	node->string = grow_text(name.s, (size_t)(name.end - name.s));
	*value_mark(node) = mark;
	grow_append(to, node);
	return node;
}

static struct mark
mark_of(const struct reader *r, struct span t, int line)
{
	return (struct mark){ .line = line, .name_line = line,
		.start = (size_t)(t.s - r->text),
		.end = (size_t)(t.end - r->text) };
}

/* The name and the content of a new stanza. */
static int
add_stanza(struct reader *r, struct span name, int line)
{
	static const struct span keys[] = { { "name", &"name"[4] },
		{ "content", &"content"[7] } };
	cJSON *doc = grow_node(cJSON_Object), *node;

	if (grow_charge(&r->tree, 3, 0, line) == -1)
		return -1;
	value_mark(doc)->line = line;
	node = add_member(doc, keys[0], grow_node(cJSON_String),
	    mark_of(r, name, line));
	node->valuestring = grow_text(name.s, (size_t)(name.end - name.s));
	r->content = add_member(doc, keys[1], grow_node(cJSON_Object),
	    (struct mark){ .line = line, .name_line = line });
	grow_append(r->docs, doc);
	return 0;
}

static int
take_stanza(struct reader *r, struct span t, int line)
{
	const char *close = memrchr(t.s, ']', (size_t)(t.end - t.s));
	struct span name = { t.s + 1, close };
	void **slot;

	r->content = NULL;
	if (close == NULL)
		return lose_conf(r, line,
		    "a stanza without ]: it is left out");
	if (!str_is_utf8(t.s, (size_t)(t.end - t.s)))
		return lose_conf(r, line, not_text);
	name = trim_span(name);
	if (name.s == name.end)
		return lose_conf(r, line,
		    "a stanza without a name: it is left out");
	slot = names_slot(&r->names, &r->work, arena_strndup(&r->work,
	    name.s, (size_t)(name.end - name.s)));
	if (*slot == NULL && add_stanza(r, name, line) == -1)
		return -1;
	if (*slot == NULL)
		*slot = r->content;
	r->content = *slot;
	return close + 1 == t.end ? 0
	    : lose_conf(r, line, "text behind the ] of a stanza");
}

static bool
continues(struct span t)
{
	return t.end > t.s && t.end[-1] == '\\';
}

/* The lines of a value as one text: a line feed stands for a backslash and the
 * line end. */
static char *
join_lines(struct span t)
{
	char *text = cJSON_malloc((size_t)(t.end - t.s) + 1), *to = text;
	const char *end;

	for (; t.s < t.end; t.s++) {
		end = t.s + 1;
		if (end < t.end && *end == '\r')
			end++;
		if (*t.s == '\\' && (end >= t.end || *end == '\n'))
			t.s = end;
		*to++ = t.s < t.end ? *t.s : '\n';
	}
	while (to > text && str_is_space(to[-1]))
		to--;
	*to = '\0';
	return text + strspn(text, str_space);
}

/* "key = value", and the lines on which that goes on. */
static int
take_setting(struct reader *r, struct span t, int line)
{
	const char *equals = memchr(t.s, '=', (size_t)(t.end - t.s));
	struct span key = { t.s, equals }, value = { equals, NULL };
	cJSON *node;

	while (continues(t) && r->at < r->end)
		t = next_line(r);
	if (equals == NULL)
		return lose_conf(r, line, "neither a stanza nor key = value");
	value.s++;
	value.end = t.end;
	key = trim_span(key);
	if (key.s == key.end)
		return lose_conf(r, line, "a value without a key");
	if (!str_is_utf8(key.s, (size_t)(value.end - key.s)))
		return lose_conf(r, line, not_text);
	if (r->content == NULL)
		return 0;
	if (grow_charge(&r->tree, 1, 0, line) == -1)
		return -1;
	node = add_member(r->content, key, grow_node(cJSON_String),
	    mark_of(r, trim_span(value), line));
	node->valuestring = join_lines(value);
	return 0;
}

static int
take_lines(struct reader *r)
{
	struct span raw, t;
	int line, rc = 0;

	while (rc == 0 && r->at < r->end) {
		line = r->line;
		raw = next_line(r);
		t = trim_span(raw);
		if (t.s == t.end || *t.s == '#')
			continue;
		rc = *t.s == '[' ? take_stanza(r, t, line)
				 : take_setting(r, raw, line);
	}
	return rc;
}

/* Of what stands twice the last counts; then [default] is taken over. */
static int
settle_conf(struct reader *r)
{
	enum { LEVEL = 3 }; /* a list, an object and its content */
	cJSON *doc, *merges = NULL;

	if (grow_settle(&r->tree, r->defaults, NULL, LEVEL) == -1)
		return -1;
	if (r->defaults->child != NULL) {
		merges = grow_node(cJSON_Array);
		grow_append(merges, r->defaults);
	}
	cJSON_ArrayForEach(doc, r->docs)
		if (grow_settle(&r->tree, member_get(doc, "content"), merges,
			LEVEL) == -1)
			return -1;
	return 0;
}

int
conf_parse(const char *text, size_t len, cJSON **docs, struct value_error *why)
{
	struct reader r = { .text = text, .line = 1, .tree.why = why };
	int rc = -1;

	*docs = NULL;
	if (len > TEXT_MAX)
		return grow_fail(&r.tree, 0, "more than 64 MiB");
	r.at = text + text_bom(text, len);
	r.end = text + len;
	r.docs = grow_node(cJSON_Array);
	r.defaults = grow_node(cJSON_Object);
	*names_slot(&r.names, &r.work, "default") = r.defaults;
	r.content = r.defaults;
	if (take_lines(&r) == 0 && settle_conf(&r) == 0) {
		*docs = r.docs;
		rc = 0;
	}
	arena_free(&r.work);
	return rc;
}
