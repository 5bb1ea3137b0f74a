/*
 * The C library's regular expressions, which run out of memory: then the process
 * ends, where "no match" would be a silent loss.
 */
#ifndef BASE_REGEX_H
#define BASE_REGEX_H

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>

/* As regcomp: false where it is no expression; else the caller frees with
 * regfree. */
bool regex_compile(regex_t *regex, const char *text, int flags);

/* As regexec: does it match, with the places of its first n groups in groups? */
bool regex_match(const regex_t *regex, const char *text, size_t n,
    regmatch_t *groups, int flags);

#endif
