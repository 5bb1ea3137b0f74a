/* Strings: small questions, and lists of them. */
#include "base/str.h"

#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Code points that one becomes without compatibility: 18 in Unicode (U+FDFA). */
enum { FOLDED_MAX = 32 };

const char str_space[] = " \t\n\v\f\r";

bool
str_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool
str_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

enum { DISTANCE_MAX = 64 };

bool
str_equal(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

bool
str_equal_nocase(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	while (*a != '\0' && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return lower(*a) == lower(*b);
}

bool
str_contains_nocase(const char *s, const char *part)
{
	size_t i;

	for (; *s != '\0'; s++) {
		for (i = 0; part[i] != '\0'; i++)
			if (lower(s[i]) != lower(part[i]))
				break;
		if (part[i] == '\0')
			return true;
	}
	return *part == '\0';
}

bool
str_is_true(const char *s)
{
	return str_equal_nocase(s, "true") || str_equal_nocase(s, "yes") ||
	    str_equal_nocase(s, "on");
}

bool
str_is_false(const char *s)
{
	return str_equal_nocase(s, "false") || str_equal_nocase(s, "no") ||
	    str_equal_nocase(s, "off");
}

bool
str_has_prefix(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool
str_has_suffix(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n >= m && strcmp(s + n - m, suffix) == 0;
}

char *
str_trim(struct arena *a, const char *s)
{
	size_t n;

	while (str_is_space(*s))
		s++;
	n = strlen(s);
	while (n > 0 && str_is_space(s[n - 1]))
		n--;
	return arena_strndup(a, s, n);
}

char *
str_upper(struct arena *a, const char *s)
{
	char *p, *copy = arena_strdup(a, s);

	for (p = copy; *p != '\0'; p++)
		*p = upper(*p);
	return copy;
}

char *
str_lower(struct arena *a, const char *s)
{
	char *p, *copy = arena_strdup(a, s);

	for (p = copy; *p != '\0'; p++)
		*p = lower(*p);
	return copy;
}

static size_t
least(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;

	return m < c ? m : c;
}

size_t
str_distance(const char *a, const char *b)
{
	size_t row[DISTANCE_MAX + 1], i, j, left_above, above;
	size_t n = strnlen(a, DISTANCE_MAX), m = strnlen(b, DISTANCE_MAX);

	for (j = 0; j <= m; j++)
		row[j] = j;
	for (i = 1; i <= n; i++) {
		left_above = row[0];
		row[0] = i;
		for (j = 1; j <= m; j++) {
			above = row[j];
			row[j] = least(above + 1, row[j - 1] + 1,
			    left_above + (lower(a[i - 1]) != lower(b[j - 1])));
			left_above = above;
		}
	}
	return row[m];
}

bool
str_to_number(const char *s, long long *number)
{
	size_t n = strspn(s, "0123456789");

	if (n == 0 || n > 18 || s[n] != '\0')
		return false;
	*number = strtoll(s, NULL, 10);
	return true;
}

/* Do eight bytes begin with p, each of them ASCII, and none NUL? */
static bool
is_ascii_word(const unsigned char *p)
{
	const uint64_t ones = UINT64_MAX / UCHAR_MAX, high = ones << 7;
	uint64_t w;

	memcpy(&w, p, sizeof(w));
	/* Without high bits, what a subtraction of 1 borrows from is NUL. */
	return (((w - ones) | w) & high) == 0;
}

bool
str_is_utf8(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s, *end = p + n;
	utf8proc_int32_t cp;
	utf8proc_ssize_t len;

	for (;;) {
		/* Nearly all of what is fetched is ASCII. */
		while (end - p >= (ptrdiff_t)sizeof(uint64_t) &&
		    is_ascii_word(p))
			p += sizeof(uint64_t);
		while (p < end && *p < 0x80)
			if (*p++ == '\0')
				return false;
		if (p == end)
			return true;
		len = utf8proc_iterate(p, end - p, &cp);
		if (len <= 0)
			return false;
		p += len;
	}
}

size_t
str_next(const char *s, unsigned *cp)
{
	utf8proc_int32_t read;
	utf8proc_ssize_t len = utf8proc_iterate((const unsigned char *)s,
	    (utf8proc_ssize_t)strnlen(s, 4), &read);

	*cp = len > 0 ? (unsigned)read : 0xfffd;
	return len > 0 ? (size_t)len : 1;
}

char *
str_encode(char *to, unsigned cp)
{
	return to + utf8proc_encode_char((utf8proc_int32_t)cp,
	    (unsigned char *)to);
}

size_t
str_cluster(const char *s)
{
	utf8proc_int32_t state = 0;
	unsigned cp, next;
	size_t len, n = str_next(s, &cp);

	for (; s[n] != '\0'; n += len, cp = next) {
		len = str_next(s + n, &next);
		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)cp,
		    (utf8proc_int32_t)next, &state))
			break;
	}
	return n;
}

