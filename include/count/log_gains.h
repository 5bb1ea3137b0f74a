/* Which rules would run if one more log were collected. */
#ifndef COUNT_LOG_GAINS_H
#define COUNT_LOG_GAINS_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/*
 * Adds to each of rows, those of Q_LOGS, would_yours and would_available: how
 * many of the rules that count and do not run would, if the log and with it all
 * that it holds were collected, too. Returns 0, or -1 after reporting the error.
 */
int log_gains_add(struct catalog *c, cJSON *rows);

#endif
