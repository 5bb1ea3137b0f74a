/* What ids of ATT&CK look like in a text. */
#include "words/shape.h"

#include <string.h>
#include <strings.h>

#include "base/str.h"

enum {
	DIGITS = 4,     /* of an id */
	SUB_DIGITS = 3, /* of a sub-technique's */
};

static const char digits[] = "0123456789", apart[] = "./-_";

bool
shape_is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

bool
shape_is_technique(const char *id)
{
	int i;

	if (id[0] != 'T')
		return false;
	for (i = 1; i <= 4; i++)
		if (!str_is_digit(id[i]))
			return false;
	if (id[5] == '\0')
		return true;
	return id[5] == '.' && str_is_digit(id[6]) && str_is_digit(id[7]) &&
	    str_is_digit(id[8]) && id[9] == '\0';
}

bool
shape_is_sub(const char *sub, const char *parent)
{
	size_t n = strlen(parent);

	return strncmp(sub, parent, n) == 0 && sub[n] == '.';
}

/* How many digits the sub-technique's part at text has; 0: there is none. */
static size_t
sub_digits(const char *text)
{
	size_t n;

	if (*text == '\0' || strchr(apart, *text) == NULL)
		return 0;
	n = strspn(text + 1, digits);
	return n <= SUB_DIGITS && !shape_is_word(text[1 + n]) ? n : 0;
}

/* Writes T0000 or T0000.000 of four digits and n more, zeros before them. */
static void
write_id(struct shape *s, const char *four, const char *sub, size_t n)
{
	char *to = s->id;

	*to++ = 'T';
	memcpy(to, four, DIGITS);
	to += DIGITS;
	if (n > 0) {
		*to++ = '.';
		memset(to, '0', SUB_DIGITS - n);
		memcpy(to + SUB_DIGITS - n, sub, n);
		to += SUB_DIGITS;
	}
	*to = '\0';
	s->kind = SHAPE_TECHNIQUE;
}

/* Is it an id of MITRE ATLAS, another catalogue with ids of the same shape? */
static bool
is_atlas(const char *text, size_t at)
{
	static const char name[] = "aml.";
	size_t n = strlen(name);

	return at >= n && strncasecmp(text + at - n, name, n) == 0;
}

bool
shape_find(const char *text, size_t from, struct shape *s)
{
	size_t i, n;

	for (i = from; text[i] != '\0'; i++) {
		if ((text[i] != 'T' && text[i] != 't') ||
		    strspn(text + i + 1, digits) != DIGITS ||
		    shape_is_word(text[i + 1 + DIGITS]) ||
		    (i > 0 && shape_is_word(text[i - 1])) || is_atlas(text, i))
			continue;
		n = sub_digits(text + i + 1 + DIGITS);
		s->at = i;
		s->len = 1 + DIGITS + (n > 0 ? 1 + n : 0);
		write_id(s, text + i + 1, text + i + 2 + DIGITS, n);
		return true;
	}
	return false;
}

/* G0016 and the like, and TA0002. */
static bool
read_other(const char *text, struct shape *s)
{
	static const char *const kinds[] = { "TA", "G", "S", "C", "M", "DS",
		"DC", "DET", "AN" };
	size_t i, n;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		n = strlen(kinds[i]);
		if (strncasecmp(text, kinds[i], n) != 0 ||
		    strspn(text + n, digits) != DIGITS ||
		    text[n + DIGITS] != '\0')
			continue;
		str_copy(s->id, sizeof(s->id), kinds[i]);
		str_copy(s->id + n, sizeof(s->id) - n, text + n);
		s->kind = i == 0 ? SHAPE_TACTIC : SHAPE_OTHER;
		return true;
	}
	return false;
}

/* Skips "technique." and "techniques/". */
static const char *
past_word(const char *text)
{
	static const char word[] = "technique";
	const char *rest = text + strlen(word);

	if (strncasecmp(text, word, strlen(word)) != 0)
		return text;
	if (*rest == 's' || *rest == 'S')
		rest++;
	return rest + strspn(rest, "./-_: ");
}

bool
shape_read(const char *text, struct shape *s)
{
	const char *four = past_word(text);
	size_t n, sub;

	memset(s, 0, sizeof(*s));
	s->len = strlen(text);
	if (read_other(text, s))
		return true;
	four += strspn(four, "Tt");
	n = strspn(four, digits);
	if (n < DIGITS - 1 || n > DIGITS + 1)
		return false;
	sub = sub_digits(four + n);
	if (four[n + (sub > 0 ? 1 + sub : 0)] != '\0')
		return false;
	if (n == DIGITS)
		write_id(s, four, four + n + 1, sub);
	s->kind = SHAPE_TECHNIQUE;
	return true;
}
