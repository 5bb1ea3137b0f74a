/* Percentages, and numbers of controls in words. */
#ifndef COUNT_PERCENT_H
#define COUNT_PERCENT_H

#include "base/buf.h"
#include "words/words.h"

/* part of `of` in whole percent, rounded half up, for the length of a bar; 0 if
 * `of` is 0. */
long long percent_of(long long part, long long of);

/* Appends part of `of` in percent, rounded half up to at most places (0 to 2)
 * decimals, without trailing zeros: "75", "62.5". What would round to none or
 * all of it, and is not, is "<1" or ">99". Appends nothing if `of` is 0. */
void percent_put(struct buf *out, long long part, long long of,
    int places);

/* Appends n and what that counts, "1 rule" or "685 rules", behind a comma where
 * something stands there; nothing if n is 0. */
void percent_put_some(struct buf *out, long long n, const char *one,
    const char *many);

/* Appends "7 detection rules name", "1 test names", "no policy control names". */
void percent_put_namers(struct buf *out, long long n, enum kind kind);

#endif
