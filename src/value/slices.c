/* Large JSON files, object by object: only strings and nesting are read. */
#include "value/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "plain.h"

enum {
	TEXT_MAX = 1024 * 1024 * 1024,
	SLICES_MAX = 1000 * 1000,
	LEVELS_MAX = 64,
	/* How deep things are, counted as open brackets. */
	IN_ROOT = 1,
	IN_ARRAY = 2,
	IN_OBJECT = 3,
};

/* A string without its quotes, as written. */
struct token {
	const char *s;
	size_t len;
	bool escaped;
};

struct scan {
	const char *at, *end, *name;
	int line;
	char open[LEVELS_MAX];
	size_t depth;
	struct token last; /* the last string of an object that matters */
	bool is_name; /* the coming value is of the member called name */
	bool is_type; /* it is of a "type" */
	bool inside;  /* in the array */
	bool awaits;  /* there, where an element starts */
	bool found;
	int named; /* the line of the member called name; 0: not yet */
	struct json_slice *v;
	size_t n;
	struct value_error *why;
};

static int
fail_slices(struct scan *s, const char *what)
{
	s->why->line = s->line;
	str_copy(s->why->what, sizeof(s->why->what), what);
	return -1;
}

static bool
token_is(const struct token *t, const char *text)
{
	return !t->escaped && t->len == strlen(text) &&
	    memcmp(t->s, text, t->len) == 0;
}

/* From behind the quote that starts it to behind the one that ends it. What is
 * wrong in an object is left to who parses it. */
static int
read_string(struct scan *s, struct token *t)
{
	const char *p = plain_end(s->at, s->end), *end = s->end;

	*t = (struct token){ s->at, 0, false };
	while (p < end && *p != '"') {
		if (*p != '\\' && !s->inside)
			return fail_slices(s,
			    "a control character in a string");
		s->line += *p == '\n';
		if (*p == '\\') {
			t->escaped = true;
			p = end - p < 2 ? end : p + 1;
		}
		p = p < end ? plain_end(p + 1, end) : end;
	}
	if (p == end)
		return fail_slices(s, "cut off inside a string");
	t->len = (size_t)(p - t->s);
	s->at = p + 1;
	return 0;
}

static int
take_string(struct scan *s)
{
	char *type;
	struct token t;
	size_t n;

	if (read_string(s, &t) == -1)
		return -1;
	if (s->depth != IN_ROOT && s->depth != IN_OBJECT)
		return 0;
	if (s->is_type) {
		type = s->v[s->n - 1].type;
		n = t.escaped ? 0 : t.len;
		if (n >= sizeof(s->v->type))
			n = (size_t)str_fit(t.s, sizeof(s->v->type) - 1);
		memcpy(type, t.s, n);
		type[n] = '\0';
	}
	s->is_type = false;
	s->last = t;
	return 0;
}

/* What stands before ':' is a name. */
static void
take_colon(struct scan *s)
{
	struct value_repeats *r = s->why->repeats;

	if (s->depth == IN_ROOT) {
		s->is_name = token_is(&s->last, s->name);
		if (s->is_name && s->named > 0 && r != NULL &&
		    r->n++ < VALUE_REPEATS_MAX) {
			r->v = mem_grow(r->v, r->n, sizeof(*r->v));
			r->v[r->n - 1] = (struct value_repeat){ s->name,
				s->line, s->named };
		}
		if (s->is_name && s->named == 0)
			s->named = s->line;
	} else if (s->depth == IN_OBJECT && s->inside &&
	    s->open[IN_OBJECT - 1] == '}') {
		s->is_type = token_is(&s->last, "type");
	}
}

static int
take_open(struct scan *s, char c)
{
	if (s->depth == LEVELS_MAX && !s->inside)
		return fail_slices(s, "nested deeper than 64 levels");
	if (s->depth == IN_ROOT && s->is_name && c == '[') {
		/* As everywhere, the last of that name counts. */
		s->inside = s->found = s->awaits = true;
		s->n = 0;
	}
	s->is_name = s->is_type = false;
	if (s->depth < LEVELS_MAX)
		s->open[s->depth] = c == '{' ? '}' : ']';
	s->depth++;
	return 0;
}

static int
take_close(struct scan *s, char c)
{
	struct json_slice *slice;

	if (s->depth == 0 || (s->depth <= LEVELS_MAX &&
	    s->open[s->depth - 1] != c))
		return fail_slices(s, "a bracket that closes nothing");
	s->depth--;
	s->is_name = s->is_type = false;
	if (s->depth == IN_ARRAY && s->inside && c == '}' &&
	    *s->v[s->n - 1].s == '{') {
		slice = &s->v[s->n - 1];
		slice->len = (size_t)(s->at - slice->s);
	} else if (s->depth == IN_ROOT) {
		s->inside = false;
	}
	return 0;
}

static void
skip_white(struct scan *s)
{
	const char *p = s->at, *end = s->end;

	for (; p < end && (unsigned char)*p <= ' ' && *p != '\0'; p++)
		s->line += *p == '\n';
	s->at = p;
}

static int
take_slices(struct scan *s)
{
	char c = *s->at++;

	if (s->depth == IN_ARRAY && s->inside && s->awaits && c != ']') {
		s->awaits = false;
		if (s->n == SLICES_MAX)
			return fail_slices(s, "more than 1,000,000 objects");
		*LIST_ADD(s->v, s->n) = (struct json_slice){ .s = s->at - 1,
			.line = s->line };
	}
	switch (c) {
	case '"':
		return take_string(s);
	case '{':
	case '[':
		return take_open(s, c);
	case '}':
	case ']':
		return take_close(s, c);
	case ':':
		take_colon(s);
		return 0;
	case ',':
		s->awaits |= s->depth == IN_ARRAY;
		s->is_name = s->is_type = false;
		return 0;
	case '\0':
	case '<':
		return fail_slices(s, "not JSON");
	}
	return 0;
}

static int
scan(struct scan *s)
{
	skip_white(s);
	if (s->at < s->end && *s->at == '<')
		return fail_slices(s, "not JSON: starts with '<'");
	if (s->at == s->end || *s->at != '{')
		return fail_slices(s, "not a JSON object");
	do {
		if (take_slices(s) == -1)
			return -1;
		skip_white(s);
	} while (s->at < s->end && s->depth > 0);
	if (s->depth > 0)
		return fail_slices(s, "cut off inside an array or object");
	if (s->at < s->end)
		return fail_slices(s, "text after the document");
	if (!s->found) {
		s->line = 0;
		return fail_slices(s, "no array where the objects should be");
	}
	return 0;
}

int
json_slices(const char *text, size_t len, const char *name,
    struct json_slice **out, size_t *n, struct value_error *why)
{
	static const char bom[] = "\xef\xbb\xbf";
	struct scan s = { .at = text, .name = name, .line = 1, .why = why };

	*out = NULL;
	*n = 0;
	if (len > TEXT_MAX)
		return fail_slices(&s, "more than 1 GiB");
	s.end = text + len;
	if (len >= strlen(bom) && memcmp(text, bom, strlen(bom)) == 0)
		s.at += strlen(bom);
	if (scan(&s) == -1) {
		free(s.v);
		return -1;
	}
	*out = s.v;
	*n = s.n;
	return 0;
}
