/*
 * Regular expressions with named groups, for texts from strangers: those of
 * PCRE2 (pcre.org, "pcre2pattern"), where ^ and $ match at lines, which end in
 * LF, CRLF or CR. Case matters, and letters and digits are ASCII's, unless the
 * expression says otherwise: (?i), (*UCP). Two groups may have one name.
 */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include <stddef.h>

#include "base/buf.h"

struct pattern; /* several threads may search by one at once */

/* NULL, with the reason behind what why has, where it is none; pattern_free frees,
 * and takes NULL. */
struct pattern *pattern_new(const char *text, struct buf *why);
void pattern_free(struct pattern *p);

/* How many groups have names; the name of one, in the order in which they open. */
size_t pattern_groups(const struct pattern *p);
const char *pattern_group(const struct pattern *p, size_t i);

/* Bytes of the text; of a group that took no part in the match both are
 * PATTERN_ABSENT. */
#define PATTERN_ABSENT ((size_t)-1)
struct pattern_span {
	size_t start, end;
};

/*
 * All matches in a text of len bytes, one behind the other:
 *
 *	s = pattern_search_new(p, text, len, &steps);
 *	while ((rc = pattern_search_next(s)) == 1)
 *		... pattern_search_span(s, i) ...
 *	pattern_search_free(s);
 *
 * The text is UTF-8, and borrowed as the pattern is. A step is one part of the
 * expression that is tried, or one byte that it passes: *steps are those that
 * may still be made, by all searches that share them, and the same everywhere.
 */
struct pattern_search *pattern_search_new(const struct pattern *p,
    const char *text, size_t len, size_t *steps);
void pattern_search_free(struct pattern_search *s);

/* 1; 0: there is no other; -1: it needs more steps, or more memory, than it may
 * have, and pattern_search_why says which. */
int pattern_search_next(struct pattern_search *s);
const char *pattern_search_why(const struct pattern_search *s);

/* Of the match; of a named group in it; the byte where that begins which was
 * tried last. */
struct pattern_span pattern_search_whole(const struct pattern_search *s);
struct pattern_span pattern_search_span(const struct pattern_search *s,
    size_t group);
size_t pattern_search_tried(const struct pattern_search *s);

/* The version of PCRE2 that is loaded, into version. */
void pattern_library(char *version, size_t n);

#endif
