/* Which paths a pattern names. */
#include "base/glob.h"

#include <string.h>

enum { CLASS_MAX = 64 }; /* bytes between [ and ] */

/*
 * Does c match the class behind '['? Sets *end behind its ']'; without one the
 * '[' is a plain character, and *end is NULL.
 */
static bool
class_has(const char *p, char c, const char **end)
{
	bool not = *p == '!', has = false;
	const char *start;

	if (not)
		p++;
	for (start = p; *p != '\0' && *p != '/' && p - start <= CLASS_MAX;
	    p++) {
		if (*p == ']' && p > start) {
			*end = p + 1;
			return has != not;
		}
		if (p[1] == '-' && strchr("]/", p[2]) == NULL) {
			has |= *p <= c && c <= p[2];
			p += 2;
		} else {
			has |= *p == c;
		}
	}
	*end = NULL;
	return false;
}

/* One character of the pattern against one of the path. */
static bool
one_match(const char **pattern, char c)
{
	const char *p = *pattern, *end = NULL;
	bool ok;

	if (c == '\0' || c == '/')
		return false;
	if (*p == '?') {
		*pattern = p + 1;
		return true;
	}
	if (*p == '[') {
		ok = class_has(p + 1, c, &end);
		if (end != NULL) {
			*pattern = end;
			return ok;
		}
	}
	if (*p == '\\' && p[1] != '\0')
		p++;
	*pattern = p + 1;
	return *p == c;
}

/* One component; both end at '/' or NUL. Linear: only the last '*' is retried. */
static bool
component_match(const char *p, const char *s)
{
	const char *star = NULL, *retry = NULL, *before;

	for (;;) {
		if (*p == '*') {
			star = ++p;
			retry = s;
			continue;
		}
		if ((*p == '\0' || *p == '/') && (*s == '\0' || *s == '/'))
			return true;
		before = p;
		if (*p != '\0' && *p != '/' && one_match(&p, *s)) {
			s++;
			continue;
		}
		p = before;
		if (star == NULL || *retry == '\0' || *retry == '/')
			return false;
		p = star;
		s = ++retry;
	}
}

static const char *
next_component(const char *p)
{
	p += strcspn(p, "/");
	return *p == '/' ? p + 1 : NULL;
}

static bool
is_any(const char *p)
{
	return p[0] == '*' && p[1] == '*' && (p[2] == '/' || p[2] == '\0');
}

/* Does the pattern's component begin with a '.' itself? */
static bool
has_dot(const char *p)
{
	return p != NULL && (*p == '.' || (*p == '\\' && p[1] == '.'));
}

/* Any of the components at s; NULL: there are none. */
static bool
any_hidden(const char *s)
{
	for (; s != NULL; s = next_component(s))
		if (*s == '.')
			return true;
	return false;
}

static bool
match(const char *pattern, const char *path, bool visible)
{
	const char *p = pattern, *s = path, *any = NULL, *retry = NULL;

	/* As component_match, one level up: "**" is the star of components. */
	for (;;) {
		if (p != NULL && is_any(p)) {
			any = next_component(p);
			retry = s;
			p = any;
			if (p == NULL)
				return s != NULL &&
				    !(visible && any_hidden(s));
			continue;
		}
		if (p == NULL && s == NULL)
			return true;
		if (p != NULL && s != NULL &&
		    (!visible || *s != '.' || has_dot(p)) &&
		    component_match(p, s)) {
			p = next_component(p);
			s = next_component(s);
			continue;
		}
		if (any == NULL || retry == NULL ||
		    (visible && *retry == '.'))
			return false;
		retry = next_component(retry);
		p = any;
		s = retry;
	}
}

bool
glob_match(const char *pattern, const char *path)
{
	return match(pattern, path, false);
}

bool
glob_match_visible(const char *pattern, const char *path)
{
	return match(pattern, path, true);
}
