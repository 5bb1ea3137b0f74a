/* Texts that many problems share, each kept once. */
#ifndef LINT_ONCE_H
#define LINT_ONCE_H

#include <stddef.h>

#include "base/mem.h"

/* Starts as { .mem = … }; frees: v. */
struct once {
	struct arena *mem; /* that the texts are in */
	const char **v;
	size_t n, room;
};

/* The text with these bytes, kept in the arena; NULL of NULL. */
const char *once_text(struct once *o, const char *text);

#endif
