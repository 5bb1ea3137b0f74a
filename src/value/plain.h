/* The plain characters of JSON's strings. */
#ifndef VALUE_PLAIN_H
#define VALUE_PLAIN_H

#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Is the character none of a string's plain ones: a quote, a backslash, or a
 * control character? */
static inline bool
plain_ends(char c)
{
	return c == '"' || c == '\\' || (unsigned char)c < ' ';
}

/* The first of those from s on, or end. */
static inline const char *
plain_end(const char *s, const char *end)
{
	const uint64_t ones = UINT64_MAX / UCHAR_MAX, high = ones << 7;
	uint64_t w, quotes, slashes;

	/* By words: a byte is 0 where it is what is looked for; subtraction
	 * borrows from the high bit of the first that is less. */
	for (; end - s >= (ptrdiff_t)sizeof(w); s += sizeof(w)) {
		memcpy(&w, s, sizeof(w));
		quotes = w ^ ones * '"';
		slashes = w ^ ones * '\\';
		if ((((w - ones * ' ') & ~w) | ((quotes - ones) & ~quotes) |
		    ((slashes - ones) & ~slashes)) & high)
			break;
	}
	while (s < end && !plain_ends(*s))
		s++;
	return s;
}

#endif
