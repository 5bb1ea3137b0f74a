/*
 * JSON documents by cJSON, which takes more than RFC 8259 allows (bytes that
 * are no UTF-8, 01, 1e999, control characters) and ends a text at \u0000.
 * So the text is mended and checked first, and cJSON is left with the grammar.
 */
#include "value/json.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "grow.h"

enum {
	TEXT_MAX = 64 * 1024 * 1024,
	VALUES_MAX = 4 * 1000 * 1000,
	LEVELS_MAX = 64,
	NUMBER_MAX = 63, /* characters: cJSON reads no more of one */
	CODE_LEN = 6,    /* of \uXXXX */
};

/* Halves of surrogate pairs: as many, from there on. */
#define HALVES 0x400u
#define HIGH 0xd800u
#define LOW 0xdc00u
#define NO_CODE 0x110000u

/* What is left of a text. */
struct text {
	const char *start, *at, *end;
	size_t from; /* of the file's bytes, */
	int line;    /* and the line that it starts in */
	char open[LEVELS_MAX];
	size_t depth, values;
	struct value_error *why;
};

static int
fail_json(struct text *t, const char *what)
{
	const char *s;

	t->why->line = t->line;
	for (s = t->start; s < t->at; s++)
		t->why->line += *s == '\n';
	str_copy(t->why->what, sizeof(t->why->what), what);
	return -1;
}

static bool
is_digit(const struct text *t)
{
	return t->at < t->end && *t->at >= '0' && *t->at <= '9';
}

static bool
take_digits(struct text *t)
{
	if (!is_digit(t))
		return false;
	while (is_digit(t))
		t->at++;
	return true;
}

static bool
take_one_json(struct text *t, const char *of)
{
	if (t->at == t->end || *t->at == '\0' || strchr(of, *t->at) == NULL)
		return false;
	t->at++;
	return true;
}

/* -? ( 0 | [1-9] [0-9]* ) ( \. [0-9]+ )? ( [eE] [-+]? [0-9]+ )? */
static int
check_number(struct text *t)
{
	const char *start = t->at;
	bool ok;

	take_one_json(t, "-");
	ok = take_one_json(t, "0") || take_digits(t);
	if (ok && take_one_json(t, "."))
		ok = take_digits(t);
	if (ok && take_one_json(t, "eE")) {
		take_one_json(t, "-+");
		ok = take_digits(t);
	}
	if (!ok || is_digit(t))
		return fail_json(t, "a number that is not JSON");
	if (t->at - start > NUMBER_MAX)
		return fail_json(t, "a number of more than 63 characters");
	return 0;
}

/* From the quote that starts it to behind the one that ends it. */
static int
check_string(struct text *t)
{
	for (t->at++; t->at < t->end && *t->at != '"'; t->at++) {
		if ((unsigned char)*t->at < ' ')
			return fail_json(t, "a control character in a string");
		t->at += *t->at == '\\';
	}
	if (t->at >= t->end) {
		t->at = t->end;
		return fail_json(t, "cut off inside a string");
	}
	t->at++;
	return 0;
}

static int
check_next(struct text *t)
{
	switch (*t->at) {
	case '"':
		return check_string(t);
	case '{':
	case '[':
		if (t->depth == LEVELS_MAX)
			return fail_json(t, "nested deeper than 64 levels");
		t->open[t->depth++] = *t->at == '{' ? '}' : ']';
		t->values++;
		break;
	case '}':
	case ']':
		if (t->depth == 0 || t->open[t->depth - 1] != *t->at)
			return fail_json(t, "a bracket that closes nothing");
		t->depth--;
		break;
	case ',':
		t->values++;
		break;
	case ' ':
	case '\t':
	case '\r':
	case '\n':
		break;
	default:
		if (*t->at == '-' || is_digit(t))
			return check_number(t);
		if (*t->at != ':' && (*t->at < 'a' || *t->at > 'z'))
			return fail_json(t, "not JSON");
	}
	t->at++;
	return 0;
}

static int
check_json(struct text *t)
{
	while (t->at < t->end)
		if (check_next(t) == -1)
			return -1;
	if (t->depth > 0)
		return fail_json(t, "cut off inside an array or object");
	/* There are at most as many values as commas and opening brackets. */
	if (t->values > VALUES_MAX)
		return fail_json(t, "more than 4,000,000 values");
	return 0;
}

