/* What a technique's page answers in its first screen. */
#ifndef SITE_TECHNIQUE_FRONT_H
#define SITE_TECHNIQUE_FRONT_H

#include <cjson/cJSON.h>

enum { FRONT_SOURCES = 6 }; /* that are named of a kind */

/*
 * Adds front to a technique that has sections by name (technique_page.h): of
 * detection and test {front_title, place (of its section), rows, unnamed (how many more
 * sources there are, or false), none (of one without any: "No public rule counts for
 * this technique", or false), height (rows of a table that all this takes)}.
 *
 * Rows are of sources, those with yours first, then the best proven, then those with
 * the most: {source_id, source_title, amount ("12, 3 of them yours"), ran ("2 of them
 * ran"; or false), first (set on that), and of rules what matrix_add_evidence adds, of
 * the best}.
 */
void technique_front_add(cJSON *technique);

#endif
