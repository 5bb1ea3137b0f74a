/* Texts of any form, by regular expressions. */
#include "value/extract.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "grow.h"
#include "text.h"
#include "value/member.h"

enum {
	STEPS_LEAST = 10 * 1000 * 1000,
	STEPS_A_BYTE = 64,
};

struct extracting {
	const char *text;
	size_t *lines; /* where each starts but the first */
	size_t nlines;
	size_t steps; /* that are left */
	struct grow grow;
};

void
extracts_free(struct extracts *e)
{
	size_t i;

	for (i = 0; i < e->n; i++) {
		pattern_free(e->v[i].pattern);
		extracts_free(&e->v[i].within);
	}
	free(e->v);
	*e = (struct extracts){ 0 };
}

/* Lines end in LF, CRLF or CR, as they do for the patterns. */
static void
find_lines(struct extracting *x, size_t len)
{
	const char *text = x->text;
	size_t i;

	for (i = 0; i < len; i++)
		if (text[i] == '\n' || (text[i] == '\r' &&
		    (i + 1 == len || text[i + 1] != '\n')))
			*LIST_ADD(x->lines, x->nlines) = i + 1;
}

static int
line_at(const struct extracting *x, size_t byte)
{
	size_t low = 0, high = x->nlines, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (x->lines[middle] <= byte)
			low = middle + 1;
		else
			high = middle;
	}
	return (int)low + 1;
}

/* Puts a node behind what parent has, as the member of that name, unless that is
 * NULL. */
static void
put(const struct extracting *x, cJSON *parent, const char *name, cJSON *node,
    struct pattern_span at)
{
	struct mark *m = value_mark(node);

	m->line = line_at(x, at.start);
	if (name != NULL) {
		m->name_line = m->line;
		node->string = grow_text(name, strlen(name));
	}
	if (cJSON_IsString(node)) {
		m->start = at.start;
		m->end = at.end;
	}
	grow_append(parent, node);
}

/* Likewise, but in the list of that name, which is made where there is none. */
static void
put_in_list(const struct extracting *x, cJSON *in, const char *name,
    cJSON *node, struct pattern_span at)
{
	cJSON *list = member_get(in, name);

	if (list == NULL) {
		list = grow_node(cJSON_Array);
		put(x, in, name, list, at);
	}
	put(x, list, NULL, node, at);
}

/* For a node, and a list that it may be the first in. */
static int
charge(struct extracting *x, struct pattern_span at, size_t bytes)
{
	return grow_charge(&x->grow, 2, bytes, line_at(x, at.start));
}

/* The named groups of a match: members of one object, or in lists. */
static int
take_groups(struct extracting *x, const struct extract *e,
    const struct pattern_search *s, size_t from, cJSON *into)
{
	struct pattern_span at;
	const char *name;
	cJSON *node;
	size_t i;

	for (i = 0; i < pattern_groups(e->pattern); i++) {
		at = pattern_search_span(s, i);
		name = pattern_group(e->pattern, i);
		if (at.start == PATTERN_ABSENT || at.start > at.end ||
		    (e->as != NULL && member_get(into, name) != NULL))
			continue;
		at.start += from;
		at.end += from;
		if (charge(x, at, at.end - at.start) == -1)
			return -1;
		node = grow_node(cJSON_String);
		node->valuestring = grow_text(x->text + at.start,
		    at.end - at.start);
		if (e->as != NULL)
			put(x, into, name, node, at);
		else
			put_in_list(x, into, name, node, at);
	}
	return 0;
}

/* What is looked into of a match: its group "body", or all. */
static struct pattern_span
body_of(const struct extract *e, const struct pattern_search *s)
{
	struct pattern_span at;
	size_t i;

	for (i = 0; i < pattern_groups(e->pattern); i++) {
		at = pattern_search_span(s, i);
		if (strcmp(pattern_group(e->pattern, i), "body") == 0 &&
		    at.start != PATTERN_ABSENT && at.start <= at.end)
			return at;
	}
	return pattern_search_whole(s);
}

