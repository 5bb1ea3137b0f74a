/* What `sextant diff` compares: a file of any kind that knows of a build. */
#ifndef COMPARE_OPERAND_H
#define COMPARE_OPERAND_H

#include <cjson/cJSON.h>

struct operand {
	const char *path;
	const char *what;    /* "a catalog", "a snapshot", "a lock" … */
	cJSON *snapshot;     /* NULL: it carries less */
	cJSON *sheet;        /* compare/sheet.h; NULL where snapshot is not */
};

/*
 * Reads the file at path, whatever it is: a catalog, a snapshot, a history,
 * what `stats --format json` or `export csv` printed, a sextant.lock. All in
 * the thread's arena (value_use). Returns 0, or -1 after reporting the error.
 */
int operand_read(const char *path, struct operand *o);

/* Its sheet, made of the snapshot where it has one. */
cJSON *operand_sheet(const struct operand *o);

#endif
