/* What a selection asks of an event, as a formula. */
#include "clause.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "regex_any.h"

enum { DEPTH_MAX = 64 }; /* of lists and maps in each other */

/* How a field is compared with its value. */
enum how {
	HOW_EQUALS,
	HOW_STARTS,
	HOW_ENDS,
	HOW_CONTAINS,
	HOW_REGEX,
	HOW_CIDR,
	HOW_EXISTS,
	HOW_FIELD,   /* another field's value */
	HOW_MORE,    /* gt */
	HOW_LEAST,   /* gte */
	HOW_OTHER,   /* lt, or an unknown one */
};

static const struct {
	const char *word;
	enum how how;
} ways[] = {
	{ "startswith", HOW_STARTS },
	{ "endswith", HOW_ENDS },
	{ "contains", HOW_CONTAINS },
	{ "re", HOW_REGEX },
	{ "cidr", HOW_CIDR },
	{ "exists", HOW_EXISTS },
	{ "fieldref", HOW_FIELD },
	{ "gt", HOW_MORE },
	{ "gte", HOW_LEAST },
};

/* Modifiers that leave a lone wildcard what it is. */
static const char *const harmless[] = { "windash", "expand", "i", "m", "s",
	"minute", "hour", "day", "week", "month", "year", NULL };

/* Those that turn the value into other text, in which no wildcard is one. */
static const char *const encoders[] = { "base64", "base64offset", "utf16",
	"utf16le", "utf16be", "wide", NULL };

/* A field with its modifiers (Sigma 2.1.0, "Modifiers"). */
struct asked {
	struct formulas *f;
	const char *name;   /* up to its first '|' */
	size_t len;
	enum how how;
	bool all, not, cased, encoded;
	struct buf others;  /* the modifiers that make it another question */
	int depth;
};

static bool
is_modifier(const char *word, const char *s, size_t len)
{
	return strlen(word) == len && strncmp(word, s, len) == 0;
}

static bool
is_among(const char *const *words, const char *s, size_t len)
{
	while (*words != NULL && !is_modifier(*words, s, len))
		words++;
	return *words != NULL;
}

static void
take_modifier(struct asked *a, const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		if (!is_modifier(ways[i].word, s, len))
			continue;
		/* "fieldref|contains" is a field's value all the same. */
		if (a->how != HOW_FIELD)
			a->how = ways[i].how;
		return;
	}
	if (is_modifier("all", s, len)) {
		a->all = true;
	} else if (is_modifier("neq", s, len)) {
		a->not = true;
	} else if (is_modifier("cased", s, len)) {
		a->cased = true;
	} else {
		if (is_among(encoders, s, len))
			a->encoded = true;
		else if (!is_among(harmless, s, len))
			a->how = HOW_OTHER;
		buf_putc(&a->others, '|');
		buf_put(&a->others, s, len);
	}
}

/* buf_free(&others) */
static struct asked
read_field(struct formulas *f, const char *name, int depth)
{
	struct asked a = { .f = f, .name = name, .len = strcspn(name, "|"),
		.others = BUF_INIT, .depth = depth };
	const char *p = name + a.len;
	size_t n;

	while (*p == '|') {
		n = strcspn(++p, "|");
		take_modifier(&a, p, n);
		p += n;
	}
	return a;
}

static bool
is_all_wildcards(const char *s)
{
	return *s != '\0' && s[strspn(s, "*")] == '\0';
}

/* Is every count, size, port and id greater than the number (itself: or
 * equal)? */
static bool
is_least(const char *s, bool itself)
{
	char *end;
	double number = strtod(s, &end);

	return end != s && *end == '\0' && (itself ? number <= 0 : number < 0);
}

/* Does every value that is there fulfil it? */
static bool
is_fulfilled(const struct asked *a, const char *value)
{
	switch (a->how) {
	case HOW_STARTS:
	case HOW_ENDS:
	case HOW_CONTAINS:
		return *value == '\0' ||
		    (!a->encoded && is_all_wildcards(value));
	case HOW_EQUALS:
		return !a->encoded && is_all_wildcards(value);
	case HOW_REGEX:
		return !a->encoded && regex_any_matches(value);
	case HOW_CIDR:
		return str_has_suffix(value, "/0");
	case HOW_EXISTS:
		return str_is_true(value);
	case HOW_FIELD:
		return strlen(value) == a->len &&
		    strncmp(value, a->name, a->len) == 0;
	case HOW_MORE:
	case HOW_LEAST:
		return is_least(value, a->how == HOW_LEAST);
	case HOW_OTHER:
		break;
	}
	return false;
}

