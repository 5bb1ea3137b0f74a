/* Ids and names in a text. */
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "gather.h"
#include "words/shape.h"

enum {
	DIGITS = 4,   /* of an id of ATT&CK, and of a year */
	WINDOW = 24,  /* bytes that an id of a technique is read from */
	LOOK_BACK = 4, /* of them before it: "AML." */
	CVE_MAX = 19, /* digits of a CVE's number (CVE Record Format) */
};

/* What is left of a text. */
struct scan {
	struct gather *g;
	const char *text;
	size_t at;
	int line, step;
	const char *where;
};

static const char digits[] = "0123456789";

static void
add_id(struct scan *s, enum report_as as, const char *id, size_t len)
{
	unsigned kinds = 0;

	if (as == REPORT_ACTOR)
		kinds = id[0] == 'G' ? REPORT_GROUP : id[0] == 'S'
		    ? REPORT_SOFTWARE : REPORT_CAMPAIGN;
	gather_add(s->g, (struct mention){ .as = as, .kinds = kinds,
		.word = arena_strndup(s->g->mem, s->text + s->at, len),
		.id = id, .line = s->line, .where = s->where });
	s->at += len;
}

/* More digits behind a separator than a sub-technique has: "T1059.0011". What
 * is meant is not known. */
static size_t
malformed_length(const char *text)
{
	size_t n = 1 + DIGITS, more;

	if (text[n] == '\0' || strchr("./-_", text[n]) == NULL)
		return 0;
	more = strspn(text + n + 1, digits);
	return more == 0 ? 0 : n + 1 + more;
}

/* An id of a technique at s->at, where a T and four digits stand. */
static bool
take_technique_id(struct scan *s)
{
	char window[WINDOW + 1];
	size_t from = s->at < LOOK_BACK ? 0 : s->at - LOOK_BACK;
	size_t len = 0, bad;
	struct shape shape;

	for (; len < WINDOW && s->text[from + len] != '\0'; len++)
		window[len] = s->text[from + len];
	window[len] = '\0';
	if (!shape_find(window, s->at - from, &shape) ||
	    shape.at != s->at - from)
		return false; /* of MITRE ATLAS */
	if (s->g->names != NULL &&
	    report_names_has(s->g->names, shape.id, REPORT_SOFTWARE))
		return false; /* T9000 is malware */
	bad = shape.len > 1 + DIGITS ? 0 : malformed_length(s->text + s->at);
	if (bad > 0)
		add_id(s, REPORT_TECHNIQUE, NULL, bad);
	else
		add_id(s, REPORT_TECHNIQUE, arena_strdup(s->g->mem, shape.id),
		    shape.len);
	return true;
}

/* "CVE-2021-44228" at s->at. */
static bool
take_cve(struct scan *s)
{
	const char *text = s->text + s->at;
	size_t year = 4, n;

	if (strncasecmp(text, "cve", 3) != 0 ||
	    (text[3] != '-' && text[3] != '_') ||
	    strspn(text + year, digits) != DIGITS ||
	    (text[year + DIGITS] != '-' && text[year + DIGITS] != '_'))
		return false;
	n = strspn(text + year + DIGITS + 1, digits);
	if (n < DIGITS || n > CVE_MAX ||
	    shape_is_word(text[year + DIGITS + 1 + n]))
		return false;
	add_id(s, REPORT_CVE, arena_printf(s->g->mem, "CVE-%s-%s",
	    arena_strndup(s->g->mem, text + year, DIGITS),
	    arena_strndup(s->g->mem, text + year + DIGITS + 1, n)),
	    year + DIGITS + 1 + n);
	return true;
}

/* Is the text before an id that of its address: "groups/g0016"? */
static bool
is_in_address(const struct scan *s)
{
	return s->at > 0 && s->text[s->at - 1] == '/';
}

/* An id of any kind at s->at, where a word of n letters and digits stands. */
static bool
take_id_at(struct scan *s, size_t n)
{
	const char *text = s->text + s->at;
	char first = (char)(*text & ~0x20);

	if (n == 3)
		return first == 'C' && take_cve(s);
	if (n == 1 + DIGITS && strspn(text + 1, digits) >= DIGITS) {
		if (first == 'T')
			return take_technique_id(s);
		if ((first != 'G' && first != 'S' && first != 'C') ||
		    (*text != first && !is_in_address(s)))
			return false;
		add_id(s, REPORT_ACTOR, str_upper(s->g->mem,
		    arena_strndup(s->g->mem, text, n)), n);
		return true;
	}
	if (n == 2 + DIGITS && first == 'T' && (text[1] & ~0x20) == 'A' &&
	    strspn(text + 2, digits) >= DIGITS &&
	    (*text == 'T' || is_in_address(s))) {
		add_id(s, REPORT_TACTIC, str_upper(s->g->mem,
		    arena_strndup(s->g->mem, text, n)), n);
		return true;
	}
	return false;
}

/* Bytes of an address at s->at: ids in it count, names do not. */
static size_t
address_length(const struct scan *s)
{
	const char *text = s->text + s->at;
	size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST"
	    "UVWXYZ");

	if (strncmp(text + n, "://", 3) != 0 &&
	    strncasecmp(text, "www.", 4) != 0)
		return 0;
	return strcspn(text, " \t\r\n<>\"'`|)]}");
}

/* The text of a name, in one line. */
static const char *
name_said(const struct scan *s, size_t len)
{
	char *said = arena_strndup(s->g->mem, s->text + s->at, len), *at;

	for (at = said; *at != '\0'; at++)
		if (str_is_space(*at))
			*at = ' ';
	return said;
}

static bool
take_name(struct scan *s)
{
	struct report_match m;
	size_t end;

	if (s->g->names == NULL ||
	    !report_names_match(s->g->names, s->text, s->at, &m))
		return false;
	gather_add(s->g, (struct mention){ .as = REPORT_ACTOR,
		.kinds = m.kinds, .word = m.name,
		.said = name_said(s, m.len), .line = s->line,
		.where = s->where });
	for (end = s->at + m.len; s->at < end; s->at++)
		s->line += s->text[s->at] == '\n' ? s->step : 0;
	return true;
}

void
scan_text(struct gather *g, const char *plain, int line, int step,
    const char *where)
{
	struct scan s = { .g = g, .text = plain, .line = line, .step = step,
		.where = where };
	size_t n, address = 0; /* where the last one ends */

	while (s.text[s.at] != '\0') {
		n = 0;
		while (shape_is_word(s.text[s.at + n]))
			n++;
		if (n == 0) {
			s.line += s.text[s.at] == '\n' ? step : 0;
			s.at++;
			continue;
		}
		if (take_id_at(&s, n))
			continue;
		if (s.at >= address) {
			address = s.at + address_length(&s);
			if (address == s.at && take_name(&s))
				continue;
		}
		s.at += n;
	}
}
