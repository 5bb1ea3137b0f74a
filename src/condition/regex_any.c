/* Does a regular expression match whatever there is? */
#include "regex_any.h"

#include <string.h>

enum { DEPTH_MAX = 64 }; /* of groups */

/*
 * How an expression may match without asking for any character: a set of these.
 * A text of any length has a start, an end, and something that takes all that
 * is between them.
 */
enum {
	NOTHING = 1 << 0,   /* it takes nothing, wherever that is */
	AT_START = 1 << 1,  /* likewise, at the start of the text */
	AT_END = 1 << 2,
	AT_BOTH = 1 << 3,   /* of the empty text only */
	ALL = 1 << 4,       /* it takes all that there is, from the start on */
	ALL_WAYS = 5,
};

struct reader {
	const char *s;
	int depth;
	bool broken;
};

/* The way of one behind another, or 0. */
static int
behind(int a, int b)
{
	if (a == NOTHING || a == b)
		return b;
	if (b == NOTHING)
		return a;
	if (a == ALL)
		return b == AT_END ? ALL : 0;
	if (b == ALL)
		return a == AT_START ? ALL : 0;
	return AT_BOTH;
}

static int
sequence(int a, int b)
{
	int i, k, ways = 0;

	for (i = 0; i < ALL_WAYS; i++)
		for (k = 0; k < ALL_WAYS; k++)
			if ((a & 1 << i) != 0 && (b & 1 << k) != 0)
				ways |= behind(1 << i, 1 << k);
	return ways;
}

/* "[...]" at r->s: does it hold every character? Moves behind it. */
static bool
take_class(struct reader *r)
{
	static const char *const whole[] = { "[\\s\\S]", "[\\S\\s]",
		"[\\d\\D]", "[\\D\\d]", "[\\w\\W]", "[\\W\\w]" };
	const char *start = r->s;
	size_t i;

	r->s++;
	if (*r->s == '^')
		r->s++;
	if (*r->s == ']')
		r->s++;
	for (; *r->s != '\0' && *r->s != ']'; r->s++)
		if (*r->s == '\\' && r->s[1] != '\0')
			r->s++;
	if (*r->s == '\0') {
		r->broken = true;
		return false;
	}
	r->s++;
	for (i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
		if (strlen(whole[i]) == (size_t)(r->s - start) &&
		    strncmp(whole[i], start, strlen(whole[i])) == 0)
			return true;
	return false;
}

/* A number at *s, moved behind it; -1: there is none. */
static int
read_number(const char **s)
{
	int n = -1;

	for (; **s >= '0' && **s <= '9'; ++*s)
		if (n < 10000)
			n = (n < 0 ? 0 : n * 10) + (**s - '0');
	return n;
}

/* A quantifier: its least and most (-1: any number); 1 and 1 without one. */
static void
take_quantifier(struct reader *r, int *least, int *most)
{
	const char *s = r->s + 1;

	*least = *most = 1;
	if (*r->s == '*' || *r->s == '+' || *r->s == '?') {
		*least = *r->s == '+';
		*most = *r->s == '?' ? 1 : -1;
	} else if (*r->s == '{') {
		*least = read_number(&s);
		*most = *least;
		if (*s == ',') {
			s++;
			*most = read_number(&s);
		}
		if (*least == -1 || *s != '}') { /* a brace like any other */
			*least = *most = 1;
			return;
		}
		r->s = s;
	} else {
		return;
	}
	r->s++;
	if (*r->s == '?' || *r->s == '+') /* lazy, possessive */
		r->s++;
}

static int take_alternatives(struct reader *r);

/* "(...)" at r->s. */
static int
take_group(struct reader *r)
{
	const char *name;
	int ways;

	r->s++;
	if (*r->s == '?') {
		name = r->s + 1 + strspn(r->s + 1, "imsxnU-");
		if (*name == ')') { /* flags for what is behind them */
			r->s = name + 1;
			return NOTHING;
		}
		name += *name == 'P';
		if (*name == '<' && name[1] != '=' && name[1] != '!')
			name += strcspn(name, ">");
		else if (*name != ':')
			r->broken = true; /* a look-around, and the like */
		r->s = name + (*name != '\0');
	}
	if (++r->depth > DEPTH_MAX)
		r->broken = true;
	ways = r->broken ? 0 : take_alternatives(r);
	r->depth--;
	if (*r->s != ')')
		r->broken = true;
	else
		r->s++;
	return ways;
}

/* One thing, without its quantifier: how it may match; *any: any character. */
static int
take_atom(struct reader *r, bool *any)
{
	const char c = *r->s;

	*any = false;
	if (c == '(')
		return take_group(r);
	if (c == '[') {
		*any = take_class(r);
		return 0;
	}
	r->s++;
	if (c == '^')
		return AT_START;
	if (c == '$')
		return AT_END;
	*any = c == '.';
	if (strchr("*+?", c) != NULL)
		r->broken = true; /* nothing to repeat */
	if (c != '\\')
		return 0;
	if (*r->s == '\0')
		r->broken = true;
	else if (*r->s == 'A')
		return r->s++, AT_START;
	else if (*r->s == 'z' || *r->s == 'Z')
		return r->s++, AT_END;
	else
		r->s++;
	return 0;
}

/* A row of things, up to '|', ')' or the end. */
static int
take_branch(struct reader *r)
{
	int ways = NOTHING, of, least, most;
	bool any;

	while (!r->broken && *r->s != '\0' && *r->s != '|' && *r->s != ')') {
		of = take_atom(r, &any);
		take_quantifier(r, &least, &most);
		if (any && most == -1 && least == 0)
			of |= ALL;
		if (least == 0)
			of |= NOTHING;
		ways = sequence(ways, of);
	}
	return ways;
}

/* Rows between which there is a choice. */
static int
take_alternatives(struct reader *r)
{
	int ways = take_branch(r);

	while (!r->broken && *r->s == '|') {
		r->s++;
		ways |= take_branch(r);
	}
	return ways;
}

bool
regex_any_matches(const char *regex)
{
	struct reader r = { regex, 0, false };
	int ways = take_alternatives(&r);

	return !r.broken && *r.s == '\0' &&
	    (ways & (NOTHING | AT_START | AT_END | ALL)) != 0;
}
