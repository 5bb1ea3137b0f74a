/* Finds a template's tags: what they are, where they stand, what they close. */
#include "template.h"

#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"

enum {
	NAME_LEN_MAX = 255,  /* bytes */
	ARGUMENTS_MAX = 256, /* blocks in one parent */
};

struct delimiter {
	const char *s;
	size_t len;
};

struct scan {
	const struct template *t;
	struct tags *tags;
	struct delimiter open, close; /* in force at this point of the text */
	uint32_t nested[TAGS_NESTED_MAX];
	unsigned depth;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

unsigned
template_line(const struct template *t, size_t at)
{
	const char *p = t->text, *end = t->text + at;
	unsigned line = 1;

	for (;;) {
		p = memchr(p, '\n', (size_t)(end - p));
		if (p == NULL)
			return line;
		line++;
		p++;
	}
}

int
template_fail(const struct template *t, size_t at, const char *what)
{
	log_error("%s:%u: %s", t->path, template_line(t, at), what);
	return -1;
}

/* The first closing delimiter from p on with guard before it (0: with
 * anything). */
static const char *
find_close(const struct scan *s, const char *p, char guard)
{
	const char *from = p, *end = s->t->text + s->t->len;

	for (;;) {
		p = memmem(p, (size_t)(end - p), s->close.s, s->close.len);
		if (p == NULL || guard == '\0' || (p > from && p[-1] == guard))
			return p;
		p++;
	}
}

static struct span
trim(const char *text, const char *from, const char *to)
{
	struct span b;

	while (from < to && str_is_space(*from))
		from++;
	while (from < to && str_is_space(to[-1]))
		to--;
	b.at = (uint32_t)(from - text);
	b.len = (uint32_t)(to - from);
	return b;
}

/* The length of the word at the beginning of the n bytes at s. */
static size_t
word_scan(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && !str_is_space(s[i]))
		i++;
	return i;
}

static int
read_delimiters(struct scan *s, const struct tag *tag)
{
	const char *body = s->t->text + tag->name.at;
	size_t n = tag->name.len, open, close;

	open = word_scan(body, n);
	close = open;
	while (close < n && str_is_space(body[close]))
		close++;
	if (open == 0 || close == n ||
	    word_scan(body + close, n - close) < n - close)
		return template_fail(s->t, tag->start, "a delimiter tag names two delimiters");
	if (memchr(body, '=', n) != NULL)
		return template_fail(s->t, tag->start, "a delimiter has no '=' in it");
	s->open = (struct delimiter){ body, open };
	s->close = (struct delimiter){ body + close, n - close };
	return 0;
}

/* What stands left and right of the tag in its line. */
static void
read_line(const struct template *t, struct tag *tag)
{
	uint32_t i = tag->start, j = tag->end, len = (uint32_t)t->len;

	while (i > 0 && is_blank(t->text[i - 1]))
		i--;
	tag->left = i == 0 || t->text[i - 1] == '\n';
	tag->line = tag->left ? i : tag->start;
	while (j < len && is_blank(t->text[j]))
		j++;
	if (j + 1 < len && t->text[j] == '\r' && t->text[j + 1] == '\n')
		j++;
	tag->right = j == len || t->text[j] == '\n';
	tag->next = !tag->right ? tag->end : j == len ? j : j + 1;
}

/* An asterisk makes the name of a partial or parent a dynamic one. */
static void
read_asterisk(const char *text, struct tag *tag)
{
	const char *p = text + tag->name.at;

	tag->dynamic = tag->name.len > 0 && *p == '*';
	if (tag->dynamic)
		tag->name = trim(text, p + 1, p + tag->name.len);
}

static int
check_name(const struct scan *s, const struct tag *tag)
{
	const char *name = s->t->text + tag->name.at;

	if (tag->name.len == 0)
		return template_fail(s->t, tag->start, "a tag without a name");
	if (word_scan(name, tag->name.len) < tag->name.len)
		return template_fail(s->t, tag->start,
		    "a name with white space in it");
	if (tag->name.len > NAME_LEN_MAX)
		return template_fail(s->t, tag->start,
		    "a name of more than 255 bytes");
	return 0;
}

/* Reads the tag that begins at start; add_tag sets where it stands in its
 * line. */