static int
too_much(struct extracting *x, const struct extract *e,
    const struct pattern_search *s, size_t from)
{
	struct buf what = BUF_INIT;

	buf_printf(&what, "read.text: the pattern with %s: %s",
	    pattern_group(e->pattern, 0), pattern_search_why(s));
	grow_fail(&x->grow, line_at(x, from + pattern_search_tried(s)),
	    buf_str(&what));
	buf_free(&what);
	return -1;
}

/* One match, in a text that starts at from: a list's new object, or members of
 * into itself. NULL where a limit is met. */
static cJSON *
take_match(struct extracting *x, const struct extract *e,
    const struct pattern_search *s, size_t from, cJSON *into)
{
	struct pattern_span at = pattern_search_whole(s);
	cJSON *object = into;

	if (e->as != NULL) {
		at.start += from;
		at.end += from;
		if (charge(x, at, 0) == -1)
			return NULL;
		object = grow_node(cJSON_Object);
		put_in_list(x, into, e->as, object, at);
	}
	return take_groups(x, e, s, from, object) == -1 ? NULL : object;
}

/* All that is read of a piece of the text. */
static int
take_piece(struct extracting *x, const struct extracts *all,
    struct pattern_span in, cJSON *into)
{
	const struct extract *e;
	struct pattern_search *s;
	struct pattern_span at;
	cJSON *object;
	size_t i;
	int rc = 0;

	for (i = 0; i < all->n && rc == 0; i++) {
		e = &all->v[i];
		s = pattern_search_new(e->pattern, x->text + in.start,
		    in.end - in.start, &x->steps);
		while ((rc = pattern_search_next(s)) == 1) {
			object = take_match(x, e, s, in.start, into);
			at = body_of(e, s);
			at.start += in.start;
			at.end += in.start;
			if (object == NULL ||
			    take_piece(x, &e->within, at, object) == -1)
				break;
		}
		if (rc == -1)
			too_much(x, e, s, in.start);
		rc = rc == 0 ? 0 : -1;
		pattern_search_free(s);
	}
	return rc;
}

int
extract_parse(const struct extracts *e, const char *text, size_t len,
    cJSON **docs, struct value_error *why)
{
	struct extracting x = { .text = len == 0 ? "" : text,
		.grow = { .why = why } };
	struct pattern_span all = { text_bom(x.text, len), len };
	cJSON *doc;
	int rc;

	*docs = NULL;
	if (text_check(x.text, len, why) == -1)
		return -1;
	find_lines(&x, len);
	x.steps = STEPS_LEAST + STEPS_A_BYTE * len;
	doc = grow_node(cJSON_Object);
	value_mark(doc)->line = 1;
	rc = take_piece(&x, e, all, doc);
	free(x.lines);
	if (rc == -1)
		return -1;
	*docs = grow_node(cJSON_Array);
	grow_append(*docs, doc);
	return 0;
}

int
extract_path(const struct pattern *p, const char *path, cJSON *doc,
    struct value_error *why)
{
	struct grow tree = { .why = why };
	size_t steps = STEPS_LEAST, i;
	struct pattern_search *s;
	struct pattern_span at;
	cJSON *node;
	int rc;

	if (!str_is_utf8(path, strlen(path)))
		return grow_fail(&tree, 0, "not UTF-8");
	value_mark(doc)->members = NULL; /* of those that it had */
	s = pattern_search_new(p, path, strlen(path), &steps);
	rc = pattern_search_next(s);
	for (i = 0; rc == 1 && i < pattern_groups(p); i++) {
		at = pattern_search_span(s, i);
		if (at.start == PATTERN_ABSENT || at.start > at.end ||
		    member_get(doc, pattern_group(p, i)) != NULL)
			continue;
		node = grow_node(cJSON_String);
		node->valuestring = grow_text(path + at.start,
		    at.end - at.start);
		node->string = grow_text(pattern_group(p, i),
		    strlen(pattern_group(p, i)));
		grow_append(doc, node);
	}
	if (rc == -1)
		grow_fail(&tree, 0, pattern_search_why(s));
	pattern_search_free(s);
	return rc == -1 ? -1 : 0;
}
