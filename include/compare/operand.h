/* What `sextant diff` compares: a file of any kind that knows of a build. */
#ifndef COMPARE_OPERAND_H
#define COMPARE_OPERAND_H

#include "compare/state.h"

struct operand {
	const char *path;
	const char *what; /* "a catalog", "a snapshot", "a lock" … */
	struct state state;
};

/*
 * Reads the file at path, whatever it is: a catalog, a snapshot, a history,
 * what `stats --format json` or `export csv` printed, a sextant.lock. All in
 * the thread's arena (value_use). Returns 0, or -1 after reporting the error.
 */
int operand_read(const char *path, struct operand *o);

#endif
