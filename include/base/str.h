/* Strings: small questions, and lists of them. UTF-8; case folds ASCII
 * only, but for str_fold. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"

bool str_equal(const char *a, const char *b);       /* NULL equals NULL only */
bool str_equal_nocase(const char *a, const char *b);
bool str_has_prefix(const char *s, const char *prefix);
bool str_has_suffix(const char *s, const char *suffix);
bool str_contains_nocase(const char *s, const char *part);

/* Is c ASCII white space, a digit? str_space has the former, for strspn. */
bool str_is_space(char c);
bool str_is_digit(char c);
extern const char str_space[];

/* Is it a word of YAML 1.1 for true (true, yes, on) or for false? */
bool str_is_true(const char *s);
bool str_is_false(const char *s);

/* A copy without leading and trailing ASCII white space, in the arena. */
char *str_trim(struct arena *a, const char *s);

/* A copy in upper or lower case, in the arena. */
char *str_upper(struct arena *a, const char *s);
char *str_lower(struct arena *a, const char *s);

/*
 * How many single-character edits (Levenshtein, ASCII case ignored) lead from
 * a to b. For near misses: both are read up to 64 bytes.
 */
size_t str_distance(const char *a, const char *b);

/* Decimal digits and nothing else, at most 18 of them, as a number. */
bool str_to_number(const char *s, long long *number);

/* True when the n bytes at s are well-formed UTF-8 (RFC 3629) without NUL. */
bool str_is_utf8(const char *s, size_t n);

/*
 * One code point of UTF-8 from s (not at its NUL) to *cp; returns its bytes.
 * A broken byte counts as U+FFFD of one byte.
 */
size_t str_next(const char *s, unsigned *cp);

/* Writes a code point that UTF-8 has, 1 to 4 bytes without a NUL behind them, and
 * returns where they end. */
char *str_encode(char *to, unsigned cp);

/* Bytes of what a reader takes for one character at the start of s (not at its
 * NUL), with its marks: an extended grapheme cluster (UAX #29). */
size_t str_cluster(const char *s);

/* Columns that the first n bytes of s, whole characters, take on a terminal: wide
 * characters two (UAX #11), marks and what shows nothing none. */
int str_width(const char *s, size_t n);

/* Appends s without case, accents and compatibility: Unicode's NFKD and case
 * folding, without marks (UAX #15, CaseFolding.txt). A broken byte is U+FFFD. */
void str_fold(const char *s, struct buf *folded);

/* The version of utf8proc, which knows that. */
void str_library(char *version, size_t n);

/* How many of the first max bytes of s are whole characters, for "%.*s": a text
 * that is cut elsewhere is no UTF-8. */
int str_fit(const char *s, int max);

/* A copy of as much of s as the room at to has for, in whole characters and
 * with a NUL. */
void str_copy(char *to, size_t room, const char *s);

/* A list of strings; owns its copies. Starts as { 0 }. */
struct strs {
	char **v;
	size_t n;
};

/* Adds a copy at the end; is there one (all are looked at); sorts by bytes. */
void strs_add(struct strs *l, const char *s);
void strs_set(struct strs *l, size_t at, const char *s); /* in its place */
bool strs_has(const struct strs *l, const char *s);
bool strs_has_nocase(const struct strs *l, const char *s); /* ASCII case ignored */
void strs_merge(struct strs *l, const struct strs *more); /* adds what it has
                                                    not, ASCII case ignored */
void strs_sort(struct strs *l);
void strs_free(struct strs *l);

/* How many of n strings differ, which are sorted for that. */
size_t strs_distinct(const char **v, size_t n);

/* For qsort over char *: by bytes. */
int strs_compare(const void *a, const void *b);

#endif
