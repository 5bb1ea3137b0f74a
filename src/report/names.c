/* Names of groups, campaigns and software, and where they stand in a text. */
#include "report/names.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "bounds.h"
#include "everyday.h"
#include "words/shape.h"

enum {
	BUCKETS = 4096,
	SHORT = 3, /* letters of a name that is no evidence alone */
	SHORTEST = 2, /* of one of which no word beside it is: "look at tools" */
	CASED = 4, /* of one whose case matters */
	NEAR = 6,  /* signs between a name and its company */
	COMPANY_MAX = 16, /* bytes of a word that keeps it company */
};

/* How a name must be written. */
enum letters { LETTERS_ANY, LETTERS_CAPITALS, LETTERS_EXACT, LETTERS_COMPANY };

struct name {
	const char *text;
	const char *shown; /* as it was added: of other spellings, what they mean */
	size_t len;
	size_t first; /* bytes up to the first that is no letter or digit */
	unsigned kinds;
	enum letters how;
	struct name *next; /* of the bucket, longer ones first */
};

struct report_names {
	struct arena mem;
	struct name *buckets[BUCKETS];
};

/* Words that say of a name beside them what it is of. */
static const struct {
	const char *word;
	enum report_actors kind;
} company[] = {
	{ "actor", REPORT_GROUP },
	{ "actors", REPORT_GROUP },
	{ "affiliate", REPORT_GROUP },
	{ "affiliates", REPORT_GROUP },
	{ "apt", REPORT_GROUP },
	{ "backdoor", REPORT_SOFTWARE },
	{ "botnet", REPORT_SOFTWARE },
	{ "campaign", REPORT_CAMPAIGN },
	{ "campaigns", REPORT_CAMPAIGN },
	{ "cryptominer", REPORT_SOFTWARE },
	{ "downloader", REPORT_SOFTWARE },
	{ "dropper", REPORT_SOFTWARE },
	{ "encryptor", REPORT_SOFTWARE },
	{ "framework", REPORT_SOFTWARE },
	{ "gang", REPORT_GROUP },
	{ "group", REPORT_GROUP },
	{ "hackers", REPORT_GROUP },
	{ "implant", REPORT_SOFTWARE },
	{ "infostealer", REPORT_SOFTWARE },
	{ "keylogger", REPORT_SOFTWARE },
	{ "loader", REPORT_SOFTWARE },
	{ "malware", REPORT_SOFTWARE },
	{ "operators", REPORT_GROUP },
	{ "ransomware", REPORT_SOFTWARE },
	{ "rat", REPORT_SOFTWARE },
	{ "rootkit", REPORT_SOFTWARE },
	{ "spyware", REPORT_SOFTWARE },
	{ "stealer", REPORT_SOFTWARE },
	{ "tool", REPORT_SOFTWARE },
	{ "trojan", REPORT_SOFTWARE },
	{ "utility", REPORT_SOFTWARE },
	{ "webshell", REPORT_SOFTWARE },
	{ "wiper", REPORT_SOFTWARE },
	{ "worm", REPORT_SOFTWARE },
};

