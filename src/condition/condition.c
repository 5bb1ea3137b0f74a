/* Sigma's conditions, as formulas. */
#include "condition.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/glob.h"
#include "base/str.h"

enum {
	DEPTH_MAX = 64,  /* of parentheses and nots */
	WORD_MAX = 255,  /* bytes of a name */
	QUOTED_MAX = 60, /* of it, in a message */
	WHY_SIZE = 160,
};

static const char blanks[] = " \t\r\n";

struct reader {
	const struct condition_world *w;
	const char *s; /* the next word, or the end */
	int depth;
	enum condition_kind kind;
	char *why;
};

/* Stops reading at an error; only the first is kept. */
static formula
stop(struct reader *r, const char *why, const char *s, size_t n)
{
	size_t most = (size_t)str_fit(s, QUOTED_MAX);
	struct buf b = BUF_INIT;

	if (r->kind == CONDITION_READ) {
		r->kind = CONDITION_BROKEN;
		if (n > most)
			n = most;
		if (n > 0)
			buf_printf(&b, "`%.*s` ", (int)n, s);
		buf_puts(&b, why);
		str_copy(r->why, WHY_SIZE, buf_str(&b));
		buf_free(&b);
	}
	r->s += strlen(r->s);
	return FORMULA_FALSE;
}

static void
skip_space(struct reader *r)
{
	r->s += strspn(r->s, blanks);
}

/* Bytes of the word at s; 0: it is a sign, or the end. */
static size_t
word_len(const char *s)
{
	return strcspn(s, " \t\r\n()|");
}

static bool
is_keyword(const char *s, const char *what)
{
	size_t n = strlen(what);

	return word_len(s) == n && strncasecmp(s, what, n) == 0;
}

static bool
take_word(struct reader *r, const char *what)
{
	if (!is_keyword(r->s, what))
		return false;
	r->s += strlen(what);
	skip_space(r);
	return true;
}

/* "1 of", "all of", ... at s: what is behind it, or NULL. */
static const char *
quantifier(const char *s)
{
	size_t n = word_len(s);

	if (n == 0 || (strspn(s, "0123456789") != n && !is_keyword(s, "all") &&
	    !is_keyword(s, "any")))
		return NULL;
	s += n + strspn(s + n, blanks);
	return is_keyword(s, "of") ? s + 2 + strspn(s + 2, blanks) : NULL;
}

/* How many of n "1", "any" or "all" are. */
static size_t
amount(const char *s, size_t n)
{
	size_t k;

	if (is_keyword(s, "all"))
		return n;
	if (is_keyword(s, "any"))
		return 1;
	for (k = 0; *s >= '0' && *s <= '9' && k <= n; s++)
		k = k * 10 + (size_t)(*s - '0');
	return k;
}

/* Names that begin with an underscore match only patterns that do, too. */
static bool
is_meant(const char *pattern, const char *name)
{
	if (strcasecmp(pattern, "them") == 0)
		return *name != '_';
	return (*name != '_' || *pattern == '_') && glob_match(pattern, name);
}

/* At a quantifier; what is behind it is its pattern. */
static formula
take_some(struct reader *r, const char *pattern)
{
	const struct strs *names = r->w->names;
	const char *how = r->s;
	char text[WORD_MAX + 1];
	formula *v, result;
	size_t i, n = 0, len = word_len(pattern);

	if (len == 0 || len > WORD_MAX)
		return stop(r, "`of` what?", "", 0);
	snprintf(text, sizeof(text), "%.*s", (int)len, pattern);
	v = mem_array(names->n, sizeof(*v));
	for (i = 0; i < names->n; i++)
		if (is_meant(text, names->v[i]))
			v[n++] = r->w->selection(r->w->ctx, i);
	r->s = pattern + len;
	skip_space(r);
	if (n == 0)
		result = stop(r, "matches no selection", text, len);
	else
		result = formula_least(r->w->formulas, v, n, amount(how, n));
	free(v);
	return result;
}

static formula
take_selection(struct reader *r)
{
	const struct strs *names = r->w->names;
	size_t i, len = word_len(r->s);

	if (len == 0)
		return stop(r, "a name is missing", "", 0);
	for (i = 0; i < names->n; i++)
		if (strlen(names->v[i]) == len &&
		    strncmp(names->v[i], r->s, len) == 0)
			break;
	if (i == names->n)
		return stop(r, "is no selection", r->s, len);
	r->s += len;
	skip_space(r);
	return r->w->selection(r->w->ctx, i);
}

static formula take_or(struct reader *r);

static formula
take_term(struct reader *r)
{
	const char *pattern = quantifier(r->s);
	formula result;

	if (r->depth == DEPTH_MAX)
		return stop(r, "it is too deep", "", 0);
	if (pattern != NULL)
		return take_some(r, pattern);
	r->depth++;
	if (take_word(r, "not")) {
		result = formula_not(r->w->formulas, take_term(r));
	} else if (*r->s == '(') {
		r->s++;
		skip_space(r);
		result = take_or(r);
		if (*r->s != ')')
			return stop(r, "a parenthesis is missing", "", 0);
		r->s++;
		skip_space(r);
	} else {
		result = take_selection(r);
	}
	r->depth--;
	return result;
}

static formula
take_and(struct reader *r)
{
	formula v[2] = { take_term(r) };

	while (take_word(r, "and")) {
		v[1] = take_term(r);
		v[0] = formula_least(r->w->formulas, v, 2, 2);
	}
	return v[0];
}

static formula
take_or(struct reader *r)
{
	formula v[2] = { take_and(r) };

	while (take_word(r, "or")) {
		v[1] = take_and(r);
		v[0] = formula_least(r->w->formulas, v, 2, 1);
	}
	return v[0];
}

enum condition_kind
condition_read(const struct condition_world *w, const char *text, formula *is,
    char why[static 160])
{
	struct reader r = { w, text, 0, CONDITION_READ, why };

	*why = '\0';
	skip_space(&r);
	*is = take_or(&r);
	if (r.kind == CONDITION_READ && *r.s == '|')
		r.kind = CONDITION_AGGREGATES;
	else if (*r.s != '\0')
		stop(&r, "lacks `and` or `or` before it", r.s,
		    word_len(r.s) > 0 ? word_len(r.s) : 1);
	return r.kind;
}
