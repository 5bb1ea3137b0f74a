/* Words that are names of groups or software, and everyday words as well. */
#ifndef REPORT_EVERYDAY_H
#define REPORT_EVERYDAY_H

#include <stdbool.h>

/* Is the word, in any case, one of them? Also commands that come with a system,
 * with or without .exe. */
bool everyday_is(const char *word);

#endif
