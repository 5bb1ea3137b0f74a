/* Where words begin and end in UTF-8. */
#ifndef REPORT_BOUNDS_H
#define REPORT_BOUNDS_H

#include <stdbool.h>
#include <stddef.h>

/* Is the byte part of a word: a letter, a digit, an underscore, or a letter
 * beyond ASCII? Those of scripts that are written without spaces, as Chinese,
 * are none, nor are signs. */
bool bounds_is_word(const char *text, size_t at);

/* Does a word end before `at`, or does the text begin there? Does one begin at
 * `at`, or does the text end? */
bool bounds_before(const char *text, size_t at);
bool bounds_after(const char *text, size_t at);

#endif
