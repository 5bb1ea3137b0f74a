/* Evidence: the tests that a rule names, and who was seen to fire on which. */
#ifndef CONTROLS_PROOF_H
#define CONTROLS_PROOF_H

#include "controls/control.h"
#include "controls/pick.h"

/* Fills the tests that the control names: evidence E3. */
void proof_simulated(const struct taking *t, struct control *c);

/*
 * Adds what the document says of controls to out. What it does not say
 * clearly, a row without a control, a date that is none, an outcome of another
 * word, a layout without what the definition reads, is a finding, and nothing
 * is made of it. The rows are of that header, or NULL.
 */
void proof_take(struct taking *t, const cJSON *header, struct controls *out);

#endif
