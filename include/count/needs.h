/*
 * The logs that detections need, and whether they run on those that are
 * collected (data/README.md, "Logs").
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef COUNT_NEEDS_H
#define COUNT_NEEDS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/buf.h"
#include "catalog/catalog.h"

struct needs;

/* Those of controls, an array of their pks; NULL: of all. Only of as long as the
 * thread's cJSON memory; needs_free frees (n may be NULL). */
struct needs *needs_open(struct catalog *c, const cJSON *controls);
void needs_free(struct needs *n);

/* Those of the controls of rows, whose pk the member is. */
struct needs *needs_open_of(struct catalog *c, const cJSON *rows,
    const char *member);

/* Is it told which logs are collected? Where it is not, nothing is said of what
 * runs. */
bool needs_told(const struct needs *n);

/* Is it told in the catalog? 1, 0, or -1. */
int needs_are_told(struct catalog *c);

/*
 * Adds to a control, by its pk, if its member kind is detection:
 *
 * needs [{any [{name (as the control names it), log (its id), title (of these
 * neither: unknown), collected ("yes", "part" of what it holds, "no"; where it is
 * told)}], met ("yes", "no", "unknown", likewise)}]: it needs one log of each
 * any; absent where it names none;
 * needs_text: the same in words, "Sysmon event 1 or Security event 4688; DNS
 * queries", of titles what stands before a colon; needs_short: of these the first
 * two, "and 3 more";
 *
 * and where it is told: runs (words/logs.h), lacks and lacks_short (the needs that are
 * not met, in words; of one that does not run), runs_text ("yes", "no: lacks Sysmon event 1",
 * "unknown", "not told").
 */
void needs_add(const struct needs *n, long long pk, cJSON *control);

/* Appends how a log of a need is called: by its title without what stands behind a
 * colon, or as the control does. */
void needs_put_log(struct buf *b, const cJSON *log);

/* The same to each of rows, whose pk the member is; those of rows alone are
 * read. Returns 0, or -1. */
int needs_add_to(struct catalog *c, cJSON *rows, const char *member);

#endif
