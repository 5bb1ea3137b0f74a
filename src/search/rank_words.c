/* The words of a query, and when two words are nearly the same. */
#include "search/rank.h"

#include <string.h>

#include "base/key.h"
#include "rank_words.h"

enum {
	LAST_MIN = 3,      /* bytes: a query's last word with these may go on, */
	BEGIN_MIN = 5,     /* any other word with these */
	STEM_MIN = 4,      /* letters, of a word with a stem, and of a stem */
	BROKEN = 0xfffd,   /* what str_fold makes of a byte that is no UTF-8 */
	DISTANCE_MAX = 64, /* bytes: what a longer word has behind is not read */
};

/* They say nothing: what is asked for is what they are about. */
static const char *const weak[] = { "a", "an", "and", "as", "at", "attack",
	"attacks", "by", "detect", "detecting", "detection", "event", "exe", "for",
	"from", "how", "id", "in", "into", "is", "of", "on", "or", "rule", "rules",
	"technique", "techniques", "the", "to", "use", "used", "using", "via",
	"with", NULL };

/* What an English word ends in, the longer of two that end alike first; twice:
 * behind it a consonant was doubled. */
static const struct {
	const char *end;
	bool twice;
} ends[] = { { "ing", true }, { "ion", false }, { "ery", false },
	{ "ed", true }, { "er", true }, { "or", true }, { "e", false },
	{ "y", false } };

bool
rank_is_weak(const char *word)
{
	size_t i;

	/* They are in order. */
	for (i = 0; weak[i] != NULL && weak[i][0] <= word[0]; i++)
		if (weak[i][0] == word[0] && strcmp(weak[i], word) == 0)
			return true;
	return false;
}

static bool
ends_in(const char *word, size_t n, const char *end)
{
	size_t m = strlen(end);

	return n >= m && memcmp(word + n - m, end, m) == 0;
}

size_t
rank_stem(const char *word, size_t n)
{
	size_t i, m;

	for (i = 0; i < n && word[i] >= 'a' && word[i] <= 'z';)
		i++;
	if (n < STEM_MIN || i < n)
		return n;
	if (n >= STEM_MIN + 2 && ends_in(word, n, "ies"))
		return n - 3;
	if (word[n - 1] == 's' && strchr("siu", word[n - 2]) == NULL)
		n--;
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		m = strlen(ends[i].end);
		if (n < m + STEM_MIN || !ends_in(word, n, ends[i].end))
			continue;
		n -= m;
		return n - (ends[i].twice && word[n - 1] == word[n - 2] &&
		    strchr("flsz", word[n - 1]) == NULL);
	}
	return n;
}

bool
words_same_stem(const char *a, const char *b)
{
	size_t n;

	if (a[0] != b[0])
		return false;
	n = rank_stem(a, strlen(a));
	return n == rank_stem(b, strlen(b)) && memcmp(a, b, n) == 0;
}

int
rank_match(const struct rank_word *w, const char *word, bool last)
{
	size_t n = strlen(w->text);
	bool goes_on;

	if (strcmp(w->text, word) == 0)
		return 0;
	if (w->phrase)
		return RANK_NO;
	if (words_same_stem(w->text, word))
		return 1;
	goes_on = n >= (last ? LAST_MIN : BEGIN_MIN) &&
	    strspn(w->text, "0123456789") < n;
	return (w->open || goes_on) && strncmp(word, w->text, n) == 0 ? 2
	    : RANK_NO;
}

static bool
is_letter(unsigned cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9') ||
	    (cp >= 0xc0 && cp != BROKEN && (cp < 0x2000 || cp > 0x206f) &&
	    (cp < 0x3000 || cp > 0x303f));
}

/* str_next, where most is ASCII. */
static size_t
next_letter(const char *s, unsigned *cp)
{
	*cp = (unsigned char)*s;
	return *cp < 0x80 ? 1 : str_next(s, cp);
}

char *
words_next(char **at)
{
	char *s = *at, *word;
	unsigned cp = 0;
	size_t n = 0;

	for (; *s != '\0'; s += n) {
		n = next_letter(s, &cp);
		if (is_letter(cp))
			break;
	}
	for (word = s; *s != '\0'; s += n) {
		n = next_letter(s, &cp);
		if (!is_letter(cp))
			break;
	}
	if (s == word)
		return NULL;
	*at = s + (*s != '\0' ? n : 0);
	*s = '\0';
	return word;
}

char *
words_fold(struct arena *mem, const char *text)
{
	struct buf folded = BUF_INIT;
	const char *s;
	char *copy;

	for (s = text; *s > 0;)
		s++;
	if (*s == '\0') /* ASCII, as most is */
		return str_lower(mem, text);
	str_fold(text, &folded);
	copy = arena_strdup(mem, buf_str(&folded));
	buf_free(&folded);
	return copy;
}

char *
words_together(struct arena *mem, const char *id)
{
	char *s = str_lower(mem, id), *from, *to;

	for (from = to = s; *from != '\0'; from++)
		if (str_is_digit(*from) || (*from >= 'a' && *from <= 'z'))
			*to++ = *from;
	*to = '\0';
	return s;
}

