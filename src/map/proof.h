/* Evidence from elsewhere: who was seen to fire. */
#ifndef MAP_PROOF_H
#define MAP_PROOF_H

#include "control.h"
#include "pick.h"

/* Adds what the document proves to out. */
void proof_take(struct taking *t, struct controls *out);

#endif