/* The code of "\uXXXX" at s; NO_CODE where it is none. */
static unsigned
code_at(const char *s, const char *end)
{
	unsigned code = 0;
	int i;

	if (end - s < CODE_LEN || s[0] != '\\' || s[1] != 'u')
		return NO_CODE;
	for (i = 2; i < CODE_LEN; i++) {
		if (!isxdigit((unsigned char)s[i]))
			return NO_CODE;
		code = code << 4 | (unsigned)(s[i] <= '9' ? s[i] - '0'
		    : (s[i] | 0x20) - 'a' + 10);
	}
	return code;
}

static bool
is_within(unsigned code, unsigned from)
{
	return code >= from && code < from + HALVES;
}

/* The text with U+FFFD for what a text cannot have, as long as it was; NULL:
 * it has none. Caller frees. */
static char *
mend(const char *s, const char *end)
{
	static const char instead[] = "\\ufffd";
	const char *p = s;
	char *copy = NULL;
	unsigned code;

	while ((p = memchr(p, '\\', (size_t)(end - p))) != NULL) {
		code = code_at(p, end);
		if (is_within(code, HIGH) &&
		    is_within(code_at(p + CODE_LEN, end), LOW)) {
			p += 2 * CODE_LEN;
		} else if (code == 0 || is_within(code, HIGH) ||
		    is_within(code, LOW)) {
			if (copy == NULL)
				copy = mem_strndup(s, (size_t)(end - s));
			memcpy(copy + (p - s), instead, CODE_LEN);
			p += CODE_LEN;
		} else {
			p += end - p > 1 ? 2 : 1;
		}
	}
	return copy;
}

static const char *
skip_white(const char *s, const char *end)
{
	while (s < end && (*s == ' ' || *s == '\t' || *s == '\r' || *s == '\n'))
		s++;
	return s;
}

/* ---- where each node stands, once cJSON has read all of it ---- */

/* A checked text and its tree, gone through together. */
struct walk {
	struct text t;
	int line;
	struct grow tree;
};

static void
skip_lines(struct walk *w)
{
	const char *at = w->t.at;

	w->t.at = skip_white(at, w->t.end);
	for (; at < w->t.at; at++)
		w->line += *at == '\n';
}

/* Goes over the string that comes next, and nothing else. */
static void
skip_string(struct walk *w)
{
	if (w->t.at < w->t.end && *w->t.at == '"')
		check_string(&w->t);
}

static int
keep_scalar(struct walk *w, cJSON *node)
{
	struct mark *m = value_mark(node);
	const char *start = w->t.at;
	size_t n;

	m->start = w->t.from + (size_t)(start - w->t.start);
	if (cJSON_IsNumber(node)) { /* which keeps the text it was written as */
		if (isinf(node->valuedouble))
			return fail_json(&w->t, "a number too large");
		check_number(&w->t);
		n = (size_t)(w->t.at - start);
		node->valuestring = cJSON_malloc(n + 1);
		memcpy(node->valuestring, start, n);
		node->valuestring[n] = '\0';
	} else if (cJSON_IsString(node)) {
		skip_string(w);
	} else { /* true, false, null */
		while (w->t.at < w->t.end && *w->t.at >= 'a' && *w->t.at <= 'z')
			w->t.at++;
	}
	m->end = w->t.from + (size_t)(w->t.at - w->t.start);
	return 0;
}

/* Goes over one of these, and white space on both sides. */
static void
skip_one(struct walk *w, const char *of)
{
	skip_lines(w);
	take_one_json(&w->t, of);
	skip_lines(w);
}

static int
keep_marks(struct walk *w, cJSON *node, size_t level)
{
	bool object = cJSON_IsObject(node);
	cJSON *child;

	skip_lines(w);
	value_mark(node)->line = w->line;
	if (!object && !cJSON_IsArray(node))
		return keep_scalar(w, node);
	skip_one(w, "[{");
	cJSON_ArrayForEach(child, node) {
		if (object) {
			value_mark(child)->name_line = w->line;
			skip_string(w);
			skip_one(w, ":");
		}
		if (keep_marks(w, child, level + 1) == -1)
			return -1;
		skip_one(w, ",");
	}
	take_one_json(&w->t, "]}");
	return object ? grow_settle(&w->tree, node, NULL, level) : 0;
}

