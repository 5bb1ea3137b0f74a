/* Shares in percent, and how many controls name something, in words. */
#ifndef COUNT_PERCENT_H
#define COUNT_PERCENT_H

#include "base/buf.h"
#include "words/words.h"

/* part of `of` in whole percent, half of one rounded up; 0 where of is 0: how long
 * a bar is. */
long long percent_of(long long part, long long of);

/* Appends part of `of` in percent, with so many places (0 to 2; zeros at the end
 * are left out), rounded likewise: "75", "62.5"; of what would look like none or
 * like all, and is not, "<1" or ">99". Nothing where of is 0. */
void percent_put(struct buf *out, long long part, long long of,
    int places);

/* Appends "7 detection rules name", "1 test names", "no policy control names". */
void percent_put_namers(struct buf *out, long long n, enum kind kind);

#endif