int
str_width(const char *s, size_t n)
{
	const char *end = s + n;
	int width = 0;
	unsigned cp;

	while (s < end) {
		s += str_next(s, &cp);
		/* Marks that take room of their own do so, as wcwidth has it. */
		width += utf8proc_category((utf8proc_int32_t)cp) ==
		    UTF8PROC_CATEGORY_MC ? 1
		    : utf8proc_charwidth((utf8proc_int32_t)cp);
	}
	return width;
}

void
str_fold(const char *s, struct buf *folded)
{
	const utf8proc_option_t how = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
	    UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK;
	utf8proc_int32_t parts[FOLDED_MAX];
	unsigned char bytes[4];
	utf8proc_ssize_t n, i;
	unsigned cp;
	int class = 0;

	while (*s != '\0') {
		/* Most are ASCII, of which only letters fold. */
		if ((unsigned char)*s < 0x80) {
			buf_putc(folded, *s >= 'A' && *s <= 'Z' ?
			    (char)(*s - 'A' + 'a') : *s);
			s++;
			continue;
		}
		s += str_next(s, &cp);
		n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts,
		    FOLDED_MAX, how, &class);
		for (i = 0; i < n && i < FOLDED_MAX; i++)
			buf_put(folded, bytes, (size_t)utf8proc_encode_char(
			    parts[i], bytes));
	}
}

void
str_library(char *version, size_t n)
{
	snprintf(version, n, "%s", utf8proc_version());
}

int
str_fit(const char *s, int max)
{
	int n = (int)strnlen(s, (size_t)max);

	if (s[n] != '\0')
		while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
			n--;
	return n;
}

void
str_copy(char *to, size_t room, const char *s)
{
	size_t n = (size_t)str_fit(s, (int)room - 1);

	memcpy(to, s, n);
	to[n] = '\0';
}

void
strs_add(struct strs *l, const char *s)
{
	/* Room doubles: at 0, 1, 2, 4 and so on. */
	*LIST_ADD(l->v, l->n) = mem_strdup(s);
}

void
strs_set(struct strs *l, size_t at, const char *s)
{
	char *copy = mem_strdup(s);

	free(l->v[at]);
	l->v[at] = copy;
}

bool
strs_has(const struct strs *l, const char *s)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (strcmp(l->v[i], s) == 0)
			return true;
	return false;
}

bool
strs_has_nocase(const struct strs *l, const char *s)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (str_equal_nocase(l->v[i], s))
			return true;
	return false;
}

int
strs_compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void
strs_merge(struct strs *l, const struct strs *more)
{
	size_t i;

	for (i = 0; i < more->n; i++)
		if (!strs_has_nocase(l, more->v[i]))
			strs_add(l, more->v[i]);
}

void
strs_sort(struct strs *l)
{
	if (l->n > 0)
		qsort(l->v, l->n, sizeof(*l->v), strs_compare);
}

size_t
strs_distinct(const char **v, size_t n)
{
	size_t i, distinct = 0;

	if (n > 0)
		qsort(v, n, sizeof(*v), strs_compare);
	for (i = 0; i < n; i++)
		distinct += i == 0 || strcmp(v[i - 1], v[i]) != 0;
	return distinct;
}

void
strs_free(struct strs *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		free(l->v[i]);
	free(l->v);
	l->v = NULL;
	l->n = 0;
}