static int
read_tag(struct scan *s, const char *start, struct tag *tag)
{
	const char *text = s->t->text, *end = text + s->t->len;
	const char *p = start + s->open.len, *close;
	char guard;

	while (p < end && str_is_space(*p))
		p++;
	tag->kind = 'v';
	if (p < end && strchr("#^/><$!=&{", *p) != NULL)
		tag->kind = *p++;
	guard = tag->kind == '{' ? '}' : tag->kind == '=' ? '=' : '\0';
	tag->start = (uint32_t)(start - text);
	close = find_close(s, p, guard);
	if (close == NULL)
		return template_fail(s->t, tag->start, "a tag that does not end");
	tag->end = (uint32_t)(close - text + (ptrdiff_t)s->close.len);
	tag->name = trim(text, p, guard == '\0' ? close : close - 1);
	if (tag->kind == '{')
		tag->kind = '&';
	if (tag->kind == '>' || tag->kind == '<')
		read_asterisk(text, tag);
	if (tag->kind == '=')
		return read_delimiters(s, tag);
	if (tag->kind == '!' || tag->kind == '/')
		return 0;
	return check_name(s, tag);
}

static int
open_tag(struct scan *s, struct tag *tag)
{
	struct tag *around = NULL;

	if (s->depth > 0)
		around = &s->tags->v[s->nested[s->depth - 1]];
	if (s->depth == TAGS_NESTED_MAX)
		return template_fail(s->t, tag->start, "nested more than 64 deep");
	tag->argument =
	    tag->kind == '$' && around != NULL && around->kind == '<';
	if (tag->argument && around->arguments++ == ARGUMENTS_MAX)
		return template_fail(s->t, tag->start,
		    "more than 256 blocks in a parent");
	s->nested[s->depth++] = s->tags->n;
	return 0;
}

static int
close_tag(struct scan *s, struct tag *tag)
{
	const char *text = s->t->text;
	const char *name = text + tag->name.at;
	struct tag *open, closing = *tag;

	if (s->depth == 0) {
		log_error("%s:%u: {{/%.*s}} closes nothing", s->t->path,
		    template_line(s->t, tag->start), (int)tag->name.len, name);
		return -1;
	}
	tag->match = s->nested[--s->depth];
	open = &s->tags->v[tag->match];
	open->match = s->tags->n;
	tag->parent = open->parent;
	if (open->dynamic)
		read_asterisk(text, &closing);
	if (closing.dynamic == open->dynamic &&
	    closing.name.len == open->name.len &&
	    memcmp(text + closing.name.at, text + open->name.at,
		open->name.len) == 0)
		return 0;
	log_error("%s:%u: {{/%.*s}} where {{%c%s%.*s}} of line %u ends",
	    s->t->path, template_line(s->t, tag->start), (int)tag->name.len,
	    name, open->kind, open->dynamic ? "*" : "", (int)open->name.len,
	    text + open->name.at, template_line(s->t, open->start));
	return -1;
}

static int
add_tag(struct scan *s, struct tag *tag)
{
	int rc = 0;

	tag->parent = s->depth > 0 ? s->nested[s->depth - 1] : TAG_NONE;
	read_line(s->t, tag);
	if (strchr("#^<$", tag->kind) != NULL)
		rc = open_tag(s, tag);
	else if (tag->kind == '/')
		rc = close_tag(s, tag);
	*LIST_ADD(s->tags->v, s->tags->n) = *tag;
	return rc;
}

int
template_scan(const struct template *t, struct tags *tags)
{
	struct scan s = {
		.t = t, .tags = tags, .open = { "{{", 2 }, .close = { "}}", 2 }
	};
	const char *p = t->text, *end = t->text + t->len;
	const struct tag *open;
	struct tag tag;

	for (;;) {
		p = memmem(p, (size_t)(end - p), s.open.s, s.open.len);
		if (p == NULL)
			break;
		tag = (struct tag){ 0 };
		if (read_tag(&s, p, &tag) == -1 || add_tag(&s, &tag) == -1)
			return -1;
		p = t->text + tag.end;
	}
	if (s.depth == 0)
		return 0;
	open = &tags->v[s.nested[s.depth - 1]];
	log_error("%s:%u: {{%c%s%.*s}} is not closed", t->path,
	    template_line(t, open->start), open->kind, open->dynamic ? "*" : "",
	    (int)open->name.len, t->text + open->name.at);
	return -1;
}
