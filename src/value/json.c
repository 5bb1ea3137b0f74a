/*
 * JSON documents (RFC 8259) as cJSON's trees. cJSON itself takes more than the
 * RFC allows (bytes that are no UTF-8, 01, 1e999, control characters), ends a text
 * at \u0000, and does not tell where a value stands.
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
#include "plain.h"
#include "scalar.h"

enum {
	TEXT_MAX = 64 * 1024 * 1024,
	VALUES_MAX = 4 * 1000 * 1000,
	LEVELS_MAX = 64,
	NUMBER_MAX = 63, /* characters */
	CODE_LEN = 6,    /* of \uXXXX */
};

/* Halves of surrogate pairs: as many, from there on. */
#define HALVES 0x400u
#define HIGH 0xd800u
#define LOW 0xdc00u
#define NO_CODE 0x110000u
#define INSTEAD 0xfffdu

/* A text, and how far it is read. */
struct text {
	const char *start, *at, *end;
	size_t from; /* of the file's bytes, where it starts */
	int line;    /* that at stands in */
	size_t values;
	struct grow tree;
};

static int
fail_json(struct text *t, const char *what)
{
	return grow_fail(&t->tree, t->line, what);
}

/* What stands here is not what has to. close: the bracket that ends what is open, or
 * NUL. */
static int
fail_here(struct text *t, char close)
{
	if (t->at == t->end)
		return fail_json(t, "cut off inside an array or object");
	if ((*t->at == '}' || *t->at == ']') && *t->at != close)
		return fail_json(t, "a bracket that closes nothing");
	return fail_json(t, "not JSON");
}

static void
skip_white(struct text *t)
{
	const char *p = t->at, *end = t->end;

	for (; p < end; p++)
		if (*p == '\n')
			t->line++;
		else if (*p != ' ' && *p != '\t' && *p != '\r')
			break;
	t->at = p;
}

static bool
take_one_json(struct text *t, char c)
{
	if (t->at == t->end || *t->at != c)
		return false;
	t->at++;
	return true;
}

static const char *
skip_digits(const char *p, const char *end)
{
	while (p < end && str_is_digit(*p))
		p++;
	return p;
}

/* The end of -? ( 0 | [1-9] [0-9]* ) ( \. [0-9]+ )? ( [eE] [-+]? [0-9]+ )?, or
 * NULL. */
static const char *
number_end(const char *p, const char *end)
{
	const char *digits;

	p += p < end && *p == '-';
	digits = p;
	p = skip_digits(p, end);
	if (p == digits || (*digits == '0' && p > digits + 1))
		return NULL;
	if (p < end && *p == '.') {
		digits = p + 1;
		p = skip_digits(digits, end);
		if (p == digits)
			return NULL;
	}
	if (p < end && (*p == 'e' || *p == 'E')) {
		digits = p + 1;
		digits += digits < end && (*digits == '-' || *digits == '+');
		p = skip_digits(digits, end);
		if (p == digits)
			return NULL;
	}
	return p;
}

/* A number keeps the text it was written as. */
static int
take_number_json(struct text *t, cJSON *node)
{
	const char *end = number_end(t->at, t->end);
	double number;

	if (end == NULL)
		return fail_json(t, "a number that is not JSON");
	if (end - t->at > NUMBER_MAX)
		return fail_json(t, "a number of more than 63 characters");
	node->valuestring = grow_text(t->at, (size_t)(end - t->at));
	number = strtod(node->valuestring, NULL);
	if (isinf(number))
		return fail_json(t, "a number too large");
	scalar_set_number(node, number);
	t->at = end;
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

/* What the escape at *s stands for, U+FFFD for what a text cannot have; *s is moved
 * behind it. NO_CODE where it is none. */
static unsigned
take_escape(const char **s, const char *end)
{
	static const char letters[] = "\"\\/bfnrt";
	static const char meant[] = "\"\\/\b\f\n\r\t";
	unsigned code = code_at(*s, end), low;
	const char *letter;

	if (code == NO_CODE) {
		letter = (*s)[1] == '\0' ? NULL : strchr(letters, (*s)[1]);
		*s += 2;
		return letter == NULL ? NO_CODE
		    : (unsigned char)meant[letter - letters];
	}
	*s += CODE_LEN;
	low = is_within(code, HIGH) ? code_at(*s, end) : NO_CODE;
	if (is_within(low, LOW)) {
		*s += CODE_LEN;
		return 0x10000u + ((code - HIGH) << 10) + (low - LOW);
	}
	return code == 0 || is_within(code, HIGH) || is_within(code, LOW)
	    ? INSTEAD : code;
}

/* The string from s to end with its escapes resolved; NULL: one that is none. It is
 * no longer than it was. */
static char *
resolve_escapes(const char *s, const char *end)
{
	char *text = cJSON_malloc((size_t)(end - s) + 1), *to = text;
	const char *plain;
	unsigned code;

	while (s < end) {
		plain = plain_end(s, end);
		memcpy(to, s, (size_t)(plain - s));
		to += plain - s;
		s = plain;
		if (s == end)
			break;
		code = take_escape(&s, end);
		if (code == NO_CODE) {
			cJSON_free(text);
			return NULL;
		}
		to = str_encode(to, code);
	}
	*to = '\0';
	return text;
}

/* From the quote that starts it to behind the one that ends it. */
static int
take_string_json(struct text *t, char **text)
{
	const char *start = t->at + 1, *p = plain_end(start, t->end);
	bool escaped = false;

	while (p < t->end && *p == '\\') {
		escaped = true;
		p = t->end - p < 2 ? t->end : plain_end(p + 2, t->end);
	}
	if (p == t->end)
		return fail_json(t, "cut off inside a string");
	if (*p != '"')
		return fail_json(t, "a control character in a string");
	*text = escaped ? resolve_escapes(start, p)
	    : grow_text(start, (size_t)(p - start));
	if (*text == NULL)
		return fail_json(t, "not JSON");
	t->at = p + 1;
	return 0;
}

static bool
take_literal(struct text *t, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(t->end - t->at) < n || memcmp(t->at, word, n) != 0)
		return false;
	t->at += n;
	return true;
}

