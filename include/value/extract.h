/* Texts of any form, as cJSON trees, by regular expressions. */
#ifndef VALUE_EXTRACT_H
#define VALUE_EXTRACT_H

#include "base/pattern.h"
#include "value/value.h"

/*
 * What is read of a text: each match of each pattern in it. Without a name, each
 * named group is a member of the object, a list of the texts that it matched, in
 * the order of the patterns, then of the text. With one, the object has a list of
 * that name, of an object a match: its named groups are members, texts (of two
 * groups of one name the first that took part), and what is read within, is read
 * of the match, or of its group "body" where that has one, as of a text of its
 * own. A group that took no part in a match adds nothing.
 *
 * Starts as { 0 }; extracts_free frees it, and leaves none.
 */
struct extracts {
	struct extract *v;
	size_t n;
};
struct extract {
	struct pattern *pattern;
	const char *as; /* borrowed, or NULL */
	struct extracts within; /* only with `as` */
};
void extracts_free(struct extracts *e);

/*
 * Reads len bytes of UTF-8 at text into the thread's arena (value_use must be set):
 * *docs is a cJSON array of one object, of what is read of it, with marks as in
 * the file; a byte order mark is passed over. 0, or -1 with *why filled: no UTF-8,
 * or more than the limits: 16 MiB; 500,000 values and 16 MiB of texts in all;
 * and, by all its patterns, 10,000,000 steps (base/pattern.h) and 64 for each
 * byte, or the memory of one search. Then the line is that of what it tried.
 */
int extract_parse(const struct extracts *e, const char *text, size_t len,
    cJSON **docs, struct value_error *why);

/*
 * Adds what the first match in a path has of each named group to doc, an object:
 * texts without a place, and none over a member that is there. 0, or -1 with *why
 * filled: no UTF-8, or more steps than may be.
 */
int extract_path(const struct pattern *p, const char *path, cJSON *doc,
    struct value_error *why);

#endif
