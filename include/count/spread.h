/* How far a figure moves with its definition alone. */
#ifndef COUNT_SPREAD_H
#define COUNT_SPREAD_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/*
 * The detection figures of a domain under every definition, and whose controls these
 * count: {columns [{whose}], rows [{definition, meaning (only where the table of
 * definitions has it not), by [{whose, covered, of, percent}]}], least, most (of all
 * cells by share, where any has a denominator: {definition, whose, covered, of,
 * percent})}. Where nothing is yours there is one column, what is available. Beside
 * the definitions stands `exact` without what is thin. Returns NULL after reporting the
 * error.
 */
cJSON *spread_read(struct catalog *c, const char *domain);

#endif