/* A run of wildcards is one; letters are alike unless the field is cased. */
static void
put_pattern(struct buf *b, const struct asked *a, const char *value)
{
	bool star = a->how == HOW_ENDS || a->how == HOW_CONTAINS;

	if (star)
		buf_putc(b, '*');
	for (; *value != '\0'; value++) {
		if (*value == '*' && star)
			continue;
		star = *value == '*';
		if (*value >= 'A' && *value <= 'Z' && !a->cased)
			buf_putc(b, (char)(*value - 'A' + 'a'));
		else
			buf_putc(b, *value);
		if (*value == '\\' && value[1] != '\0' &&
		    strchr("*?\\", value[1]) != NULL)
			buf_putc(b, *++value);
	}
	if ((a->how == HOW_STARTS || a->how == HOW_CONTAINS) && !star)
		buf_putc(b, '*');
}

static bool
is_text(const struct asked *a)
{
	return a->how <= HOW_CONTAINS && !a->encoded;
}

/* The variable of one value: its name is the same for the same question. */
static formula
variable(const struct asked *a, const char *value)
{
	struct buf b = BUF_INIT;
	formula is;

	buf_put(&b, a->name, a->len);
	buf_puts(&b, buf_str(&a->others));
	if (value == NULL)
		buf_puts(&b, "\nnull");
	else if (is_text(a))
		buf_puts(&b, a->cased ? "\ncased\n" : "\n");
	else
		buf_printf(&b, "\n%d%d\n", (int)a->how, (int)a->cased);
	if (value != NULL && is_text(a))
		put_pattern(&b, a, value);
	else if (value != NULL)
		buf_puts(&b, value);
	is = formula_variable(a->f, buf_str(&b));
	buf_free(&b);
	return is;
}

/* A variable of its own for what has no meaning here. */
static formula
opaque(struct formulas *f, const cJSON *node)
{
	struct buf b = BUF_INIT;
	formula is;

	buf_printf(&b, "\n%p", (const void *)node);
	is = formula_variable(f, buf_str(&b));
	buf_free(&b);
	return is;
}

/* Joins the elements of a list by or, or by and; an empty list is opaque. */
static formula
join_list(struct formulas *f, const cJSON *list, const formula *v, size_t n,
    bool all)
{
	return n == 0 ? opaque(f, list) : formula_least(f, v, n, all ? n : 1);
}

static formula
ask_value(struct asked *a, const cJSON *node)
{
	const char *text = value_text(node);
	size_t n = 0;
	const cJSON *e;
	formula *v, is;

	if (cJSON_IsArray(node) && a->depth < DEPTH_MAX) {
		v = mem_array((size_t)cJSON_GetArraySize(node), sizeof(*v));
		a->depth++;
		cJSON_ArrayForEach(e, node)
			v[n++] = ask_value(a, e);
		a->depth--;
		is = join_list(a->f, node, v, n, a->all);
		free(v);
		return is;
	}
	if (text == NULL)
		return cJSON_IsNull(node) ? variable(a, NULL)
					  : opaque(a->f, node);
	return is_fulfilled(a, text) ? FORMULA_TRUE : variable(a, text);
}

static formula
ask_field(struct formulas *f, const char *name, const cJSON *node, int depth)
{
	struct asked a = read_field(f, name, depth);
	formula is = ask_value(&a, node);

	buf_free(&a.others);
	return a.not ? formula_not(f, is) : is;
}

/* A map joins its fields by and, a list its elements by or. */
static formula
selection(struct formulas *f, const cJSON *node, int depth)
{
	bool map = cJSON_IsObject(node);
	const cJSON *e;
	formula *v, is;
	size_t n = 0;

	if (!map && !cJSON_IsArray(node))
		return ask_field(f, "", node, depth);
	if (depth == DEPTH_MAX)
		return opaque(f, node);
	v = mem_array((size_t)cJSON_GetArraySize(node), sizeof(*v));
	cJSON_ArrayForEach(e, node)
		v[n++] = map ? ask_field(f, e->string, e, depth + 1)
			     : selection(f, e, depth + 1);
	is = map && n == 0 ? FORMULA_TRUE : join_list(f, node, v, n, map);
	free(v);
	return is;
}

formula
clause_selection(struct formulas *f, const cJSON *node)
{
	return selection(f, node, 0);
}
