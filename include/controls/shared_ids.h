/* Controls of a source that share an id. */
#ifndef CONTROLS_SHARED_IDS_H
#define CONTROLS_SHARED_IDS_H

#include "controls/control.h"

/*
 * Controls of one id (case ignored) and the same title (case and white space
 * ignored) are one: of those in different states the one in the later (active,
 * then disabled, deprecated and so on, removed last) stays, of equals the first,
 * with the ids of all; the others leave the list, each with a finding. Those of
 * other titles stay, with a finding for all but the first. Where the source
 * unites, an id is one control whatever the titles, and those in one state are
 * no finding.
 */
void shared_ids_unite(struct controls *all, bool unite, struct findings *f);

#endif
