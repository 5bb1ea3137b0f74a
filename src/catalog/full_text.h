/* The full-text index of a catalog. */
#ifndef CATALOG_FULL_TEXT_H
#define CATALOG_FULL_TEXT_H

#include "db.h"

/*
 * What the index's rows are numbered by: what is of ATT&CK, and controls, by their
 * keys, those of one table behind those of another.
 */
#define ACTOR_FROM "1073741824"
#define CONTROL_FROM "2147483648"
#define TACTIC_FROM "4294967296"
#define STRATEGY_FROM "5368709120"
#define ANALYTIC_FROM "6442450944"
#define COMPONENT_FROM "7516192768"
#define VULNERABILITY_FROM "8589934592"
#define LOG_FROM "9663676416"

/* Return 0, or -1 after reporting the error. Before all others: that the index is
 * about to be filled. Then a control, in the order of their keys. Last all else,
 * which the catalog has, of sources that are new. */
int full_text_begin(struct catalog *c);
int full_text_put_control(struct catalog *c, const struct catalog_control *k);
int full_text_index(struct catalog *c);

#endif
