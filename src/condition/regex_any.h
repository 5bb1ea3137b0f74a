/* Does a regular expression match whatever there is? */
#ifndef CONDITION_REGEX_ANY_H
#define CONDITION_REGEX_ANY_H

#include <stdbool.h>

/*
 * Is there a match of the regular expression (PCRE, searched for and not
 * anchored) in every text of one line: ".*", "^.*$", "(?i)^(.*|x)", "x*", ""?
 * False where that is not sure: of look-arounds, conditions and other
 * constructs, and of what is no regular expression.
 */
bool regex_any_matches(const char *regex);

#endif
