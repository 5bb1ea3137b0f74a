/* What a person types, as a query of the full-text index. */
#include "fts_query.h"

#include <ctype.h>
#include <stdbool.h>

#include "base/str.h"

/* FTS5's trees are no deeper than 256. */
enum { WORDS_MAX = 64 };

/* Is there a letter or a digit in it? Beyond ASCII, all are taken for one: FTS5
 * passes over a word of which nothing is left. */
static bool
is_word(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (isalnum((unsigned char)s[i]) || (unsigned char)s[i] >= 0x80)
			return true;
	return false;
}

/* A quote within one stands twice. */
static void
put_quoted(struct buf *b, const char *s, size_t n)
{
	size_t i;

	buf_putc(b, '"');
	for (i = 0; i < n; i++) {
		if (s[i] == '"')
			buf_putc(b, '"');
		buf_putc(b, s[i]);
	}
	buf_putc(b, '"');
}

size_t
fts_query(const char *text, struct buf *query)
{
	const char *s = text;
	size_t n, words = 0;
	bool phrase, open = false, longer;

	while (*s != '\0' && words < WORDS_MAX) {
		if (str_is_space(*s)) {
			s++;
			continue;
		}
		phrase = *s == '"';
		s += phrase;
		/* A quote that nothing closes ends with the text. */
		for (n = 0; s[n] != '\0' &&
		    (phrase ? s[n] != '"' : !str_is_space(s[n]));)
			n++;
		if (is_word(s, n)) {
			buf_puts(query, words++ > 0 ? " " : "");
			put_quoted(query, s, n);
			longer = !phrase && s[n - 1] == '*';
			/* One letter would be the start of everything. */
			open = !phrase && !longer && n > 1;
			buf_puts(query, longer ? "*" : "");
		}
		s += n;
		s += phrase && *s == '"';
	}
	if (open)
		buf_putc(query, '*');
	return words;
}

void
fts_plain(const char *text, struct buf *plain)
{
	size_t start = plain->len;

	for (; *text != '\0'; text++)
		if (*text != '"' &&
		    (plain->len > start || !str_is_space(*text)))
			buf_putc(plain, *text);
	while (
	    plain->len > start && str_is_space(buf_str(plain)[plain->len - 1]))
		buf_cut(plain, plain->len - 1);
}
