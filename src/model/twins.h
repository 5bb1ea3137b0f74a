/* One's own controls and those that they were made from, in words. */
#ifndef MODEL_TWINS_H
#define MODEL_TWINS_H

#include <cjson/cJSON.h>

/*
 * Adds to a row of a control what it was made from, which are the rows of
 * Q_TWINS from this one on, as far as they are of that control: twins [{source,
 * id, title, url, by, changed, techniques}], and from ("Elastic Detection Rules:
 * Logon, by name"). Nothing where there is none.
 */
void twins_add(cJSON *control, const cJSON *row);

/*
 * Turns copy, the title of one's own control that was made from this one, and
 * copy_state, why that does not count, into words: replaced, why this one, which
 * is active, does not count ("in use as Logon"); else copied ("Logon, disabled",
 * "Logon, in use").
 */
void twins_add_copy(cJSON *control);

#endif
