/* Names of groups, campaigns and software, and where they stand in a text. */
#ifndef REPORT_NAMES_H
#define REPORT_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* Kinds of those who use techniques; a name may be of several. */
enum report_actors {
	REPORT_GROUP = 1,
	REPORT_CAMPAIGN = 2,
	REPORT_SOFTWARE = 4,
};

struct report_names;

/* No names; free with the other. */
struct report_names *report_names_new(void);
void report_names_free(struct report_names *n); /* n may be NULL */

/*
 * Adds a name of an actor of that kind; it is copied. A name that is added
 * again, in any case, stays one. APT29 is found as "APT 29" and "APT-29", too.
 */
void report_names_add(struct report_names *n, const char *name,
    enum report_actors kind);

/* Lets a group that is called so be found without Group or Team at the end:
 * "Lazarus"; unless what is left is an everyday word, several, or a name. */
void report_names_add_short(struct report_names *n, const char *name);

/* Is a word as a whole, in any case, a name of one of these kinds? */
bool report_names_has(const struct report_names *n, const char *word,
    unsigned kinds);

/* A name in a text. */
struct report_match {
	const char *name; /* as it was added; borrowed from the names */
	size_t len;       /* of what stands in the text */
	/* Kinds that it may be of; where the text says which, only that. */
	unsigned kinds;
};

/*
 * The longest name that stands at `at` of a text (report_plain's), as a whole
 * word. Names of one word that are everyday words as well (everyday.h), and
 * those of three letters, count only in company: beside a word such as
 * ransomware, group or tool, beside their id, or alone in their line. Of the
 * others case does not matter, except:
 *
 *	Ryuk, REvil2        of four letters: as written, or in capitals
 *	Cutting Edge        of several words: capitals where it has them
 *
 * False: there is none.
 */
bool report_names_match(const struct report_names *n, const char *text,
    size_t at, struct report_match *m);

#endif
