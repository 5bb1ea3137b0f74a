/* Which paths a pattern names. */
#ifndef BASE_GLOB_H
#define BASE_GLOB_H

#include <stdbool.h>

/*
 * Does the whole relative path match? '*' and '?' stay within a component,
 * "**" as a whole component stands for any number of them (also none, but at
 * the end at least one), [abc], [a-z], [!abc] for one character (up to 64
 * bytes stand between); '\' takes the next as it is, but not in there. Bytes
 * are compared; case matters.
 */
bool glob_match(const char *pattern, const char *path);

/* Likewise, but as in a shell a component that begins with a '.' is matched only
 * by one of the pattern that does so too, and not by "**". */
bool glob_match_visible(const char *pattern, const char *path);

#endif
