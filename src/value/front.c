/* Markdown files with front matter: YAML first, then a text. */
#include "value/front.h"

#include <string.h>

#include "grow.h"
#include "text.h"
#include "value/member.h"
#include "value/yaml.h"

enum {
	INDENT_MAX = 3, /* spaces; with more, a line of Markdown is code */
	HASHES_MAX = 6,
	FENCE_MIN = 3,
};

/* A line, without its end. */
struct line {
	const char *at, *end;
	int number;
};

/* The lines of a text, one after the other. */
struct lines {
	const char *next, *end;
	struct line now;
};

/* What hides the lines that follow: a fence of code, or a comment. */
struct hidden {
	char fence; /* its character; '\0' without one */
	size_t fence_len;
	bool comment;
};

static bool
next_line(struct lines *l)
{
	const char *stop;

	if (l->next == l->end)
		return false;
	stop = memchr(l->next, '\n', (size_t)(l->end - l->next));
	l->now.at = l->next;
	l->now.end = stop == NULL ? l->end : stop;
	l->now.number++;
	l->next = stop == NULL ? l->end : stop + 1;
	return true;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void
trim(struct line *l)
{
	while (l->at < l->end && is_space(*l->at))
		l->at++;
	while (l->at < l->end && is_space(l->end[-1]))
		l->end--;
}

/* Does the line hold this and white space behind it? */
static bool
is_marker(struct line l, const char *marker)
{
	size_t n = strlen(marker);

	if ((size_t)(l.end - l.at) < n || memcmp(l.at, marker, n) != 0)
		return false;
	l.at += n;
	trim(&l);
	return l.at == l.end;
}

static size_t
count_front(const struct line *l, char c)
{
	const char *at = l->at;

	while (at < l->end && *at == c)
		at++;
	return (size_t)(at - l->at);
}

static bool
has(const struct line *l, const char *what)
{
	return memmem(l->at, (size_t)(l->end - l->at), what, strlen(what)) !=
	    NULL;
}

/* From behind the indentation: does a fence open here? */
static bool
opens_fence(const struct line *l, struct hidden *h)
{
	char c = l->at < l->end ? *l->at : '\0';
	struct line rest = *l;
	size_t n = count_front(l, c);

	if ((c != '`' && c != '~') || n < FENCE_MIN)
		return false;
	rest.at += n;
	if (c == '`' && has(&rest, "`"))
		return false;
	h->fence = c;
	h->fence_len = n;
	return true;
}

/*
 * Is this line, from behind its indentation, part of what is no Markdown? Keeps
 * h for the lines that follow.
 */
static bool
is_hidden(const struct line *l, struct hidden *h)
{
	static const char open[] = "<!--", close[] = "-->";
	struct line rest = *l;
	size_t n;

	if (h->fence != '\0') { /* does it close here? */
		n = count_front(l, h->fence);
		rest.at += n;
		trim(&rest);
		if (n >= h->fence_len && rest.at == rest.end)
			h->fence = '\0';
		return true;
	}
	if (h->comment) {
		h->comment = !has(l, close);
		return true;
	}
	if ((size_t)(l->end - l->at) >= strlen(open) &&
	    memcmp(l->at, open, strlen(open)) == 0) {
		h->comment = !has(l, close);
		return true;
	}
	return opens_fence(l, h);
}

/* The text of an ATX heading, into l itself; false where there is none. */
static bool
is_heading(struct line *l)
{
	size_t n = count_front(l, '#');
	const char *end;

	if (n == 0 || n > HASHES_MAX)
		return false;
	l->at += n;
	if (l->at == l->end || !is_space(*l->at))
		return false;
	trim(l);
	for (end = l->end; end > l->at && end[-1] == '#';)
		end--;
	if (end == l->at || is_space(end[-1]))
		l->end = end;
	trim(l);
	return l->at < l->end;
}

static bool
find_heading(struct lines body, struct line *heading)
{
	struct hidden h = { 0 };
	size_t indent;

	while (next_line(&body)) {
		indent = count_front(&body.now, ' ');
		if (indent > INDENT_MAX && !h.comment)
			continue;
		*heading = body.now;
		heading->at += indent;
		if (!is_hidden(heading, &h) && is_heading(heading))
			return true;
	}
	return false;
}

static cJSON *
new_string(const char *text, const struct line *l)
{
	cJSON *node = grow_node(cJSON_String);
	struct mark *m = value_mark(node);

	node->valuestring = grow_text(l->at, (size_t)(l->end - l->at));
	m->line = m->name_line = l->number;
	m->start = (size_t)(l->at - text);
	m->end = (size_t)(l->end - text);
	return node;
}

/* In place of a member that is named so. */
static void
put_member_front(cJSON *doc, const char *name, cJSON *node)
{
	cJSON *old = member_get(doc, name);

	if (old != NULL)
		cJSON_DetachItemViaPointer(doc, old);
	node->string = grow_text(name, strlen(name));
	grow_append(doc, node);
}

static int
fail_front(struct value_error *why, int line, const char *what)
{
	struct grow t = { .why = why };

	return grow_fail(&t, line, what);
}

/* The object that front matter holds; nothing between the lines is one, too. */
static int
read_front(const char *text, size_t len, cJSON **docs, struct value_error *why)
{
	cJSON *doc;

	if (yaml_parse(text, len, YAML_LAST_WINS, docs, why) == -1)
		return -1;
	doc = (*docs)->child;
	if (doc == NULL) {
		doc = grow_node(cJSON_Object);
		value_mark(doc)->line = 1;
		grow_append(*docs, doc);
	}
	if (doc->next != NULL)
		return fail_front(why, value_line(doc->next),
		    "more than one document in the front matter");
	if (!cJSON_IsObject(doc))
		return fail_front(why, value_line(doc),
		    "front matter that is no mapping");
	return 0;
}

int
front_parse(const char *text, size_t len, cJSON **docs,
    struct value_error *why)
{
	struct lines l = { 0 };
	struct line body, heading;
	bool found = false;
	cJSON *doc;

	*docs = NULL;
	if (len == 0)
		text = "";
	if (text_check(text, len, why) == -1)
		return -1;
	l.next = text + text_bom(text, len);
	l.end = text + len;
	if (!next_line(&l) || !is_marker(l.now, "---")) {
		*docs = grow_node(cJSON_Array);
		return 0;
	}
	while (!found && next_line(&l))
		found = is_marker(l.now, "---") || is_marker(l.now, "...");
	if (!found)
		return fail_front(why, 1, "unterminated front matter");
	if (read_front(text, (size_t)(l.now.at - text), docs, why) == -1) {
		*docs = NULL;
		return -1;
	}
	doc = (*docs)->child;
	body = (struct line){ l.next, l.end, l.now.number + 1 };
	put_member_front(doc, "body", new_string(text, &body));
	if (value_is_empty(member_get(doc, "title")) &&
	    find_heading(l, &heading))
		put_member_front(doc, "heading", new_string(text, &heading));
	return 0;
}
