/* DeTT&CT's technique administration: which detections a team has, with
 * scores. */
#ifndef CONTROLS_DETTECT_H
#define CONTROLS_DETTECT_H

#include <stddef.h>

#include "value/value.h"

/*
 * Reads YAML as yaml_parse does, with YAML_LAST_WINS. A document with
 * `techniques` gets a member `detections`, a list of what stands under
 * `detection` of each technique (an object, or a list of them), in their order;
 * there it is no more. See github.com/rabobank-cdc/DeTTECT/wiki,
 * "YAML administration techniques". Each of them has its own members, and
 *
 *	technique_id, technique_name  those of its technique, where it has them
 *	score, date                   of the newest entry of its score_logbook, the
 *	                              first of equals; without a logbook its own
 *	title                         "NAME: LOCATIONS (APPLICABLE TO)", where the
 *	                              id stands for a name that is not there
 *
 * with the marks of where they stand. An entry without a date is older than any
 * with one. Where one has a date that cannot be read, nobody can say which is the
 * newest, and that date is the score. Left out is what scores -1, which is DeTT&CT's
 * word for no detection.
 */
int dettect_parse(const char *text, size_t len, cJSON **docs,
    struct value_error *why);

#endif
