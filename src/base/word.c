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
distance(const char *word, const char *known)
{
	size_t d = str_distance(word, known), len = strlen(word);

	if (len >= PART_MIN && strcasestr(known, word) != NULL)
		return 1;
	return d <= len / 3 + 1 && d < len ? d : FAR;
}

void
word_put_meant(struct buf *why, const char *word, const struct strs *known)
{
	size_t i, d, n = 0, least = FAR;
	bool near;

	for (i = 0; i < known->n; i++) {
		d = distance(word, known->v[i]);
		least = d < least ? d : least;
	}
	near = least < FAR;
	if (!near && (known->n == 0 || known->n > KNOWN_MAX))
		return;
	for (i = 0; i < known->n; i++) {
		if (near && (n == NEAR_MAX ||
		    distance(word, known->v[i]) > least))
			continue;
		buf_printf(why, "%s%s", n > 0 ? near ? " or " : ", "
		    : near ? "; did you mean " : known->n == 1 ? "; there is "
		    : "; there are ", known->v[i]);
		n++;
	}
	buf_puts(why, near ? "?" : "");
}

void
word_put_list(struct buf *out, const char *const *words)
{
	size_t i;

	for (i = 0; words[i] != NULL; i++)
		buf_printf(out, "%s%s", i == 0 ? ""
		    : words[i + 1] == NULL ? " or " : ", ", words[i]);
}
