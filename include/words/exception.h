/* A technique that the scope leaves out by name: a risk that is accepted. */
#ifndef WORDS_EXCEPTION_H
#define WORDS_EXCEPTION_H

#include "base/buf.h"

/* Appends why, by whom and for how long: "no hardware, owner IT, until
 * 2026-12-31"; owner and until (the last day that it holds) may be NULL. */
void exception_put(struct buf *b, const char *reason, const char *owner,
    const char *until);

#endif
