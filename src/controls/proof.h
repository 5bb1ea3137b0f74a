/* Evidence: the tests that a rule names, and what came of tests. */
#ifndef CONTROLS_PROOF_H
#define CONTROLS_PROOF_H

#include "controls/control.h"
#include "controls/pick.h"

/* Fills in the tests that the control names: evidence E3. */
void proof_simulated(const struct taking *t, struct control *c);

/* Fills in what may be addresses of recordings in the control, and the files that
 * it is a recording of. */
void proof_recorded(const struct taking *t, struct control *c);

/*
 * Adds what the document proves of controls to out. Rows that are unclear are
 * findings, and are not used: a row without a control, an invalid date, an
 * unknown outcome, a layout that lacks what the definition reads. header is
 * that of the rows, or NULL; its names become those of the definition.
 */
void proof_take(struct taking *t, cJSON *header, struct controls *out);

#endif