/* A text, a number, true, false or null. */
static int
take_scalar_json(struct text *t, cJSON *node, char close)
{
	struct mark *m = value_mark(node);
	const char *start = t->at;
	int rc = 0;

	if (start < t->end && *start == '"') {
		node->type = cJSON_String;
		rc = take_string_json(t, &node->valuestring);
	} else if (start < t->end && (*start == '-' || str_is_digit(*start))) {
		rc = take_number_json(t, node);
	} else if (take_literal(t, "true")) {
		node->type = cJSON_True;
		node->valueint = 1;
	} else if (take_literal(t, "false")) {
		node->type = cJSON_False;
	} else if (!take_literal(t, "null")) {
		rc = fail_here(t, close);
	}
	m->start = t->from + (size_t)(start - t->start);
	m->end = t->from + (size_t)(t->at - t->start);
	return rc;
}

/* The name of a member, and what parts it from its value. */
static int
take_name_json(struct text *t, cJSON *member)
{
	value_mark(member)->name_line = t->line;
	if (t->at == t->end || *t->at != '"')
		return fail_here(t, '}');
	if (take_string_json(t, &member->string) == -1)
		return -1;
	skip_white(t);
	if (!take_one_json(t, ':'))
		return fail_here(t, '}');
	skip_white(t);
	return 0;
}

/* There are at most as many values as commas and opening brackets. */
static int
count_value(struct text *t)
{
	return ++t->values <= VALUES_MAX ? 0
	    : fail_json(t, "more than 4,000,000 values");
}

/* The bracket that ends the array or object that starts here; NUL: none does. */
static char
bracket_of(const struct text *t)
{
	char c = t->at < t->end ? *t->at : '\0';

	return c == '{' ? '}' : c == '[' ? ']' : '\0';
}

/* The value that starts here, into a new node, which is inside of level others.
 * close: as of fail_here. */
static int
take_value_json(struct text *t, cJSON *node, size_t level, char close)
{
	char own = bracket_of(t);
	cJSON *child;

	value_mark(node)->line = t->line;
	if (own == '\0')
		return take_scalar_json(t, node, close);
	if (level == LEVELS_MAX)
		return fail_json(t, "nested deeper than 64 levels");
	node->type = own == '}' ? cJSON_Object : cJSON_Array;
	t->at++;
	skip_white(t);
	if (take_one_json(t, own))
		return count_value(t);
	do {
		skip_white(t);
		child = grow_node(cJSON_NULL);
		grow_append(node, child);
		if (count_value(t) == -1 ||
		    (own == '}' && take_name_json(t, child) == -1) ||
		    take_value_json(t, child, level + 1, own) == -1)
			return -1;
		skip_white(t);
	} while (take_one_json(t, ','));
	if (!take_one_json(t, own))
		return fail_here(t, own);
	return own == '}' ? grow_settle(&t->tree, node, NULL, level + 1) : 0;
}

static int
take_root(struct text *t, cJSON **doc)
{
	cJSON *node = grow_node(cJSON_NULL);
	int rc = take_value_json(t, node, 0, '\0');

	skip_white(t);
	if (rc == 0 && t->at < t->end)
		rc = *t->at == '}' || *t->at == ']' ? fail_here(t, '\0')
		    : fail_json(t, "text after the document");
	if (rc == 0)
		*doc = node;
	else
		cJSON_Delete(node);
	return rc;
}

int
json_parse_part(const char *text, size_t len, size_t from, int line,
    cJSON **doc, struct value_error *why)
{
	static const char bom[] = "\xef\xbb\xbf";
	struct text t = { .start = text, .from = from, .line = line,
		.tree = { .why = why, .frees = true } };

	*doc = NULL;
	if (len > TEXT_MAX)
		return fail_json(&t, "more than 64 MiB");
	t.end = text + len;
	if (len >= strlen(bom) && memcmp(text, bom, strlen(bom)) == 0) {
		t.start += strlen(bom);
		t.from += strlen(bom);
	}
	t.at = t.start;
	skip_white(&t);
	if (t.at == t.end)
		return fail_json(&t, "empty");
	if (*t.at == '<')
		return fail_json(&t, "not JSON: starts with '<'");
	if (!str_is_utf8(t.start, (size_t)(t.end - t.start)))
		return grow_fail(&t.tree, 0, "not UTF-8");
	return take_root(&t, doc);
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
