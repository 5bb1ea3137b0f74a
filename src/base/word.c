/* Words as people type them: which of those that are known is meant. */
#include "base/word.h"

#include <string.h>
#include <strings.h>

enum {
	KNOWN_MAX = 20, /* all that there are are told up to so many */
	NEAR_MAX = 5,   /* of those that are equally near */
	PART_MIN = 3,   /* letters of a word that may be a part of one known */
};

static const char between[] = " -_\t";

bool
word_is(const char *word, const char *known)
{
	const char *a = word + strspn(word, between);
	const char *b = known + strspn(known, between);
	size_t n, m;

	for (;;) {
		n = strcspn(a, between);
		m = strcspn(b, between);
		if (n != m || strncasecmp(a, b, n) != 0)
			return false;
		a += n + strspn(a + n, between);
		b += m + strspn(b + m, between);
		if (*a == '\0' || *b == '\0')
			return *a == *b;
	}
}

int
word_place(const char *name, const char *const *names)
{
	int i = 0;

	while (names[i] != NULL && !str_equal(name, names[i]))
		i++;
	return i;
}

const char *
word_find(const char *word, const char *const *known)
{
	for (; *known != NULL; known++)
		if (word_is(word, *known))
			return *known;
	return NULL;
}

/* How many edits apart; of words too far apart FAR. */
enum { FAR = 1000 };

static size_t
distance(const char *word, const char *known, size_t slack)
{
	size_t d = str_distance(word, known), len = strlen(word);

	if (len >= PART_MIN && strcasestr(known, word) != NULL)
		return 1;
	return d <= len / 3 + slack && d < len ? d : FAR;
}

static bool
put_near(struct buf *why, const char *word, const char *before,
    const char *const *known, size_t n, size_t slack)
{
	size_t i, d, put = 0, least = FAR;

	for (i = 0; i < n; i++) {
		d = distance(word, known[i], slack);
		least = d < least ? d : least;
	}
	for (i = 0; least < FAR && i < n && put < NEAR_MAX; i++)
		if (distance(word, known[i], slack) == least)
			buf_printf(why, "%s%s%s", put++ > 0 ? " or "
			    : "; did you mean ", before, known[i]);
	buf_puts(why, put > 0 ? "?" : "");
	return put > 0;
}

bool
word_put_near(struct buf *why, const char *word, const char *before,
    const char *const *known, size_t n)
{
	return put_near(why, word, before, known, n, 1);
}

bool
word_put_near_of(struct buf *why, const char *word, const char *const *known)
{
	size_t n = 0;

	while (known[n] != NULL)
		n++;
	return put_near(why, word, "", known, n, 0);
}

void
word_put_meant(struct buf *why, const char *word, const struct strs *known)
{
	size_t i;

	if (word_put_near(why, word, "", (const char *const *)known->v,
	    known->n) || known->n > KNOWN_MAX)
		return;
	for (i = 0; i < known->n; i++)
		buf_printf(why, "%s%s", i > 0 ? ", " : known->n == 1
		    ? "; there is " : "; there are ", known->v[i]);
}

void
word_put_list(struct buf *out, const char *const *words)
{
	size_t i;

	for (i = 0; words[i] != NULL; i++)
		buf_printf(out, "%s%s", i == 0 ? ""
		    : words[i + 1] == NULL ? " or " : ", ", words[i]);
}