static char
small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_between_words(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Bytes of the letters and digits at the start, and a hash of them. */
static size_t
first_part(const char *s, unsigned *hash)
{
	unsigned h = 2166136261u;
	size_t n;

	for (n = 0; shape_is_word(s[n]); n++)
		h = (h ^ (unsigned char)small(s[n])) * 16777619u;
	*hash = h % BUCKETS;
	return n;
}

static enum letters
letters_of(const char *name, size_t len)
{
	if (strchr(name, ' ') != NULL)
		return LETTERS_CAPITALS;
	if (len <= SHORT || everyday_is(name))
		return LETTERS_COMPANY;
	if (strpbrk(name, "0123456789") != NULL || len > CASED)
		return LETTERS_ANY;
	return LETTERS_EXACT;
}

struct report_names *
report_names_new(void)
{
	return mem_alloc(sizeof(struct report_names));
}

void
report_names_free(struct report_names *n)
{
	if (n == NULL)
		return;
	arena_free(&n->mem);
	free(n);
}

/* A name that is there is of one more kind; what is a name itself takes the place
 * of another's spelling. */
static void
add_again(struct report_names *n, struct name *one, bool itself,
    const char *name, unsigned kind)
{
	bool was = strcmp(one->text, one->shown) == 0;

	if (itself == was) {
		one->kinds |= kind;
	} else if (itself) {
		one->text = one->shown = arena_strdup(&n->mem, name);
		one->kinds = kind;
	}
}

static void
add_spelling(struct report_names *n, const char *name, const char *shown,
    unsigned kind)
{
	struct name *one, **at;
	unsigned bucket;
	size_t first = first_part(name, &bucket), len = strlen(name);

	if (first == 0)
		return; /* no name of ATT&CK begins so */
	at = &n->buckets[bucket];
	for (; *at != NULL && (*at)->len >= len; at = &(*at)->next)
		if (strcasecmp((*at)->text, name) == 0) {
			add_again(n, *at, strcmp(name, shown) == 0, name,
			    kind);
			return;
		}
	one = arena_alloc(&n->mem, sizeof(*one));
	*one = (struct name){ .text = arena_strdup(&n->mem, name),
		.shown = arena_strdup(&n->mem, shown), .len = len,
		.first = first, .kinds = kind,
		.how = letters_of(name, len), .next = *at };
	*at = one;
}

/* "APT 29" and "APT-29" for APT29: capitals, then a number. */
static void
add_parted(struct report_names *n, const char *name, unsigned kind)
{
	static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	size_t letters = strspn(name, capitals);
	size_t number = strspn(name + letters, "0123456789");
	const char *head = arena_strndup(&n->mem, name, letters);

	if (letters < 2 || number == 0 || name[letters + number] != '\0' ||
	    everyday_is(name))
		return;
	add_spelling(n, arena_printf(&n->mem, "%s %s", head, name + letters),
	    name, kind);
	add_spelling(n, arena_printf(&n->mem, "%s-%s", head, name + letters),
	    name, kind);
}

void
report_names_add_short(struct report_names *n, const char *name)
{
	static const char *const ends[] = { " Group", " Team" };
	const char *head;
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		if (!str_has_suffix(name, ends[i]))
			continue;
		head = arena_strndup(&n->mem, name, strlen(name) -
		    strlen(ends[i]));
		if (letters_of(head, strlen(head)) == LETTERS_ANY)
			add_spelling(n, head, name, REPORT_GROUP);
	}
}

void
report_names_add(struct report_names *n, const char *name,
    enum report_actors kind)
{
	add_spelling(n, name, name, kind);
	add_parted(n, name, kind);
}

bool
report_names_has(const struct report_names *n, const char *word,
    unsigned kinds)
{
	const struct name *one;
	unsigned bucket;

	if (first_part(word, &bucket) == 0)
		return false;
	for (one = n->buckets[bucket]; one != NULL; one = one->next)
		if (strcasecmp(one->text, word) == 0)
			return (one->kinds & kinds) != 0;
	return false;
}

/* Is a letter of the text what the name's letter asks for? */
static bool
fits_letter(const struct name *n, size_t i, char c)
{
	if (small(n->text[i]) != small(c))
		return false;
	switch (n->how) {
	case LETTERS_ANY:
	case LETTERS_EXACT: /* as a whole: is_exact */
		return true;
	case LETTERS_CAPITALS:
		return !is_upper(n->text[i]) || is_upper(c) ||
		    (i > 0 && shape_is_word(n->text[i - 1]));
	case LETTERS_COMPANY:
		return i > 0 || is_upper(n->text[i]) == is_upper(c);
	}
	return false;
}

/* Are n bytes the name as it is written, or in capitals? */
static bool
is_exact(const struct name *n, const char *s)
{
	size_t i;

	if (strncmp(n->text, s, n->len) == 0)
		return true;
	for (i = 0; i < n->len; i++)
		if (s[i] != n->text[i] && !is_upper(s[i]))
			return false;
	return true;
}

/* Bytes of the text that are the name, 0 if it is another. A space of the name
 * may be several, and the end of a line. */
static size_t
name_length(const struct name *n, const char *text)
{
	size_t i, at = 0, lines;

	for (i = 0; i < n->len; i++) {
		if (n->text[i] != ' ') {
			if (!fits_letter(n, i, text[at]))
				return 0;
			at++;
			continue;
		}
		if (!is_between_words(text[at]))
			return 0;
		for (lines = 0; is_between_words(text[at]); at++)
			lines += text[at] == '\n';
		if (lines > 1)
			return 0;
	}
	return n->how == LETTERS_EXACT && !is_exact(n, text) ? 0 : at;
}

