/* What ids and names are compared by. */
#include "base/key.h"

#include <stdbool.h>
#include <string.h>

#include "base/str.h"

enum sort { GAP, NUMBER, LETTERS };

static enum sort
sort_of(char c)
{
	if (str_is_digit(c))
		return NUMBER;
	return (c >= 'a' && c <= 'z') || (c & 0x80) != 0 ? LETTERS : GAP;
}

void
key_put(const char *word, struct buf *key)
{
	struct buf folded = BUF_INIT;
	enum sort sort, last = GAP;
	size_t start = key->len;
	const char *s;

	str_fold(word, &folded);
	for (s = buf_str(&folded); *s != '\0'; s++) {
		sort = sort_of(*s);
		if (sort != GAP && sort != last && key->len > start)
			buf_putc(key, '-');
		/* Of zeros before another digit nothing stays. */
		if (sort == LETTERS || (sort == NUMBER && (*s != '0' ||
		    (last == NUMBER && key->len > start &&
		    buf_str(key)[key->len - 1] != '-') ||
		    !str_is_digit(s[1]))))
			buf_putc(key, *s);
		last = sort;
	}
	buf_free(&folded);
}

char *
key_new(struct arena *mem, const char *word)
{
	struct buf key = BUF_INIT;
	char *text;

	key_put(word, &key);
	text = arena_strdup(mem, buf_str(&key));
	buf_free(&key);
	return text;
}

int
key_compare(const char *a, const char *b)
{
	size_t n, m;
	int order;

	while (*a != '\0' && *b != '\0') {
		if (!str_is_digit(*a) || !str_is_digit(*b)) {
			if (*a != *b)
				break;
			a++;
			b++;
			continue;
		}
		/* Without leading zeros, the longer number is the greater. */
		n = strspn(a, "0123456789");
		m = strspn(b, "0123456789");
		order = n == m ? strncmp(a, b, n) : n < m ? -1 : 1;
		if (order != 0)
			return order;
		a += n;
		b += m;
	}
	return (unsigned char)*a - (unsigned char)*b;
}