/* Is a key a number of words of letters, then numbers? */
static bool
has_shape(const char *text, const char *letters, size_t numbers)
{
	struct buf key = BUF_INIT;
	const char *s;
	size_t n = 0;
	bool is;

	key_put(text, &key);
	s = buf_str(&key);
	if (letters != NULL) {
		is = str_has_prefix(s, letters);
		s += is ? strlen(letters) : 0;
	} else {
		s += strspn(s, "abcdefghijklmnopqrstuvwxyz");
		is = s != buf_str(&key);
	}
	for (; is && *s == '-' && str_is_digit(s[1]); n++)
		s += 1 + strspn(s + 1, "0123456789");
	is = is && *s == '\0' && (numbers == 0 ? n > 0 : n == numbers);
	buf_free(&key);
	return is;
}

bool
rank_is_cve(const char *text)
{
	return has_shape(text, "cve", 2);
}

bool
rank_is_id(const char *text, size_t numbers)
{
	return has_shape(text, NULL, numbers);
}

static void
take_word(struct rank_query *q, const char *text, struct arena *mem)
{
	struct rank_word *w;

	if (q->n == RANK_WORDS)
		return;
	w = &q->words[q->n++];
	*w = (struct rank_word){ .text = text, .weak = rank_is_weak(text) };
	w->stem = arena_strndup(mem, text, rank_stem(text, strlen(text)));
}

/* A phrase: its words, with a space between; one word is as good as one that
 * stands in no quotes, but for its ends. */
static void
read_phrase(struct rank_query *q, char *text, struct arena *mem)
{
	struct buf phrase = BUF_INIT;
	char *word;

	while ((word = words_next(&text)) != NULL)
		buf_printf(&phrase, "%s%s", phrase.len > 0 ? " " : "", word);
	if (phrase.len > 0 && q->n < RANK_WORDS) {
		take_word(q, arena_strdup(mem, buf_str(&phrase)), mem);
		q->words[q->n - 1].phrase = true;
		q->words[q->n - 1].weak = false;
		q->words[q->n - 1].stem = q->words[q->n - 1].text;
	}
	buf_free(&phrase);
}

/* Of the path of a rule's file its name; else the text. */
static char *
name_of_file(char *text)
{
	static const char *const kinds[] = { ".yml", ".yaml", ".toml", ".json" };
	char *slash;
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!str_has_suffix(text, kinds[i]))
			continue;
		text[strlen(text) - strlen(kinds[i])] = '\0';
		slash = strrchr(text, '/');
		return slash == NULL ? text : slash + 1;
	}
	return text;
}

/* The words of what stands between two spaces; the last one may be open. */
static void
read_bare(struct rank_query *q, char *text, struct arena *mem)
{
	bool open = text[0] != '\0' && text[strlen(text) - 1] == '*';
	size_t n = q->n;
	char *word;

	text = name_of_file(text);
	while ((word = words_next(&text)) != NULL)
		take_word(q, word, mem);
	if (open && q->n > n)
		q->words[q->n - 1].open = true;
}

void
rank_query_read(struct rank_query *q, const char *text, struct arena *mem)
{
	char *s = words_fold(mem, text), *from;
	bool phrase;

	q->n = 0;
	while (*s != '\0') {
		phrase = *s == '"';
		from = s += phrase;
		/* A quote that nothing closes ends with the text. */
		while (*s != '\0' && *s != '"' && (phrase || !str_is_space(*s)))
			s++;
		if (*s == '"' && !phrase)
			from = arena_strndup(mem, from, (size_t)(s - from));
		else if (*s != '\0')
			*s++ = '\0';
		(phrase ? read_phrase : read_bare)(q, from, mem);
	}
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The edits from a to b, n and m bytes (optimal string alignment). */
static size_t
edits(const char *a, size_t n, const char *b, size_t m)
{
	size_t rows[3][DISTANCE_MAX + 1], i, j;
	size_t *now, *above, *above2;

	for (j = 0; j <= m; j++)
		rows[0][j] = j;
	for (i = 1; i <= n; i++) {
		now = rows[i % 3];
		above = rows[(i - 1) % 3];
		above2 = rows[(i + 1) % 3];
		now[0] = i;
		for (j = 1; j <= m; j++) {
			now[j] = least(least(above[j], now[j - 1]) + 1,
			    above[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				now[j] = least(now[j], above2[j - 2] + 1);
		}
	}
	return rows[n % 3][m];
}

/* One of equal letters behind one another. */
static size_t
squeeze(const char *word, size_t n, char *to)
{
	size_t i, m = 0;

	for (i = 0; i < n; i++)
		if (m == 0 || to[m - 1] != word[i])
			to[m++] = word[i];
	return m;
}

size_t
rank_distance(const char *a, const char *b, size_t most)
{
	char x[DISTANCE_MAX], y[DISTANCE_MAX];
	size_t n = least(strlen(a), DISTANCE_MAX);
	size_t m = least(strlen(b), DISTANCE_MAX);
	size_t d = most + 1, k, l;

	if (n <= m + most && m <= n + most)
		d = edits(a, n, b, m);
	k = squeeze(a, n, x);
	l = squeeze(b, m, y);
	if ((k < n || l < m) && k <= l + most && l <= k + most)
		d = least(d, 1 + edits(x, k, y, l));
	return least(d, most + 1);
}