static int
parse_json(struct text *t, cJSON **doc)
{
	struct walk w = { .line = t->line, .tree.why = t->why,
		.tree.frees = true };
	const char *end = t->at;
	cJSON *node;

	node = cJSON_ParseWithLengthOpts(
	    t->start, (size_t)(t->end - t->start), &end, false);
	t->at = end;
	if (node == NULL)
		return fail_json(t, "not JSON");
	t->at = skip_white(end, t->end);
	if (t->at != t->end) {
		cJSON_Delete(node);
		return fail_json(t, "text after the document");
	}
	w.t = *t;
	w.t.at = t->start;
	if (keep_marks(&w, node, 1) == -1) {
		cJSON_Delete(node);
		return -1;
	}
	*doc = node;
	return 0;
}

/* text: that of t, mended. */
static int
read_mended(struct text *t, const char *text, cJSON **doc)
{
	size_t len = (size_t)(t->end - t->start);

	t->start = t->at = text;
	t->end = t->start + len;
	if (check_json(t) == -1)
		return -1;
	t->at = t->start;
	return parse_json(t, doc);
}

int
json_parse_part(const char *text, size_t len, size_t from, int line,
    cJSON **doc, struct value_error *why)
{
	static const char bom[] = "\xef\xbb\xbf";
	struct text t = { .start = text, .at = text, .from = from,
		.line = line, .why = why };
	char *mended;
	int rc;

	*doc = NULL;
	if (len > TEXT_MAX)
		return fail_json(&t, "more than 64 MiB");
	t.end = text + len;
	if (len >= strlen(bom) && memcmp(text, bom, strlen(bom)) == 0) {
		t.start += strlen(bom);
		t.from += strlen(bom);
	}
	t.at = skip_white(t.start, t.end);
	if (t.at == t.end)
		return fail_json(&t, "empty");
	if (*t.at == '<')
		return fail_json(&t, "not JSON: starts with '<'");
	if (!str_is_utf8(t.start, (size_t)(t.end - t.start))) {
		fail_json(&t, "not UTF-8");
		why->line = 0;
		return -1;
	}
	mended = mend(t.start, t.end);
	rc = read_mended(&t, mended != NULL ? mended : t.start, doc);
	free(mended);
	return rc;
}

int
json_parse(const char *text, size_t len, cJSON **doc, struct value_error *why)
{
	return json_parse_part(text, len, 0, 1, doc, why);
}

/* All of a tree that does not stand in the file as it was read is said to be in
 * that line. */
static void
forget_places(cJSON *node, int line)
{
	cJSON *child;

	*value_mark(node) = (struct mark){ .line = line, .name_line = line };
	cJSON_ArrayForEach(child, node)
		forget_places(child, line);
}

int
json_unfold(cJSON *node, const char *file, size_t len, struct value_error *why)
{
	struct mark m = *value_mark(node);
	const char *text = node->valuestring;
	size_t n = strlen(text);
	bool verbatim = m.end - m.start == n && m.end <= len &&
	    memcmp(file + m.start, text, n) == 0;
	cJSON *read;

	if (json_parse_part(text, n, m.start, m.line, &read, why) == -1) {
		if (!verbatim)
			why->line = m.line;
		return -1;
	}
	if (!verbatim)
		forget_places(read, m.line);
	node->type = read->type;
	node->child = read->child;
	node->valuestring = read->valuestring;
	node->valueint = read->valueint;
	node->valuedouble = read->valuedouble;
	*value_mark(node) = *value_mark(read);
	value_mark(node)->name_line = m.name_line;
	return 0;
}

int
json_read(const char *name, const char *text, size_t len, cJSON **doc)
{
	struct value_error why = { 0 };

	if (json_parse(text, len, doc, &why) == 0)
		return 0;
	log_error("%s:%d: %s", name, why.line, why.what);
	return -1;
}
