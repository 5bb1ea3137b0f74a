/* Evidence: joins tests and their outcomes with the controls that they are
 * of. */
#ifndef MAP_EVIDENCE_H
#define MAP_EVIDENCE_H

#include "attack/stix.h"
#include "inputs.h"

/*
 * For each test that a rule names (E3), and each proof of each source of
 * evidence (E4, E5), raises the evidence of the pairs of that rule, or of every
 * active rule that the proof names, and techniques that the test is of: its
 * own and their parents. Where no test is named, or by no id, that is all of the
 * rule's. A rule is named by its id (ASCII case ignored), or an address that
 * ends in its path in its repository (or, where a file has moved, in its name,
 * if only one has it), or in its id. The latest outcome of a rule and a test
 * counts: data/README.md, "Evidence". A proof of a test says that it ran, or did
 * not (E0), and of anything else nothing; so does one of the user's own (E5) of
 * the test that it names. What names nothing that is here is a finding.
 *
 * Fills joined of each input, and the evidence of every control and pair.
 * domains are the bundles of in.
 */
void evidence_join(struct inputs *in, const struct stix *domains);

#endif
