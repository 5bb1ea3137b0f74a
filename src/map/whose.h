/* Whose controls are: data/README.md, "Whose coverage". */
#ifndef MAP_WHOSE_H
#define MAP_WHOSE_H

#include "inputs.h"

/*
 * Decides whose each control is, once evidence is joined, and fills of: of each
 * kind, OF_YOURS where anything of it is the organisation's, else OF_AVAILABLE;
 * or what `of` of sextant.yaml says. Those that are in no
 * figure (words.h: WHOSE_NOT_DEPLOYED) count no more, and none of their ids. A
 * control that is listed as deployed and is not there is a finding.
 */
void whose_decide(struct inputs *in);

/* Lets a control count no more, as it is of none whose figures count. */
void whose_exclude(struct control *k, enum whose whose);

#endif
