/* Documents of evidence: have they what their definition reads? */
#ifndef CONTROLS_PROOF_LAYOUT_H
#define CONTROLS_PROOF_LAYOUT_H

#include "controls/pick.h"

/* Has any of the rows one of the fields, even an empty one? */
bool proof_layout_has(const struct taking *t, const struct nodes *each,
    const struct fields *f);

/*
 * Checks that some row, or the header (NULL: there is none), has what the
 * definition reads. What none has is a finding if it is needed, or if the rows
 * have members that are not read: then the header or the separator has changed.
 * A column's name may be in any case, with white space around it: it becomes
 * that of the definition, also in the rows. False: the rows cannot be used.
 */
bool proof_layout_check(const struct taking *t, cJSON *header,
    const struct nodes *each);

/* Of a document without rows: has it at least the list for them? Where it has
 * not, that is a finding, and false. */
bool proof_layout_check_empty(const struct taking *t);

#endif