/* May it stand between a name and its company? */
static bool
is_between(char c)
{
	return c != '\0' && strchr(" \t\r\n\"'*`(", c) != NULL;
}

/* What a word of n bytes beside a name says: kinds; 0: nothing. */
static unsigned
kinds_said(const struct name *name, const char *s, size_t n)
{
	char word[COMPANY_MAX];
	size_t i;

	if (n == 5 && (s[0] == 'G' || s[0] == 'S' || s[0] == 'C') &&
	    strspn(s + 1, "0123456789") >= 4)
		return s[0] == 'G' ? REPORT_GROUP : s[0] == 'S'
		    ? REPORT_SOFTWARE : REPORT_CAMPAIGN;
	if (n == 0 || n >= sizeof(word) || name->len <= SHORTEST)
		return 0;
	memcpy(word, s, n);
	word[n] = '\0';
	for (i = 0; i < sizeof(company) / sizeof(company[0]); i++)
		if (strcasecmp(company[i].word, word) == 0)
			return company[i].kind;
	return 0;
}

static unsigned
kinds_behind(const struct name *name, const char *s)
{
	size_t i = 0, n = 0;

	while (i < NEAR && is_between(s[i]))
		i++;
	while (n < COMPANY_MAX && shape_is_word(s[i + n]))
		n++;
	return i == 0 ? 0 : kinds_said(name, s + i, n);
}

/* In front of what is no capital a word begins nothing: "a group at large". */
static unsigned
kinds_before(const struct name *name, const char *text, size_t at)
{
	size_t end = at, n = 0;

	if (!is_upper(name->text[0]))
		return 0;
	while (end > 0 && at - end < NEAR && is_between(text[end - 1]))
		end--;
	while (n < COMPANY_MAX && n < end && shape_is_word(text[end - n - 1]))
		n++;
	return end == at ? 0 : kinds_said(name, text + end - n, n);
}

/* Is the name all of its line, but for the signs of a list? */
static bool
is_alone(const struct name *n, const char *text, size_t at, size_t len)
{
	size_t start = at, end = at + len;

	if (strncmp(n->text, text + at, n->len) != 0)
		return false;
	while (start > 0 && strchr(" \t\"'*-+", text[start - 1]) != NULL)
		start--;
	while (text[end] != '\0' && strchr(" \t\r\"',;*", text[end]) != NULL)
		end++;
	return (start == 0 || text[start - 1] == '\n') &&
	    (text[end] == '\0' || text[end] == '\n');
}

/* Is the name part of a longer word, an address, or a path? */
static bool
is_joined(const char *text, size_t at, size_t end)
{
	static const char joints[] = "-./\\@#$%:=";

	if (at > 0 && strchr(joints, text[at - 1]) != NULL &&
	    (at == 1 || !is_between_words(text[at - 2])))
		return true;
	return text[end] != '\0' && strchr(joints, text[end]) != NULL &&
	    bounds_is_word(text, end + 1);
}

/* May the name be meant here? Narrows the kinds of m to what the text says. */
static bool
is_meant(const struct name *n, const char *text, size_t at,
    struct report_match *m)
{
	unsigned said = kinds_behind(n, text + at + m->len);

	if (said == 0)
		said = kinds_before(n, text, at);
	if (n->how == LETTERS_COMPANY &&
	    (is_joined(text, at, at + m->len) ||
	    (said == 0 && !is_alone(n, text, at, m->len))))
		return false;
	if ((said & n->kinds) != 0)
		m->kinds = said & n->kinds;
	/* "Winnti malware" is not of the Winnti Group. */
	return said == 0 || m->kinds == said || n->len >= strlen(n->shown);
}

bool
report_names_match(const struct report_names *n, const char *text,
    size_t at, struct report_match *m)
{
	const struct name *one;
	unsigned bucket;
	size_t first;

	if (!bounds_before(text, at))
		return false;
	first = first_part(text + at, &bucket);
	if (first == 0)
		return false;
	for (one = n->buckets[bucket]; one != NULL; one = one->next) {
		if (one->first != first)
			continue;
		m->len = name_length(one, text + at);
		m->name = one->shown;
		m->kinds = one->kinds;
		if (m->len > 0 && bounds_after(text, at + m->len) &&
		    is_meant(one, text, at, m))
			return true;
	}
	return false;
}
