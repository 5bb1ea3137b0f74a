/* Words as people type them: which of those that are known is meant. */
#ifndef BASE_WORD_H
#define BASE_WORD_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

/* Are they one word? ASCII case does not matter, nor whether its parts stand
 * apart by spaces, dashes or underscores, nor such around it. */
bool word_is(const char *word, const char *known);

/* The place of just this name (NULL: none) in a list ended by NULL; where it is not
 * in it, the place of the end. */
int word_place(const char *name, const char *const *names);

/* The known word, of a list ended by NULL, that is meant; NULL: none. */
const char *word_find(const char *word, const char *const *known);

/* Appends what may have been meant, "; did you mean Linux or macOS?", each behind
 * `before` (""): the nearest of the n known. False: none is near. */
bool word_put_near(struct buf *why, const char *word, const char *before,
    const char *const *known, size_t n);

/* The same of a list ended by NULL, which is told beside it: only what is sure. */
bool word_put_near_of(struct buf *why, const char *word,
    const char *const *known);

/* The same of a list; or where none is near "; there are …", unless these are
 * many. */
void word_put_meant(struct buf *why, const char *word,
    const struct strs *known);

/* Appends "a, b or c", of a list ended by NULL. */
void word_put_list(struct buf *out, const char *const *words);

#endif
