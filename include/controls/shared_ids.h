/* Controls of a source that share an id. */
#ifndef CONTROLS_SHARED_IDS_H
#define CONTROLS_SHARED_IDS_H

#include "controls/control.h"

/*
 * Makes one of the controls with the same id (case ignored) and the same title (case
 * and white space ignored). The one in the latest state stays (active, then
 * disabled, deprecated and so on, removed last), of equals the first, with the ids
 * of all in that state, and the files that all are recordings of; the others leave
 * the list, each with a finding. Controls with the same id and different titles all
 * stay, with a finding for each but the first. Where the source unites, the title
 * does not matter, and those in the same state are no finding.
 */
void shared_ids_unite(struct controls *all, bool unite, struct findings *f);

#endif
